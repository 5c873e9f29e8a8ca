import type { CodeData } from "../columns/columns.js";

/**
 * Adds one to `counts[code - low]` for each row that is in both bitmaps, the words from `from` up to `to`. Each kind of
 * array has a loop of its own, because one loop that meets several kinds runs many times slower.
 */
export function tally(
  codes: CodeData,
  low: number,
  rows: Int32Array,
  valid: Int32Array,
  from: number,
  to: number,
  counts: Int32Array,
): void {
  if (codes instanceof Uint8Array) tally8(codes, low, rows, valid, from, to, counts);
  else if (codes instanceof Uint16Array) tally16(codes, low, rows, valid, from, to, counts);
  else tally32(codes, low, rows, valid, from, to, counts);
}

/** As `tally` of the first code on, of rows one by one. */
export function tallyListed(codes: Uint8Array, rows: Int32Array, valid: Int32Array, counts: Int32Array): void {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + (((valid[row >>> 5] ?? 0) >>> row) & 1);
  }
}

function tally8(
  codes: Uint8Array,
  low: number,
  rows: Int32Array,
  valid: Int32Array,
  from: number,
  to: number,
  counts: Int32Array,
): void {
  for (let at = from; at < to; at++) {
    for (let word = (rows[at] ?? 0) & (valid[at] ?? 0); word !== 0; word &= word - 1) {
      const code = (codes[(at << 5) + 31 - Math.clz32(word & -word)] ?? 0) - low;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
}

function tally16(
  codes: Uint16Array,
  low: number,
  rows: Int32Array,
  valid: Int32Array,
  from: number,
  to: number,
  counts: Int32Array,
): void {
  for (let at = from; at < to; at++) {
    for (let word = (rows[at] ?? 0) & (valid[at] ?? 0); word !== 0; word &= word - 1) {
      const code = (codes[(at << 5) + 31 - Math.clz32(word & -word)] ?? 0) - low;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
}

function tally32(
  codes: Int32Array,
  low: number,
  rows: Int32Array,
  valid: Int32Array,
  from: number,
  to: number,
  counts: Int32Array,
): void {
  for (let at = from; at < to; at++) {
    for (let word = (rows[at] ?? 0) & (valid[at] ?? 0); word !== 0; word &= word - 1) {
      const code = (codes[(at << 5) + 31 - Math.clz32(word & -word)] ?? 0) - low;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
}
