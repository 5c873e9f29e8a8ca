import type { NumericColumn } from "../columns/columns.js";

const DIGITS = 65_536;

/** Rows that have a number, by number and then by row. */
export function rowsInOrder({ data, valid }: NumericColumn, rows: number): Int32Array {
  const order = new Int32Array(valid.count());
  let length = 0;
  for (let row = 0; row < rows; row++) if (valid.has(row)) order[length++] = row;
  if (data instanceof Uint8Array) return pass(order, data, 0);
  if (data instanceof Int32Array) {
    let [low, high] = [0, 0];
    for (let row = 0; row < data.length; row++) {
      const number = data[row] ?? 0;
      if (number < low) low = number;
      if (number > high) high = number;
    }
    const keys = Uint32Array.from(data, (number) => number - low);
    const sorted = pass(order, keys, 0);
    return high - low < DIGITS ? sorted : pass(sorted, keys, 16);
  }
  const [low, high] = doubleKeys(data);
  return pass(pass(pass(pass(order, low, 0), low, 16), high, 0), high, 16);
}

/** The halves of doubles as unsigned numbers in the doubles' own order: negative ones turned over whole. */
function doubleKeys(data: Float64Array): readonly [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(data.length);
  const high = new Uint32Array(data.length);
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  for (let row = 0; row < data.length; row++) {
    // Adding 0 makes one zero of the two.
    double[0] = (data[row] ?? 0) + 0;
    const [first = 0, second = 0] = halves;
    const negative = second >= 0x80000000;
    low[row] = negative ? ~first : first;
    high[row] = negative ? ~second : second ^ 0x80000000;
  }
  return [low, high];
}

/** Sorts rows by 16 bits of their keys; rows of equal bits stay as they stood. */
function pass(order: Int32Array, keys: Uint32Array | Uint8Array, shift: number): Int32Array {
  const starts = new Int32Array(DIGITS + 1);
  for (const row of order) {
    const digit = (((keys[row] ?? 0) >>> shift) & 0xffff) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  if (starts[(((keys[order[0] ?? 0] ?? 0) >>> shift) & 0xffff) + 1] === order.length) return order;
  for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  const sorted = new Int32Array(order.length);
  for (const row of order) {
    const digit = ((keys[row] ?? 0) >>> shift) & 0xffff;
    const place = starts[digit] ?? 0;
    sorted[place] = row;
    starts[digit] = place + 1;
  }
  return sorted;
}
