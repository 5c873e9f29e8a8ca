import type { NumericColumn } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";

/** Of keys wider than this it takes two passes. */
const DIGIT_BITS = 16;
/** So many rows whose keys are equal are put in order by comparing their numbers. */
const FEW = 32;

/** Rows that have a number, by number and then by row, in an array of the space. */
export function rowsInOrder({ data, valid }: NumericColumn, rows: number, space: Space): Int32Array {
  const order = space.int32(valid.count());
  const spare = new Int32Array(order.length);
  const start = (): void => {
    let length = 0;
    for (let row = 0; row < rows; row++) if (valid.has(row)) order[length++] = row;
  };
  start();
  if (!(data instanceof Float64Array)) {
    sortByKeys(order, spare, data instanceof Int32Array ? data : new Int32Array(data));
    return order;
  }
  const high = highKeys(data, rows);
  sortByKeys(order, spare, high);
  if (settle(order, high, data)) return order;
  start();
  sortByKeys(order, spare, lowKeys(data, rows));
  sortByKeys(order, spare, high);
  return order;
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
  if (bits <= DIGIT_BITS) {
    spare.set(order);
    scatter(spare, order, keys, low, 0, bits);
    return;
  }
  const half = (bits + 1) >>> 1;
  scatter(order, spare, keys, low, 0, half);
  scatter(spare, order, keys, low, half, bits - half);
}

/** Puts rows in the order of some bits of their keys, counted from the lowest. */
function scatter(from: Int32Array, to: Int32Array, keys: Int32Array, low: number, shift: number, bits: number): void {
  const mask = 2 ** bits - 1;
  const next = new Int32Array(mask + 2);
  for (let place = 0; place < from.length; place++) {
    const digit = (((keys[from[place] ?? 0] ?? 0) - low) >>> shift) & mask;
    next[digit + 1] = (next[digit + 1] ?? 0) + 1;
  }
  for (let digit = 1; digit <= mask; digit++) next[digit] = (next[digit] ?? 0) + (next[digit - 1] ?? 0);
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

/** Puts rows of equal keys, which stand together, in the order of their numbers; false where there are too many of them. */
function settle(order: Int32Array, keys: Int32Array, data: Float64Array): boolean {
  let start = 0;
  let key = keys[order[0] ?? 0] ?? 0;
  let before = data[order[0] ?? 0] ?? 0;
  for (let place = 1; place < order.length; place++) {
    const row = order[place] ?? 0;
    const number = data[row] ?? 0;
    const own = keys[row] ?? 0;
    if (own !== key) {
      start = place;
      key = own;
    } else if (number < before) {
      if (place - start >= FEW) return false;
      let to = place;
      for (; to > start && number < (data[order[to - 1] ?? 0] ?? 0); to--) order[to] = order[to - 1] ?? 0;
      order[to] = row;
      continue;
    }
    before = number;
  }
  return true;
}
