import type { Factor } from "./formula.js";

/** One thing known of a customer, as a key; conditions on it are factors. */
export interface Lookup {
  /** Keys are 0 up to this. */
  readonly keys: number;
  /** Many plans ask for it, so that each key has its bits ready. What few ask is looked at for the slots left. */
  readonly popular: boolean;
  /** Writes the keys of stored customers of these rows at `out[at]`, `out[at + step]`, … */
  fill(from: number, to: number, out: Keys, at: number, step: number): void;
}

export type Keys = Uint16Array | Int32Array;

/**
 * For each key of a lookup a row of bits: the slots that the key leaves open. Rows are made when a key first comes up,
 * and keys that leave the same slots open share one.
 */
export class LookupRows {
  /** Words of the slots that any key can close, ascending. */
  readonly words: Int32Array;
  readonly #slots: readonly number[];
  readonly #meets: readonly Factor["meets"][];
  readonly #factorOf: Int32Array;
  readonly #at: Int32Array;
  readonly #starts = new Map<string, number>();
  #rows: Int32Array;
  #used = 0;

  /** @param factors what has to hold in a slot, where anything has to */
  constructor(keys: number, factors: ReadonlyMap<number, Factor>) {
    this.#slots = [...factors.keys()];
    this.#meets = [...new Set(Array.from(factors.values(), ({ meets }) => meets))];
    const places = new Map(this.#meets.map((meets, place) => [meets, place]));
    this.#factorOf = Int32Array.from(factors.values(), ({ meets }) => places.get(meets) ?? 0);
    this.words = Int32Array.from(new Set(this.#slots.map((slot) => slot >>> 5))).sort();
    this.#at = new Int32Array(keys).fill(-1);
    this.#rows = new Int32Array(this.words.length * 16);
  }

  /** All rows, one after the other; another array once a row was made. */
  get rows(): Int32Array {
    return this.#rows;
  }

  /** Where the row of a key begins. */
  startOf(key: number): number {
    const start = this.#at[key] ?? -1;
    if (start >= 0) return start;
    return (this.#at[key] = this.rowFor(key));
  }

  /** The same for a key that stands for another thing next time. */
  rowFor(key: number): number {
    const { words } = this;
    const row = new Int32Array(words.length).fill(-1);
    const met = this.#meets.map((meets) => meets(key));
    const placeOf = new Map(Array.from(words, (word, place) => [word, place]));
    for (const [index, slot] of this.#slots.entries()) {
      if (met[this.#factorOf[index] ?? 0] === true) continue;
      const place = placeOf.get(slot >>> 5) ?? 0;
      row[place] = (row[place] ?? 0) & ~(1 << (slot & 31));
    }
    const content = row.join();
    const known = this.#starts.get(content);
    if (known !== undefined) return known;
    const start = this.#used;
    this.#used += words.length;
    if (this.#used > this.#rows.length) {
      const grown = new Int32Array(this.#rows.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows.set(row, start);
    this.#starts.set(content, start);
    return start;
  }
}

/** Texts whose answers are kept at once. */
const KEPT = 65_536;

/** Answers for the texts that came last. */
export class TextMemory<Answer> {
  readonly #answers = new Map<string, Answer>();

  get(text: string): Answer | undefined {
    return this.#answers.get(text);
  }

  set(text: string, answer: Answer): void {
    if (this.#answers.size >= KEPT) this.#answers.clear();
    this.#answers.set(text, answer);
  }
}
