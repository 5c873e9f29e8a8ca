import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { CodeData, NumberData } from "./columns.js";
import type { GrowingNumbers } from "./growing-numbers.js";
import type { GrowingArray } from "./growing-array.js";

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/** The numbers at these places in the narrowest array that holds them all as they are. */
export function gatherNumbers({ data, length }: GrowingNumbers, order: Int32Array, space: Space): NumberData {
  // Where all are asked for they are looked through as they lie, which is quicker than in any other order.
  const all = order.length === length;
  let low = 0;
  let high = 0;
  let whole = true;
  for (let row = 0; row < order.length; row++) {
    const number = data[all ? row : (order[row] ?? 0)] ?? 0;
    if (number < low) low = number;
    if (number > high) high = number;
    if (!Number.isInteger(number)) whole = false;
  }
  const gathered = numbersFor(whole, low, high, paddedRows(order.length), space);
  for (let row = 0; row < order.length; row++) gathered[row] = data[order[row] ?? 0] ?? 0;
  return gathered;
}

/** An array for numbers from `low` to `high`. */
export function numbersFor(whole: boolean, low: number, high: number, length: number, space: Space): NumberData {
  if (whole && low >= 0 && high <= 255) return space.uint8(length);
  if (whole && low >= INT32_MIN && high <= INT32_MAX) return space.int32(length);
  return space.float64(length);
}

/** The codes at these places, counted from `first`, as wide as a dictionary of this size needs; 0 where there is none. */
export function gatherCodes(codes: Int32Array, order: Int32Array, texts: number, space: Space, first: 0 | 1): CodeData {
  const gathered = codesFor(texts, paddedRows(order.length), space);
  for (let row = 0; row < order.length; row++) {
    const code = codes[order[row] ?? 0] ?? 0;
    gathered[row] = code < first ? 0 : code - first;
  }
  return gathered;
}

/** An array for codes of a dictionary with this many texts. */
export function codesFor(texts: number, length: number, space: Space): CodeData {
  if (texts <= 2 ** 8) return space.uint8(length);
  if (texts <= 2 ** 16) return space.uint16(length);
  return space.int32(length);
}

/** What was written, without the room to grow. */
export function gatherInts(from: GrowingArray<Int32Array>): Int32Array {
  const gathered = new Int32Array(from.length);
  for (let index = 0; index < from.length; index++) gathered[index] = from.get(index);
  return gathered;
}
