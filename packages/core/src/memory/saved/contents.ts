import type { CodeData } from "../columns/columns.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Space } from "../kernels/space.js";

/** Whether all these numbers are rows of a base of so many. */
export function areRows(numbers: Int32Array, rows: number): boolean {
  let outside = 0;
  // The sign is set where a number, or what is left above it, is negative.
  for (let at = 0; at < numbers.length; at++) outside |= (numbers[at] ?? 0) | (rows - 1 - (numbers[at] ?? 0));
  return outside >= 0;
}

/** Whether all these codes, whole pages of them, are below a limit. */
export function areCodes(codes: CodeData, limit: number, space: Space): boolean {
  if (codes instanceof Int32Array) return areRows(codes, limit);
  const flags = new Uint8Array(2 ** (8 * codes.BYTES_PER_ELEMENT)).fill(1, limit);
  const found = Bitmap.in(space, codes.length);
  const { words } = found;
  if (codes instanceof Uint8Array) space.kernels.inSet8(codes, flags, words, 0, codes.length);
  else space.kernels.inSet16(codes, flags, words, 0, codes.length);
  const outside = found.count();
  space.free(words);
  return outside === 0;
}

/** The events of the customer who has most; undefined where the customers do not ascend, or are none of these rows. */
export function longestRunOf(customers: Int32Array, length: number, rows: number): number | undefined {
  let longest = 0;
  let before = -1;
  for (let event = 0, run = 0; event < length; event++) {
    const customer = customers[event] ?? 0;
    run = customer === before ? run + 1 : 1;
    if (run > longest) longest = run;
    if (customer < before) return undefined;
    before = customer;
  }
  if (before >= rows || (customers[0] ?? 0) < 0) return undefined;
  for (let event = length; event < customers.length; event++) if ((customers[event] ?? 0) < rows) return undefined;
  return longest;
}

/** Whether each range ends where it begins or later, and none past `length`. */
export function areRanges(starts: Int32Array, ends: Int32Array, length: number): boolean {
  for (let row = 0; row < starts.length; row++) {
    const [start, end] = [starts[row] ?? 0, ends[row] ?? 0];
    if (start < 0 || end < start || end > length) return false;
  }
  return true;
}
