import type { ValueType } from "../../catalog/catalog.js";
import type { ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import { reusedInt32 } from "../../source/reused-array.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, ROWS_A_PAGE } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import {
  NOTHING_BEYOND,
  type CodeData,
  type Column,
  type ListColumn,
  type NumericColumn,
  type TextColumn,
} from "./columns.js";
import { Dictionary } from "./dictionary.js";
import { GrowingArray, int32, uint8 } from "./growing-array.js";
import { GrowingNumbers } from "./growing-numbers.js";
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
  readonly #codes = new GrowingNumbers();
  /** The texts that came last: batches may share them. */
  #texts: readonly string[] = [];
  #own = new Int32Array(0);
  readonly #room = reusedInt32();

  constructor(readonly dictionary: Dictionary) {}

  set(row: number, value: StoredValue): void {
    const known = typeof value === "string" && value !== "";
    this.#codes.set(row, known ? this.dictionary.add(value) + 1 : 0);
  }

  setMany(rows: Int32Array | number, values: ColumnVector): void {
    if (values.kind !== "texts") return setEach(this, rows, values);
    const { codes, texts } = values;
    const own = this.#ownOf(texts);
    const counted = this.#room(codes.length);
    for (let index = 0; index < codes.length; index++) {
      const from = codes[index] ?? -1;
      let code = from < 0 ? 0 : (own[from] ?? 0);
      if (code < 0) own[from] = code = this.dictionary.add(texts[from] ?? "") + 1;
      counted[index] = code;
    }
    this.#codes.setMany(rows, counted);
  }

  finish(order: Int32Array | Gathering, space: Space = Space.heap()): TextColumn {
    const { dictionary } = this;
    const gathering = gatheringOf(order);
    const codes = gatherCodes(this.#codes.data, gathering, dictionary.size + 1, space);
    const valid = Bitmap.in(space, gathering.length);
    markHeld(codes, valid);
    eachBlock(codes, (block, first) => {
      for (let at = 0; at < block.length; at++) block[at] = Math.max(0, (block[at] ?? 0) - 1);
      codes.set(block, first);
    });
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
    const places = new Int32Array(gathering.length);
    gathering.into(this.#starts.data, places);
    const starts = space.int32(paddedRows(gathering.length));
    const ends = space.int32(paddedRows(gathering.length));
    gathering.into(this.#lengths.data, ends);
    const valid = Bitmap.in(space, gathering.length);
    markHeld(ends, valid);
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
    const codes = gatherCodes(this.#items.data, gatheringOf(items), dictionary.size, space);
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

/** The rows whose mark is 1; a place that was never written, or is none, has no mark. */
function validity(marks: GrowingArray<Uint8Array>, gathering: Gathering, space: Space): Bitmap {
  const rows = gathering.length;
  const valid = Bitmap.in(space, rows);
  const { words } = valid;
  const written = marks.data.subarray(0, marks.length);
  if (gathering.takesAll(written.length) && !written.includes(0)) {
    words.fill(-1, 0, rows >>> 5);
    if ((rows & 31) !== 0) words[rows >>> 5] = (1 << (rows & 31)) - 1;
    return valid;
  }
  const gathered = new Uint8Array(paddedRows(rows));
  gathering.into(written, gathered);
  markHeld(gathered, valid);
  return valid;
}

/** Marks the rows whose value is not 0. `values` are padded. */
function markHeld(values: CodeData, { words }: Bitmap): void {
  eachBlock(values, (block, first) => {
    for (let at = 0; at < block.length; at += 32) {
      let word = 0;
      for (let bit = 0; bit < 32; bit++) word |= (block[at + bit] === 0 ? 0 : 1) << bit;
      words[(first + at) >>> 5] = word;
    }
  });
}

/** Tells padded values block by block in 32 bits, so that there is one loop for all widths. */
function eachBlock(values: CodeData, told: (block: Int32Array, first: number) => void): void {
  const block = new Int32Array(ROWS_A_PAGE);
  for (let first = 0; first < values.length; first += block.length) {
    block.set(values.subarray(first, first + block.length));
    told(block, first);
  }
}
