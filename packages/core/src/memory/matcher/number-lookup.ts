import { dateOfDay } from "../../definition/dates.js";
import type { Decimal, ValueTest } from "../../plan/plan.js";
import type { Zone } from "../../plan/zone.js";
import { NOTHING_BEYOND, type ListColumn, type NumericColumn } from "../columns/columns.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Factor } from "./formula.js";
import type { Keys, Lookup } from "./lookup.js";

const MISSING = 0;
/** Whole numbers between the first and the last threshold that get a table of their own. */
const TABLE = 65_536;

/**
 * A number among the thresholds that any test names: 1 below the first, 2 on it, 3 between it and the second, and so
 * on; 0 where it is missing. Which tests a key meets is asked of one number for each key.
 */
export class NumberLookup implements Lookup {
  readonly popular = true;
  readonly #column: NumericColumn | ListColumn;
  readonly #tests: ValueTest[] = [];
  #sealed: Sealed | undefined;

  /** Of a list, the number of its items. */
  constructor(column: NumericColumn | ListColumn) {
    this.#column = column;
  }

  /** All tests are to be told before the first key is asked for. */
  test(test: ValueTest): Factor["meets"] {
    const place = this.#tests.push(test) - 1;
    return (key) => this.#seal.predicates[place]?.(key) === true;
  }

  get keys(): number {
    return this.#seal.thresholds.length * 2 + 2;
  }

  keyOf(number: number | undefined): number {
    return number === undefined ? MISSING : place(this.#seal, number);
  }

  fill(from: number, to: number, out: Keys, at: number, step: number): void {
    const sealed = this.#seal;
    const { valid } = this.#column;
    if (this.#column.kind === "list") {
      const { starts, ends } = this.#column;
      for (let row = from; row < to; row++, at += step) {
        out[at] = valid.has(row) ? place(sealed, (ends[row] ?? 0) - (starts[row] ?? 0)) : MISSING;
      }
      return;
    }
    const { data } = this.#column;
    for (let row = from; row < to; row++, at += step) {
      out[at] = valid.has(row) ? place(sealed, data[row] ?? 0) : MISSING;
    }
  }

  get #seal(): Sealed {
    return (this.#sealed ??= seal(this.#column, this.#tests));
  }
}

interface Sealed {
  readonly thresholds: Float64Array;
  /** Keys of the whole numbers from `low`, where they are few. */
  readonly table: Int32Array;
  readonly low: number;
  /** By test: whether a key meets it. */
  readonly predicates: readonly Predicate[];
}

function seal(column: NumericColumn | ListColumn, asked: readonly ValueTest[]): Sealed {
  const tests = asked.map(countTest);
  const scale = column.kind === "list" ? 0 : (column.scale ?? 0);
  const thresholds = Float64Array.from(new Set(tests.flatMap((test) => thresholdsOf(test, scale)))).sort();
  const low = thresholds[0] ?? 0;
  const width = (thresholds.at(-1) ?? -1) - low + 1;
  const searched = { thresholds, table: new Int32Array(0), low };
  const few = width <= TABLE && thresholds.every(Number.isInteger);
  const table = few ? Int32Array.from({ length: width }, (_, at) => place(searched, low + at)) : searched.table;
  const numbers = numbersOf(thresholds);
  const kept = {
    kind: "numeric" as const,
    type: column.kind === "list" ? ("number" as const) : column.type,
    valid: validFrom(1, numbers.length),
    data: numbers,
    scale: column.kind === "list" ? 0 : column.scale,
    beyond: NOTHING_BEYOND,
  };
  return { thresholds, table, low, predicates: tests.map((test) => predicateOf(kept, test)) };
}

/** A count of items as a test of a number. */
function countTest(test: ValueTest): ValueTest {
  if (test.test !== "listCount") return test;
  const { low = 1, high = Number.MAX_VALUE } = test;
  return { test: "numberRange", low, lowOpen: false, high, highOpen: false };
}

function place({ thresholds, table, low }: Omit<Sealed, "predicates">, number: number): number {
  const at = (number - low) | 0;
  if (at >= 0 && at < table.length && low + at === number) return table[at] ?? MISSING;
  let first = 0;
  let last = thresholds.length;
  while (first < last) {
    const middle = (first + last) >>> 1;
    if ((thresholds[middle] ?? 0) < number) first = middle + 1;
    else last = middle;
  }
  return first * 2 + (thresholds[first] === number ? 2 : 1);
}

/** A number for each key. Where none lies between two thresholds, its key never comes up. */
function numbersOf(thresholds: Float64Array): Float64Array {
  const numbers = new Float64Array(thresholds.length * 2 + 2);
  let before = -Number.MAX_VALUE;
  thresholds.forEach((threshold, index) => {
    numbers[index * 2 + 1] = index === 0 ? before : before / 2 + threshold / 2;
    numbers[index * 2 + 2] = threshold;
    before = threshold;
  });
  numbers[numbers.length - 1] = Number.MAX_VALUE;
  return numbers;
}

function validFrom(first: number, length: number): Bitmap {
  const valid = new Bitmap(length);
  for (let row = first; row < length; row++) valid.add(row);
  return valid;
}

/** Numbers at which the answer of a test can change. */
function thresholdsOf(test: ValueTest, scale: number): readonly number[] {
  switch (test.test) {
    case "numberIn":
      return test.values;
    case "numberRange":
      return bounds(test.low, test.high);
    case "averageIn":
      return test.values.flatMap((value) => around(value, scale));
    case "averageRange":
      return bounds(test.low, test.high).flatMap((value) => around(value, scale));
    case "dayRange":
    case "instantRange":
      return bounds(test.range.from, test.range.to);
    case "boolean":
      return [0, 1];
    default:
      return [];
  }
}

function bounds<Bound>(...ends: readonly (Bound | undefined)[]): readonly Bound[] {
  return ends.flatMap((end) => end ?? []);
}

/** The whole numbers next to a decimal at this scale. */
function around({ coefficient, scale: digits }: Decimal, scale: number): readonly number[] {
  const shift = BigInt(Math.abs(scale - digits));
  if (scale >= digits) return [Number(coefficient * 10n ** shift)];
  const floor = coefficient / 10n ** shift;
  return [Number(floor - 1n), Number(floor), Number(floor + 1n)];
}

/** The month and day of a date as `month * 100 + day`, 0 where it is missing. */
export class MonthDayLookup implements Lookup {
  readonly popular = true;
  readonly keys = 1_232;
  readonly #column: NumericColumn;

  constructor(
    column: NumericColumn,
    readonly zone: Zone,
  ) {
    this.#column = column;
  }

  test({ monthDays }: Extract<ValueTest, { test: "anniversary" }>): Factor["meets"] {
    const wanted = new Set(monthDays);
    return (key) => wanted.has(key);
  }

  keyOf(number: number | undefined): number {
    if (number === undefined) return MISSING;
    const date = dateOfDay(this.#column.type === "date" ? number : this.zone.dayOf(number));
    return date.month * 100 + date.day;
  }

  fill(from: number, to: number, out: Keys, at: number, step: number): void {
    const { data, valid } = this.#column;
    for (let row = from; row < to; row++, at += step) out[at] = valid.has(row) ? this.keyOf(data[row] ?? 0) : MISSING;
  }
}
