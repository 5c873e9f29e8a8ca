import type { StoredValue } from "./records.js";

/** The values of one column of a batch, row by row, as they are held after reading. */
export type ColumnVector =
  /** Numbers, dates as days, instants as milliseconds, booleans as 0 and 1. `valid`: 1 where there is a value; absent: everywhere. */
  | {
      readonly kind: "numbers";
      readonly data: Float64Array | Int32Array | Uint8Array;
      readonly valid?: Uint8Array | undefined;
    }
  /** `texts[codes[row]]`; a code of -1 is missing. */
  | { readonly kind: "texts"; readonly codes: Int32Array; readonly texts: readonly string[] }
  | { readonly kind: "values"; readonly values: readonly StoredValue[] };
