import type { TagPostings } from "../population.js";
import type { Space } from "../kernels/space.js";
import { wordsWithRoom, type RowSet } from "./row-set.js";

/** A tag that was given more than once for this many rows gets a bitmap, a rarer one a list. */
const DENSE = 128;

/** Who ever carried a tag, ready-made: right where no window is asked and the as-of is not before `latest`. */
export interface TagSet {
  readonly set: Extract<RowSet, { kind: "bits" | "list" }>;
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
    if (known !== undefined && roomOf(known) >= rows) return known;
    this.forget(tag);
    const made = tagSet(postings, rows, this.#space);
    this.#sets.set(tag, made);
    return made;
  }

  /** Says who carries a tag since the set was made, and the latest instant of it. */
  added(tag: string, rows: readonly number[], latest: number): void {
    const known = this.#sets.get(tag);
    if (known === undefined) return;
    const { set } = known;
    if (set.kind === "list" || rows.some((row) => row >= roomOf(known))) return this.forget(tag);
    for (const row of rows) set.words[row >>> 5] = (set.words[row >>> 5] ?? 0) | (1 << (row & 31));
    const size = set.size + rows.length;
    this.#sets.set(tag, { set: { ...set, size }, latest: Math.max(known.latest, latest) });
  }

  /** To be made anew when it is asked for. */
  forget(tag: string): void {
    const set = this.#sets.get(tag)?.set;
    if (set !== undefined) this.#space.free(set.kind === "bits" ? set.words : set.rows);
    this.#sets.delete(tag);
  }

  clear(): void {
    for (const tag of [...this.#sets.keys()]) this.forget(tag);
  }
}

/** Rows a set has room for. */
function roomOf({ set }: TagSet): number {
  return set.kind === "bits" ? set.words.length * 32 : Infinity;
}

function tagSet({ customers, at }: TagPostings, rows: number, space: Space): TagSet {
  let latest = -Infinity;
  for (const instant of at) if (instant > latest) latest = instant;
  if (customers.length * DENSE <= rows) {
    const list = space.int32(customers.length);
    list.set(customers);
    list.sort();
    let size = 0;
    for (let place = 0; place < list.length; place++) {
      const row = list[place] ?? 0;
      if (size === 0 || list[size - 1] !== row) list[size++] = row;
    }
    return { set: { kind: "list", rows: list, from: 0, to: size }, latest };
  }
  const words = space.int32(wordsWithRoom(rows));
  for (let place = 0; place < customers.length; place++) {
    const row = customers[place] ?? 0;
    words[row >>> 5] = (words[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  return { set: { kind: "bits", words, size: space.kernels.count(words, 0, words.length) }, latest };
}
