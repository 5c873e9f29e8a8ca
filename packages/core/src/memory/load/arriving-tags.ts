import type { NameVector } from "../../source/columns.js";
import { reusedInt32 } from "../../source/reused-array.js";
import { float64, GrowingArray, int32 } from "../columns/growing-array.js";
import { GrowingNumbers } from "../columns/growing-numbers.js";
import type { TagPostings } from "../population.js";

/** Takes droppings of tags in, in any order. */
export class ArrivingTags {
  /** By name, in the order of their coming. */
  readonly #codes = new Map<string, number>();
  /** By dropping. */
  readonly #tags = new GrowingNumbers();
  readonly #slots = new GrowingArray(int32);
  /** Empty as long as no dropping has an instant. */
  readonly #at = new GrowingArray(float64);
  /** The names that came last, and their codes, -1 of one that did not come yet: batches may share them. */
  #texts: readonly string[] = [];
  #own = new Int32Array(0);
  readonly #room = reusedInt32();

  /** Droppings. */
  get length(): number {
    return this.#slots.length;
  }

  /** `at` is in milliseconds; NaN for a dropping without an instant. */
  add(tag: string, slot: number, at: number): void {
    const place = this.length;
    this.#slots.push(slot);
    this.#tags.set(place, this.#codeOf(tag));
    if (this.#at.length > 0 || !Number.isNaN(at)) this.#times()[place] = at;
  }

  addMany(slots: Int32Array, { codes, texts }: NameVector, at: Float64Array | undefined): void {
    const first = this.length;
    this.#slots.reach(first + slots.length);
    this.#slots.data.set(slots, first);
    if (this.#texts !== texts) {
      this.#texts = texts;
      this.#own = new Int32Array(texts.length).fill(-1);
    }
    const own = this.#own;
    const tags = this.#room(slots.length);
    for (let row = 0; row < tags.length; row++) {
      const told = codes[row] ?? 0;
      let code = own[told] ?? 0;
      if (code < 0) own[told] = code = this.#codeOf(texts[told] ?? "");
      tags[row] = code;
    }
    this.#tags.setMany(first, tags);
    if (at !== undefined && (this.#at.length > 0 || !at.every(isNever))) this.#times().set(at, first);
  }

  /** Those of customers that have a row, by name. Of no further use afterwards. */
  finish(rowOfSlot: Int32Array): Map<string, TagPostings> {
    const rows = this.#slots.data.subarray(0, this.length);
    const at = this.#at.length === 0 ? NEVER : this.#times().subarray(0, this.length);
    const tags = this.#tags.data;
    const next = new Int32Array(this.#codes.size + 1);
    countRows(rows, tags, rowOfSlot, next);
    for (let code = 1; code < next.length; code++) next[code] = (next[code] ?? 0) + (next[code - 1] ?? 0);
    const starts = next.slice();
    const customers = new Int32Array(next[this.#codes.size] ?? 0);
    const instants = new Float64Array(at.length === 0 ? 0 : customers.length);
    placeRows(rows, tags, at, next, customers, instants);
    const postings = new Map<string, TagPostings>();
    for (const [tag, code] of this.#codes) {
      const [from, to] = [starts[code] ?? 0, starts[code + 1] ?? 0];
      const own = instants.subarray(from, to);
      postings.set(tag, {
        customers: customers.subarray(from, to),
        at: own.every(isNever) ? NEVER : own,
      });
    }
    return postings;
  }

  #codeOf(tag: string): number {
    let code = this.#codes.get(tag);
    if (code === undefined) this.#codes.set(tag, (code = this.#codes.size));
    return code;
  }

  /** Instants with room for all droppings; of those that had no room there is none yet. */
  #times(): Float64Array {
    const known = this.#at.length;
    this.#at.reach(this.length);
    return this.#at.data.fill(NaN, known, this.length);
  }
}

const isNever = (instant: number): boolean => Number.isNaN(instant);
const NEVER = new Float64Array(0);

/** Puts rows in the place of slots, -1 of one that has none, and counts those of each tag one place further on. */
function countRows(slots: Int32Array, tags: ArrayLike<number>, rowOfSlot: Int32Array, counts: Int32Array): void {
  for (let at = 0; at < slots.length; at++) {
    const row = rowOfSlot[slots[at] ?? 0] ?? -1;
    slots[at] = row;
    if (row < 0) continue;
    const place = (tags[at] ?? 0) + 1;
    counts[place] = (counts[place] ?? 0) + 1;
  }
}

function placeRows(
  rows: Int32Array,
  tags: ArrayLike<number>,
  at: Float64Array,
  next: Int32Array,
  customers: Int32Array,
  instants: Float64Array,
): void {
  const isTimed = at.length > 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    if (row < 0) continue;
    const tag = tags[index] ?? 0;
    const place = next[tag] ?? 0;
    next[tag] = place + 1;
    customers[place] = row;
    if (isTimed) instants[place] = at[index] ?? NaN;
  }
}
