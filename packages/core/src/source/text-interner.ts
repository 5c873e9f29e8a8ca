import type { RawTexts } from "./raw-column.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** Past this share of different texts in a batch all of it is decoded at once. */
const FEW = 8;

/** Where texts lie in UTF-8: text r from `starts[r]` up to `ends[r]`, one behind the other. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** The texts of a batch, each different one decoded once. */
export function internTexts(source: TextBytes, length: number, valid: Uint8Array | undefined): RawTexts {
  const { bytes, starts, ends } = source;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, length * 2))) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const firsts: number[] = [];
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    if (valid !== undefined && valid[row] !== 1) {
      codes[row] = -1;
      continue;
    }
    const start = starts[row] ?? 0;
    const end = ends[row] ?? 0;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    let place = (hash ^ (hash >>> 15)) & mask;
    let code = table[place] ?? -1;
    while (code >= 0 && !isText(source, firsts[code] ?? 0, start, end)) {
      place = (place + 1) & mask;
      code = table[place] ?? -1;
    }
    if (code < 0) {
      code = firsts.length;
      table[place] = code;
      firsts.push(row);
    }
    codes[row] = code;
  }
  return { kind: "texts", codes, texts: decoded(source, length, firsts) };
}

function isText({ bytes, starts, ends }: TextBytes, row: number, start: number, end: number): boolean {
  const first = starts[row] ?? 0;
  if ((ends[row] ?? 0) - first !== end - start) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== bytes[first + at - start]) return false;
  return true;
}

function decoded({ bytes, starts, ends }: TextBytes, length: number, rows: readonly number[]): readonly string[] {
  const start = starts[0] ?? 0;
  const end = ends[length - 1] ?? 0;
  if (rows.length * FEW > length) {
    const all = decoder.decode(bytes.subarray(start, end));
    // As many characters as bytes: every character is one byte, and places of bytes are places of characters.
    if (all.length === end - start) {
      return rows.map((row) => all.slice((starts[row] ?? 0) - start, (ends[row] ?? 0) - start));
    }
  }
  return rows.map((row) => decoder.decode(bytes.subarray(starts[row] ?? 0, ends[row] ?? 0)));
}
