import type { CodeData, ListColumn } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";

/** Told of some rows, ascending, and of what each holds: the first `length` of both. */
export type TellHeld = (rows: Int32Array, held: Int32Array, length: number) => void;

/** Rows told at a time: what is known of them stays in the first cache. */
const TOGETHER = 4_096;

/** The rows below `end` that have a value, and the whole number or the code each holds. */
export function eachHeld(data: CodeData, { words }: Bitmap, end: number, tell: TellHeld): void {
  const rows = new Int32Array(Math.min(TOGETHER, end));
  const held = new Int32Array(rows.length);
  for (let first = 0; first < end; first += rows.length) {
    const last = Math.min(first + rows.length, end);
    held.set(data.subarray(first, last));
    let length = 0;
    for (let row = first; row < last;) {
      const word = words[row >>> 5] ?? 0;
      const end = Math.min(row + 32, last);
      // Most often all rows have one.
      if (word === -1 && length === row - first) for (; row < end; row++) rows[length++] = row;
      else
        for (; row < end; row++) {
          rows[length] = row;
          held[length] = held[row - first] ?? 0;
          length += (word >>> (row & 31)) & 1;
        }
    }
    tell(rows, held, length);
  }
}

/** The rows of lists, once for each of their items. */
export function eachItem({ codes, starts, ends, valid }: ListColumn, tell: TellHeld): void {
  const rows = new Int32Array(TOGETHER);
  const held = new Int32Array(TOGETHER);
  let length = 0;
  valid.eachRow((row) => {
    for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) {
      rows[length] = row;
      held[length++] = codes[item] ?? 0;
      if (length < TOGETHER) continue;
      tell(rows, held, length);
      length = 0;
    }
  });
  tell(rows, held, length);
}
