import type { StoredValue } from "../../source/records.js";
import type { CodeData, Column, ListColumn, NumericColumn, TextColumn } from "../columns/columns.js";
import type { Dictionary } from "../columns/dictionary.js";
import { codesFor, numbersFor } from "../columns/narrow.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, paddedWords } from "../kernels/kernels.js";
import type { Space, SpaceView } from "../kernels/space.js";

/** New values of one attribute, each row once. */
export interface ColumnChange {
  readonly rows: readonly number[];
  readonly values: readonly StoredValue[];
}

/**
 * The column with other values in some rows, and with as many rows as there are now. It is written in place; what is too
 * short or too narrow is made anew. The column given is of no further use.
 */
export function changed(column: Column, rows: number, change: ColumnChange, space: Space): Column {
  const valid = longerBitmap(column.valid, rows, space);
  switch (column.kind) {
    case "numeric":
      return numbersChanged(column, valid, change, space);
    case "text":
      return textsChanged(column, valid, change, space);
    case "list":
      return listsChanged(column, valid, change, space);
    case "average":
      return column;
  }
}

function numbersChanged(column: NumericColumn, valid: Bitmap, change: ColumnChange, space: Space): NumericColumn {
  const wanted = column.type === "boolean" ? "boolean" : "number";
  const numbers = change.values.map((value) => (typeof value === wanted ? Number(value) : undefined));
  let data = fitting(column.data, (length) => sameKind(column.data, length, space), valid.length, space);
  if (!numbers.every((number) => number === undefined || holds(data, number))) {
    const [low, high] = [data, numbers.flatMap((number) => number ?? [])].map(extent).reduce(joined);
    const whole = !(data instanceof Float64Array) && numbers.every((n) => n === undefined || Number.isInteger(n));
    data = replaced(data, numbersFor(whole, low, high, data.length, space), space);
  }
  for (let index = 0; index < numbers.length; index++) {
    const row = change.rows[index] ?? 0;
    const number = numbers[index];
    data[row] = number ?? 0;
    mark(valid, row, number !== undefined);
  }
  return { ...column, valid, data };
}

function textsChanged(column: TextColumn, valid: Bitmap, change: ColumnChange, space: Space): TextColumn {
  const { dictionary } = column;
  const given = change.values.map((value) =>
    typeof value === "string" && value !== "" ? dictionary.add(value) : undefined,
  );
  const long = fitting(column.codes, (length) => sameKind(column.codes, length, space), valid.length, space);
  const codes = widened(long, dictionary, space);
  for (let index = 0; index < given.length; index++) {
    const row = change.rows[index] ?? 0;
    const code = given[index];
    codes[row] = code ?? 0;
    mark(valid, row, code !== undefined);
  }
  return { ...column, valid, codes };
}

/** Where the next list goes, by the array of all lists, once that was looked for. */
const freeFrom = new WeakMap<CodeData, number>();

/** A list that is no longer than the one before takes its place, a longer one goes to the end of all. */
function listsChanged(column: ListColumn, valid: Bitmap, change: ColumnChange, space: Space): ListColumn {
  const { dictionary } = column;
  const given = change.values.map((value) =>
    typeof value === "object" ? value.map((item) => dictionary.add(item)) : [],
  );
  const whole = (length: number) => space.int32(length);
  const starts = fitting(column.starts, whole, valid.length, space);
  const ends = fitting(column.ends, whole, valid.length, space);
  let codes = widened(column.codes, dictionary, space);
  const more = given.reduce((total, items) => total + items.length, 0);
  let end = freeFrom.get(column.codes) ?? endOf(ends, starts);
  if (end + more > codes.length) ({ codes, end } = closedUp(starts, ends, codes, more, space));
  for (let index = 0; index < given.length; index++) {
    const row = change.rows[index] ?? 0;
    const items = given[index] ?? [];
    codes.fill(0, starts[row], ends[row]);
    if (items.length > (ends[row] ?? 0) - (starts[row] ?? 0)) {
      starts[row] = end;
      end += items.length;
    }
    codes.set(items, starts[row]);
    ends[row] = (starts[row] ?? 0) + items.length;
    mark(valid, row, items.length > 0);
  }
  freeFrom.set(codes, end);
  return { ...column, valid, starts, ends, codes };
}

