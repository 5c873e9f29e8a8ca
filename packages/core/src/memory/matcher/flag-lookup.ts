import type { ListColumn } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Factor } from "./formula.js";
import type { Keys, Lookup } from "./lookup.js";

/** Flags of one lookup. */
const FLAGS = 16;

function flagAt(lookup: number, place: number): Factor {
  const mask = 1 << place;
  return { kind: "factor", lookup, meets: (key) => (key & mask) !== 0, flags: { mask, flags: mask } };
}

/** Up to sixteen conditions that are answered already, a bit each. */
export class AnsweredLookup implements Lookup {
  readonly keys = 1 << FLAGS;
  readonly popular = false;
  /** Places of the conditions among all that are answered. */
  readonly answers: number[] = [];
  readonly #answered: readonly Bitmap[];

  /** @param answered who meets a condition, by its place */
  constructor(answered: readonly Bitmap[]) {
    this.#answered = answered;
  }

  get full(): boolean {
    return this.answers.length === FLAGS;
  }

  /** @param lookup place of this one among all */
  test(lookup: number, answer: number): Factor {
    return flagAt(lookup, this.answers.push(answer) - 1);
  }

  keyOf(meets: readonly boolean[]): number {
    return this.answers.reduce((key, answer, place) => (meets[answer] === true ? key | (1 << place) : key), 0);
  }

  fill(from: number, to: number, out: Keys, at: number, step: number): void {
    for (let row = from, next = at; row < to; row++, next += step) out[next] = 0;
    for (const [place, answer] of this.answers.entries()) {
      const bits = this.#answered[answer];
      if (bits === undefined) continue;
      for (let row = from, next = at; row < to; row++, next += step) {
        if (bits.has(row)) out[next] = (out[next] ?? 0) | (1 << place);
      }
    }
  }
}

/** Up to sixteen questions whether any item of a list lies in a set. */
export class ItemLookup implements Lookup {
  readonly keys = 1 << FLAGS;
  readonly popular = false;
  readonly #column: ListColumn;
  readonly #sets: ((item: string) => boolean)[] = [];
  #flags: Uint16Array | undefined;

  constructor(column: ListColumn) {
    this.#column = column;
  }

  get full(): boolean {
    return this.#sets.length === FLAGS;
  }

  /** @param lookup place of this one among all */
  test(lookup: number, holds: (item: string) => boolean): Factor {
    return flagAt(lookup, this.#sets.push(holds) - 1);
  }

  /** The flags of one item; those of a list are those of its items together. */
  keyOf(item: string): number {
    return this.#sets.reduce((key, holds, place) => (holds(item) ? key | (1 << place) : key), 0);
  }

  fill(from: number, to: number, out: Keys, at: number, step: number): void {
    const { starts, ends, codes, dictionary } = this.#column;
    const flags = (this.#flags ??= Uint16Array.from(dictionary.texts, (text) => this.keyOf(text)));
    for (let row = from; row < to; row++, at += step) {
      let key = 0;
      for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) key |= flags[codes[item] ?? 0] ?? 0;
      out[at] = key;
    }
  }
}
