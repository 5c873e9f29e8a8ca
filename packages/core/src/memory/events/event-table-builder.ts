import type { ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import type { ColumnBuilder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { EventOrder, orderInTime } from "./event-order.js";
import { customersFor, eventTable, roomFor, type EventTable } from "./event-table.js";
import { GrowingWholes } from "./growing-wholes.js";

/** Takes the events of one type in, in any order. */
export class EventTableBuilder {
  readonly #slots = new GrowingWholes();
  /** Seconds as long as all instants are whole ones, then milliseconds. */
  readonly #at = new GrowingWholes();
  readonly #sequence = new GrowingWholes();

  constructor(
    readonly type: string,
    readonly properties: ReadonlyMap<string, ColumnBuilder>,
  ) {}

  get length(): number {
    return this.#slots.length;
  }

  /** `slot` stands for the customer until all customers are known. Gives the place of the event for `set`. */
  add(slot: number, at: number, sequence: number): number {
    this.#slots.push(slot);
    this.#pushInstant(at);
    this.#sequence.push(sequence);
    return this.length - 1;
  }

  set(place: number, property: string, value: StoredValue): void {
    this.properties.get(property)?.set(place, value);
  }

  /**
   * Takes a batch in, column by column. `at` is in milliseconds; `sequences` may be the number of the first event, the
   * others counting up from it. A property that is absent is missing in all of them. Gives the place of the first event.
   */
  addMany(
    slots: Int32Array,
    at: Float64Array,
    sequences: Float64Array | number,
    values: ReadonlyMap<string, ColumnVector>,
  ): number {
    const first = this.length;
    const count = slots.length;
    this.#slots.pushMany(slots);
    this.#pushInstants(at);
    if (typeof sequences !== "number") this.#sequence.pushMany(sequences);
    else for (let index = 0; index < count; index++) this.#sequence.push(sequences + index);
    const places = new Int32Array(count);
    for (let index = 0; index < count; index++) places[index] = first + index;
    for (const [property, vector] of values) this.properties.get(property)?.setMany(places, vector);
    return first;
  }

  /**
   * Puts the events in order; the builder is empty then. `rowOf` gives the row of a slot, -1 for a customer outside the
   * base, whose events are left out.
   */
  async finish(rowOf: Int32Array, rows: number, pacer: Pacer, space = Space.heap()): Promise<EventTable> {
    const slots = this.#slots.data;
    const rowOfPlace = new Int32Array(this.length);
    for (let place = 0; place < rowOfPlace.length; place++) rowOfPlace[place] = rowOf[slots[place] ?? 0] ?? -1;
    this.#slots.clear();
    const ordered = new EventOrder(rowOfPlace, rows, (length) => customersFor(length, space));
    const { customers, order } = ordered;
    await pacer.breathe();
    const at = gathered(this.#at, ordered, space);
    const sequence = gathered(this.#sequence, ordered, space);
    await pacer.breathe();
    orderInTime(customers, at, sequence, order);
    const properties = new Map<string, Column>();
    for (const [name, builder] of this.properties) {
      await pacer.breathe();
      properties.set(name, builder.finish(ordered, space));
    }
    await pacer.breathe();
    return eventTable(this.type, order.length, { customers, at, sequence }, properties, space);
  }

  #pushInstants(at: Float64Array): void {
    if (this.#at.data instanceof Int32Array) {
      const seconds = new Int32Array(at.length);
      let whole = true;
      for (let index = 0; index < at.length; index++) {
        const exact = (at[index] ?? 0) / 1000;
        seconds[index] = exact;
        if (seconds[index] !== exact) whole = false;
      }
      if (whole) return this.#at.pushMany(seconds);
      this.#at.widen(1000);
    }
    this.#at.pushMany(at);
  }

  #pushInstant(at: number): void {
    const inSeconds = this.#at.data instanceof Int32Array;
    const seconds = at / 1000;
    if (inSeconds && (seconds | 0) === seconds) return this.#at.push(seconds);
    if (inSeconds) this.#at.widen(1000);
    this.#at.push(at);
  }
}

function gathered(wholes: GrowingWholes, order: EventOrder, space: Space): Int32Array | Float64Array {
  const { data } = wholes;
  const length = roomFor(order.length);
  const out = data instanceof Int32Array ? space.int32(length) : space.float64(length);
  order.into(data, out);
  wholes.clear();
  return out;
}
