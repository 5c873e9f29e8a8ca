import type { CallOptions, Membership } from "../adapter/adapter.js";
import { refuse } from "../issue/issue.js";
import type { EngineCalls, HeldMembership, PageCalls } from "./calls.js";
import type { AskOptions, Conversation } from "./conversation.js";
import { isText } from "./rows.js";
import { pulled } from "./streams.js";
import { calledOff } from "./written-error.js";

type EngineLine = Conversation<PageCalls, EngineCalls>;

/** Memberships nobody on this side can reach any more are let go on the other. */
const unreachable = new FinalizationRegistry<() => void>((letGo) => letGo());

/** A base an engine holds, as the page knows it. */
export class BaseLine {
  readonly engine: EngineLine;
  readonly base: number;

  constructor(engine: EngineLine, base: number) {
    this.engine = engine;
    this.base = base;
  }

  /** Asks for a membership. */
  async members(
    ask: (options: AskOptions<HeldMembership>) => Promise<HeldMembership>,
    { signal }: CallOptions = {},
  ): Promise<Membership> {
    const held = await ask({ signal, tooLate: ({ members }) => this.release(members) });
    return new WorkerMembership(this, held);
  }

  /** @throws AudienceError `not_supported` for a membership of other customers */
  numberOf(membership: Membership): number {
    if (membership instanceof WorkerMembership && membership.line === this) return membership.members;
    throw refuse("not_supported", "", "A membership is of use only to the engine that made it.");
  }

  /** Lets a membership or a matcher go. */
  release(held: number): void {
    this.engine.tell("release", { base: this.base, held });
  }
}

class WorkerMembership implements Membership {
  readonly size: number;
  readonly line: BaseLine;
  readonly members: number;

  constructor(line: BaseLine, { members, size }: HeldMembership) {
    this.line = line;
    this.members = members;
    this.size = size;
    Object.freeze(this);
    unreachable.register(this, () => line.release(members));
  }

  has(id: string): Promise<boolean> {
    return this.line.engine.ask("has", { ...this.#here(), id });
  }

  async *ids({ signal }: CallOptions = {}): AsyncGenerator<string, void, undefined> {
    const { engine } = this.line;
    const tooLate = (stream: number) => engine.tell("leave", { stream });
    const stream = await engine.ask("ids", this.#here(), { signal, tooLate });
    for await (const id of pulled(engine, stream, isText, signal)) {
      if (signal?.aborted === true) throw calledOff();
      yield id;
    }
  }

  and(other: Membership): Promise<Membership> {
    return this.#combine("and", other);
  }

  or(other: Membership): Promise<Membership> {
    return this.#combine("or", other);
  }

  without(other: Membership): Promise<Membership> {
    return this.#combine("without", other);
  }

  async #combine(how: "and" | "or" | "without", other: Membership): Promise<Membership> {
    const { line } = this;
    const input = { ...this.#here(), how, other: line.numberOf(other) };
    return line.members((options) => line.engine.ask("combine", input, options));
  }

  #here(): { readonly base: number; readonly members: number } {
    return { base: this.line.base, members: this.members };
  }
}
