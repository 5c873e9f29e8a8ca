import type { RawTexts } from "./raw-column.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Past this share of different texts in a batch all of it is decoded at once. */
const FEW = 8;

/**
 * The texts of a batch, each different one decoded once. Text r lies in `bytes` from `offsets[r]` up to
 * `offsets[r + 1]`.
 */
export function internTexts(
  bytes: Uint8Array,
  offsets: ArrayLike<number>,
  length: number,
  valid: Uint8Array | undefined,
): RawTexts {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, length * 2)));
  const table = new Int32Array(size).fill(-1);
  const firsts: number[] = [];
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    if (valid !== undefined && valid[row] !== 1) {
      codes[row] = -1;
      continue;
    }
    const start = offsets[row] ?? 0;
    const end = offsets[row + 1] ?? 0;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    let place = (hash ^ (hash >>> 15)) & (size - 1);
    let code = table[place] ?? -1;
    while (code >= 0 && !isSame(bytes, offsets, firsts[code] ?? 0, start, end)) {
      place = (place + 1) & (size - 1);
      code = table[place] ?? -1;
    }
    if (code < 0) {
      code = firsts.length;
      table[place] = code;
      firsts.push(row);
    }
    codes[row] = code;
  }
  return { kind: "texts", codes, texts: decoded(bytes, offsets, length, firsts) };
}

function isSame(bytes: Uint8Array, offsets: ArrayLike<number>, row: number, start: number, end: number): boolean {
  const first = offsets[row] ?? 0;
  if ((offsets[row + 1] ?? 0) - first !== end - start) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== bytes[first + at - start]) return false;
  return true;
}

function decoded(
  bytes: Uint8Array,
  offsets: ArrayLike<number>,
  length: number,
  rows: readonly number[],
): readonly string[] {
  const start = offsets[0] ?? 0;
  const end = offsets[length] ?? 0;
  if (rows.length * FEW > length) {
    const all = decoder.decode(bytes.subarray(start, end));
    // As many characters as bytes: every character is one byte, and offsets of bytes are offsets of characters.
    if (all.length === end - start) {
      return rows.map((row) => all.slice((offsets[row] ?? 0) - start, (offsets[row + 1] ?? 0) - start));
    }
  }
  return rows.map((row) => decoder.decode(bytes.subarray(offsets[row] ?? 0, offsets[row + 1] ?? 0)));
}
