import type { EventSelection, InstantRange, PlanFilter, ValueTest } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import { columnScan } from "../columns/column-scan.js";
import { NOTHING_BEYOND, type Column, type NumericColumn } from "../columns/columns.js";
import { predicateOf } from "../columns/predicate.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { boundsOf, filterDemand, type Demand } from "./event-demands.js";
import { EventSelector, nextMarked } from "./event-selector.js";
import { TimeSlices, type SliceableColumn } from "./event-slices.js";
import { blockStart, CUSTOMERS_A_BLOCK, madeOf, tablesOf, type EventTable } from "./event-table.js";
import { SPANS } from "./event-times.js";
import { testAll, type TotalMeasure } from "./event-totals.js";
import type { CustomerEvents } from "./event-walk.js";

/** A count that has reached this one may be any higher one. */
export const MANY = 255;

/** The most that a sum may reach either way. */
const MOST_SUM = 0x7fffffff;

/** Bytes that a slice takes for an event, at most: customer, instant, and what is asked for of it. */
const AN_EVENT = 24;

/** The customers of a block, and one that stays 0. */
const EVERYBODY = Bitmap.full(CUSTOMERS_A_BLOCK + ROWS_A_PAGE);

/** Why the totals of some events are not added up slice by slice, in a sentence; undefined where they are. */
export function whyNotSliced(
  { events, space, part }: Pick<CustomerEvents, "events" | "space" | "part">,
  { types, filters, range }: EventSelection,
  measure: TotalMeasure,
  test: ValueTest,
): string | undefined {
  if (part === true) return "A half of the customers has no slices of its own.";
  const mains = types.flatMap((type) => events.get(type) ?? []);
  if (!mains.some((table) => boundsOf(table, range) !== undefined)) return "The window leaves nothing out.";
  for (const table of mains) {
    for (const { property } of filters) {
      if (!isSliceable(table.properties.get(property))) return "A list is looked at event by event.";
    }
  }
  const tables = tablesOf(events, types);
  if (measure.of === "count") {
    if (!isToldBelowMany(test, tables)) return `Counts from ${MANY} on are not told apart by slices.`;
  } else if (tables.reduce((most, table) => most + mostOf(table, measure.property), 0) > MOST_SUM) {
    return "The sums may pass what 32 bits hold.";
  }
  const unmade = mains.reduce((sum, table) => sum + (madeOf(table).slices === undefined ? table.length : 0), 0);
  const room = space.memory === undefined ? Infinity : space.capacity - space.used;
  return unmade * AN_EVENT <= room / 2 ? undefined : "There is no room for slices.";
}

/** The customers whose total meets a test, those without events included where 0 does; nothing speaks against slices. */
export async function slicedMatches(
  data: CustomerEvents,
  { types, filters, range }: EventSelection,
  measure: TotalMeasure,
  test: ValueTest,
  pacer: Pacer,
): Promise<Bitmap> {
  const { rows, base, events, space } = data;
  const totals = new Totals(measure, test, space);
  const parts = tablesOf(events, types).map((table) =>
    table === events.get(table.type)
      ? new SlicedPart(table, filters, range, measure, space)
      : new LatePart(table, filters, range, measure, space),
  );
  try {
    const matches = Bitmap.in(space, rows);
    for (let block = 0, first = 0; first < rows; block++, first += CUSTOMERS_A_BLOCK) {
      const count = Math.min(CUSTOMERS_A_BLOCK, paddedRows(rows) - first);
      const words = matches.words.subarray(first >>> 5, (first + count) >>> 5);
      for (const part of parts) if (part.add(block, totals.data)) totals.added = true;
      totals.test(words, count);
      await pacer.breathe();
    }
    space.kernels.and(matches.words, 0, base.words, 0, matches.words.length);
    return matches;
  } finally {
    for (const part of parts) part.free();
    totals.free();
  }
}

/** The totals of the customers of a block, and their test. All are 0 whenever others get a turn. */
class Totals {
  readonly data: Uint8Array | Int32Array;
  /** Whether anything was added since the last test. */
  added = false;
  readonly #words: Int32Array;
  readonly #column: NumericColumn;
  readonly #test: ValueTest;
  readonly #scan;
  readonly #space: Space;
  #nothingMeets: boolean | undefined;

