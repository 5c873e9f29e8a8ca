import { float64, GrowingArray, int32 } from "../columns/growing-array.js";
import type { TagPostings } from "../population.js";

/** Takes the droppings of one tag in. */
export class TagBuilder {
  readonly #slots = new GrowingArray(int32);
  /** Empty as long as no dropping has an instant. */
  readonly #at = new GrowingArray(float64);

  get length(): number {
    return this.#slots.length;
  }

  /** `at` is in milliseconds; NaN for a tag without an instant. */
  add(slot: number, at: number): void {
    const place = this.length;
    this.#slots.push(slot);
    if (this.#at.length > 0 || !Number.isNaN(at)) this.#timesFrom(place)[place] = at;
  }

  /** Those of some rows of a batch. */
  addMany(rows: Int32Array, slots: Int32Array, at?: Float64Array): void {
    const first = this.length;
    this.#slots.reach(first + rows.length);
    const { data } = this.#slots;
    for (let index = 0; index < rows.length; index++) data[first + index] = slots[rows[index] ?? 0] ?? 0;
    const isTimed = this.#at.length > 0 || (at !== undefined && rows.some((row) => !Number.isNaN(at[row])));
    if (!isTimed) return;
    const instants = this.#timesFrom(first);
    for (let index = 0; index < rows.length; index++) instants[first + index] = at?.[rows[index] ?? 0] ?? NaN;
  }

  /** Instants with room for all droppings; those before one place that had none have one now, and it is NaN. */
  #timesFrom(place: number): Float64Array {
    const known = this.#at.length;
    this.#at.reach(this.length);
    return this.#at.data.fill(NaN, known, place);
  }

  /** Those of customers that have a row. The builder is of no further use. */
  finish(rowOfSlot: Int32Array): TagPostings {
    const customers = this.#slots.data.subarray(0, this.length);
    const at = this.#at.data.subarray(0, this.#at.length);
    const length = toRows(customers, rowOfSlot, at);
    return { customers: customers.subarray(0, length), at: at.subarray(0, length) };
  }
}

/** Puts the rows in the place of the slots that have one, and gives their count; the instants, if there are some, follow. */
function toRows(customers: Int32Array, rowOfSlot: Int32Array, at: Float64Array): number {
  const isTimed = at.length > 0;
  let length = 0;
  for (let index = 0; index < customers.length; index++) {
    const row = rowOfSlot[customers[index] ?? 0] ?? -1;
    if (row < 0) continue;
    customers[length] = row;
    if (isTimed) at[length] = at[index] ?? NaN;
    length++;
  }
  return length;
}
