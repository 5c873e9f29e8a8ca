import type { Attribute, Catalog, Property } from "../../catalog/catalog.js";
import { withObserved } from "../../catalog/observed.js";
import { refuse } from "../../issue/issue.js";
import {
  idTexts,
  type ColumnVector,
  type CustomerColumns,
  type EventColumns,
  type TagColumns,
} from "../../source/columns.js";
import type { CustomerRecord, EventRecord, LoadReport, TagRecord } from "../../source/records.js";
import type { Rejections } from "../../source/rejections.js";
import type { RecordSink } from "../../source/sink.js";
import { columnBuilder, type ColumnBuilder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { gatheringOf } from "../columns/gathering.js";
import { ArrivingEvents, type CustomerRows, type WrittenEvents } from "../events/arriving-events.js";
import type { EventTable } from "../events/event-table.js";
import { GrowingArray, int32, uint8 } from "../columns/growing-array.js";
import { ArrivingTags } from "./arriving-tags.js";
import { CustomerSlots } from "./customer-slots.js";
import type { LoadingThread } from "./loading-thread.js";
import { numbersOf, OTHERS } from "./numbered-customers.js";
import { TableMaking } from "./table-making.js";
import { spaceFor } from "./space-for.js";
import { Pacer } from "../pacer.js";
import { Derived, type EngineOptions } from "../derived.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Space } from "../kernels/space.js";
import type { Population } from "../population.js";
import { Roster } from "../roster.js";
import type { SortedIds } from "../sorted-ids.js";

/** Ids that are named when a customer comes twice. */
const SAMPLES = 5;

export interface LoaderOptions {
  readonly catalog: Catalog;
  /** The base is every customer of any readable event; then no customers are added. */
  readonly baseFromEvents?: boolean | undefined;
  readonly engine?: EngineOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A second thread helps, if it can. */
  readonly thread?: LoadingThread | undefined;
}

/** Events of which a second thread reads some. */
export interface SharedEvents {
  /** All of them. */
  readonly rows: number;
  /** What the second thread read; undefined where something went wrong. */
  readonly there: Promise<WrittenEvents | undefined>;
  /** Reads all events once more, here. */
  readonly again: () => Promise<void>;
}

/** What came of a load. */
export interface Loaded {
  readonly population: Population;
  readonly report: LoadReport;
  /** The latest instant of any event or tag of the base. */
  readonly dataUntil: number | undefined;
  /** The base is every customer of any readable event, later ones included. */
  readonly baseFromEvents?: boolean | undefined;
}

/**
 * Takes records in, batch by batch, and makes a population of them. Customers, appended values, events and tags may
 * come in any order: who is in the base is decided at the end.
 */
export class MemoryLoader implements RecordSink {
  readonly #options: LoaderOptions;
  #slots = new CustomerSlots();
  readonly #inBase = new GrowingArray(uint8);
  readonly #columns = new Map<string, ColumnBuilder>();
  #events: ArrivingEvents;
  readonly #tags = new ArrivingTags();
  readonly #appended = new GrowingArray(int32);
  /** The customers of events are told by their numbers, not by slots. */
  #eventsAreNumbered = false;

  constructor(options: LoaderOptions) {
    this.#options = options;
    this.#events = this.#noEvents();
  }

  /** Events from now on stand after those of the parts before, wherever these are read. */
  beginEventPart(part: number): void {
    this.#events.beginPart(part);
  }

  /** Forgets the events it has. */
  dropEvents(): void {
    this.#eventsAreNumbered = false;
    this.#events = this.#noEvents();
  }

  /** @throws AudienceError `duplicate_customer` for an id it has already; then the load is lost. */
  addCustomers(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void {
    const twice = new Set<string>();
    const builders = attributes.map((attribute) => this.#columnOf(attribute));
    for (const { id, values } of records) {
      const slot = this.#slots.of(id);
      if (this.#inBase.get(slot) === 1) twice.add(id);
      this.#inBase.set(slot, 1);
      for (const [index, builder] of builders.entries()) builder.set(slot, values[index]);
    }
    if (twice.size > 0) throw duplicates([...twice]);
  }

  append(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void {
    const builders = attributes.map((attribute) => this.#columnOf(attribute));
    for (const { id, values } of records) {
      const slot = this.#slots.of(id);
      this.#appended.push(slot);
      for (const [index, builder] of builders.entries()) builder.set(slot, values[index]);
    }
  }

  addEvents(properties: readonly Property[], records: readonly EventRecord[]): void {
    const types = new Map<string, number>();
    const codes = records.map(({ type }) => {
      const code = types.get(type) ?? types.size;
      types.set(type, code);
      return code;
    });
    this.#addEvents(
      properties,
      Int32Array.from(records, ({ customer }) => this.#slots.of(customer)),
      {
        types: { codes: Int32Array.from(codes), texts: [...types.keys()] },
        at: Float64Array.from(records, ({ at }) => at),
        sequences: Float64Array.from(records, ({ sequence }) => sequence),
        values: properties.map((_, place) => ({ kind: "values", values: records.map(({ values }) => values[place]) })),
      },
    );
  }

  addTags(records: readonly TagRecord[]): void {
    for (const { customer, tag, at } of records) {
      this.#tags.add(tag, this.#slots.of(customer), at ?? NaN);
    }
  }

  /** @throws AudienceError `duplicate_customer` for an id it has already; then the load is lost. */
  addCustomerColumns(attributes: readonly Attribute[], { ids, values }: CustomerColumns): void {
    const slots = this.#slots.ofMany(ids);
    const twice = new Set<string>();
    for (let row = 0; row < slots.length; row++) {
      const slot = slots[row] ?? 0;
      if (this.#inBase.get(slot) === 1) twice.add(idTexts(ids)(row));
      this.#inBase.set(slot, 1);
    }
    if (twice.size > 0) throw duplicates([...twice]);
    this.#setColumns(attributes, slots, values);
  }

  appendColumns(attributes: readonly Attribute[], { ids, values }: CustomerColumns): void {
    const slots = this.#slots.ofMany(ids);
    for (let row = 0; row < slots.length; row++) this.#appended.push(slots[row] ?? 0);
    this.#setColumns(attributes, slots, values);
  }

  addEventColumns(properties: readonly Property[], batch: EventColumns): void {
    this.#addEvents(properties, this.#slots.ofMany(batch.customers), batch);
  }

  /** Whether the ids of all customers so far are numbers by which other threads know them. */
  get areNumbered(): boolean {
    return this.#slots.areBelow(OTHERS);
  }

  /** Takes events as other threads do, of customers by their numbers. */
  addNumberedEvents(properties: readonly Property[], batch: EventColumns): void {
    this.#eventsAreNumbered = true;
    this.#events.add({ ...batch, customers: numbersOf(batch.customers), properties });
  }

  addTagColumns({ customers, tags, at }: TagColumns): void {
    this.#tags.addMany(this.#slots.ofMany(customers), tags, at);
  }

  #noEvents(): ArrivingEvents {
    return new ArrivingEvents(this.#options.catalog, { shared: this.#options.thread !== undefined });
  }

  #space(customers: number, events: number): Promise<Space> {
    const attributes = this.#options.catalog.attributes.length;
    const { engine = {}, thread } = this.#options;
    return spaceFor(
      { customers, attributes, events, tags: this.#tags.length },
      engine,
      thread === undefined ? undefined : true,
    );
  }

  /** Puts all in order. The loader is of no further use. @throws AudienceError `aborted` */
  async finish(
    rejections: Rejections = { rejectedCount: 0, rejected: [] },
    sharedEvents?: SharedEvents,
  ): Promise<Loaded> {
    const pacer = new Pacer(this.#options.signal);
    const { catalog } = this.#options;
    const { ids, slotsInOrder, rowOfSlot } = this.#base();
    const space = await this.#space(ids.length, sharedEvents?.rows ?? this.#events.length);
    const rows = ids.length;
    const helped = this.#makeWithHelp({ rows, rowOf: rowOfSlot }, space, sharedEvents);
    // Told of when it is asked for.
    helped.catch(() => undefined);
    await pacer.breathe();
    const columns = new Map<string, Column>();
    const gathering = gatheringOf(slotsInOrder);
    for (const attribute of catalog.attributes) {
      columns.set(attribute.name, this.#columnOf(attribute).finish(gathering, space));
      this.#columns.delete(attribute.name);
      await pacer.breathe();
    }
    const found = { events: 0, tags: 0, latest: -Infinity };
    const unknown = { events: 0, tags: 0, appended: this.#countUnknown(this.#appended, rowOfSlot) };
    const tags = this.#tags.finish(rowOfSlot);
    for (const { customers, at } of tags.values()) {
      found.tags += customers.length;
      found.latest = latest(at, found.latest);
    }
    unknown.tags = this.#tags.length - found.tags;
    const derived = new Derived(space, this.#options.engine);
    const roster = new Roster({ sorted: ids, later: [], base: Bitmap.full(ids.length) });
    // What needs no events is made while a second thread makes tables of them.
    if (derived.indexes.policy === "eager") await makeIndexes({ columns, tags, roster, derived }, pacer);
    const events = await this.#tables(helped, { rows, rowOf: rowOfSlot }, space, pacer);
    for (const [type, table] of events) {
      unknown.events += this.#events.lengthOf(type) - table.length;
      found.events += table.length;
      found.latest = Math.max(found.latest, table.lastAt);
    }
    this.#slots = new CustomerSlots();
    this.#events = this.#noEvents();
    const observed = withObserved(catalog, { tags: tags.keys(), eventTypes: events.keys() });
    const population = Object.freeze({ catalog: observed, roster, space, derived, columns, events, tags });
    return {
      population,
      report: {
        customers: ids.length,
        events: found.events,
        tags: found.tags,
        unknownCustomers: unknown,
        rejectedCount: rejections.rejectedCount,
        rejected: rejections.rejected,
      },
      dataUntil: found.latest === -Infinity ? undefined : found.latest,
      baseFromEvents: this.#options.baseFromEvents,
    };
  }

  /** The making of tables, once all events are here; undefined where they have to be read again. */
  async #makeWithHelp(
    slots: CustomerRows,
    space: Space,
    sharedEvents: SharedEvents | undefined,
  ): Promise<HelpedMaking> {
    const { thread, catalog } = this.#options;
    if (sharedEvents !== undefined) {
      const read = await sharedEvents.there;
      if (read === undefined) return { again: sharedEvents.again };
      this.#events.join(read);
    }
    const making = new TableMaking(this.#events, this.#customersOfEvents(slots), space);
    const there = thread === undefined ? Promise.resolve() : thread.makeTables(making, catalog);
    there.catch(() => undefined);
    return { making, there };
  }

  async #tables(
    helped: Promise<HelpedMaking>,
    slots: CustomerRows,
    space: Space,
    pacer: Pacer,
  ): Promise<Map<string, EventTable>> {
    const helping = await helped;
    pacer.check();
    if ("again" in helping) await helping.again();
    const making = "again" in helping ? new TableMaking(this.#events, slots, space) : helping.making;
    await making.here(pacer);
    if ("there" in helping) await helping.there;
    await making.here(pacer);
    return making.made;
  }

  #setColumns(attributes: readonly Attribute[], slots: Int32Array, values: readonly ColumnVector[]): void {
    const rows = runOf(slots) ?? slots;
    for (const [index, attribute] of attributes.entries()) {
      const vector = values[index];
      if (vector !== undefined) this.#columnOf(attribute).setMany(rows, vector);
    }
  }

  #columnOf({ name, type, scale }: Attribute): ColumnBuilder {
    let builder = this.#columns.get(name);
    if (builder === undefined) this.#columns.set(name, (builder = columnBuilder(type, scale)));
    return builder;
  }

  #addEvents(properties: readonly Property[], slots: Int32Array, batch: Omit<EventColumns, "customers">): void {
    if (this.#options.baseFromEvents === true) {
      for (let row = 0; row < slots.length; row++) this.#inBase.set(slots[row] ?? 0, 1);
    }
    this.#events.add({ ...batch, customers: { numbers: slots, highest: this.#slots.size - 1 }, properties });
  }

  #customersOfEvents({ rows, rowOf }: CustomerRows): CustomerRows {
    if (!this.#eventsAreNumbered) return { rows, rowOf };
    return { rows, rowOf: this.#slots.rowsByNumber(this.#events.highest, rowOf) };
  }

  #base(): { ids: SortedIds; slotsInOrder: Int32Array; rowOfSlot: Int32Array } {
    const rowOfSlot = new Int32Array(this.#slots.size).fill(-1);
    const { ids, slots } = this.#slots.inOrder((slot) => this.#inBase.get(slot) === 1);
    for (let row = 0; row < slots.length; row++) rowOfSlot[slots[row] ?? 0] = row;
    return { ids, slotsInOrder: slots, rowOfSlot };
  }

  #countUnknown(slots: GrowingArray<Int32Array>, rowOfSlot: Int32Array): number {
    let count = 0;
    for (let index = 0; index < slots.length; index++) if (rowOfSlot[slots.get(index)] === -1) count++;
    return count;
  }
}

type HelpedMaking =
  | { readonly making: TableMaking; readonly there: Promise<void> }
  /** All events have to be read again. */
  | { readonly again: () => Promise<void> };

/** The first of numbers that come one by one. */
function runOf(numbers: Int32Array): number | undefined {
  const first = numbers[0];
  if (first === undefined) return undefined;
  for (let at = 1; at < numbers.length; at++) if (numbers[at] !== first + at) return undefined;
  return first;
}

/** Makes every index now, so that no first question waits for one. */
export async function makeIndexes(
  { columns, tags, roster, derived }: Pick<Population, "columns" | "tags" | "roster" | "derived">,
  pacer: Pacer,
): Promise<void> {
  for (const [name, column] of columns) {
    derived.indexes.of(name, column, roster.rows);
    await pacer.breathe();
  }
  for (const [tag, postings] of tags) {
    derived.tagSets.of(tag, postings, roster.rows);
    await pacer.breathe();
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
