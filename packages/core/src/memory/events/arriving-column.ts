import type { Property } from "../../catalog/catalog.js";
import type { CodesByRow, ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import { columnBuilder, type ColumnBuilder } from "../columns/column-builder.js";
import { NOTHING_BEYOND, type CodeData, type Column, type NumericColumn } from "../columns/columns.js";
import type { Dictionary } from "../columns/dictionary.js";
import { codesFor, numbersFor } from "../columns/narrow.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { slabArray, SlabNumbers, type Destination, type Slab, type SlabData } from "./slabs.js";

/** Rows of a batch from one up to another, and the places of a slab they go to. */
export interface ArrivingRows {
  readonly slab: Slab;
  readonly from: number;
  readonly to: number;
  /** Of the row `from`, and so on. */
  readonly places: Int32Array;
  /** Of the row `from`, and so on. */
  readonly types: Int32Array;
}

/** The values of one property, of the events of all types that have it. */
export interface ArrivingColumn {
  /**
   * Takes the values of rows whose type has 1 in `isOwn`. One of another type than the property's is missing, and one that
   * the vector does not have.
   */
  put(rows: ArrivingRows, isOwn: Uint8Array, vector: ColumnVector): void;
  /** The column of a table with `length` events. */
  finish(destination: Destination, length: number, space: Space): Column;
  /** Bytes that a value takes at most in such a column, its bit aside. */
  readonly bytes: number;
  /** To be shared with another thread; undefined where that cannot be. */
  written(): WrittenArrivingColumn | undefined;
  /** Takes over what arrived elsewhere, as slabs from this one on. */
  join(written: WrittenArrivingColumn, first: number): void;
}

/** What arrived of a column, by slab. */
export interface WrittenArrivingColumn {
  readonly data: readonly (SlabData | undefined)[];
  readonly missing: readonly (Uint8Array | undefined)[];
  /** Of texts: by code. */
  readonly texts?: readonly string[] | undefined;
  /** Of texts: the codes of a slab, where they are others than those of the texts. */
  readonly called?: readonly (Int32Array | undefined)[] | undefined;
}

/** Texts of columns that share a dictionary have the same codes. */
export function arrivingColumn({ type, scale }: Property, dictionary: Dictionary, shared: boolean): ArrivingColumn {
  switch (type) {
    case "text":
      return new ArrivingTexts(dictionary, shared);
    case "list":
      return new ArrivingLists(columnBuilder(type, scale, dictionary));
    case "number":
    case "datetime":
    case "date":
    case "boolean":
      return new ArrivingNumbers(type, scale, shared);
  }
}

class ArrivingNumbers implements ArrivingColumn {
  readonly #numbers: SlabNumbers;
  readonly #missing: Missing;

  constructor(
    readonly type: NumericColumn["type"],
    readonly scale: number | undefined,
    shared: boolean,
  ) {
    this.#numbers = new SlabNumbers(shared);
    this.#missing = new Missing(shared);
  }

  get bytes(): number {
    return this.type === "datetime" ? 8 : this.#numbers.bytes;
  }

  written(): WrittenArrivingColumn {
    return { data: this.#numbers.data, missing: this.#missing.flags };
  }

  join({ data, missing }: WrittenArrivingColumn, first: number): void {
    this.#numbers.join(data, first);
    this.#missing.join(missing, first);
  }

  put(rows: ArrivingRows, isOwn: Uint8Array, vector: ColumnVector): void {
    const small = this.#numbers.small(rows.slab);
    if (small === undefined || !this.#putInto(small, rows, isOwn, vector)) {
      this.#putInto(this.#numbers.wide(rows.slab), rows, isOwn, vector);
    }
  }

  /** Tells whether all of them fit 32 bits. */
  #putInto(out: Int32Array | Float64Array, rows: ArrivingRows, isOwn: Uint8Array, vector: ColumnVector): boolean {
    const { from, to, places, types, slab } = rows;
    const { first, data, valid } = numbersOf(vector, this.type, rows);
    let missing = this.#missing.known(slab);
    let small = true;
    for (let row = from; row < to; row++) {
      if (isOwn[types[row - from] ?? 0] !== 1) continue;
      const place = places[row - from] ?? 0;
      if (valid !== undefined && valid[row - first] !== 1) {
        missing ??= this.#missing.of(slab);
        missing[place] = 1;
        continue;
      }
      const number = data[row - first] ?? 0;
      if ((number | 0) !== number) small = false;
      out[place] = number;
    }
    return small;
  }

  finish(destination: Destination, length: number, space: Space): NumericColumn {
    const { low, high, whole } = this.#numbers.rangeOf(destination.stretches);
    const room = paddedRows(length);
    const data = this.type === "datetime" ? space.float64(room) : numbersFor(whole, low, high, room, space);
    this.#numbers.into(data, destination);
    data.fill(0, length);
    return {
      kind: "numeric",
      type: this.type,
      valid: this.#missing.valid(destination, length, space),
      data,
      scale: this.type === "number" ? this.scale : undefined,
      beyond: NOTHING_BEYOND,
    };
  }
}

class ArrivingTexts implements ArrivingColumn {
  readonly #codes: SlabNumbers;
  readonly #missing: Missing;
  /** The texts that came last: batches may share them. */
  #texts: readonly string[] = [];
  /** By their codes: the own code, `ABSENT` of no text, and `NEW` of one no row has had; that is not in the dictionary. */
  #own = new Int32Array(0);

  constructor(
    readonly dictionary: Dictionary,
    shared: boolean,
  ) {
    this.#codes = new SlabNumbers(shared);
    this.#missing = new Missing(shared);
  }

  get bytes(): number {
    return codesFor(this.dictionary.size, 0, Space.heap()).BYTES_PER_ELEMENT;
  }

  written(): WrittenArrivingColumn {
    const { data, called } = this.#codes;
    return { data, missing: this.#missing.flags, texts: this.dictionary.texts, called };
  }

  join({ data, missing, texts = [], called = [] }: WrittenArrivingColumn, first: number): void {
    const own = Int32Array.from(texts, (text) => this.dictionary.add(text));
    this.#codes.join(data, first, (slab) => called[slab]?.map((code) => own[code] ?? 0) ?? own);
    this.#missing.join(missing, first);
  }

  put(rows: ArrivingRows, isOwn: Uint8Array, vector: ColumnVector): void {
    const { from, to, slab } = rows;
    const { first, codes, texts } = textsOf(vector, rows);
    const own = this.#ownOf(texts);
    for (let row = from; row < to;) {
      const out = this.#codes.codes(slab, this.dictionary.size);
      row = putCodes(rows, row, { codes, first, own, isOwn, out, missing: this.#missing.known(slab) });
      if (row === to) return;
      const told = codes[row - first] ?? -1;
      if (told >= 0 && own[told] === NEW) own[told] = this.dictionary.add(texts[told] ?? "");
      else this.#missing.of(slab);
    }
  }

  finish(destination: Destination, length: number, space: Space): Column {
    const { dictionary } = this;
    const codes = codesFor(dictionary.size, paddedRows(length), space);
    this.#codes.into(codes, destination);
    codes.fill(0, length);
    const valid = this.#missing.valid(destination, length, space);
    return { kind: "text", type: "text", valid, codes, dictionary };
  }

  #ownOf(texts: readonly string[]): Int32Array {
    if (this.#texts !== texts) {
      this.#texts = texts;
      this.#own = Int32Array.from(texts, (text) => (text === "" ? ABSENT : NEW));
    }
    return this.#own;
  }
}

const ABSENT = -1;
const NEW = -2;

/** Codes of a vector on their way. */
interface PutCodes {
  readonly codes: CodesByRow;
  /** The row of the first of them. */
  readonly first: number;
  /** By code: what it is called where it goes to. */
  readonly own: Int32Array;
  readonly isOwn: Uint8Array;
  readonly out: CodeData;
  readonly missing: Uint8Array | undefined;
}

/** Gives the first row whose text is new, or that is the first one without a text; or the end. */
function putCodes({ from, to, places, types }: ArrivingRows, start: number, put: PutCodes): number {
  const { codes, first, own, isOwn, out, missing } = put;
  for (let row = start; row < to; row++) {
    if (isOwn[types[row - from] ?? 0] !== 1) continue;
    const told = codes[row - first] ?? -1;
    const code = told < 0 ? ABSENT : (own[told] ?? ABSENT);
    if (code >= 0) {
      out[places[row - from] ?? 0] = code;
      continue;
    }
    if (code === NEW || missing === undefined) return row;
    missing[places[row - from] ?? 0] = 1;
  }
  return to;
}

/** Lists are rare on events: they wait in a builder, in the order they came. */
class ArrivingLists implements ArrivingColumn {
  readonly #lists: ColumnBuilder;
  readonly #numbers = new SlabNumbers(false);
  #count = 0;

  readonly bytes = 8;

  constructor(lists: ColumnBuilder) {
    this.#lists = lists;
  }

  written(): undefined {
    return undefined;
  }

  join(): void {
    throw new Error("Lists are not shared between threads.");
  }

  put({ slab, from, to, places, types }: ArrivingRows, isOwn: Uint8Array, vector: ColumnVector): void {
    const out = this.#numbers.small(slab) ?? this.#numbers.wide(slab);
    for (let row = from; row < to; row++) {
      if (isOwn[types[row - from] ?? 0] !== 1) continue;
      this.#lists.set(this.#count, vector.kind === "values" ? vector.values[row] : undefined);
      out[places[row - from] ?? 0] = this.#count++;
    }
  }

  finish(destination: Destination, length: number, space: Space): Column {
    const order = new Int32Array(length);
    this.#numbers.into(order, destination);
    return this.#lists.finish(order, space);
  }
}

/** The places of each slab without a value. */
class Missing {
  readonly #shared: boolean;
  readonly #flags: (Uint8Array | undefined)[] = [];

  constructor(shared: boolean) {
    this.#shared = shared;
  }

  /** By slab and place. */
  get flags(): readonly (Uint8Array | undefined)[] {
    return this.#flags;
  }

  join(flags: readonly (Uint8Array | undefined)[], first: number): void {
    for (const [slab, own] of flags.entries()) this.#flags[first + slab] = own;
  }

  known({ index }: Slab): Uint8Array | undefined {
    return this.#flags[index];
  }

  /** By place, to be set to 1. */
  of({ index, size }: Slab): Uint8Array {
    return (this.#flags[index] ??= slabArray(Uint8Array, size, this.#shared));
  }

  valid({ stretches, places }: Destination, length: number, space: Space): Bitmap {
    const valid = Bitmap.in(space, length);
    const { words } = valid;
    words.fill(-1, 0, length >>> 5);
    if ((length & 31) !== 0) words[length >>> 5] = (1 << (length & 31)) - 1;
    let at = 0;
    for (const { slab, from, to } of stretches) {
      const flags = this.#flags[slab];
      if (flags !== undefined) {
        for (let place = from; place < to; place++) {
          const event = places[at + place - from] ?? 0;
          if (flags[place] === 1) words[event >>> 5] = (words[event >>> 5] ?? 0) & ~(1 << (event & 31));
        }
      }
      at += to - from;
    }
    return valid;
  }
}

/** Doubles of the rows from `first` on; a value of another type is not valid. */
function numbersOf(
  vector: ColumnVector,
  type: NumericColumn["type"],
  { from, to }: ArrivingRows,
): { readonly first: number; readonly data: Float64Array; readonly valid: Uint8Array | undefined } {
  if (vector.kind === "numbers") {
    const { data, valid } = vector;
    if (data instanceof Float64Array) return { first: 0, data, valid };
    return { first: from, data: new Float64Array(data.subarray(from, to)), valid: valid?.subarray(from, to) };
  }
  const data = new Float64Array(to - from);
  const valid = new Uint8Array(to - from);
  const held = type === "boolean" ? "boolean" : "number";
  for (let row = 0; row < data.length; row++) {
    const value: StoredValue = vector.kind === "values" ? vector.values[from + row] : undefined;
    if (typeof value !== held) continue;
    data[row] = Number(value);
    valid[row] = 1;
  }
  return { first: from, data, valid };
}

/** Codes of the rows from `first` on; a value that is no text has none. */
function textsOf(
  vector: ColumnVector,
  { from, to }: ArrivingRows,
): { readonly first: number; readonly codes: CodesByRow; readonly texts: readonly string[] } {
  if (vector.kind === "texts") return { first: 0, ...vector };
  const codes = new Int32Array(to - from).fill(-1);
  const texts: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const value: StoredValue = vector.kind === "values" ? vector.values[from + row] : undefined;
    if (typeof value === "string") codes[row] = texts.push(value) - 1;
  }
  return { first: from, codes, texts };
}
