import type { Decimal, ValueTest } from "../../plan/plan.js";
import { exactInteger, plainNumber, type AverageColumn, type NumericColumn } from "./columns.js";

type NumberTest = Extract<ValueTest, { test: "numberIn" | "numberRange" }>;
type DecimalTest = Extract<ValueTest, { test: "averageIn" | "averageRange" }>;

/** Two doubles that differ by more than this share of their size stand for numbers in the same order. */
const SURELY_APART = 1e-12;

/** Compares the numbers a column holds; a sum too large for a double is compared as the whole number it is. */
export function integerPredicate(column: NumericColumn, test: NumberTest): (row: number) => boolean {
  const { valid, data, beyond } = column;
  const meets = numberMeets(test);
  if (beyond.size === 0) return (row) => valid.has(row) && meets(data[row] ?? 0);
  return (row) => {
    if (!valid.has(row)) return false;
    const exact = beyond.get(row);
    if (exact === undefined) return meets(data[row] ?? 0);
    return meetsBounds(test, (bound) => order(exact, BigInt(bound)));
  };
}

/** Compares sums and averages with decimals, exactly: `sum` against `bound * count`. */
export function numberPredicate(column: NumericColumn | AverageColumn, test: DecimalTest): (row: number) => boolean {
  const bounds = test.test === "averageIn" ? test.values : [test.low, test.high];
  const near = new Map(bounds.flatMap((bound) => (bound === undefined ? [] : [[bound, toNumber(bound)] as const])));
  return (row) => {
    if (!column.valid.has(row)) return false;
    return meetsBounds(test, (bound) => {
      const value = plainNumber(column, row);
      const other = near.get(bound) ?? 0;
      if (Math.abs(value - other) > SURELY_APART * (Math.abs(value) + Math.abs(other))) return value - other;
      return compareDecimal(column, row, bound);
    });
  };
}

/** Negative, 0 or positive as the number of a row is below, at or above a decimal. */
export function compareDecimal(column: NumericColumn | AverageColumn, row: number, bound: Decimal): number {
  const sums = column.kind === "average" ? column.sums : column;
  const count = column.kind === "average" ? BigInt(column.counts[row] ?? 1) : 1n;
  const left = exactInteger(sums, row) * 10n ** BigInt(bound.scale);
  return order(left, bound.coefficient * count * 10n ** BigInt(sums.scale ?? 0));
}

function numberMeets(test: NumberTest): (value: number) => boolean {
  if (test.test === "numberIn") {
    const [only] = test.values;
    if (test.values.length === 1) return (value) => value === only;
    const values = new Set(test.values);
    return (value) => values.has(value);
  }
  const { low = -Infinity, high = Infinity, lowOpen, highOpen } = test;
  return (value) => (lowOpen ? low < value : low <= value) && (highOpen ? value < high : value <= high);
}

/** `compare` tells where the value stands to a bound. */
function meetsBounds<Bound>(
  test:
    | { readonly values: readonly Bound[] }
    | { readonly low?: Bound; readonly high?: Bound; readonly lowOpen: boolean; readonly highOpen: boolean },
  compare: (bound: Bound) => number,
): boolean {
  if ("values" in test) return test.values.some((value) => compare(value) === 0);
  if (test.low !== undefined) {
    const place = compare(test.low);
    if (place < 0 || (place === 0 && test.lowOpen)) return false;
  }
  if (test.high !== undefined) {
    const place = compare(test.high);
    if (place > 0 || (place === 0 && test.highOpen)) return false;
  }
  return true;
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toNumber({ coefficient, scale }: Decimal): number {
  return Number(`${coefficient}e${-scale}`);
}
