import type { NumericColumn } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";
import { eachHeld } from "./held-rows.js";
import { rowsInOrder } from "./radix-sort.js";
import { wordsWithRoom } from "./row-set.js";

/** Of more values than this only every so many rows is there a bitmap, and the rows between are patched. */
const DISTINCT = 128;
const QUANTILES = 64;
/** Whole numbers in a range below this are counted one by one. */
const NARROW = 65_536;

/** What an index of numbers is made of. Its arrays lie in the space. */
export interface NumberCuts {
  /** Rows that have a number. */
  readonly size: number;
  /** Rows by number; empty when every value has its bitmap. */
  readonly order: Int32Array;
  /** With a bitmap of its own for each value: the values. */
  readonly values: Float64Array;
  /** The places in the order that there are bitmaps for, ascending: `below[i]` holds the rows before `cuts[i]`. */
  readonly cuts: readonly number[];
  readonly below: readonly Int32Array[];
}

/** `given` is the order, where it is known: the cuts' own from now on. */
export function numberCuts(column: NumericColumn, rows: number, space: Space, given?: Int32Array): NumberCuts {
  const counted = given === undefined ? countedValues(column, rows) : undefined;
  if (counted?.areFew === true) return cutsOfValues(counted, column, rows, space);
  const order =
    given ?? (counted === undefined ? rowsInOrder(column, rows, space) : countedOrder(counted, column, rows, space));
  const size = order.length;
  const { values, starts } = distinct(column, order);
  const each = values.length <= DISTINCT;
  const cuts = each
    ? [...starts, size]
    : Array.from({ length: QUANTILES + 1 }, (_, cut) => Math.round((cut * size) / QUANTILES));
  const below = cumulative(order, cuts, rows, space);
  if (each) space.free(order);
  return {
    size,
    order: each ? new Int32Array(0) : order,
    values: Float64Array.from(each ? values : []),
    cuts,
    below,
  };
}

/** Whole numbers that lie close together. */
interface CountedValues {
  readonly data: Uint8Array | Int32Array;
  /** The lowest of them. */
  readonly low: number;
  /** How many rows have each number, from the lowest on. */
  readonly counts: Int32Array;
  /** So few different ones that each gets a bitmap. */
  readonly areFew: boolean;
}

/** The numbers of a column, where they are whole and close together. */
function countedValues({ data, valid }: NumericColumn, rows: number): CountedValues | undefined {
  if (data instanceof Float64Array) return undefined;
  const [low, high] = extent(data, rows);
  if (high - low >= NARROW) return undefined;
  const counts = new Int32Array(high - low + 1);
  eachHeld(data, valid, rows, (_, held, length) => {
    for (let at = 0; at < length; at++) {
      const place = (held[at] ?? 0) - low;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  });
  let values = 0;
  for (let place = 0; place < counts.length; place++) if (counts[place] !== 0) values++;
  return { data, low, counts, areFew: values <= DISTINCT };
}

/** The lowest and the highest, 0 in between. */
function extent(data: Uint8Array | Int32Array, rows: number): readonly [number, number] {
  if (data instanceof Uint8Array) return [0, 255];
  let [low, high] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const number = data[row] ?? 0;
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return [low, high];
}

/** The rows in the order of numbers that were counted. */
function countedOrder(
  { data, low, counts }: CountedValues,
  { valid }: NumericColumn,
  rows: number,
  space: Space,
): Int32Array {
  let size = 0;
  const next = counts.map((count) => (size += count) - count);
  const order = space.int32(size);
  eachHeld(data, valid, rows, (told, held, length) => {
    for (let at = 0; at < length; at++) {
      const place = (held[at] ?? 0) - low;
      const target = next[place] ?? 0;
      next[place] = target + 1;
      order[target] = told[at] ?? 0;
    }
  });
  return order;
}

/** A bitmap for each value, without the order of the rows. */
function cutsOfValues(
  { data, low, counts }: CountedValues,
  { valid }: NumericColumn,
  rows: number,
  space: Space,
): NumberCuts {
  const values: number[] = [];
  const cuts = [0];
  const below = [space.int32(wordsWithRoom(rows))];
  let size = 0;
  const upTo = counts.map((count, place) => {
    if (count === 0) return 0;
    values.push(low + place);
    cuts.push((size += count));
    return below.push(space.int32(wordsWithRoom(rows))) - 1;
  });
  eachHeld(data, valid, rows, (told, held, length) => {
    for (let at = 0; at < length; at++) {
      const row = told[at] ?? 0;
      const words = below[upTo[(held[at] ?? 0) - low] ?? 0];
      if (words !== undefined) words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
    }
  });
  for (let cut = 2; cut < below.length; cut++) {
    const [before, words] = [below[cut - 1], below[cut]];
    if (before !== undefined && words !== undefined) space.kernels.or(words, 0, before, 0, words.length);
  }
  return { size, order: new Int32Array(0), values: Float64Array.from(values), cuts, below };
}

/** The values in order and where each begins; only as many as decide whether they are few. */
function distinct({ data }: NumericColumn, order: Int32Array): { values: number[]; starts: number[] } {
  const values: number[] = [];
  const starts: number[] = [];
  for (let place = 0; place < order.length && values.length <= DISTINCT;) {
    const value = data[order[place] ?? 0] ?? 0;
    values.push(value);
    starts.push(place);
    let step = 1;
    while ((data[order[place + step] ?? -1] ?? NaN) === value) step *= 2;
    for (step /= 2; step >= 1; step /= 2) if ((data[order[place + step] ?? -1] ?? NaN) === value) place += step;
    place++;
  }
  return { values, starts };
}

function cumulative(order: Int32Array, cuts: readonly number[], rows: number, space: Space): readonly Int32Array[] {
  let before: Int32Array | undefined;
  let place = 0;
  return cuts.map((cut) => {
    const below = space.int32(wordsWithRoom(rows));
    if (before !== undefined) below.set(before);
    for (; place < cut; place++) {
      const row = order[place] ?? 0;
      below[row >>> 5] = (below[row >>> 5] ?? 0) | (1 << (row & 31));
    }
    before = below;
    return below;
  });
}
