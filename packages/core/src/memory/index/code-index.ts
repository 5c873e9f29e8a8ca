import type { Space } from "../kernels/space.js";
import type { TellHeld } from "./held-rows.js";
import { NO_ROWS, wordsWithRoom, type RowSet } from "./row-set.js";

/** A code that more than one row in this many has gets a bitmap, a rarer one a list. */
const DENSE = 128;
/** Of no more codes than this each gets a bitmap. */
const FEW_CODES = 64;

/** Tells the rows and the code of each, a row once for each of its codes; rows ascending. */
export type EachCode = (tell: TellHeld) => void;

/** The rows of each code of a dictionary. */
export class CodeIndex {
  readonly bytes: number;
  readonly #bitmaps: ReadonlyMap<number, RowSet>;
  /** Rows of the rare codes, code by code. */
  readonly #rows: Int32Array;
  readonly #starts: Int32Array;

  constructor(rows: number, codes: number, each: EachCode, space: Space) {
    const counts = new Int32Array(codes);
    each((_, held, length) => {
      for (let at = 0; at < length; at++) counts[held[at] ?? 0] = (counts[held[at] ?? 0] ?? 0) + 1;
    });
    const starts = space.int32(codes + 1);
    const dense: (Int32Array | undefined)[] = new Array<Int32Array | undefined>(codes).fill(undefined);
    const bitmaps = new Map<number, RowSet>();
    for (let code = 0; code < codes; code++) {
      const count = counts[code] ?? 0;
      const isDense = count * DENSE > rows || (codes <= FEW_CODES && count > 0);
      starts[code + 1] = (starts[code] ?? 0) + (isDense ? 0 : count);
      if (!isDense) continue;
      const words = space.int32(wordsWithRoom(rows));
      dense[code] = words;
      bitmaps.set(code, { kind: "bits", words, size: count });
    }
    const listed = space.int32(starts[codes] ?? 0);
    const next = starts.slice();
    each((told, held, length) => {
      for (let at = 0; at < length; at++) {
        const [row, code] = [told[at] ?? 0, held[at] ?? 0];
        const words = dense[code];
        if (words === undefined) {
          const place = next[code] ?? 0;
          listed[place] = row;
          next[code] = place + 1;
        } else words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
      }
    });
    this.#bitmaps = bitmaps;
    this.#rows = listed;
    this.#starts = starts;
    this.bytes = listed.byteLength + starts.byteLength + bitmaps.size * wordsWithRoom(rows) * 4;
  }

  /** The index is of no further use. */
  giveBack(space: Space): void {
    for (const set of this.#bitmaps.values()) if (set.kind === "bits") space.free(set.words);
    space.free(this.#rows);
    space.free(this.#starts);
  }

  /** The rows that have a code; of one below 0, or that the dictionary got later, none. */
  rowsOf(code: number): RowSet {
    const bitmap = this.#bitmaps.get(code);
    if (bitmap !== undefined) return bitmap;
    const from = code < 0 ? undefined : this.#starts[code];
    const to = this.#starts[code + 1];
    if (from === undefined || to === undefined || from === to) return NO_ROWS;
    return { kind: "list", rows: this.#rows, from, to };
  }
}
