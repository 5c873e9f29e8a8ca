import type { EngineThread } from "../../worker/thread.js";
import { listedEvents } from "../events/event-matches.js";
import { tablesOf, type EventTable } from "../events/event-table.js";
import type { CustomerEvents } from "../events/event-walk.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import type { LeafSet } from "../planner/leaf-cache.js";
import { isQuick, leafMatches, type EventLeaf } from "./leaf-matches.js";
import type { TwoThreads } from "./two-threads.js";

/** How the second thread is had. */
export interface SecondThreadOptions {
  /**
   * It helps with conditions that look at this many events or more, of filtered ones at four times as many; 1,000,000
   * unless told. What slices of time or kept gaps answer takes too little for it.
   */
  readonly from?: number | undefined;
  /** Makes the worker, whose module calls `serveSecondThread`. It cannot be told to an engine in a worker. */
  readonly createWorker?: (() => EngineThread) | undefined;
  /** Milliseconds that a condition waits for it to start; 0 unless told: until it is there one thread answers. */
  readonly patience?: number | undefined;
}

/** One thread takes some 2 ms for as many. Half of that is won, and 0.2 to 0.5 ms are spent to wake the other and hear of it. */
export const WORTH_IT = 1_000_000;

/** So many events of which few are left by a filter take as long as one that is added up. */
const FILTERED = 4;

/** Answers conditions on events, with a second thread where one is wanted, can be had and is worth it. */
export class EventLeaves {
  readonly #space: Space;
  readonly #options: SecondThreadOptions | undefined;
  #both: Promise<TwoThreads> | undefined;

  /** `threads` is 2, or tells more about the second. */
  constructor(space: Space, threads: 1 | 2 | SecondThreadOptions = 1) {
    this.#space = space;
    if (threads !== 1) this.#options = threads === 2 ? {} : threads;
  }

  /** The living customers that meet a condition, `exclude` aside. The set lies in the space. @throws AudienceError `aborted` */
  async matches(data: CustomerEvents, leaf: EventLeaf, asOf: number, pacer: Pacer): Promise<LeafSet> {
    const listed = leaf.kind === "event" ? await listedEvents(data, leaf, pacer) : undefined;
    if (listed !== undefined) return listed;
    const both = this.#isWorthIt(data, leaf, asOf) ? await this.#twoThreads(data) : undefined;
    const { words } = (await both?.matches(data, leaf, asOf, pacer)) ?? (await leafMatches(data, leaf, asOf, pacer));
    return { kind: "bits", words, size: data.rows };
  }

  /** What is to be said of the second thread for a condition: a sentence, or nothing. */
  async explain(data: CustomerEvents, leaf: EventLeaf, asOf: number): Promise<string> {
    if (this.#options === undefined) return "";
    if (this.#space.memory === undefined || !isShared(this.#space.memory)) return "One thread: no memory is shared.";
    if (!this.#isWorthIt(data, leaf, asOf)) return "One thread: so little is not worth a second.";
    const why = (await this.#both)?.whyNot(data, leaf);
    return why === undefined ? "A second thread takes half of the customers." : `One thread: ${why}`;
  }

  /** Ends the second thread; from now on there is one. */
  async close(): Promise<void> {
    await (await this.#both)?.close();
  }

  #isWorthIt(data: CustomerEvents, leaf: EventLeaf, asOf: number): boolean {
    if (this.#options === undefined) return false;
    if (this.#space.memory === undefined || !isShared(this.#space.memory)) return false;
    const { from = WORTH_IT } = this.#options;
    return workOf(data.events, leaf) >= from && !isQuick(data, leaf, asOf);
  }

  #twoThreads(data: CustomerEvents): Promise<TwoThreads> {
    this.#both ??= import("./two-threads.js").then(({ TwoThreads }) => new TwoThreads(data, this.#options ?? {}));
    return this.#both;
  }
}

/** What a condition looks at, in events that are not filtered. */
function workOf(events: ReadonlyMap<string, EventTable>, leaf: EventLeaf): number {
  const looks = leaf.kind === "event" ? [leaf.selection] : leaf.steps;
  return looks.reduce((work, { types, filters }) => {
    const length = tablesOf(events, types).reduce((sum, table) => sum + table.length, 0);
    return work + (filters.length === 0 ? length : length / FILTERED);
  }, 0);
}

/** Whether memory can be shared between threads: in Node always, in pages when they are cross-origin isolated. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === "function" && globalThis.crossOriginIsolated !== false;
}

function isShared({ buffer }: WebAssembly.Memory): boolean {
  return !(buffer instanceof ArrayBuffer);
}
