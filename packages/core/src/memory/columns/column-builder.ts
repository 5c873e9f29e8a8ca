import type { ValueType } from "../../catalog/catalog.js";
import type { StoredValue } from "../../source/records.js";
import { Bitmap } from "../kernels/bitmap.js";
import { NOTHING_BEYOND, type Column, type ListColumn, type NumericColumn, type TextColumn } from "./columns.js";
import { Dictionary } from "./dictionary.js";
import { float64, GrowingArray, int32, uint8, type NumberArray } from "./growing-array.js";

/** Takes the values of a column in at any row, in any order. */
export interface ColumnBuilder {
  /** A value of the column's type; one of another type is missing, like `undefined`. */
  set(row: number, value: StoredValue): void;
  /** The column with the rows in this order; rows never set are missing. */
  finish(order: Int32Array): Column;
}

/** Texts of columns that share a dictionary have the same codes. */
export function columnBuilder(
  type: ValueType,
  scale: number | undefined,
  dictionary: Dictionary = new Dictionary(),
): ColumnBuilder {
  switch (type) {
    case "text":
      return new TextColumnBuilder(dictionary);
    case "list":
      return new ListColumnBuilder(dictionary);
    case "number":
    case "datetime":
      return new NumericColumnBuilder(type, scale, float64);
    case "date":
      return new NumericColumnBuilder(type, undefined, int32);
    case "boolean":
      return new NumericColumnBuilder(type, undefined, uint8);
  }
}

class NumericColumnBuilder implements ColumnBuilder {
  readonly #valid = new GrowingArray(uint8);
  readonly #data: GrowingArray<NumberArray>;

  constructor(
    readonly type: NumericColumn["type"],
    readonly scale: number | undefined,
    allocate: (length: number) => NumberArray,
  ) {
    this.#data = new GrowingArray(allocate);
  }

  set(row: number, value: StoredValue): void {
    const known = typeof value === (this.type === "boolean" ? "boolean" : "number");
    this.#valid.set(row, known ? 1 : 0);
    this.#data.set(row, known ? Number(value) : 0);
  }

  finish(order: Int32Array): NumericColumn {
    return {
      kind: "numeric",
      type: this.type,
      valid: validity(this.#valid, order),
      data: this.#data.gather(order),
      scale: this.scale,
      beyond: NOTHING_BEYOND,
    };
  }
}

class TextColumnBuilder implements ColumnBuilder {
  readonly #valid = new GrowingArray(uint8);
  readonly #codes = new GrowingArray(int32);

  constructor(readonly dictionary: Dictionary) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === "string" && value !== "";
    this.#valid.set(row, known ? 1 : 0);
    this.#codes.set(row, known ? this.dictionary.add(value) : 0);
  }

  finish(order: Int32Array): TextColumn {
    const valid = validity(this.#valid, order);
    return { kind: "text", type: "text", valid, codes: this.#codes.gather(order), dictionary: this.dictionary };
  }
}

class ListColumnBuilder implements ColumnBuilder {
  readonly #starts = new GrowingArray(int32);
  readonly #lengths = new GrowingArray(int32);
  readonly #items = new GrowingArray(int32);

  constructor(readonly dictionary: Dictionary) {}

  set(row: number, value: StoredValue): void {
    const start = this.#items.length;
    if (typeof value === "object") for (const item of value) this.#items.push(this.dictionary.add(item));
    this.#starts.set(row, start);
    this.#lengths.set(row, this.#items.length - start);
  }

  finish(order: Int32Array): ListColumn {
    const valid = validity(this.#lengths, order);
    const offsets = new Int32Array(order.length + 1);
    const codes = new GrowingArray(int32);
    order.forEach((from, row) => {
      const start = this.#starts.get(from);
      for (let index = 0; index < this.#lengths.get(from); index++) codes.push(this.#items.get(start + index));
      offsets[row + 1] = codes.length;
    });
    return {
      kind: "list",
      type: "list",
      valid,
      offsets,
      codes: codes.gather(rowOrder(codes.length)),
      dictionary: this.dictionary,
    };
  }
}

/** Rows as they stand. */
export function rowOrder(length: number): Int32Array {
  return Int32Array.from({ length }, (_, row) => row);
}

function validity(known: GrowingArray<NumberArray>, order: Int32Array): Bitmap {
  const valid = new Bitmap(order.length);
  order.forEach((from, row) => {
    if (known.get(from) !== 0) valid.add(row);
  });
  return valid;
}
