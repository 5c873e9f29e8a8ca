import type { Bitmap } from "../kernels/bitmap.js";
import type { SizedRows } from "./overlap.js";

/** Of more rows than one of so many a list is not worth it. */
const FEW = 16;

const lists = new WeakMap<Bitmap, Int32Array>();

/** The rows of a set one by one, kept with it, where they are few: what is asked of them next finds them ready. */
export function listedRows({ rows, size }: SizedRows): Int32Array | undefined {
  if (size * FEW > rows.length) return undefined;
  let list = lists.get(rows);
  if (list === undefined) {
    list = rowsIn(rows.words, size);
    lists.set(rows, list);
  }
  return list;
}

function rowsIn(words: Int32Array, size: number): Int32Array {
  // Most words hold one row or none: it is written without a look whether it is there, and its place used again if not.
  const list = new Int32Array(size + 1);
  for (let at = 0, end = 0; at < words.length; at++) {
    const last = (at << 5) + 31;
    let word = words[at] ?? 0;
    list[end] = last - Math.clz32(word & -word);
    end += (word | -word) >>> 31;
    for (word &= word - 1; word !== 0; word &= word - 1) list[end++] = last - Math.clz32(word & -word);
  }
  return list.subarray(0, size);
}
