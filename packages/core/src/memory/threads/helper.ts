import type { Channel } from "../../worker/channel.js";
import { channelTo, type EngineThread } from "../../worker/thread.js";
import type { AskedLeaf, FromSecondThread, OwnMemory, ToSecondThread, WrittenTable } from "./messages.js";

type Answered = (words: Int32Array | undefined) => void;

const helpers = new Map<() => EngineThread, Helper>();

/**
 * The second thread, as the first one sees it: one for all bases. It lets a process end, but while it is asked something,
 * and ends itself when no base is left.
 */
export class Helper {
  readonly #thread: EngineThread;
  readonly #channel: Channel<FromSecondThread, ToSecondThread>;
  /** What is to be called when a base is ready, or never will be. */
  readonly #bases = new Map<number, () => void>();
  readonly #ready = new Set<number>();
  #last = 0;
  #lost: string | undefined;
  #answered: Answered | undefined;

  private constructor(thread: EngineThread) {
    this.#thread = thread;
    this.#channel = channelTo(thread);
    this.#channel.listen(
      (message) => {
        if (message.kind === "answer") this.#settle(message.words);
        else if (message.kind === "ready") {
          this.#ready.add(message.base);
          this.#bases.get(message.base)?.();
        }
      },
      (reason) => void this.#end(reason),
    );
    this.#hold(false);
  }

  /** The one that is made so, if there is none yet. @throws whatever the platform throws where no worker may be made */
  static madeBy(createWorker: () => EngineThread): Helper {
    const known = helpers.get(createWorker);
    if (known !== undefined && known.lost === undefined) return known;
    const made = new Helper(createWorker());
    helpers.set(createWorker, made);
    return made;
  }

  /** Why there is none any more. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** Takes a base on; `told` is called when it can be asked of, or never will be. Gives its number. */
  begin(own: OwnMemory, told: () => void): number {
    const base = ++this.#last;
    this.#bases.set(base, told);
    this.#channel.post({ kind: "begin", base, ...own });
    return base;
  }

  /** Whether it can be asked of a base now. */
  isFree(base: number): boolean {
    return this.#ready.has(base) && this.#lost === undefined && this.#answered === undefined;
  }

  tell(base: number, table: WrittenTable): void {
    this.#channel.post({ kind: "table", base, table });
  }

  /** To be asked when it is free. The words as in `FromSecondThread`; undefined where nothing came of it. */
  ask(base: number, leaf: AskedLeaf): Promise<Int32Array | undefined> {
    return new Promise((answered) => {
      this.#channel.post({ kind: "leaf", base, ...leaf });
      this.#answered = answered;
      this.#hold(true);
    });
  }

  /** What was asked is not wanted any more; it is answered soon. */
  stop(): void {
    if (this.#answered !== undefined && this.#lost === undefined) this.#channel.post({ kind: "stop" });
  }

  /** Nothing more is asked of a base. */
  async leave(base: number): Promise<void> {
    this.#ready.delete(base);
    if (!this.#bases.delete(base) || this.#lost !== undefined) return;
    if (this.#bases.size === 0) await this.#end("It was closed.");
    else this.#channel.post({ kind: "end", base });
  }

  /** What was asked is answered when it has ended, and reads nothing any more. */
  async #end(reason: string): Promise<void> {
    if (this.#lost !== undefined) return;
    this.#lost = reason;
    await this.#channel.end();
    this.#settle(undefined);
    for (const told of this.#bases.values()) told();
  }

  #settle(words: Int32Array | undefined): void {
    const answered = this.#answered;
    this.#answered = undefined;
    this.#hold(false);
    answered?.(words);
  }

  #hold(asked: boolean): void {
    if (!("unref" in this.#thread)) return;
    if (asked) this.#thread.ref();
    else this.#thread.unref();
  }
}
