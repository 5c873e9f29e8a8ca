import type { Bitmap } from "../kernels/bitmap.js";
import type { Dictionary } from "./dictionary.js";
import type { NumberArray } from "./growing-array.js";

/** Values of one attribute by customer, or of one property by event. Under a missing value the data is 0. */
export type Column = NumericColumn | TextColumn | ListColumn | AverageColumn;

/**
 * Numbers (whole multiples of 10^-scale where there is a scale), booleans as 0 and 1, dates as days since 1970-01-01,
 * instants as milliseconds.
 */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly type: "number" | "boolean" | "date" | "datetime";
  readonly valid: Bitmap;
  readonly data: NumberArray;
  readonly scale: number | undefined;
  /** Sums that a double cannot hold exactly, by row; `data` has the nearest double. */
  readonly beyond: ReadonlyMap<number, bigint>;
}

export interface TextColumn {
  readonly kind: "text";
  readonly type: "text";
  readonly valid: Bitmap;
  readonly codes: Int32Array;
  readonly dictionary: Dictionary;
}

/** The codes of row r are those from `offsets[r]` up to `offsets[r + 1]`. */
export interface ListColumn {
  readonly kind: "list";
  readonly type: "list";
  readonly valid: Bitmap;
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly dictionary: Dictionary;
}

/** Averages, never rounded: the exact sum and the number of values. */
export interface AverageColumn {
  readonly kind: "average";
  readonly type: "number";
  readonly valid: Bitmap;
  readonly sums: NumericColumn;
  readonly counts: NumberArray;
}

export const NOTHING_BEYOND: ReadonlyMap<number, bigint> = new Map();

/** The whole number a row holds, exactly. */
export function exactInteger(column: NumericColumn, row: number): bigint {
  return column.beyond.get(row) ?? BigInt(column.data[row] ?? 0);
}

/** The number of a row as people read it: a scaled number as its decimal, an average as the nearest double. */
export function plainNumber(column: NumericColumn | AverageColumn, row: number): number {
  if (column.kind === "numeric") return (column.data[row] ?? 0) / 10 ** (column.scale ?? 0);
  // One division only, so that it is rounded once.
  const { sums, counts } = column;
  return (sums.data[row] ?? 0) / ((counts[row] ?? 1) * 10 ** (sums.scale ?? 0));
}
