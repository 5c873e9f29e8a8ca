import { refuse, type AudienceError } from "../issue/issue.js";
import type { Calls, Progress } from "./calls.js";
import type { Channel } from "./channel.js";
import { calledOff, errorOf, writtenError, type WrittenError } from "./written-error.js";

/** What goes over a line, towards the side that answers `Theirs` and asked `Mine`. */
export type Message<Theirs extends Calls> =
  | { readonly kind: "hello"; readonly protocol: number }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: keyof Theirs;
      readonly input: Theirs[keyof Theirs]["input"];
    }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "refusal"; readonly id: number; readonly error: WrittenError };

/** A call as the side that answers it sees it. */
export interface Incoming {
  /** Aborted when whoever asked calls it off. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** Moves a buffer of the answer over instead of copying it. */
  readonly giveUp: (buffer: ArrayBuffer) => void;
}

export type Answers<Mine extends Calls> = {
  readonly [Name in keyof Mine]: (input: Mine[Name]["input"], incoming: Incoming) => Promise<Mine[Name]["output"]>;
};

export interface AskOptions<Output> {
  readonly signal?: AbortSignal | undefined;
  readonly transfer?: readonly ArrayBuffer[];
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Gets an answer that came after the call was called off: what it holds is to be let go. */
  readonly tooLate?: (output: Output) => void;
}

interface Pending {
  resolve(this: void, output: unknown): void;
  reject(this: void, error: Error): void;
  tooLate(this: void, output: unknown): void;
  onProgress: ((progress: Progress) => void) | undefined;
  over: boolean;
}

/** Questions and answers between two sides that may both ask. Calls begin in the order they were made in. */
export class Conversation<Mine extends Calls, Theirs extends Calls> {
  readonly #channel: Channel<Message<Mine>, Message<Theirs>>;
  #answers: Answers<Mine> | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #running = new Map<number, AbortController>();
  #hello: ((protocol: number) => void) | undefined;
  #lost: ((error: AudienceError) => void) | undefined;
  #over: AudienceError | undefined;
  #lastId = 0;

  constructor(channel: Channel<Message<Mine>, Message<Theirs>>) {
    this.#channel = channel;
  }

  /** Listens from now on. To be called once. */
  begin(answers: Answers<Mine>): void {
    this.#answers = answers;
    this.#channel.listen(
      (message) => this.#hear(message),
      (reason) => this.#end(reason),
    );
  }

  sayHello(protocol: number): void {
    this.#channel.post({ kind: "hello", protocol });
  }

  /** The other side's protocol, once it says hello. @throws AudienceError `engine_lost` where it never will */
  greeted(): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#over !== undefined) reject(this.#over);
      this.#hello = resolve;
      this.#lost = reject;
    });
  }

  /** @throws AudienceError `aborted`, `engine_lost`, or what the other side throws */
  ask<Name extends keyof Theirs>(
    name: Name,
    input: Theirs[Name]["input"],
    options: AskOptions<Theirs[Name]["output"]> = {},
  ): Promise<Theirs[Name]["output"]> {
    const { signal, transfer, onProgress, tooLate = () => undefined } = options;
    return new Promise<Theirs[Name]["output"]>((resolve, reject) => {
      if (this.#over !== undefined) throw this.#over;
      if (signal?.aborted === true) throw calledOff();
      const id = ++this.#lastId;
      this.#channel.post({ kind: "call", id, name, input }, transfer);
      const callOff = () => {
        const pending = this.#pending.get(id);
        if (pending === undefined || pending.over) return;
        pending.over = true;
        this.#channel.post({ kind: "cancel", id });
        reject(calledOff());
      };
      signal?.addEventListener("abort", callOff, { once: true });
      const settled = () => signal?.removeEventListener("abort", callOff);
      this.#pending.set(id, {
        resolve: (output: Theirs[Name]["output"]) => {
          settled();
          resolve(output);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        tooLate,
        onProgress,
        over: false,
      });
    });
  }

  /** Asks for something nobody waits for. */
  tell<Name extends keyof Theirs>(name: Name, input: Theirs[Name]["input"]): void {
    void this.ask(name, input).catch(() => undefined);
  }

  /** Ends both sides; whatever is still asked is refused as `engine_lost`. */
  async close(reason: string): Promise<void> {
    this.#end(reason);
    await this.#channel.end();
  }

  #hear(message: Message<Mine>): void {
    switch (message.kind) {
      case "hello":
        this.#hello?.(message.protocol);
        return;
      case "call":
        void this.#answer(message.id, message.name, message.input);
        return;
      case "cancel":
        this.#running.get(message.id)?.abort();
        return;
      case "progress":
        this.#progress(message.id, message.progress);
        return;
      case "answer":
        this.#settle(message.id, ({ over, resolve, tooLate }) => (over ? tooLate : resolve)(message.output));
        return;
      case "refusal":
        this.#settle(message.id, ({ reject }) => reject(errorOf(message.error)));
    }
  }

  async #answer<Name extends keyof Mine>(id: number, name: Name, input: Mine[Name]["input"]): Promise<void> {
    if (this.#answers === undefined) return;
    const running = new AbortController();
    const transfer: ArrayBuffer[] = [];
    this.#running.set(id, running);
    try {
      const output = await this.#answers[name](input, {
        signal: running.signal,
        progress: (progress) => this.#channel.post({ kind: "progress", id, progress }),
        giveUp: (buffer) => transfer.push(buffer),
      });
      this.#channel.post({ kind: "answer", id, output }, transfer);
    } catch (error) {
      this.#channel.post({ kind: "refusal", id, error: writtenError(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #progress(id: number, progress: Progress): void {
    const pending = this.#pending.get(id);
    if (pending === undefined || pending.over) return;
    try {
      pending.onProgress?.(progress);
    } catch (error) {
      pending.over = true;
      this.#channel.post({ kind: "cancel", id });
      pending.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending !== undefined) settle(pending);
  }

  #end(reason: string): void {
    if (this.#over !== undefined) return;
    this.#over = refuse("engine_lost", "", reason, "Load the customers again.");
    this.#lost?.(this.#over);
    for (const pending of this.#pending.values()) pending.reject(this.#over);
    this.#pending.clear();
    for (const running of this.#running.values()) running.abort();
  }
}