  constructor(measure: TotalMeasure, test: ValueTest, space: Space) {
    this.#space = space;
    const { words, bytes } = zerosOf(space);
    const counts = measure.of === "count";
    this.data = counts ? bytes : words;
    this.#words = counts ? words.subarray(0, words.length / 4) : words;
    const scale = counts ? 0 : measure.scale;
    this.#column = {
      kind: "numeric",
      type: "number",
      valid: EVERYBODY,
      data: this.data,
      scale,
      beyond: NOTHING_BEYOND,
    };
    this.#test = test;
    this.#scan = columnScan(this.#column, test, space);
  }

  /** Overwrites the words of a block. */
  test(words: Int32Array, count: number): void {
    if (!this.added) {
      this.#nothingMeets ??= predicateOf(this.#column, this.#test)(0);
      if (this.#nothingMeets) words.fill(-1);
      return;
    }
    if (this.#scan === undefined) testAll(predicateOf(this.#column, this.#test), words);
    else this.#scan.scan(words, 0, count);
    this.#space.kernels.clear(this.#words, 0, this.#words.length);
    this.added = false;
  }

  free(): void {
    this.#scan?.free();
  }
}

interface Zeros {
  readonly words: Int32Array;
  /** The same memory, its first quarter. */
  readonly bytes: Uint8Array;
}

const zeros = new WeakMap<Space, Zeros>();

/** Where the totals of a space are added up, one block at a time. */
function zerosOf(space: Space): Zeros {
  let known = zeros.get(space);
  if (known === undefined) {
    const words = space.int32(EVERYBODY.length);
    known = { words, bytes: new Uint8Array(words.buffer, words.byteOffset, words.length) };
    zeros.set(space, known);
  }
  return known;
}

/** The events of a table, which are added up by slice. */
class SlicedPart {
  readonly #table: EventTable;
  readonly #slices: TimeSlices;
  readonly #demands: readonly Demand[];
  readonly #amounts: Int32Array | undefined;
  readonly #reads: { fill(block: number): void }[] = [];
  readonly #space: Space;
  readonly #time: { readonly low: number; readonly high: number } | undefined;
  /** Spans of time; none when the last comes before the first. */
  readonly #first: number;
  readonly #last: number;
  /** Those of them whose events may lie outside the window. */
  readonly #cut: readonly number[];
  readonly #empty: boolean;

  constructor(
    table: EventTable,
    filters: readonly PlanFilter[],
    range: InstantRange,
    measure: TotalMeasure,
    space: Space,
  ) {
    this.#table = table;
    this.#space = space;
    const slices = (madeOf(table).slices ??= new TimeSlices(table, space));
    this.#slices = slices;
    const { first, last, width } = table.spans;
    const { low, high } = boundsOf(table, range) ?? { low: first, high: last };
    this.#first = low <= first ? 0 : Math.floor((low - first) / width);
    this.#last = high >= last ? SPANS - 1 : Math.floor((high - first) / width);
    const cut = new Set<number>();
    if (low > first + this.#first * width) cut.add(this.#first);
    if (high < last) cut.add(this.#last);
    this.#cut = [...cut];
    this.#time = cut.size === 0 ? undefined : { low, high };
    if (cut.size > 0) this.#reads.push(slices.instants());
    const demands = filters.map((filter) => {
      const column = table.properties.get(filter.property);
      if (!isSliceable(column) || column === undefined) return filterDemand(undefined, filter, table.length, space);
      const sliced = slices.column(filter.property, column);
      this.#reads.push(sliced);
      return filterDemand(sliced.column, filter, table.length, space);
    });
    this.#demands = demands.sort((a, b) => a.cost - b.cost);
    const amounts = measure.of === "count" ? undefined : amountsOf(table, measure.property);
    if (measure.of !== "count" && amounts !== undefined) {
      const sliced = slices.amounts(measure.property, amounts);
      this.#reads.push(sliced);
      this.#amounts = sliced.data;
    }
    this.#empty = low > high || low > last || high < first || (measure.of !== "count" && amounts === undefined);
  }

  /** Adds up the events of a block; whether there are any. */
  add(block: number, totals: Uint8Array | Int32Array): boolean {
    if (this.#empty || blockStart(this.#table, block) === blockStart(this.#table, block + 1)) return false;
    const slices = this.#slices;
    slices.fill(block, this.#reads);
    const from = slices.startOf(block, this.#first);
    const to = slices.startOf(block, this.#last + 1);
    if (from === to) return false;
    const { bits, customers } = slices;
    this.#mark(block, from, to);
    const { kernels } = this.#space;
    const [word, end] = [from >>> 5, (to + 31) >>> 5];
    if (totals instanceof Uint8Array) kernels.countOfBlock(customers, bits, word, end, totals);
    else if (this.#amounts !== undefined) kernels.sumOfBlock(customers, bits, word, end, this.#amounts, totals);
    return true;
  }

  free(): void {
    for (const demand of this.#demands) demand.free();
  }

  /** Marks the events from one up to, not including, another that are wanted, and no others of their words. */
  #mark(block: number, from: number, to: number): void {
    const { bits } = this.#slices;
    const word = (from >>> 10) << 5;
    const words = (((to + 1023) >>> 10) << 5) - word;
    const [first, ...rest] = this.#demands;
    if (first?.mark === undefined) {
      bits.fill(-1, word, word + words);
      first?.keep(bits, word, words);
    } else {
      first.mark(bits, word, words);
    }
    for (const demand of rest) demand.keep(bits, word, words);
    for (const span of this.#cut) this.#keepInWindow(block, span);
    bits[from >>> 5] = (bits[from >>> 5] ?? 0) & (-1 << (from & 31));
    if ((to & 31) !== 0) bits[to >>> 5] = (bits[to >>> 5] ?? 0) & ~(-1 << (to & 31));
  }

  /** Looks at the instants of a span, and of what else lies in its words. */
  #keepInWindow(block: number, span: number): void {
    const slices = this.#slices;
    const word = slices.startOf(block, span) >>> 5;
    const words = ((slices.startOf(block, span + 1) + 31) >>> 5) - word;
    if (this.#time === undefined || words <= 0) return;
    const { low, high } = this.#time;
    const at = slices.instants().data;
    const { kernels } = this.#space;
    if (at instanceof Int32Array) kernels.keep32(at, low, high, slices.bits, word, words);
    else kernels.keep64(at, low, high, slices.bits, word, words);
  }
}

/** Later events, few, which are looked at one by one. */
class LatePart {
  readonly #selector: EventSelector;
  readonly #counts: boolean;
  readonly #amounts: NumericColumn | undefined;

  constructor(
    table: EventTable,
    filters: readonly PlanFilter[],
    range: InstantRange,
    measure: TotalMeasure,
    space: Space,
  ) {
    this.#selector = new EventSelector(table, filters, range, space);
    this.#counts = measure.of === "count";
    this.#amounts = measure.of === "count" ? undefined : amountsOf(table, measure.property);
  }

  add(block: number, totals: Uint8Array | Int32Array): boolean {
    const { table, bits } = this.#selector;
    const [from, to] = [blockStart(table, block), blockStart(table, block + 1)];
    if (from === to) return false;
    this.#selector.select(from, to);
    const first = block * CUSTOMERS_A_BLOCK;
    const most = this.#counts ? MANY : Infinity;
    for (let event = nextMarked(bits, from, to); event < to; event = nextMarked(bits, event + 1, to)) {
      const row = (table.customers[event] ?? 0) - first;
      const amount = this.#counts ? 1 : (this.#amounts?.data[event] ?? 0);
      totals[row] = Math.min(most, (totals[row] ?? 0) + amount);
    }
    return true;
  }

  free(): void {
    this.#selector.free();
  }
}

/** Whether a test says the same of every count from `MANY` on. */
function isToldBelowMany(test: ValueTest, tables: readonly EventTable[]): boolean {
  const longest = tables.reduce((sum, { longestRun }) => sum + longestRun, 0);
  if (longest <= MANY) return true;
  if (test.test === "numberIn") return test.values.every((value) => value < MANY);
  const range = closedRange(test);
  return range !== undefined && (range.high < MANY || (range.low <= MANY && range.high >= longest));
}

/** A property that is not there is missing everywhere. */
function isSliceable(column: Column | undefined): column is SliceableColumn | undefined {
  return column === undefined || column.kind === "numeric" || column.kind === "text";
}

function amountsOf(table: EventTable, property: string): NumericColumn | undefined {
  const column = table.properties.get(property);
  return column?.kind === "numeric" ? column : undefined;
}

const mosts = new WeakMap<Column, number>();

/** What no sum over events of one customer goes beyond, up or down. */
function mostOf(table: EventTable, property: string): number {
  const column = amountsOf(table, property);
  if (column === undefined) return 0;
  let most = mosts.get(column);
  if (most === undefined) {
    most = 0;
    const { customers, length } = table;
    for (let event = 0, sum = 0, customer = -1; event < length; event++) {
      const next = customers[event] ?? 0;
      const amount = Math.abs(column.data[event] ?? 0);
      sum = next === customer ? sum + amount : amount;
      customer = next;
      if (sum > most) most = sum;
    }
    mosts.set(column, most);
  }
  return most;
}
