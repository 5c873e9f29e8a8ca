import { tablesOf, type EventTable } from "../events/event-table.js";
import type { CustomerEvents } from "../events/event-walk.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { createSecondThread } from "./create-second-thread.js";
import type { SecondThreadOptions } from "./event-leaves.js";
import { EventShare } from "./event-share.js";
import { Helper } from "./helper.js";
import { filteredProperties, leafMatches, typesOf, type EventLeaf } from "./leaf-matches.js";
import { canBeTested, writtenTable } from "./written-table.js";

/** Bytes the second thread has for itself: what every condition takes, and what one on these customers and events may. */
const FIXED = 2 ** 22;
const A_CUSTOMER = 16;
const AN_EVENT = 0.5;

/** A base the second thread helps with, by its number there. */
interface Helped {
  readonly helper: Helper;
  readonly base: number;
  /** Settles when it can be asked of, or never will be. */
  readonly started: Promise<void>;
}

/** Leaves bases that nobody has any more. */
const forgotten = new FinalizationRegistry(({ helper, base }: Helped) => void helper.leave(base));

/** Two threads that look at half of the customers each: this one at those before, the other at those from the middle on. */
export class TwoThreads {
  readonly #space: Space;
  readonly #share: EventShare;
  readonly #patience: number;
  readonly #helped: Helped | undefined;
  /** What the second thread knows of. */
  readonly #told = new Map<string, EventTable>();
  #failure: string | undefined;

  /** The memory of the space is shared. */
  constructor(data: CustomerEvents, { createWorker = createSecondThread, patience = 0 }: SecondThreadOptions) {
    this.#space = data.space;
    this.#share = new EventShare(data.space);
    this.#patience = patience;
    const own = data.space.uint8(bytesFor(data));
    const { memory } = data.space;
    if (memory === undefined || own.buffer !== memory.buffer) {
      this.#failure = "The memory has no room for what a second one needs.";
      return;
    }
    try {
      const helper = Helper.madeBy(createWorker);
      const [from, to] = [own.byteOffset, own.byteOffset + own.length];
      let ready: () => void = () => undefined;
      const started = new Promise<void>((settled) => (ready = settled));
      this.#helped = { helper, base: helper.begin({ memory, from, to }, ready), started };
      forgotten.register(this, this.#helped);
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** Why the second thread would not help with a condition, in a sentence. */
  whyNot(data: CustomerEvents, leaf: EventLeaf): string | undefined {
    const lost = this.#failure ?? this.#helped?.helper.lost;
    if (lost !== undefined) return lost;
    return unheard(data, leaf);
  }

  /** As `leafMatches`; undefined where the second thread cannot help just now. @throws AudienceError `aborted` */
  async matches(data: CustomerEvents, leaf: EventLeaf, asOf: number, pacer: Pacer): Promise<Bitmap | undefined> {
    if (this.#helped === undefined) return undefined;
    const { helper, base: number, started } = this.#helped;
    if (this.#patience > 0) await within(this.#patience, started);
    if (!helper.isFree(number) || unheard(data, leaf) !== undefined) return undefined;
    const { rows, base, events } = data;
    const from = (rows >>> 6) << 5;
    this.#tell(this.#helped, data, typesOf(leaf));
    const asked = helper.ask(number, { leaf, asOf, from, rows });
    const listening = pacer.onAbort(() => helper.stop());
    let ours: Bitmap | undefined;
    let theirs: Int32Array | undefined;
    try {
      const half = this.#share.of(events, typesOf(leaf), { from: 0, to: from });
      const own = { rows: from, base: firstOf(base, from), events: half, space: this.#space, part: true };
      ours = await leafMatches(own, leaf, asOf, pacer);
    } catch (error) {
      helper.stop();
      throw error;
    } finally {
      // Nothing may change or be given back as long as the other one reads it.
      theirs = await asked;
      listening();
      if (theirs === undefined && ours !== undefined) this.#space.free(ours.words);
    }
    pacer.check();
    if (theirs === undefined) return undefined;
    const both = Bitmap.in(this.#space, rows);
    both.words.set(ours.words.subarray(0, from >>> 5));
    both.words.set(theirs, from >>> 5);
    this.#space.free(ours.words);
    this.#space.kernels.and(both.words, 0, base.words, 0, both.words.length);
    return both;
  }

  async close(): Promise<void> {
    await this.#helped?.helper.leave(this.#helped.base);
  }

  /** Tells of what has changed since it was last told of. */
  #tell({ helper, base }: Helped, { events }: CustomerEvents, types: readonly string[]): void {
    for (const type of types) {
      const table = events.get(type);
      if (table === undefined || this.#told.get(type) === table) continue;
      helper.tell(base, writtenTable(table));
      this.#told.set(type, table);
    }
  }
}

/** Waits for something, but no longer than so many milliseconds. */
async function within(milliseconds: number, settled: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([settled, enough]);
  clearTimeout(timer);
}

function bytesFor({ events, rows }: CustomerEvents): number {
  const length = tablesOf(events, [...events.keys()]).reduce((sum, table) => sum + table.length, 0);
  return FIXED + rows * A_CUSTOMER + Math.ceil(length * AN_EVENT);
}

/** Why a second thread cannot be told of all that a condition looks at, in a sentence; undefined where it can. */
function unheard({ events, space }: CustomerEvents, leaf: EventLeaf): string | undefined {
  const tables = tablesOf(events, typesOf(leaf));
  if (tables.some(({ customers, at }) => [customers, at].some(({ buffer }) => buffer !== space.memory?.buffer))) {
    return "The events found no room in the memory that is shared.";
  }
  const tested = tables.flatMap(({ properties }) => filteredProperties(leaf).map((name) => properties.get(name)));
  return tested.every(canBeTested) ? undefined : "A property has too many texts to tell a second one.";
}

/** The rows of a set before one, which is a multiple of 32. */
function firstOf(rows: Bitmap, end: number): Bitmap {
  const first = new Bitmap(end);
  first.words.set(rows.words.subarray(0, end >>> 5));
  return first;
}
