import type { RoughSet, RowSet } from "../index/row-set.js";
import type { Space } from "../kernels/space.js";

/** The customers of a costly condition: words of which nobody counted the bits, or a list of few. */
export type LeafSet = Extract<RowSet | RoughSet, { readonly kind: "bits" | "loose" }>;

/** Customers of conditions that were costly to evaluate, the longest unused given up first. */
export class LeafCache {
  readonly #space: Space;
  readonly #budget: number;
  readonly #leaves = new Map<string, LeafSet>();
  /** Given up while somebody may still read them. */
  readonly #gone: Int32Array[] = [];
  #bytes = 0;

  /** `budget` in bytes; 0 keeps nothing. */
  constructor(space: Space, budget: number) {
    this.#space = space;
    this.#budget = budget;
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): LeafSet | undefined {
    const set = this.#leaves.get(key);
    if (set === undefined) return undefined;
    this.#leaves.delete(key);
    this.#leaves.set(key, set);
    return set;
  }

  /** Takes over the set; it may be read until the next `sweep`, and longer while it is kept. Says whether it is. */
  put(key: string, set: LeafSet): boolean {
    this.#forget(key);
    const { byteLength } = arrayOf(set);
    if (byteLength > this.#budget) {
      this.#gone.push(arrayOf(set));
      return false;
    }
    this.#leaves.set(key, set);
    this.#bytes += byteLength;
    for (const oldest of this.#leaves.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#forget(oldest);
    }
    return true;
  }

  /** Something has changed: nothing that is kept holds any more. */
  clear(): void {
    for (const key of [...this.#leaves.keys()]) this.#forget(key);
  }

  /** To be called when nobody evaluates: gives back the room of what was given up. */
  sweep(): void {
    for (const words of this.#gone.splice(0)) this.#space.free(words);
  }

  #forget(key: string): void {
    const set = this.#leaves.get(key);
    if (set === undefined) return;
    this.#leaves.delete(key);
    this.#bytes -= arrayOf(set).byteLength;
    this.#gone.push(arrayOf(set));
  }
}

function arrayOf(set: LeafSet): Int32Array {
  return set.kind === "bits" ? set.words : set.rows;
}
