import type { NumberData } from "../../source/columns.js";
import { eachInTextOrder, isIntegerId, numberOf, orderKey } from "../integer-ids.js";

/** The smallest table by number: 4 MB. */
const DENSE = 2 ** 20;
/** Of numbers that lie closer together than this, all up to the largest are looked at to put them in order. */
const CLOSE = 16;

/**
 * Slots of ids that are whole numbers, without a text for each: numbers that come one by one need no room at all, those
 * that lie close together a table by number, others a hash table.
 */
export class IntegerSlots {
  /** Of all numbers. */
  largest = 0;
  #size = 0;
  /** Numbers that came one by one from the first on, and so did their slots. */
  readonly #run = { id: 0, slot: 0, length: 0 };
  /** By number: the slot and 1, or 0. */
  #dense = new Int32Array(0);
  #keys = new Float64Array(16);
  /** By place in `#keys`: the slot and 1, or 0. */
  #values = new Int32Array(16);
  #hashed = 0;

  get size(): number {
    return this.#size;
  }

  /** Writes the slots of whole numbers that have one already; -1 for the others. */
  findMany(ids: NumberData, slots: Int32Array): void {
    const dense = this.#dense;
    const { id: first, slot, length } = this.#run;
    // A loop of its own for the usual kind: one for all of them would be several times slower.
    if (ids instanceof Int32Array) {
      for (let row = 0; row < slots.length; row++) {
        const id = ids[row] ?? 0;
        const place = id - first;
        if (place >= 0 && place < length) slots[row] = slot + place;
        else slots[row] = id >= 0 && id < dense.length ? (dense[id] ?? 0) - 1 : -1;
      }
      return;
    }
    for (let row = 0; row < slots.length; row++) slots[row] = this.#findClose(ids[row] ?? 0);
  }

  /** The slot of a number, or -1. */
  find(id: number): number {
    const slot = this.#findClose(id);
    return slot >= 0 || this.#hashed === 0 ? slot : (this.#values[this.#placeOf(id)] ?? 0) - 1;
  }

  /** Gives a slot to a number that has none. */
  add(id: number, slot: number): void {
    if (!this.#goesOn(id, slot, 1)) {
      if (id >= this.#dense.length && id < Math.max(DENSE, 8 * this.#size)) this.#widen(id);
      if (id < this.#dense.length) this.#dense[id] = slot + 1;
      else this.#hash(id, slot);
    }
    this.#size++;
    if (id > this.largest) this.largest = id;
  }

  /**
   * Gives slots, one by one from this one on, to numbers that come one by one and go on where those before them ended, and
   * tells whether they do.
   */
  addRun(ids: NumberData, slot: number): boolean {
    const first = ids[0] ?? -1;
    if (!isIntegerId(first) || !isIntegerId(first + ids.length) || this.#size > this.#run.length) return false;
    for (let row = 1; row < ids.length; row++) if (ids[row] !== first + row) return false;
    if (!this.#goesOn(first, slot, ids.length)) return false;
    this.#size += ids.length;
    this.largest = first + ids.length - 1;
    return true;
  }

  /** Numbers that are kept, in the order of their texts, and their slots. */
  inOrder(isKept: (slot: number) => boolean): { readonly ids: Int32Array | Float64Array; readonly slots: Int32Array } {
    const slots = new Int32Array(this.#size);
    const ids = this.largest < 2 ** 31 ? new Int32Array(this.#size) : new Float64Array(this.#size);
    let length = 0;
    const take = (id: number): void => {
      const slot = this.find(id);
      if (slot < 0 || !isKept(slot)) return;
      ids[length] = id;
      slots[length++] = slot;
    };
    if (this.largest < CLOSE * this.#size) eachInTextOrder(this.largest, take);
    // Without a comparison doubles are sorted natively, ten times as fast.
    else for (const key of this.#known().map(orderKey).sort()) take(numberOf(key));
    return length === this.#size ? { ids, slots } : { ids: ids.slice(0, length), slots: slots.slice(0, length) };
  }

  /** All numbers that have a slot. */
  #known(): Float64Array {
    const { id: first, length } = this.#run;
    const known = new Float64Array(this.#size);
    let at = 0;
    while (at < length) known[at] = first + at++;
    for (let id = 0; id < this.#dense.length; id++) if (this.#dense[id] !== 0) known[at++] = id;
    for (let place = 0; place < this.#keys.length; place++) {
      if (this.#values[place] !== 0) known[at++] = this.#keys[place] ?? 0;
    }
    return known;
  }

  #findClose(id: number): number {
    const { id: first, slot, length } = this.#run;
    if (id >= first && id - first < length) return slot + id - first;
    return id >= 0 && id < this.#dense.length ? (this.#dense[id] ?? 0) - 1 : -1;
  }

  /** Lets the run go on, where these numbers do so. */
  #goesOn(id: number, slot: number, count: number): boolean {
    const run = this.#run;
    if (this.#size === 0) [run.id, run.slot] = [id, slot];
    if (id !== run.id + run.length || slot !== run.slot + run.length) return false;
    run.length += count;
    return true;
  }

  #widen(id: number): void {
    const dense = new Int32Array(Math.max(DENSE, 2 ** Math.ceil(Math.log2(id + 1))));
    dense.set(this.#dense);
    this.#dense = dense;
  }

  #hash(id: number, slot: number): void {
    if (this.#hashed * 2 >= this.#keys.length) this.#rehash();
    const place = this.#placeOf(id);
    this.#keys[place] = id;
    this.#values[place] = slot + 1;
    this.#hashed++;
  }

  #rehash(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 4);
    this.#values = new Int32Array(keys.length * 4);
    for (let at = 0; at < keys.length; at++) {
      const slot = values[at] ?? 0;
      if (slot === 0) continue;
      const place = this.#placeOf(keys[at] ?? 0);
      this.#keys[place] = keys[at] ?? 0;
      this.#values[place] = slot;
    }
  }

  #placeOf(id: number): number {
    const mask = this.#keys.length - 1;
    let hash = Math.imul((id % 2 ** 32) | 0, 0x9e3779b1) ^ Math.imul((id / 2 ** 32) | 0, 0x85ebca6b);
    hash ^= hash >>> 15;
    let place = hash & mask;
    while (this.#values[place] !== 0 && this.#keys[place] !== id) place = (place + 1) & mask;
    return place;
  }
}
