import type { ValueType } from "../../catalog/catalog.js";
import type { ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { NOTHING_BEYOND, type Column, type ListColumn, type NumericColumn, type TextColumn } from "./columns.js";
import { Dictionary } from "./dictionary.js";
import { GrowingArray, int32, uint8 } from "./growing-array.js";
import { endOf, GrowingNumbers } from "./growing-numbers.js";
import { gatheringOf, type Gathering } from "./gathering.js";
import { gatherCodes, gatherDoubles, gatherNumbers } from "./narrow.js";

/** Takes the values of a column in at any row, in any order. */
export interface ColumnBuilder {
  /** A value of the column's type; one of another type is missing, like `undefined`. */
  set(row: number, value: StoredValue): void;
  /** The values of a batch, the first for `rows[0]`; or for the rows from this one on. */
  setMany(rows: Int32Array | number, values: ColumnVector): void;
  /** The column with the rows in this order, or as they are gathered; rows never set are missing. */
  finish(order: Int32Array | Gathering, space?: Space): Column;
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
  readonly #data = new GrowingNumbers();

  constructor(
    readonly type: NumericColumn["type"],
    readonly scale: number | undefined,
  ) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === (this.type === "boolean" ? "boolean" : "number");
    this.#put(row, known, known ? Number(value) : 0);
  }

  setMany(rows: Int32Array | number, values: ColumnVector): void {
    if (values.kind !== "numbers") return setEach(this, rows, values);
    const { data, valid } = values;
    this.#data.setMany(rows, data, valid);
    this.#valid.reach(this.#data.length);
    const known = this.#valid.data;
    if (typeof rows === "number") {
      if (valid === undefined) known.fill(1, rows, rows + data.length);
      else known.set(valid, rows);
      return;
    }
    for (let index = 0; index < rows.length; index++)
      known[rows[index] ?? 0] = valid === undefined ? 1 : (valid[index] ?? 0);
  }

  finish(order: Int32Array | Gathering, space: Space = Space.heap()): NumericColumn {
    const gathering = gatheringOf(order);
    return {
      kind: "numeric",
      type: this.type,
      valid: validity(this.#valid, gathering, space),
      data: (this.type === "datetime" ? gatherDoubles : gatherNumbers)(this.#data, gathering, space),
      scale: this.type === "number" ? this.scale : undefined,
      beyond: NOTHING_BEYOND,
    };
  }

  #put(row: number, known: boolean, number: number): void {
    this.#valid.set(row, known ? 1 : 0);
    this.#data.set(row, number);
  }
}

class TextColumnBuilder implements ColumnBuilder {
  /** One more than the code; 0 is missing. */
  readonly #codes = new GrowingArray(int32);
  /** The texts that came last: batches may share them. */
  #texts: readonly string[] = [];
  #own = new Int32Array(0);

  constructor(readonly dictionary: Dictionary) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === "string" && value !== "";
    this.#codes.set(row, known ? this.dictionary.add(value) + 1 : 0);
  }

  setMany(rows: Int32Array | number, values: ColumnVector): void {
    if (values.kind !== "texts") return setEach(this, rows, values);
    const { codes, texts } = values;
    const own = this.#ownOf(texts);
    const each = typeof rows === "number" ? undefined : rows;
    const first = typeof rows === "number" ? rows : 0;
    this.#codes.reach(each === undefined ? first + codes.length : endOf(each));
    const { data } = this.#codes;
    for (let index = 0; index < codes.length; index++) {
      const from = codes[index] ?? -1;
      let code = from < 0 ? 0 : (own[from] ?? 0);
      if (code < 0) own[from] = code = this.dictionary.add(texts[from] ?? "") + 1;
      data[each === undefined ? first + index : (each[index] ?? 0)] = code;
    }
  }

  finish(order: Int32Array | Gathering, space: Space = Space.heap()): TextColumn {
    const { dictionary } = this;
    const gathering = gatheringOf(order);
    const valid = validity(this.#codes, gathering, space);
    const { data, length } = this.#codes;
    const codes = gatherCodes(data.subarray(0, length), gathering, dictionary.size, space, 1);
    return { kind: "text", type: "text", valid, codes, dictionary };
  }

  /** By the codes of texts that come: one more than the own code, -1 for one no row has had; that is not in the dictionary. */
  #ownOf(texts: readonly string[]): Int32Array {
    if (this.#texts !== texts) {
      this.#texts = texts;
      this.#own = Int32Array.from(texts, (text) => (text === "" ? 0 : -1));
    }
    return this.#own;
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

  setMany(rows: Int32Array | number, values: ColumnVector): void {
    setEach(this, rows, values);
  }

  finish(order: Int32Array | Gathering, space: Space = Space.heap()): ListColumn {
    const gathering = gatheringOf(order);
    const valid = validity(this.#lengths, gathering, space);
    const places = new Int32Array(gathering.length);
    gathering.into(this.#starts.data, places);
    const starts = space.int32(paddedRows(gathering.length));
    const ends = space.int32(paddedRows(gathering.length));
    gathering.into(this.#lengths.data, ends);
    let length = 0;
    for (let row = 0; row < places.length; row++) {
      starts[row] = length;
      ends[row] = length += ends[row] ?? 0;
    }
    const items = new Int32Array(length);
    for (let row = 0; row < places.length; row++) {
      const start = starts[row] ?? 0;
      for (let item = start; item < (ends[row] ?? 0); item++) items[item] = (places[row] ?? 0) + item - start;
    }
    const { dictionary } = this;
    const codes = gatherCodes(this.#items.data, gatheringOf(items), dictionary.size, space, 0);
    return { kind: "list", type: "list", valid, starts, ends, codes, dictionary };
  }
}

/** Rows as they stand, from the first on. */
export function rowOrder(length: number, first = 0): Int32Array {
  const order = new Int32Array(length);
  for (let row = 0; row < length; row++) order[row] = first + row;
  return order;
}

function setEach(builder: ColumnBuilder, rows: Int32Array | number, vector: ColumnVector): void {
  const read = storedValues(vector);
  const length = typeof rows === "number" ? lengthOf(vector) : rows.length;
  for (let index = 0; index < length; index++) {
    builder.set(typeof rows === "number" ? rows + index : (rows[index] ?? 0), read(index));
  }
}

function lengthOf(vector: ColumnVector): number {
  switch (vector.kind) {
    case "values":
      return vector.values.length;
    case "texts":
      return vector.codes.length;
    case "numbers":
      return vector.data.length;
  }
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

/** The rows whose mark is not 0; a place that was never written, or is none, has no mark. */
function validity(
  marks: GrowingArray<Uint8Array> | GrowingArray<Int32Array>,
  gathering: Gathering,
  space: Space,
): Bitmap {
  const rows = gathering.length;
  const valid = Bitmap.in(space, rows);
  const { words } = valid;
  const written = marks.data.subarray(0, marks.length);
  if (gathering.takesAll(written.length) && !written.includes(0)) {
    words.fill(-1, 0, rows >>> 5);
    if ((rows & 31) !== 0) words[rows >>> 5] = (1 << (rows & 31)) - 1;
    return valid;
  }
  const flags = written instanceof Uint8Array ? written : Uint8Array.from(written, (mark) => (mark === 0 ? 0 : 1));
  const gathered = new Uint8Array(rows);
  gathering.into(flags, gathered);
  for (let row = 0; row < rows; row++) {
    if (gathered[row] !== 0) words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  return valid;
}
