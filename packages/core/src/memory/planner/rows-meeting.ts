import type { Predicate } from "../columns/predicate.js";
import type { Pacer } from "../pacer.js";

/** Rows between two turns given to others. */
const BLOCK = 65_536;

/** Overwrites `words` with the rows that meet a predicate. */
export async function rowsMeeting(meets: Predicate, rows: number, words: Int32Array, pacer: Pacer): Promise<void> {
  words.fill(0, (rows + 31) >>> 5);
  for (let start = 0; start < rows; start += BLOCK) {
    scanBlock(words, meets, start, Math.min(start + BLOCK, rows));
    await pacer.breathe();
  }
}

/** `start` is a multiple of 32. */
function scanBlock(words: Int32Array, meets: Predicate, start: number, end: number): void {
  for (let first = start; first < end; first += 32) {
    const last = Math.min(first + 32, end);
    let word = 0;
    for (let row = first; row < last; row++) if (meets(row)) word |= 1 << (row & 31);
    words[first >>> 5] = word;
  }
}
