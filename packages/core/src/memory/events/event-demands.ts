import type { InstantRange, PlanFilter } from "../../plan/plan.js";
import type { Column } from "../columns/columns.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import { columnScan, NO_ROW, type ColumnScan } from "../columns/column-scan.js";
import { millisecondsOf, type EventTable } from "./event-table.js";
import { TimeRange } from "./event-times.js";

/** Where at most one event in so many is left, each is looked at by itself. */
const SPARSE = 16;

/** What a demand is reckoned to cost an event, in bytes read: of the time, and of a test of one event by itself. */
const TIME = 1.5;
const BY_ITSELF = 100;

/** Asked of every event of a selection. Cheap ones are asked first. */
export interface Demand {
  readonly cost: number;
  /** Clears the bits of the events that do not meet it. */
  keep(bits: Int32Array, word: number, words: number): void;
  /** Overwrites the bits, where that is faster than to set all of them first. */
  readonly mark?: ((bits: Int32Array, word: number, words: number) => void) | undefined;
  /** Gives back what it took of the space. */
  free(): void;
}

/** That an event meets every filter and lies in the range. */
export function demandsOf(
  table: EventTable,
  filters: readonly PlanFilter[],
  range: InstantRange,
  space: Space,
): readonly Demand[] {
  const demands = filters.map((filter) =>
    filterDemand(table.properties.get(filter.property), filter, table.length, space),
  );
  return [...timeDemands(table, range, space), ...demands].sort((a, b) => a.cost - b.cost);
}

/** An event whose type lacks the property has it missing. */
export function filterDemand(
  column: Column | undefined,
  { exclude, test }: Pick<PlanFilter, "exclude" | "test">,
  length: number,
  space: Space,
): Demand {
  if (column === undefined) return scanDemand(NO_ROW, exclude, length, space);
  const scan = columnScan(column, test, space);
  if (scan !== undefined) return scanDemand(scan, exclude, length, space);
  const meets = predicateOf(column, test);
  return {
    cost: BY_ITSELF,
    keep: (bits, word, words) => keepMeeting(bits, word, words, meets, exclude),
    free: () => undefined,
  };
}

function scanDemand(scan: ColumnScan, exclude: boolean, length: number, space: Space): Demand {
  const { kernels } = space;
  let scratch: Int32Array | undefined;
  return {
    cost: scan.width,
    mark: exclude ? undefined : (bits, word, words) => scan.scan(bits, word << 5, words << 5),
    keep(bits, word, words) {
      const left = kernels.count(bits, word, words);
      if (left === 0) return;
      if (scan.keep !== undefined && !exclude && left * SPARSE <= words * 32) return scan.keep(bits, word, words);
      scratch ??= space.int32(paddedWords(length));
      scan.scan(scratch, word << 5, words << 5);
      if (exclude) kernels.andNot(bits, word, scratch, word, words);
      else kernels.and(bits, word, scratch, word, words);
    },
    free() {
      scan.free();
      if (scratch !== undefined) space.free(scratch);
    },
  };
}

/** None where the whole table lies in the range. */
function timeDemands(table: EventTable, range: InstantRange, space: Space): readonly Demand[] {
  const bounds = boundsOf(table, range);
  if (bounds === undefined) return [];
  const scratch = space.int32(paddedWords(table.length));
  const time = new TimeRange(table.at, bounds, table.spans, space.kernels, scratch);
  return [{ cost: TIME, keep: (bits, word, words) => time.keep(bits, word, words), free: () => space.free(scratch) }];
}

/** The first and the last instant of a range, in what a table counts in; undefined where all of it lies in the range. */
export function boundsOf(
  { at, firstAt, lastAt }: EventTable,
  { from = -Infinity, to = Infinity }: InstantRange,
): { readonly low: number; readonly high: number } | undefined {
  if (from <= firstAt && lastAt < to) return undefined;
  const unit = millisecondsOf(at);
  return { low: Math.ceil(from / unit), high: Math.ceil(to / unit) - 1 };
}

function keepMeeting(bits: Int32Array, word: number, words: number, meets: Predicate, exclude: boolean): void {
  for (let index = word; index < word + words; index++) {
    for (let left = bits[index] ?? 0; left !== 0; left &= left - 1) {
      const bit = left & -left;
      if (meets((index << 5) + 31 - Math.clz32(bit)) === exclude) bits[index] = (bits[index] ?? 0) & ~bit;
    }
  }
}
