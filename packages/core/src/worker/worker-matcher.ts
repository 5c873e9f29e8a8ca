import type { CallOptions, CustomerProfile, DistantMatcher } from "../adapter/adapter.js";
import { profileToSend } from "./rows.js";
import type { BaseLine } from "./worker-membership.js";

/** Matchers nobody on this side can reach any more are let go on the other. */
const unreachable = new FinalizationRegistry<() => void>((letGo) => letGo());

/** A matcher an engine holds, by its number. */
export class WorkerMatcher implements DistantMatcher {
  readonly #line: BaseLine;
  readonly #matcher: number;

  constructor(line: BaseLine, matcher: number) {
    this.#line = line;
    this.#matcher = matcher;
    Object.freeze(this);
    unreachable.register(this, () => line.release(matcher));
  }

  audiencesOf(id: string, { signal }: CallOptions = {}): Promise<readonly number[] | undefined> {
    return this.#line.engine.ask("audiencesOf", { ...this.#here(), id }, { signal });
  }

  audiencesOfProfile(profile: CustomerProfile, { signal }: CallOptions = {}): Promise<readonly number[]> {
    return this.#line.engine.ask(
      "audiencesOfProfile",
      { ...this.#here(), profile: profileToSend(profile) },
      { signal },
    );
  }

  #here(): { readonly base: number; readonly matcher: number } {
    return { base: this.#line.base, matcher: this.#matcher };
  }
}
