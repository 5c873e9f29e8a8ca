import type { StoredValue } from "../../source/records.js";
import type { ColumnBuilder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { float64, GrowingArray, int32 } from "../columns/growing-array.js";
import type { Pacer } from "../pacer.js";

/** All events of one type, by customer and then in the order they happened. */
export interface EventTable {
  readonly type: string;
  readonly length: number;
  /** Row of the customer, ascending. */
  readonly customers: Int32Array;
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  readonly sequence: Float64Array;
  readonly properties: ReadonlyMap<string, Column>;
}

/** Takes the events of one type in, in any order. */
export class EventTableBuilder {
  readonly #customers = new GrowingArray(int32);
  readonly #at = new GrowingArray(float64);
  readonly #sequence = new GrowingArray(float64);

  constructor(
    readonly type: string,
    readonly properties: ReadonlyMap<string, ColumnBuilder>,
  ) {}

  get length(): number {
    return this.#at.length;
  }

  /** `slot` stands for the customer until all customers are known. Gives the place of the event for `set`. */
  add(slot: number, at: number, sequence: number): number {
    this.#customers.push(slot);
    this.#at.push(at);
    this.#sequence.push(sequence);
    return this.#at.length - 1;
  }

  set(place: number, property: string, value: StoredValue): void {
    this.properties.get(property)?.set(place, value);
  }

  /** `rowOf` gives the row of a slot, -1 for a customer outside the base, whose events are left out. */
  async finish(rowOf: Int32Array, rows: number, pacer: Pacer): Promise<EventTable> {
    const customerOf = (place: number): number => rowOf[this.#customers.get(place)] ?? -1;
    const order = this.#inOrder(customerOf, rows);
    const properties = new Map<string, Column>();
    for (const [name, builder] of this.properties) {
      await pacer.breathe();
      properties.set(name, builder.finish(order));
    }
    return {
      type: this.type,
      length: order.length,
      customers: order.map(customerOf),
      at: this.#at.gather(order),
      sequence: this.#sequence.gather(order),
      properties,
    };
  }

  /** Places of the events of the base, by customer, instant and sequence; equal ones as they came. */
  #inOrder(customerOf: (place: number) => number, rows: number): Int32Array {
    const ends = new Int32Array(rows + 1);
    for (let place = 0; place < this.length; place++) {
      const row = customerOf(place);
      if (row >= 0) ends[row + 1] = (ends[row + 1] ?? 0) + 1;
    }
    for (let row = 0; row < rows; row++) ends[row + 1] = (ends[row + 1] ?? 0) + (ends[row] ?? 0);
    const order = new Int32Array(ends[rows] ?? 0);
    const next = ends.slice();
    for (let place = 0; place < this.length; place++) {
      const row = customerOf(place);
      if (row < 0) continue;
      const position = next[row] ?? 0;
      order[position] = place;
      next[row] = position + 1;
    }
    for (let row = 0; row < rows; row++) this.#sortRun(order.subarray(ends[row] ?? 0, ends[row + 1] ?? 0));
    return order;
  }

  #sortRun(run: Int32Array): void {
    for (let index = 1; index < run.length; index++) {
      if (this.#compare(run[index - 1] ?? 0, run[index] ?? 0) > 0) {
        run.sort((a, b) => this.#compare(a, b));
        return;
      }
    }
  }

  #compare(a: number, b: number): number {
    return this.#at.get(a) - this.#at.get(b) || this.#sequence.get(a) - this.#sequence.get(b);
  }
}