/** The items without the gaps between them, and room for more. */
function closedUp(
  starts: Int32Array,
  ends: Int32Array,
  codes: CodeData,
  more: number,
  space: Space,
): { readonly codes: CodeData; readonly end: number } {
  let items = 0;
  for (let row = 0; row < starts.length; row++) items += (ends[row] ?? 0) - (starts[row] ?? 0);
  const room = sameKind(codes, paddedRows(items + (items >>> 3) + more), space);
  let end = 0;
  for (let row = 0; row < starts.length; row++) {
    const [from = 0, to = 0] = [starts[row], ends[row]];
    starts[row] = end;
    for (let item = from; item < to; item++) room[end++] = codes[item] ?? 0;
    ends[row] = end;
  }
  space.free(codes);
  return { codes: room, end };
}

function endOf(ends: Int32Array, starts: Int32Array): number {
  let end = 0;
  for (let row = 0; row < ends.length; row++) {
    const to = ends[row] ?? 0;
    if (to > end && to > (starts[row] ?? 0)) end = to;
  }
  return end;
}

/** A bitmap of this many rows with the same ones set. */
function longerBitmap(bitmap: Bitmap, rows: number, space: Space): Bitmap {
  const { words } = bitmap;
  if (words.length === paddedWords(rows)) return new Bitmap(rows, words, space.kernels);
  const longer = space.int32(paddedWords(rows));
  longer.set(words);
  space.free(words);
  return new Bitmap(rows, longer, space.kernels);
}

/** The array, or one with its values and room for a sixteenth more rows than there are. */
function fitting<A extends SpaceView>(data: A, room: (length: number) => A, rows: number, space: Space): A {
  if (data.length >= paddedRows(rows)) return data;
  return replaced(data, room(paddedRows(rows + (rows >>> 4))), space);
}

function replaced<A extends SpaceView>(data: SpaceView, by: A, space: Space): A {
  by.set(data);
  space.free(data);
  return by;
}

/** Codes as wide as the dictionary has become. */
function widened(codes: CodeData, { size }: Dictionary, space: Space): CodeData {
  if (size <= 2 ** (8 * codes.BYTES_PER_ELEMENT) || codes instanceof Int32Array) return codes;
  return replaced(codes, codesFor(size, codes.length, space), space);
}

/** Zeros of the same width. */
export function sameKind<A extends SpaceView>(like: A, length: number, space: Space): A;
export function sameKind(like: SpaceView, length: number, space: Space): SpaceView {
  if (like instanceof Uint8Array) return space.uint8(length);
  if (like instanceof Uint16Array) return space.uint16(length);
  if (like instanceof Int32Array) return space.int32(length);
  return space.float64(length);
}

function holds(data: NumericColumn["data"], number: number): boolean {
  if (data instanceof Float64Array) return true;
  const [low, high] = data instanceof Uint8Array ? [0, 2 ** 8 - 1] : [-(2 ** 31), 2 ** 31 - 1];
  return Number.isInteger(number) && low <= number && number <= high;
}

type Extent = readonly [low: number, high: number];

function extent(numbers: ArrayLike<number>): Extent {
  let [low, high] = [0, 0];
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0;
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return [low, high];
}

function joined(a: Extent, b: Extent): Extent {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

function mark({ words }: Bitmap, row: number, known: boolean): void {
  const bit = 1 << (row & 31);
  const word = words[row >>> 5] ?? 0;
  words[row >>> 5] = known ? word | bit : word & ~bit;
}
