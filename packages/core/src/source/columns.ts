import type { StoredValue } from "./records.js";

/** The values of one column of a batch, row by row, as they are held after reading; of use until the next batch is asked for. */
export type ColumnVector =
  /** Numbers, dates as days, instants as milliseconds, booleans as 0 and 1. `valid`: 1 where there is a value; absent: everywhere. */
  | {
      readonly kind: "numbers";
      readonly data: NumberData;
      readonly valid?: Uint8Array | undefined;
    }
  /** `texts[codes[row]]`; a code of -1 is missing. */
  | { readonly kind: "texts"; readonly codes: CodesByRow; readonly texts: readonly string[] }
  | { readonly kind: "values"; readonly values: readonly StoredValue[] };

/** Bytes where none is missing and all fit. */
export type CodesByRow = Int32Array | Uint8Array;

export type NumberData = Float64Array | Int32Array | Uint8Array;

/** Names by row: `texts[codes[row]]`, none of them missing. */
export interface NameVector {
  readonly codes: CodesByRow;
  readonly texts: readonly string[];
}

/** Ids of customers by row: names, or whole numbers that stand for their decimal text. */
export type IdVector =
  { readonly kind: "integers"; readonly data: NumberData } | ({ readonly kind: "texts" } & NameVector);

/** A batch of readable customers; `values` stand in the order of the attributes announced with it. */
export interface CustomerColumns {
  readonly ids: IdVector;
  readonly values: readonly ColumnVector[];
}

export type InstantsByRow = Float64Array | Int32Array;

/** A batch of readable events; `values` stand in the order of the properties announced with it. */
export interface EventColumns {
  readonly customers: IdVector;
  readonly types: NameVector;
  /** Since the epoch: milliseconds in doubles, or seconds in whole numbers. */
  readonly at: InstantsByRow;
  readonly sequences: Float64Array | Int32Array;
  readonly values: readonly ColumnVector[];
}

/** A batch of readable tags. */
export interface TagColumns {
  readonly customers: IdVector;
  readonly tags: NameVector;
  /** Milliseconds since the epoch; NaN where the tag has no instant. Absent: nowhere is one. */
  readonly at?: Float64Array | undefined;
}

/** The rows of a batch of ids. */
export function idCount(ids: IdVector): number {
  return ids.kind === "integers" ? ids.data.length : ids.codes.length;
}

/** Reads ids one by one, as text. */
export function idTexts(ids: IdVector): (row: number) => string {
  return ids.kind === "integers" ? (row) => String(ids.data[row] ?? 0) : (row) => ids.texts[ids.codes[row] ?? -1] ?? "";
}

/** The ids of these rows, in this order. */
export function gatherIds(ids: IdVector, rows: Int32Array): IdVector {
  return ids.kind === "integers"
    ? { kind: "integers", data: gather(ids.data, rows) }
    : { kind: "texts", ...gatherNames(ids, rows) };
}

/** The names of these rows, in this order. */
export function gatherNames(names: NameVector, rows: Int32Array): NameVector {
  return { codes: gather(names.codes, rows), texts: names.texts };
}

/** The values of these rows, in this order. */
export function gatherVector(vector: ColumnVector, rows: Int32Array): ColumnVector {
  switch (vector.kind) {
    case "numbers": {
      const { data, valid } = vector;
      return { kind: "numbers", data: gather(data, rows), valid: valid && gather(valid, rows) };
    }
    case "texts":
      return { kind: "texts", ...gatherNames(vector, rows) };
    case "values":
      return { kind: "values", values: Array.from(rows, (row) => vector.values[row]) };
  }
}

/** The numbers at these places. */
export function gather<A extends NumberData>(data: A, rows: Int32Array): A;
export function gather(data: NumberData, rows: Int32Array): NumberData {
  // A loop for each kind of array: one loop for all of them would be several times slower.
  if (data instanceof Float64Array) {
    const gathered = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) gathered[at] = data[rows[at] ?? 0] ?? 0;
    return gathered;
  }
  if (data instanceof Int32Array) {
    const gathered = new Int32Array(rows.length);
    for (let at = 0; at < rows.length; at++) gathered[at] = data[rows[at] ?? 0] ?? 0;
    return gathered;
  }
  const gathered = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) gathered[at] = data[rows[at] ?? 0] ?? 0;
  return gathered;
}
