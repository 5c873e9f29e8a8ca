import { float64, GrowingArray, int32 } from "../columns/growing-array.js";
import type { TagPostings } from "../population.js";

/** Takes the droppings of one tag in. */
export class TagBuilder {
  readonly #slots = new GrowingArray(int32);
  readonly #at = new GrowingArray(float64);

  get length(): number {
    return this.#slots.length;
  }

  /** `at` is in milliseconds; NaN for a tag without an instant. */
  add(slot: number, at: number): void {
    this.#slots.push(slot);
    this.#at.push(at);
  }

  /** Those of customers that have a row. */
  finish(rowOfSlot: Int32Array): TagPostings {
    const customers = new Int32Array(this.length);
    const at = new Float64Array(this.length);
    const [slots, instants] = [this.#slots.data, this.#at.data];
    let length = 0;
    for (let index = 0; index < customers.length; index++) {
      const row = rowOfSlot[slots[index] ?? 0] ?? -1;
      if (row < 0) continue;
      customers[length] = row;
      at[length++] = instants[index] ?? 0;
    }
    return { customers: customers.slice(0, length), at: at.slice(0, length) };
  }
}
