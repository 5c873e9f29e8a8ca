import type { TagPostings } from "../population.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { RowSet } from "./row-set.js";

/** A tag that more than one row in this many carries gets a bitmap, a rarer one a list. */
const DENSE = 128;

/** Who ever carried a tag, ready-made: right where no window is asked and the as-of is not before `latest`. */
export interface TagSet {
  readonly set: RowSet;
  /** The latest instant of the tag; -Infinity where it has none. */
  readonly latest: number;
}

export class TagSets {
  readonly #space: Space;
  readonly #sets = new Map<string, TagSet>();

  constructor(space: Space) {
    this.#space = space;
  }

  of(tag: string, postings: TagPostings, rows: number): TagSet {
    const known = this.#sets.get(tag);
    if (known !== undefined) return known;
    const made = tagSet(postings, rows, this.#space);
    this.#sets.set(tag, made);
    return made;
  }

  /** To be made anew when it is asked for. */
  forget(tag: string): void {
    this.#sets.delete(tag);
  }
}

function tagSet({ customers, at }: TagPostings, rows: number, space: Space): TagSet {
  let latest = -Infinity;
  for (const instant of at) if (instant > latest) latest = instant;
  const sorted = customers.slice().sort();
  let size = 0;
  for (let place = 0; place < sorted.length; place++) {
    const row = sorted[place] ?? 0;
    if (size === 0 || sorted[size - 1] !== row) sorted[size++] = row;
  }
  if (size * DENSE <= rows) {
    const list = space.int32(size);
    list.set(sorted.subarray(0, size));
    return { set: { kind: "list", rows: list, from: 0, to: size }, latest };
  }
  const words = space.int32(paddedWords(rows));
  for (let place = 0; place < size; place++) {
    const row = sorted[place] ?? 0;
    words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  return { set: { kind: "bits", words, size }, latest };
}
