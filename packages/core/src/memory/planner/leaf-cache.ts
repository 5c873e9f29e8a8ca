import type { RoughSet, RowSet } from "../index/row-set.js";
import type { Space } from "../kernels/space.js";
import { RecentlyUsed } from "./recently-used.js";

/** The customers of a costly condition: words of which nobody counted the bits, or a list of few. */
export type LeafSet = Extract<RowSet | RoughSet, { readonly kind: "bits" | "loose" }>;

/**
 * Customers of conditions that were costly to evaluate. What is given up, or was never kept, may be read until the next
 * `sweep`.
 */
export class LeafCache extends RecentlyUsed<LeafSet> {
  readonly #space: Space;
  readonly #gone: Int32Array[];

  /** `budget` in bytes; 0 keeps nothing. */
  constructor(space: Space, budget: number) {
    const gone: Int32Array[] = [];
    super(
      budget,
      (set) => arrayOf(set).byteLength,
      (set) => gone.push(arrayOf(set)),
    );
    this.#space = space;
    this.#gone = gone;
  }

  /** To be called when nobody evaluates: gives back the room of what was given up. */
  sweep(): void {
    for (const words of this.#gone.splice(0)) this.#space.free(words);
  }
}

function arrayOf(set: LeafSet): Int32Array {
  return set.kind === "bits" ? set.words : set.rows;
}
