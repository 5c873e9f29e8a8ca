import type { NumericColumn } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Space } from "../kernels/space.js";

/** Of keys wider than this it takes two passes. */
const DIGIT_BITS = 16;
/** A row passes no more than this many others when numbers are compared. */
const FEW = 32;

/** Rows that have a number, by number and then by row, in an array of the space. */
export function rowsInOrder({ data, valid }: NumericColumn, rows: number, space: Space): Int32Array {
  const order = space.int32(valid.count());
  const spare = new Int32Array(order.length);
  listRows(valid, order);
  if (!(data instanceof Float64Array)) {
    sortByKeys(order, spare, data instanceof Int32Array ? data : new Int32Array(data));
    return order;
  }
  const high = highKeys(data, rows);
  sortByKeys(order, spare, high);
  if (settle(order, data)) return order;
  listRows(valid, order);
  sortByKeys(order, spare, lowKeys(data, rows));
  sortByKeys(order, spare, high);
  return order;
}

function listRows({ words }: Bitmap, list: Int32Array): void {
  let length = 0;
  for (let at = 0, first = 0; length < list.length; at++, first += 32) {
    const word = words[at] ?? 0;
    // Most often all of them.
    if (word === -1) for (let row = first; row < first + 32; row++) list[length++] = row;
    else for (let row = first; row < first + 32; row++) if (((word >>> (row & 31)) & 1) === 1) list[length++] = row;
  }
}

/** Sorts rows by their keys; rows of equal keys stay as they stood. `spare` is as long. */
function sortByKeys(order: Int32Array, spare: Int32Array, keys: Int32Array): void {
  let low = keys[order[0] ?? 0] ?? 0;
  let high = low;
  for (let place = 0; place < order.length; place++) {
    const key = keys[order[place] ?? 0] ?? 0;
    if (key < low) low = key;
    if (key > high) high = key;
  }
  const bits = 32 - Math.clz32(high - low);
  if (bits === 0) return;
  const half = bits <= DIGIT_BITS ? 0 : bits >>> 1;
  const lower = { keys, low, shift: 0, mask: 2 ** half - 1 };
  const upper = { keys, low, shift: half, mask: 2 ** (bits - half) - 1 };
  // Counted while the rows still stand as they lie.
  const next = startsOf(order, upper);
  if (half === 0) spare.set(order);
  else scatter(order, spare, lower, startsOf(order, lower));
  scatter(spare, order, upper, next);
}

/** Some bits of a row's key, as it is above the lowest. */
interface Digit {
  readonly keys: Int32Array;
  readonly low: number;
  readonly shift: number;
  readonly mask: number;
}

/** Where the rows of each digit begin when they stand in its order. */
function startsOf(rows: Int32Array, { keys, low, shift, mask }: Digit): Int32Array {
  const starts = new Int32Array(mask + 2);
  for (let place = 0; place < rows.length; place++) {
    const digit = (((keys[rows[place] ?? 0] ?? 0) - low) >>> shift) & mask;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 1; digit <= mask; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  return starts;
}

function scatter(from: Int32Array, to: Int32Array, { keys, low, shift, mask }: Digit, next: Int32Array): void {
  for (let place = 0; place < from.length; place++) {
    const row = from[place] ?? 0;
    const digit = (((keys[row] ?? 0) - low) >>> shift) & mask;
    const target = next[digit] ?? 0;
    next[digit] = target + 1;
    to[target] = row;
  }
}

/** The upper halves of doubles as whole numbers in the doubles' own order; both zeros have one. */
function highKeys(data: Float64Array, rows: number): Int32Array {
  const keys = new Int32Array(rows);
  const halves = new Int32Array(data.buffer, data.byteOffset, rows * 2);
  for (let row = 0; row < rows; row++) {
    const high = halves[2 * row + 1] ?? 0;
    keys[row] = data[row] === 0 ? 0 : high ^ ((high >> 31) & 0x7fffffff);
  }
  return keys;
}

/** The lower halves, in the order of doubles whose upper halves are equal. */
function lowKeys(data: Float64Array, rows: number): Int32Array {
  const keys = new Int32Array(rows);
  const halves = new Int32Array(data.buffer, data.byteOffset, rows * 2);
  for (let row = 0; row < rows; row++) {
    const negative = data[row] === 0 ? 0 : (halves[2 * row + 1] ?? 0) >> 31;
    keys[row] = (halves[2 * row] ?? 0) ^ negative ^ 0x80000000;
  }
  return keys;
}

/**
 * Puts rows in order that stand so but for a few side by side, as rows of equal keys may; false where one would have to
 * pass too many others.
 */
function settle(order: Int32Array, data: Float64Array): boolean {
  let before = -Infinity;
  for (let place = 0; place < order.length; place++) {
    const row = order[place] ?? 0;
    const number = data[row] ?? 0;
    if (number >= before) {
      before = number;
      continue;
    }
    let to = place;
    for (; to > 0 && number < (data[order[to - 1] ?? 0] ?? 0); to--) {
      if (place - to === FEW) return false;
      order[to] = order[to - 1] ?? 0;
    }
    order[to] = row;
  }
  return true;
}
