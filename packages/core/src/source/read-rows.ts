import type { Attribute, Catalog, Property, ValueType } from "../catalog/catalog.js";
import { eventTypeOf } from "../catalog/lookup.js";
import type { Zone } from "../plan/zone.js";
import { UnreadableValue } from "./cells.js";
import type {
  CustomerInput,
  CustomerRecord,
  EventInput,
  EventRecord,
  StoredValue,
  TagInput,
  TagRecord,
} from "./records.js";
import { isMissing, readId, readInstantValue, readName, readValue } from "./values.js";

const BATCH = 4_096;

/** Rows of a host, at once or as they come. */
export type Rows<T> = Iterable<T> | AsyncIterable<T>;

/** Told of each row that cannot be read; the others go on. `record` counts from 1. */
export type Reject = (record: number, column: string, reason: string) => void;

/** Reads a host's customers, batch by batch; values stand in the order of the attributes. */
export function customerRecords(
  rows: Rows<CustomerInput>,
  attributes: readonly Attribute[],
  zone: Zone,
  reject: Reject,
): AsyncGenerator<readonly CustomerRecord[]> {
  return batches(rows, reject, (row, at) => {
    at("id");
    const id = readId(row.id);
    return { id, values: attributes.map((attribute) => readField(row.attributes, attribute, zone, at)) };
  });
}

/** A readable row of a customer with the attributes it names; `values` stand in the order of `attributes`. */
export interface CustomerChange {
  readonly id: string;
  readonly attributes: readonly Attribute[];
  readonly values: readonly StoredValue[];
}

/** Reads a host's customers with only what each row names; `undefined` names nothing. */
export function customerChanges(
  rows: Rows<CustomerInput>,
  attributes: readonly Attribute[],
  zone: Zone,
  reject: Reject,
): AsyncGenerator<readonly CustomerChange[]> {
  return batches(rows, reject, (row, at) => {
    at("id");
    const id = readId(row.id);
    const told = row.attributes ?? {};
    const named = attributes.filter(({ name }) => Object.hasOwn(told, name) && told[name] !== undefined);
    return { id, attributes: named, values: named.map((attribute) => readField(told, attribute, zone, at)) };
  });
}

/** The properties of all event types of a catalogue, each name and type once: the order of an event's values. */
export function eventProperties(catalog: Catalog): readonly Property[] {
  const properties = new Map<string, Property>();
  const lists = [...catalog.eventTypes.map((type) => type.properties), catalog.otherEvents?.properties ?? []];
  for (const property of lists.flat()) {
    const key = columnKey(property);
    if (!properties.has(key)) properties.set(key, property);
  }
  return [...properties.values()];
}

/** Two properties of one name share a column when they are of one type and scale. */
export function columnKey(property: {
  readonly name: string;
  readonly type: ValueType;
  readonly scale?: number;
}): string {
  return JSON.stringify([property.name, property.type, property.scale ?? null]);
}

/**
 * Reads a host's events; values stand in the order of `eventProperties(catalog)`. An event of a type the catalogue does
 * not know is rejected. `sequenceOf` numbers those that are told without a number, by their place from 1.
 */
export function eventRecords(
  rows: Rows<EventInput>,
  catalog: Catalog,
  zone: Zone,
  reject: Reject,
  sequenceOf: (record: number) => number = (record) => record - 1,
): AsyncGenerator<readonly EventRecord[]> {
  const properties = eventProperties(catalog);
  const places = new Map(properties.map((property, place) => [columnKey(property), place]));
  const layouts = new Map<string, readonly (readonly [property: Property, place: number])[]>();
  const layoutOf = (type: string) => {
    let layout = layouts.get(type);
    if (layout !== undefined) return layout;
    layout = eventTypeOf(catalog, type)?.properties.flatMap((property) => {
      const place = places.get(columnKey(property));
      return place === undefined ? [] : [[property, place] as const];
    });
    if (layout !== undefined) layouts.set(type, layout);
    return layout;
  };
  return batches(rows, reject, (row, at, record) => {
    at("customer");
    const customer = readId(row.customer);
    at("type");
    const type = readName(row.type);
    const layout = layoutOf(type);
    if (layout === undefined) throw new UnreadableValue("is not an event type of the catalogue");
    at("at");
    const instant = readInstantValue(row.at, zone);
    at("sequence");
    const sequence = row.sequence ?? sequenceOf(record);
    if (!Number.isSafeInteger(sequence)) throw new UnreadableValue("is not a whole number");
    const values: StoredValue[] = new Array<StoredValue>(properties.length).fill(undefined);
    for (const [property, place] of layout) values[place] = readField(row.properties, property, zone, at);
    return { customer, type, at: instant, sequence, values };
  });
}

/** Reads a host's tags. */
export function tagRecords(rows: Rows<TagInput>, zone: Zone, reject: Reject): AsyncGenerator<readonly TagRecord[]> {
  return batches(rows, reject, (row, at) => {
    at("customer");
    const customer = readId(row.customer);
    at("tag");
    const tag = readName(row.tag);
    at("at");
    return { customer, tag, at: isMissing(row.at) ? undefined : readInstantValue(row.at, zone) };
  });
}

function readField(
  fields: Readonly<Record<string, unknown>> | undefined,
  format: { readonly name: string; readonly type: ValueType; readonly scale?: number },
  zone: Zone,
  at: (column: string) => void,
): StoredValue {
  at(format.name);
  if (fields === undefined || !Object.hasOwn(fields, format.name)) return undefined;
  return readValue(fields[format.name], format, zone);
}

async function* batches<Row, Made>(
  rows: Rows<Row>,
  reject: Reject,
  read: (row: Row, at: (column: string) => void, record: number) => Made,
): AsyncGenerator<readonly Made[]> {
  let batch: Made[] = [];
  let record = 0;
  let column = "";
  const at = (name: string) => {
    column = name;
  };
  const take = (row: Row) => {
    record += 1;
    column = "";
    try {
      batch.push(read(row, at, record));
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      reject(record, column, error.message);
    }
  };
  const full = () => {
    const made = batch;
    batch = [];
    return made;
  };
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      take(row);
      if (batch.length === BATCH) yield full();
    }
  } else {
    for (const row of rows) {
      take(row);
      if (batch.length === BATCH) yield full();
    }
  }
  if (batch.length > 0) yield batch;
}
