import { refuse } from "../issue/issue.js";

/** How long a computation keeps the thread before others get a turn, in milliseconds. */
const TURN = 8;

/** Lets a long computation breathe: others get their turn, and the caller can call it off. */
export class Pacer {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.check();
  }

  /** @throws AudienceError `aborted` */
  check(): void {
    if (this.#signal?.aborted === true) throw refuse("aborted", "", "The request was called off.");
  }

  /** Tells once when the request is called off, until what it gives is called. */
  onAbort(told: () => void): () => void {
    this.#signal?.addEventListener("abort", told, { once: true });
    return () => this.#signal?.removeEventListener("abort", told);
  }

  /** To be awaited between pieces of work of at most a few milliseconds. @throws AudienceError `aborted` */
  async breathe(): Promise<void> {
    this.check();
    if (performance.now() - this.#since < TURN) return;
    await nextTurn();
    this.#since = performance.now();
    this.check();
  }
}

/** Resolves in a task of its own; timers would be held back by several milliseconds. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
