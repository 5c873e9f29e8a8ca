import { gatherVector, type ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import type { ColumnBuilder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { EventOrder, orderInTime } from "./event-order.js";
import { customersFor, eventTable, roomFor, type EventTable } from "./event-table.js";
import { GrowingWholes } from "./growing-wholes.js";

/** Events of all types, row by row. */
export interface EventBatch {
  readonly slots: Int32Array;
  /** Milliseconds since the epoch. */
  readonly at: Float64Array;
  readonly sequences: Float64Array | Int32Array;
  /** By property, those of one type. */
  readonly values: ReadonlyMap<string, ColumnVector>;
}

/** Takes the events of one type in, in any order. */
export class EventTableBuilder {
  readonly #slots = new GrowingWholes();
  /** Seconds as long as all instants are whole ones, then milliseconds. */
  readonly #at = new GrowingWholes(1000);
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
    this.#at.push(at);
    this.#sequence.push(sequence);
    return this.length - 1;
  }

  set(place: number, property: string, value: StoredValue): void {
    this.properties.get(property)?.set(place, value);
  }

  /** Takes some rows of a batch in, column by column. A property that is absent is missing in all of them. */
  addMany(rows: Int32Array, { slots, at, sequences, values }: EventBatch): void {
    const first = this.length;
    this.#slots.pushPicked(slots, rows);
    this.#at.pushPicked(at, rows);
    this.#sequence.pushPicked(sequences, rows);
    for (const [property, vector] of values) this.properties.get(property)?.setMany(first, gatherVector(vector, rows));
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
}

function gathered(wholes: GrowingWholes, order: EventOrder, space: Space): Int32Array | Float64Array {
  const { data } = wholes;
  const length = roomFor(order.length);
  const out = data instanceof Int32Array ? space.int32(length) : space.float64(length);
  order.into(data, out);
  wholes.clear();
  return out;
}
