import type { Bitmap } from "../kernels/bitmap.js";
import type { Dictionary } from "./dictionary.js";

/**
 * Values of one attribute by customer, or of one property by event. Under a missing value the data is 0. The arrays are
 * padded with zeros to whole units of 4,096 values.
 */
export type Column = NumericColumn | TextColumn | ListColumn | AverageColumn;

/** The narrowest of these that holds the numbers of a column as they are. */
export type NumberData = Uint8Array | Int32Array | Float64Array;

/** Codes of a dictionary, as wide as it is large. */
export type CodeData = Uint8Array | Uint16Array | Int32Array;

/**
 * Numbers (whole multiples of 10^-scale where there is a scale), booleans as 0 and 1, dates as days since 1970-01-01,
 * instants as milliseconds.
 */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly type: "number" | "boolean" | "date" | "datetime";
  readonly valid: Bitmap;
  readonly data: NumberData;
  readonly scale: number | undefined;
  /** Sums that a double cannot hold exactly, by row; `data` has the nearest double. */
  readonly beyond: ReadonlyMap<number, bigint>;
}

export interface TextColumn {
  readonly kind: "text";
  readonly type: "text";
  readonly valid: Bitmap;
  readonly codes: CodeData;
  readonly dictionary: Dictionary;
}

/** The codes of row r are those from `starts[r]` up to `ends[r]`. */
export interface ListColumn {
  readonly kind: "list";
  readonly type: "list";
  readonly valid: Bitmap;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly codes: CodeData;
  readonly dictionary: Dictionary;
}

/** Averages, never rounded: the exact sum and the number of values. */
export interface AverageColumn {
  readonly kind: "average";
  readonly type: "number";
  readonly valid: Bitmap;
  readonly sums: NumericColumn;
  readonly counts: NumberData;
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

/** Bytes of a column's arrays, its texts left out. */
export function bytesOf(column: Column): number {
  switch (column.kind) {
    case "numeric":
      return column.valid.words.byteLength + column.data.byteLength;
    case "text":
      return column.valid.words.byteLength + column.codes.byteLength;
    case "list":
      return (
        column.valid.words.byteLength + column.starts.byteLength + column.ends.byteLength + column.codes.byteLength
      );
    case "average":
      return bytesOf(column.sums) + column.counts.byteLength;
  }
}
