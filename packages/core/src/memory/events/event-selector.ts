import type { InstantRange, PlanFilter } from "../../plan/plan.js";
import { paddedRows, paddedWords, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import { demandsOf, type Demand } from "./event-demands.js";
import type { EventTable } from "./event-table.js";

/**
 * Finds the events of a table that lie in a range and meet every filter, a stretch at a time, and marks them in `bits`.
 * Give back what it takes with `free`.
 */
export class EventSelector {
  readonly table: EventTable;
  /** The bits of the events selected so far; 0 past the last event, where some are still there to be read. */
  readonly bits: Int32Array;
  readonly #space: Space;
  readonly #demands: readonly Demand[];
  #done = 0;

  constructor(table: EventTable, filters: readonly PlanFilter[], range: InstantRange, space: Space) {
    this.table = table;
    this.#space = space;
    this.bits = space.int32(paddedWords(table.length + 64));
    this.#demands = demandsOf(table, filters, range, space);
  }

  /** Whether all events of the table are wanted. */
  get all(): boolean {
    return this.#demands.length === 0;
  }

  /** Marks the events from one up to, not including, another; the first must follow what was marked before. */
  select(from: number, to: number): void {
    const start = Math.max(this.#done, Math.floor(from / ROWS_A_PAGE) * ROWS_A_PAGE);
    const end = Math.min(paddedRows(this.table.length), Math.ceil(to / ROWS_A_PAGE) * ROWS_A_PAGE);
    if (start >= end) return;
    this.#done = end;
    this.#mark(start >>> 5, (end - start) >>> 5);
    if (end > this.table.length) this.#cut();
  }

  /** The events marked, at least: those of the whole pages around a stretch. */
  count(from: number, to: number): number {
    const page = ROWS_A_PAGE >>> 5;
    const word = Math.floor(from / ROWS_A_PAGE) * page;
    return this.#space.kernels.count(this.bits, word, Math.ceil(to / ROWS_A_PAGE) * page - word);
  }

  free(): void {
    this.#space.free(this.bits);
    for (const demand of this.#demands) demand.free();
  }

  #mark(word: number, words: number): void {
    const { bits } = this;
    const [first, ...rest] = this.#demands;
    if (first?.mark === undefined) {
      bits.fill(-1, word, word + words);
      first?.keep(bits, word, words);
    } else {
      first.mark(bits, word, words);
    }
    for (const demand of rest) demand.keep(bits, word, words);
  }

  /** Clears what lies past the last event. */
  #cut(): void {
    const { length } = this.table;
    const word = length >>> 5;
    this.bits[word] = (this.bits[word] ?? 0) & ~(-1 << (length & 31));
    this.bits.fill(0, word + 1);
  }
}

/** The first marked event from this one on, or the end of the table. */
export function nextMarked(bits: Int32Array, from: number, length: number): number {
  let word = from >>> 5;
  let left = (bits[word] ?? 0) & (-1 << (from & 31));
  while (left === 0) {
    if (++word >= bits.length) return length;
    left = bits[word] ?? 0;
  }
  return (word << 5) + 31 - Math.clz32(left & -left);
}
