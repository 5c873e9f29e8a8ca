import { compareCodePoints } from "../adapter/code-point-order.js";
import { bytesOfTexts, decodedTexts, type EncodedTexts } from "./encoded-texts.js";
import type { Bitmap } from "./kernels/bitmap.js";

/** Ids in code-point order, each once; one that was forgotten is not asked for again. */
export interface SortedIds {
  readonly length: number;
  /** About what the ids take. */
  readonly bytes: number;
  at(row: number): string;
  /** Tells where the id of a row stands: before the one that is sought (below 0), or behind it (above 0). */
  seek(id: string): (row: number) => number;
  forget(row: number): void;
  /** Those of some rows. */
  of(rows: Bitmap): SortedIds;
}

/** Ids as texts, which are its own from now on. */
export class TextIds implements SortedIds {
  readonly #ids: string[];

  constructor(ids: string[]) {
    this.#ids = ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    return bytesOfTexts(this.#ids);
  }

  at(row: number): string {
    return this.#ids[row] ?? "";
  }

  seek(id: string): (row: number) => number {
    return (row) => compareCodePoints(this.at(row), id);
  }

  forget(row: number): void {
    this.#ids[row] = "";
  }

  of(rows: Bitmap): SortedIds {
    return new TextIds(this.#ids.filter((_, row) => rows.has(row)));
  }
}

/** Ids decoded together: 2 to the power of this. */
const BLOCK_BITS = 8;
const BLOCK = 2 ** BLOCK_BITS;

const encoder = new TextEncoder();

/** Ids as they lie in a file, made into texts as they are asked for. */
export class EncodedIds implements SortedIds {
  readonly length: number;
  readonly #encoded: EncodedTexts;
  readonly #decoded: (string[] | undefined)[];

  constructor(encoded: EncodedTexts) {
    this.length = encoded.starts.length - 1;
    this.#encoded = encoded;
    this.#decoded = new Array<string[] | undefined>(Math.ceil(this.length / BLOCK)).fill(undefined);
  }

  get bytes(): number {
    const { bytes, starts } = this.#encoded;
    return this.#decoded.reduce((sum, ids) => sum + bytesOfTexts(ids ?? []), bytes.length + starts.byteLength);
  }

  at(row: number): string {
    const block = row >>> BLOCK_BITS;
    const first = block * BLOCK;
    const ids = (this.#decoded[block] ??= decodedTexts(this.#encoded, first, Math.min(first + BLOCK, this.length)));
    return ids[row - first] ?? "";
  }

  /** The order of bytes in UTF-8 is that of code points. */
  seek(id: string): (row: number) => number {
    const { bytes, starts } = this.#encoded;
    const sought = encoder.encode(id);
    return (row) => {
      const start = starts[row] ?? 0;
      const length = (starts[row + 1] ?? 0) - start;
      for (let at = 0; at < length && at < sought.length; at++) {
        const difference = (bytes[start + at] ?? 0) - (sought[at] ?? 0);
        if (difference !== 0) return difference;
      }
      return length - sought.length;
    };
  }

  forget(row: number): void {
    const { bytes, starts } = this.#encoded;
    bytes.fill(0, starts[row], starts[row + 1]);
    const ids = this.#decoded[row >>> BLOCK_BITS];
    if (ids !== undefined) ids[row % BLOCK] = "";
  }

  of(rows: Bitmap): SortedIds {
    return new TextIds(decodedTexts(this.#encoded).filter((_, row) => rows.has(row)));
  }
}
