import type { EventSelection, PlanMeasure, ValueTest } from "../../plan/plan.js";
import { NOTHING_BEYOND, type Column, type NumberData, type NumericColumn } from "../columns/columns.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { columnScan } from "../columns/column-scan.js";
import type { EventSelector } from "./event-selector.js";
import { blockStart, CUSTOMERS_A_BLOCK, type EventTable } from "./event-table.js";
import { withSelectors, type CustomerEvents } from "./event-walk.js";

/** Where fewer than one customer in so many has an event, each event is looked at by itself. */
const SPARSE = 32;

/** Measures that add up, event by event: of no event they are 0. */
export type TotalMeasure =
  { readonly of: "count" } | { readonly of: "sum"; readonly property: string; readonly scale: number };

/** Whether the totals of these tables can be added up in doubles: a sum must not pass what a double holds exactly. */
export function addsUp(measure: PlanMeasure, tables: readonly EventTable[]): measure is TotalMeasure {
  if (measure.of === "count") return true;
  if (measure.of !== "sum") return false;
  let most = 0;
  for (const { properties, longestRun } of tables) most += largest(properties.get(measure.property)) * longestRun;
  return Number.isSafeInteger(most);
}

/** The customers whose total meets a test, those without events included where 0 does. */
export async function totalMatches(
  data: CustomerEvents,
  selection: EventSelection,
  measure: TotalMeasure,
  test: ValueTest,
  pacer: Pacer,
): Promise<Bitmap> {
  const { rows, base, space } = data;
  return withTotals(data, selection, measure, async (totals) => {
    const matches = Bitmap.in(space, rows);
    const meets = predicateOf(totals.column, test);
    const scan = columnScan(totals.column, test, space);
    const nothingMeets = meets(CUSTOMERS_A_BLOCK);
    for (let first = 0; first < rows; first += CUSTOMERS_A_BLOCK) {
      const count = Math.min(CUSTOMERS_A_BLOCK, paddedRows(rows) - first);
      const words = matches.words.subarray(first >>> 5, (first + count) >>> 5);
      if (nothingMeets) words.fill(-1);
      const selected = totals.select(first);
      if (selected * SPARSE < count) {
        if (selected > 0) totals.testEach(meets, words);
      } else {
        totals.add();
        if (scan === undefined) testAll(meets, words);
        else scan.scan(words, 0, count);
      }
      await pacer.breathe();
    }
    scan?.free();
    space.kernels.and(matches.words, 0, base.words, 0, matches.words.length);
    return matches;
  });
}

/** The total of every customer. */
export async function totalColumn(
  data: CustomerEvents,
  selection: EventSelection,
  measure: TotalMeasure,
  pacer: Pacer,
): Promise<NumericColumn> {
  const { rows } = data;
  const length = paddedRows(rows);
  return withTotals(data, selection, measure, async (totals) => {
    const all = measure.of === "count" ? new Int32Array(length) : new Float64Array(length);
    for (let first = 0; first < rows; first += CUSTOMERS_A_BLOCK) {
      if (totals.select(first) > 0) {
        totals.add();
        all.set(totals.column.data.subarray(0, Math.min(CUSTOMERS_A_BLOCK, length - first)), first);
      }
      await pacer.breathe();
    }
    return { ...totals.column, valid: Bitmap.full(rows), data: all };
  });
}

function withTotals<T>(
  data: CustomerEvents,
  selection: EventSelection,
  measure: TotalMeasure,
  work: (totals: BlockTotals) => Promise<T>,
): Promise<T> {
  return withSelectors(data, selection, async (selectors) => {
    const totals = new BlockTotals(selectors, measure, data.space);
    try {
      return await work(totals);
    } finally {
      totals.free();
    }
  });
}

/** A selector and the amounts it adds up: 1 for each event when counting. */
interface Part {
  readonly selector: EventSelector;
  readonly amounts: NumberData | undefined;
}

/** The totals of one block of customers at a time. */
class BlockTotals {
  /** By customer, from the first of the block; of the customer after the block it stays 0. */
  readonly column: NumericColumn;
  readonly #totals: Int32Array | Float64Array;
  readonly #parts: readonly Part[];
  readonly #space: Space;
  /** The customers of the events of a block in which there are few. */
  readonly #rows = new Int32Array(CUSTOMERS_A_BLOCK / SPARSE);
  #first = 0;
  #clean = true;

