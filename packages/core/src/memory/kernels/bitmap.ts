/** A set of rows, 32 a word. What lies beyond the last row is always 0. Operations give a new bitmap; `add` alone changes one. */
export class Bitmap {
  readonly length: number;
  readonly words: Int32Array;

  constructor(length: number, words: Int32Array = new Int32Array(wordsFor(length))) {
    this.length = length;
    this.words = words;
  }

  static full(length: number): Bitmap {
    return new Bitmap(length).not();
  }

  has(row: number): boolean {
    return (((this.words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    this.words[row >>> 5] = (this.words[row >>> 5] ?? 0) | (1 << (row & 31));
  }

  count(): number {
    let total = 0;
    for (const word of this.words) total += ones(word);
    return total;
  }

  not(): Bitmap {
    const words = this.words.map((word) => ~word);
    const rest = this.length & 31;
    const last = this.length >>> 5;
    if (rest !== 0) words[last] = (words[last] ?? 0) & ((1 << rest) - 1);
    words.fill(0, wordsFor(this.length));
    return new Bitmap(this.length, words);
  }

  and(other: Bitmap): Bitmap {
    return new Bitmap(
      this.length,
      this.words.map((word, index) => word & (other.words[index] ?? 0)),
    );
  }

  or(other: Bitmap): Bitmap {
    return new Bitmap(
      this.length,
      this.words.map((word, index) => word | (other.words[index] ?? 0)),
    );
  }

  without(other: Bitmap): Bitmap {
    return new Bitmap(
      this.length,
      this.words.map((word, index) => word & ~(other.words[index] ?? 0)),
    );
  }

  /** The rows, ascending. */
  *rows(): Generator<number, void, undefined> {
    for (let index = 0; index < this.words.length; index++) {
      let word = this.words[index] ?? 0;
      while (word !== 0) {
        yield (index << 5) + lowestBit(word);
        word &= word - 1;
      }
    }
  }
}

/** Words that hold this many rows. */
function wordsFor(length: number): number {
  return (length + 31) >>> 5;
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
