import type { Attribute, Catalog, Property } from "../../catalog/catalog.js";
import { eventTypeOf } from "../../catalog/lookup.js";
import { withObserved } from "../../catalog/observed.js";
import { refuse } from "../../issue/issue.js";
import { columnKey } from "../../source/read-rows.js";
import type { CustomerRecord, EventRecord, LoadReport, TagRecord } from "../../source/records.js";
import type { Rejections } from "../../source/rejections.js";
import type { RecordSink } from "../../source/sink.js";
import { sortByCodePoints } from "../../adapter/code-point-order.js";
import { columnBuilder, type ColumnBuilder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import type { EventTable } from "../events/event-table.js";
import { EventTableBuilder } from "../events/event-table-builder.js";
import { float64, GrowingArray, int32, uint8 } from "../columns/growing-array.js";
import { Pacer } from "../pacer.js";
import { Derived } from "../derived.js";
import { Space } from "../kernels/space.js";
import type { Population, TagPostings } from "../population.js";
import { Roster } from "../roster.js";

/** Ids that are named when a customer comes twice. */
const SAMPLES = 5;

export interface LoaderOptions {
  readonly catalog: Catalog;
  /** The base is every customer of any readable event; then no customers are added. */
  readonly baseFromEvents?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of a load. */
export interface Loaded {
  readonly population: Population;
  readonly report: LoadReport;
  /** The latest instant of any event or tag of the base. */
  readonly dataUntil: number | undefined;
}

/**
 * Takes records in, batch by batch, and makes a population of them. Customers, appended values, events and tags may
 * come in any order: who is in the base is decided at the end.
 */
export class MemoryLoader implements RecordSink {
  readonly #options: LoaderOptions;
  /** Every id met, in the order of its first coming; a customer's number until the base is known. */
  readonly #slots = new Map<string, number>();
  readonly #inBase = new GrowingArray(uint8);
  readonly #columns = new Map<string, ColumnBuilder>();
  readonly #tables = new Map<string, EventTableBuilder>();
  readonly #texts = new Map<string, Dictionary>();
  readonly #tags = new Map<string, TagBuilder>();
  readonly #appended = new GrowingArray(int32);

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** @throws AudienceError `duplicate_customer` for an id it has already; then the load is lost. */
  addCustomers(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void {
    const twice = new Set<string>();
    const builders = attributes.map((attribute) => this.#columnOf(attribute));
    for (const { id, values } of records) {
      const slot = this.#slotOf(id);
      if (this.#inBase.get(slot) === 1) twice.add(id);
      this.#inBase.set(slot, 1);
      for (const [index, builder] of builders.entries()) builder.set(slot, values[index]);
    }
    if (twice.size > 0) throw duplicates([...twice]);
  }

  append(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void {
    const builders = attributes.map((attribute) => this.#columnOf(attribute));
    for (const { id, values } of records) {
      const slot = this.#slotOf(id);
      this.#appended.push(slot);
      for (const [index, builder] of builders.entries()) builder.set(slot, values[index]);
    }
  }

  addEvents(properties: readonly Property[], records: readonly EventRecord[]): void {
    const fields = new Map<string, readonly Field[]>();
    for (const { customer, type, at, sequence, values } of records) {
      const table = this.#tableOf(type);
      let known = fields.get(type);
      if (known === undefined) fields.set(type, (known = fieldsOf(this.#options.catalog, table, properties)));
      const slot = this.#slotOf(customer);
      if (this.#options.baseFromEvents === true) this.#inBase.set(slot, 1);
      const place = table.add(slot, at, sequence);
      for (const { builder, position } of known) builder.set(place, values[position]);
    }
  }

  addTags(records: readonly TagRecord[]): void {
    for (const { customer, tag, at } of records) {
      let builder = this.#tags.get(tag);
      if (builder === undefined) this.#tags.set(tag, (builder = new TagBuilder()));
      builder.add(this.#slotOf(customer), at);
    }
  }

  /** Puts all in order. The loader is of no further use. @throws AudienceError `aborted` */
  async finish(rejections: Rejections = { rejectedCount: 0, rejected: [] }): Promise<Loaded> {
    const pacer = new Pacer(this.#options.signal);
    const { catalog } = this.#options;
    const { ids, slotsInOrder, rowOfSlot } = this.#base();
    const space = Space.heap();
    await pacer.breathe();
    const columns = new Map<string, Column>();
    for (const attribute of catalog.attributes) {
      columns.set(attribute.name, this.#columnOf(attribute).finish(slotsInOrder));
      this.#columns.delete(attribute.name);
      await pacer.breathe();
    }
    const found = { events: 0, tags: 0, latest: -Infinity };
    const unknown = { events: 0, tags: 0, appended: this.#countUnknown(this.#appended, rowOfSlot) };
    const events = new Map<string, EventTable>();
    for (const [type, builder] of this.#tables) {
      const table = await builder.finish(rowOfSlot, ids.length, pacer, space);
      this.#tables.delete(type);
      unknown.events += builder.length - table.length;
      found.events += table.length;
      found.latest = Math.max(found.latest, table.lastAt);
      events.set(type, table);
      await pacer.breathe();
    }
    const tags = new Map<string, TagPostings>();
    for (const [tag, builder] of this.#tags) {
      const postings = builder.finish(rowOfSlot);
      unknown.tags += builder.length - postings.customers.length;
      found.tags += postings.customers.length;
      found.latest = latest(postings.at, found.latest);
      tags.set(tag, postings);
    }
    const observed = withObserved(catalog, { tags: tags.keys(), eventTypes: events.keys() });
    return {
      population: Object.freeze({ catalog: observed, roster: new Roster(ids), space, derived: new Derived(space), columns, events, tags }),
      report: {
        customers: ids.length,
        events: found.events,
        tags: found.tags,
        unknownCustomers: unknown,
        rejectedCount: rejections.rejectedCount,
        rejected: rejections.rejected,
      },
      dataUntil: found.latest === -Infinity ? undefined : found.latest,
    };
  }

  #slotOf(id: string): number {
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(id, slot);
    }
    return slot;
  }

  #columnOf({ name, type, scale }: Attribute): ColumnBuilder {
    let builder = this.#columns.get(name);
    if (builder === undefined) this.#columns.set(name, (builder = columnBuilder(type, scale)));
    return builder;
  }

  #tableOf(type: string): EventTableBuilder {
    let table = this.#tables.get(type);
    if (table === undefined) {
      const properties = eventTypeOf(this.#options.catalog, type)?.properties ?? [];
      table = new EventTableBuilder(
        type,
        new Map(
          properties.map((property) => [
            property.name,
            columnBuilder(property.type, property.scale, this.#textsOf(property.name)),
          ]),
        ),
      );
      this.#tables.set(type, table);
    }
    return table;
  }

  /** Event types share the texts of a property, so that equal texts have equal codes. */
  #textsOf(property: string): Dictionary {
    let texts = this.#texts.get(property);
    if (texts === undefined) this.#texts.set(property, (texts = new Dictionary()));
    return texts;
  }

  #base(): { ids: string[]; slotsInOrder: Int32Array; rowOfSlot: Int32Array } {
    const ids: string[] = [];
    for (const [id, slot] of this.#slots) if (this.#inBase.get(slot) === 1) ids.push(id);
    sortByCodePoints(ids);
    const slotsInOrder = Int32Array.from(ids, (id) => this.#slotOf(id));
    const rowOfSlot = new Int32Array(this.#slots.size).fill(-1);
    for (const [row, slot] of slotsInOrder.entries()) rowOfSlot[slot] = row;
    this.#slots.clear();
    return { ids, slotsInOrder, rowOfSlot };
  }

  #countUnknown(slots: GrowingArray<Int32Array>, rowOfSlot: Int32Array): number {
    let count = 0;
    for (let index = 0; index < slots.length; index++) if (rowOfSlot[slots.get(index)] === -1) count++;
    return count;
  }
}

/** A property of a type that a batch has values of. */
interface Field {
  readonly builder: ColumnBuilder;
  readonly position: number;
}

/** Of one name a batch may have several properties, of different types: each event type takes its own. */
function fieldsOf(catalog: Catalog, table: EventTableBuilder, properties: readonly Property[]): readonly Field[] {
  const own = new Map(
    eventTypeOf(catalog, table.type)?.properties.map((property) => [property.name, columnKey(property)]),
  );
  return properties.flatMap((property, position) => {
    const builder = table.properties.get(property.name);
    return builder !== undefined && own.get(property.name) === columnKey(property) ? [{ builder, position }] : [];
  });
}

class TagBuilder {
  readonly #slots = new GrowingArray(int32);
  readonly #at = new GrowingArray(float64);

  get length(): number {
    return this.#slots.length;
  }

  add(slot: number, at: number | undefined): void {
    this.#slots.push(slot);
    this.#at.push(at ?? NaN);
  }

  finish(rowOfSlot: Int32Array): TagPostings {
    const known: number[] = [];
    for (let index = 0; index < this.length; index++) if (rowOfSlot[this.#slots.get(index)] !== -1) known.push(index);
    const order = Int32Array.from(known);
    return { customers: order.map((index) => rowOfSlot[this.#slots.get(index)] ?? -1), at: this.#at.gather(order) };
  }
}

function latest(instants: Float64Array, so: number): number {
  let last = so;
  for (const instant of instants) if (instant > last) last = instant;
  return last;
}

/** The refusal of ids that stand twice, the first of them named. */
export function duplicates(ids: readonly string[]): Error {
  const samples = ids.slice(0, SAMPLES).map((id) => JSON.stringify(id));
  const more = ids.length > SAMPLES ? ` and ${ids.length - SAMPLES} more` : "";
  return refuse("duplicate_customer", "", `Customers that stand twice: ${samples.join(", ")}${more}.`);
}