  constructor(selectors: readonly EventSelector[], measure: TotalMeasure, space: Space) {
    const length = CUSTOMERS_A_BLOCK + ROWS_A_PAGE;
    this.#space = space;
    this.#totals = measure.of === "count" ? space.int32(length) : space.float64(length);
    this.#parts = selectors.flatMap((selector): readonly Part[] => {
      if (measure.of === "count") return [{ selector, amounts: undefined }];
      const amounts = amountsOf(selector.table.properties.get(measure.property));
      return amounts === undefined ? [] : [{ selector, amounts }];
    });
    const scale = measure.of === "count" ? 0 : measure.scale;
    const valid = Bitmap.full(length);
    this.column = { kind: "numeric", type: "number", valid, data: this.#totals, scale, beyond: NOTHING_BEYOND };
  }

  /** Finds the events of the block that begins with this customer. Gives their number, or somewhat more. */
  select(first: number): number {
    this.#first = first;
    let selected = 0;
    this.#eachPart(({ selector }, from, to) => {
      selector.select(from, to);
      selected += selector.count(from, to);
    });
    return selected;
  }

  /** Adds up the events found. */
  add(): void {
    this.#clear();
    this.#clean = false;
    this.#eachPart(({ selector: { table, bits }, amounts }, from, to) => {
      const { kernels } = this.#space;
      const { customers } = table;
      const totals = this.#totals;
      // What lies before belongs to the block before, which is done; what lies behind is wanted again.
      const firstWord = from >>> 5;
      const lastWord = to >>> 5;
      const behind = bits[lastWord] ?? 0;
      bits[firstWord] = (bits[firstWord] ?? 0) & (-1 << (from & 31));
      bits[lastWord] = (bits[lastWord] ?? 0) & ~(-1 << (to & 31));
      const end = (to + 31) >>> 5;
      if (totals instanceof Int32Array) {
        kernels.countSelected(customers, bits, firstWord, end, this.#first, totals);
      } else if (amounts instanceof Int32Array) {
        kernels.sumSelected32(customers, bits, firstWord, end, this.#first, amounts, totals);
      } else if (amounts instanceof Float64Array) {
        kernels.sumSelected64(customers, bits, firstWord, end, this.#first, amounts, totals);
      } else if (amounts !== undefined) {
        addAmounts(bits, from, to, customers, this.#first, amounts, totals);
      }
      bits[lastWord] = behind;
    });
  }

  /** Adds up the events found and sets or clears the bits of their customers, as their totals meet a test. */
  testEach(meets: Predicate, matches: Int32Array): void {
    this.#clear();
    const rows = this.#rows;
    let found = 0;
    this.#eachPart(({ selector: { table, bits }, amounts }, from, to) => {
      const begin = found;
      found = gatherRows(bits, from, to, table.customers, this.#first, rows, begin);
      if (amounts === undefined) addOnes(rows, begin, found, this.#totals);
      else addAmounts(bits, from, to, table.customers, this.#first, amounts, this.#totals);
    });
    for (let index = 0; index < found; index++) {
      const row = rows[index] ?? 0;
      const word = matches[row >>> 5] ?? 0;
      matches[row >>> 5] = meets(row) ? word | (1 << row) : word & ~(1 << row);
    }
    for (let index = 0; index < found; index++) this.#totals[rows[index] ?? 0] = 0;
  }

  free(): void {
    this.#space.free(this.#totals);
  }

  #clear(): void {
    if (!this.#clean) this.#totals.fill(0);
    this.#clean = true;
  }

  #eachPart(told: (part: Part, from: number, to: number) => void): void {
    const block = this.#first / CUSTOMERS_A_BLOCK;
    for (const part of this.#parts) {
      const { table } = part.selector;
      const from = blockStart(table, block);
      const to = blockStart(table, block + 1);
      if (from < to) told(part, from, to);
    }
  }
}

/** Overwrites the words of a block. */
export function testAll(meets: Predicate, matches: Int32Array): void {
  for (let index = 0; index < matches.length; index++) {
    let word = 0;
    for (let bit = 0; bit < 32; bit++) if (meets((index << 5) + bit)) word |= 1 << bit;
    matches[index] = word;
  }
}

/** Writes the customers of the marked events, from the first of the block, behind what is there; gives where it ends. */
function gatherRows(
  bits: Int32Array,
  from: number,
  to: number,
  customers: Int32Array,
  first: number,
  rows: Int32Array,
  begin: number,
): number {
  // First the events, then their customers: so the memory is asked for many at a time.
  let end = begin;
  for (let word = from >>> 5; word << 5 < to; word++) {
    for (let left = marksIn(bits, word, from, to); left !== 0; left &= left - 1) {
      rows[end++] = (word << 5) + 31 - Math.clz32(left & -left);
    }
  }
  for (let index = begin; index < end; index++) rows[index] = (customers[rows[index] ?? 0] ?? 0) - first;
  return end;
}

function addOnes(rows: Int32Array, begin: number, end: number, totals: Int32Array | Float64Array): void {
  for (let index = begin; index < end; index++) {
    const row = rows[index] ?? 0;
    totals[row] = (totals[row] ?? 0) + 1;
  }
}

function addAmounts(
  bits: Int32Array,
  from: number,
  to: number,
  customers: Int32Array,
  first: number,
  amounts: NumberData,
  totals: Int32Array | Float64Array,
): void {
  for (let word = from >>> 5; word << 5 < to; word++) {
    for (let left = marksIn(bits, word, from, to); left !== 0; left &= left - 1) {
      const event = (word << 5) + 31 - Math.clz32(left & -left);
      const row = (customers[event] ?? 0) - first;
      totals[row] = (totals[row] ?? 0) + (amounts[event] ?? 0);
    }
  }
}

/** The marks of a word that are of events from one up to, not including, another. */
function marksIn(bits: Int32Array, word: number, from: number, to: number): number {
  let marks = bits[word] ?? 0;
  if (word === from >>> 5) marks &= -1 << (from & 31);
  if (word === to >>> 5) marks &= ~(-1 << (to & 31));
  return marks;
}

/** Missing amounts are 0 and add nothing. */
function amountsOf(column: Column | undefined): NumberData | undefined {
  return column?.kind === "numeric" ? column.data : undefined;
}

const largestOf = new WeakMap<Column, number>();

/** The size of the largest number of a column of whole numbers. */
function largest(column: Column | undefined): number {
  const data = amountsOf(column);
  if (column === undefined || data === undefined) return 0;
  if (data instanceof Uint8Array) return 0xff;
  if (data instanceof Int32Array) return 0x80000000;
  let found = largestOf.get(column);
  if (found === undefined) {
    found = 0;
    for (const number of data) found = Math.max(found, Math.abs(number));
    largestOf.set(column, found);
  }
  return found;
}
