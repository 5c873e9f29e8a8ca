import type { InstantRange, PlanFilter } from "../../plan/plan.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { paddedRows, paddedWords, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import { columnScan, NO_ROW, type ColumnScan } from "./column-scan.js";
import { millisecondsOf, type EventTable } from "./event-table.js";
import { markSpan } from "./event-times.js";

/** Where at most one event in so many is left, each is looked at by itself. */
const SPARSE = 16;

/** What a test of one event by itself is reckoned to cost, in the bytes of a scan. */
const BY_ITSELF = 100;

/** Asked of every event of a selection. */
interface Demand {
  readonly exclude: boolean;
  readonly scan?: ColumnScan;
  readonly meets?: Predicate;
}

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
  #scratch: Int32Array | undefined;
  #done = 0;

  constructor(table: EventTable, filters: readonly PlanFilter[], range: InstantRange, space: Space) {
    this.table = table;
    this.#space = space;
    this.bits = space.int32(paddedWords(table.length + 64));
    const demands = filters.map((filter) => filterDemand(table, filter, space));
    this.#demands = [...rangeDemands(table, range, space), ...demands].sort((a, b) => costOf(a) - costOf(b));
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
    if (this.#scratch !== undefined) this.#space.free(this.#scratch);
    for (const { scan } of this.#demands) scan?.free();
  }

  #mark(word: number, words: number): void {
    const { bits } = this;
    const [first, ...rest] = this.#demands;
    if (first?.scan !== undefined && !first.exclude) {
      first.scan.scan(bits, word << 5, words << 5);
    } else {
      bits.fill(-1, word, word + words);
      if (first !== undefined) this.#narrow(first, word, words);
    }
    for (const demand of rest) this.#narrow(demand, word, words);
  }

  /** Leaves of the marked events those that meet one more demand. */
  #narrow({ scan, exclude, meets }: Demand, word: number, words: number): void {
    const { kernels } = this.#space;
    const { bits } = this;
    if (scan === undefined) {
      if (meets !== undefined) keepMeeting(bits, word, words, meets, exclude);
      return;
    }
    const left = kernels.count(bits, word, words);
    if (left === 0) return;
    if (scan.keep !== undefined && !exclude && left * SPARSE <= words * 32) return scan.keep(bits, word, words);
    this.#scratch ??= this.#space.int32(bits.length);
    scan.scan(this.#scratch, word << 5, words << 5);
    if (exclude) kernels.andNot(bits, word, this.#scratch, word, words);
    else kernels.and(bits, word, this.#scratch, word, words);
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

function costOf({ scan, meets }: Demand): number {
  if (scan !== undefined) return scan.width;
  return meets === undefined ? 0 : BY_ITSELF;
}

/** An event whose type lacks the property has it missing. */
function filterDemand(table: EventTable, { property, exclude, test }: PlanFilter, space: Space): Demand {
  const column = table.properties.get(property);
  if (column === undefined) return { exclude, scan: NO_ROW };
  const scan = columnScan(column, test, space);
  return scan === undefined ? { exclude, meets: predicateOf(column, test) } : { exclude, scan };
}

/** None where the whole table lies in the range. */
function rangeDemands(table: EventTable, range: InstantRange, space: Space): readonly Demand[] {
  const { from = -Infinity, to = Infinity } = range;
  if (from <= table.firstAt && table.lastAt < to) return [];
  const { at, spans } = table;
  const unit = millisecondsOf(at);
  const bounds = { low: Math.ceil(from / unit), high: Math.ceil(to / unit) - 1 };
  const edges = space.int32(paddedWords(table.length));
  const scan: ColumnScan = {
    scan: (out, row, rows) => markSpan(at, spans, bounds, space.kernels, out, edges, row, rows),
    width: 1,
    free: () => space.free(edges),
  };
  return [{ exclude: false, scan }];
}

function keepMeeting(bits: Int32Array, word: number, words: number, meets: Predicate, exclude: boolean): void {
  for (let index = word; index < word + words; index++) {
    for (let left = bits[index] ?? 0; left !== 0; left &= left - 1) {
      const bit = left & -left;
      if (meets((index << 5) + 31 - Math.clz32(bit)) === exclude) bits[index] = (bits[index] ?? 0) & ~bit;
    }
  }
}
