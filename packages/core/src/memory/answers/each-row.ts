import type { Pacer } from "../pacer.js";

/** Words between two turns given to others. */
export const BLOCK = 4_096;

/** Tells each row that is in both bitmaps, ascending, the words from `from` up to `to`. */
export function eachRow(
  rows: Int32Array,
  valid: Int32Array,
  from: number,
  to: number,
  told: (row: number) => void,
): void {
  for (let at = from; at < to; at++) {
    for (let word = (rows[at] ?? 0) & (valid[at] ?? 0); word !== 0; word &= word - 1) {
      told((at << 5) + 31 - Math.clz32(word & -word));
    }
  }
}

/** The same for all words, with turns for others in between. */
export async function everyRow(
  rows: Int32Array,
  valid: Int32Array,
  pacer: Pacer,
  told: (row: number) => void,
): Promise<void> {
  for (let from = 0; from < rows.length; from += BLOCK) {
    eachRow(rows, valid, from, Math.min(from + BLOCK, rows.length), told);
    await pacer.breathe();
  }
}
