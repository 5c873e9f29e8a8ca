import { paddedWords, type Kernels } from "./kernels.js";
import { plainKernels } from "./plain.js";
import type { Space } from "./space.js";

/**
 * A set of rows, 32 a word, padded to whole pages (`paddedWords`). What lies beyond the last row is always 0. Operations
 * give a new bitmap, on the heap, as long as the longer of the two; `add` alone changes one.
 */
export class Bitmap {
  readonly length: number;
  readonly words: Int32Array;
  readonly #kernels: Kernels;

  /** `words` are padded to whole pages; `kernels` are those of the space they lie in. */
  constructor(
    length: number,
    words: Int32Array = new Int32Array(paddedWords(length)),
    kernels: Kernels = plainKernels,
  ) {
    this.length = length;
    this.words = words;
    this.#kernels = kernels;
  }

  /** An empty set whose words lie in a space, to be given back with `space.free(bitmap.words)`. */
  static in(space: Space, length: number): Bitmap {
    return new Bitmap(length, space.int32(paddedWords(length)), space.kernels);
  }

  static full(length: number): Bitmap {
    const bitmap = new Bitmap(length);
    bitmap.words.fill(-1, 0, length >>> 5);
    if ((length & 31) !== 0) bitmap.words[length >>> 5] = (1 << (length & 31)) - 1;
    return bitmap;
  }

  has(row: number): boolean {
    return (((this.words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    this.words[row >>> 5] = (this.words[row >>> 5] ?? 0) | (1 << (row & 31));
  }

  count(): number {
    return this.#kernels.count(this.words, 0, this.words.length);
  }

  not(): Bitmap {
    return Bitmap.full(this.length).#combine("andNot", this);
  }

  and(other: Bitmap): Bitmap {
    const common = Math.min(this.words.length, other.words.length);
    const result = this.#copy(other.length, common);
    plainKernels.and(result.words, 0, other.words, 0, common);
    return result;
  }

  or(other: Bitmap): Bitmap {
    return this.#copy(other.length).#combine("or", other);
  }

  without(other: Bitmap): Bitmap {
    return this.#copy(other.length).#combine("andNot", other);
  }

  /** The rows, ascending. Where every row counts, `eachRow` is faster. */
  *rows(): Generator<number, void, undefined> {
    for (let index = 0; index < this.words.length; index++) {
      let word = this.words[index] ?? 0;
      while (word !== 0) {
        yield (index << 5) + lowestBit(word);
        word &= word - 1;
      }
    }
  }

  /** Tells each row, ascending. */
  eachRow(told: (row: number) => void): void {
    for (let index = 0; index < this.words.length; index++) {
      for (let word = this.words[index] ?? 0; word !== 0; word &= word - 1) told((index << 5) + lowestBit(word));
    }
  }

  /** The first `words` of this set, as long as the longer of the two. */
  #copy(length: number, words = this.words.length): Bitmap {
    const copy = new Bitmap(Math.max(this.length, length));
    plainKernels.copy(copy.words, 0, this.words, 0, words);
    return copy;
  }

  #combine(operation: "or" | "andNot", other: Bitmap): Bitmap {
    plainKernels[operation](this.words, 0, other.words, 0, Math.min(this.words.length, other.words.length));
    return this;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
