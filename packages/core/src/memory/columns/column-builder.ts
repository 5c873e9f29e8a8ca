import type { ValueType } from "../../catalog/catalog.js";
import type { ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, paddedWords } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { NOTHING_BEYOND, type Column, type ListColumn, type NumericColumn, type TextColumn } from "./columns.js";
import { Dictionary } from "./dictionary.js";
import { float64, GrowingArray, int32, uint8 } from "./growing-array.js";
import { gatherCodes, gatherInts, gatherNumbers } from "./narrow.js";

/** Takes the values of a column in at any row, in any order. */
export interface ColumnBuilder {
  /** A value of the column's type; one of another type is missing, like `undefined`. */
  set(row: number, value: StoredValue): void;
  /** The values of a batch, the first for `rows[0]`. */
  setMany(rows: Int32Array, values: ColumnVector): void;
  /** The column with the rows in this order; rows never set are missing. */
  finish(order: Int32Array, space?: Space): Column;
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
    case "date":
    case "boolean":
      return new NumericColumnBuilder(type, scale);
  }
}

class NumericColumnBuilder implements ColumnBuilder {
  readonly #valid = new GrowingArray(uint8);
  readonly #data = new GrowingArray(float64);

  constructor(
    readonly type: NumericColumn["type"],
    readonly scale: number | undefined,
  ) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === (this.type === "boolean" ? "boolean" : "number");
    this.#put(row, known, known ? Number(value) : 0);
  }

  setMany(rows: Int32Array, values: ColumnVector): void {
    if (values.kind !== "numbers") return setEach(this, rows, values);
    const { data, valid } = values;
    for (let index = 0; index < rows.length; index++) {
      const known = valid === undefined || valid[index] === 1;
      this.#put(rows[index] ?? 0, known, known ? (data[index] ?? 0) : 0);
    }
  }

  finish(order: Int32Array, space: Space = Space.heap()): NumericColumn {
    return {
      kind: "numeric",
      type: this.type,
      valid: validity(this.#valid, order, space),
      data: this.type === "datetime" ? this.#instants(order, space) : gatherNumbers(this.#data, order, space),
      scale: this.type === "number" ? this.scale : undefined,
      beyond: NOTHING_BEYOND,
    };
  }

  #put(row: number, known: boolean, number: number): void {
    this.#valid.set(row, known ? 1 : 0);
    this.#data.set(row, number);
  }

  #instants(order: Int32Array, space: Space): Float64Array {
    const data = space.float64(paddedRows(order.length));
    for (let row = 0; row < order.length; row++) data[row] = this.#data.get(order[row] ?? 0);
    return data;
  }
}

class TextColumnBuilder implements ColumnBuilder {
  readonly #valid = new GrowingArray(uint8);
  readonly #codes = new GrowingArray(int32);

  constructor(readonly dictionary: Dictionary) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === "string" && value !== "";
    this.#put(row, known ? this.dictionary.add(value) : -1);
  }

  setMany(rows: Int32Array, values: ColumnVector): void {
    if (values.kind !== "texts") return setEach(this, rows, values);
    const codes = values.texts.map((text): number | undefined => (text === "" ? -1 : undefined));
    for (let index = 0; index < rows.length; index++) {
      const from = values.codes[index] ?? -1;
      // Texts no row has are not taken into the dictionary.
      if (from >= 0) codes[from] ??= this.dictionary.add(values.texts[from] ?? "");
      this.#put(rows[index] ?? 0, from < 0 ? -1 : (codes[from] ?? -1));
    }
  }

  finish(order: Int32Array, space: Space = Space.heap()): TextColumn {
    const { dictionary } = this;
    const valid = validity(this.#valid, order, space);
    const codes = gatherCodes(this.#codes, order, dictionary.size, space);
    return { kind: "text", type: "text", valid, codes, dictionary };
  }

  #put(row: number, code: number): void {
    this.#valid.set(row, code < 0 ? 0 : 1);
    this.#codes.set(row, Math.max(0, code));
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

  setMany(rows: Int32Array, values: ColumnVector): void {
    setEach(this, rows, values);
  }

  finish(order: Int32Array, space: Space = Space.heap()): ListColumn {
    const valid = validity(this.#lengths, order, space);
    const starts = space.int32(paddedRows(order.length));
    const ends = space.int32(paddedRows(order.length));
    const places = new GrowingArray(int32);
    for (let row = 0; row < order.length; row++) {
      const from = order[row] ?? 0;
      const start = this.#starts.get(from);
      starts[row] = places.length;
      for (let item = 0; item < this.#lengths.get(from); item++) places.push(start + item);
      ends[row] = places.length;
    }
    const { dictionary } = this;
    const codes = gatherCodes(this.#items, gatherInts(places), dictionary.size, space);
    return { kind: "list", type: "list", valid, starts, ends, codes, dictionary };
  }
}

/** Rows as they stand. */
export function rowOrder(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let row = 0; row < length; row++) order[row] = row;
  return order;
}

function setEach(builder: ColumnBuilder, rows: Int32Array, vector: ColumnVector): void {
  const read = storedValues(vector);
  for (let index = 0; index < rows.length; index++) builder.set(rows[index] ?? 0, read(index));
}

function storedValues(vector: ColumnVector): (index: number) => StoredValue {
  switch (vector.kind) {
    case "values":
      return (index) => vector.values[index];
    case "texts":
      return (index) => vector.texts[vector.codes[index] ?? -1];
    case "numbers": {
      const { data, valid } = vector;
      return (index) => (valid === undefined || valid[index] === 1 ? data[index] : undefined);
    }
  }
}

function validity(known: GrowingArray<Uint8Array | Int32Array>, order: Int32Array, space: Space): Bitmap {
  const valid = new Bitmap(order.length, space.int32(paddedWords(order.length)));
  for (let row = 0; row < order.length; row++) if (known.get(order[row] ?? 0) !== 0) valid.add(row);
  return valid;
}
