import type { Catalog, Property } from "../../catalog/catalog.js";
import type { World } from "../world.js";
import { readInstant, readValue, Unreadable, type Value } from "./values.js";

export interface Event {
  readonly type: string;
  readonly at: number;
  readonly sequence: number;
  readonly properties: ReadonlyMap<string, Value>;
}

export interface DroppedTag {
  readonly tag: string;
  readonly at: number | undefined;
}

/** One customer as of an instant: nothing later than it is here. */
export interface Customer {
  readonly id: string;
  readonly values: ReadonlyMap<string, Value>;
  readonly events: readonly Event[];
  readonly tags: readonly DroppedTag[];
}

/** The base, in the order given. Events and tags of unknown customers add nobody. */
export function readCustomers({ catalog, customers, events, tags }: World, asOf: number): Customer[] {
  const zone = catalog.timeZone;
  const read = readable(events, (event, index) => ({
    customer: String(event.customer),
    type: event.type,
    at: readInstant(event.at, zone),
    sequence: event.sequence ?? index,
    properties: readValues(propertiesOf(catalog, event.type), event.properties ?? {}, zone),
  }));
  const dropped = readable(tags, ({ customer, tag, at }) => ({
    customer: String(customer),
    tag: tag.normalize("NFC"),
    at: at === undefined || at === "" ? undefined : readInstant(at, zone),
  }));
  return readable(customers, (customer) => {
    const id = String(customer.id);
    return {
      id,
      values: readValues(catalog.attributes, customer.attributes ?? {}, zone),
      events: read.filter((event) => event.customer === id && event.at <= asOf),
      tags: dropped.filter((tag) => tag.customer === id && (tag.at === undefined || tag.at <= asOf)),
    };
  });
}

/** What can be read of some rows; a row with anything that cannot is left out whole. */
function readable<Row, Read>(rows: readonly Row[], read: (row: Row, index: number) => Read): Read[] {
  return rows.flatMap((row, index) => {
    try {
      return [read(row, index)];
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  });
}

/** The properties an event of this type can have. */
export function propertiesOf(catalog: Catalog, type: string): readonly Property[] {
  const known = catalog.eventTypes.find(({ name }) => name === type);
  return known?.properties ?? catalog.otherEvents?.properties ?? [];
}

/** `a ≺ b`: instant first, then sequence. Events equal in both are simultaneous, neither before the other. */
export function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

function readValues(
  declared: readonly Property[],
  raw: Readonly<Record<string, unknown>>,
  zone: string,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const property of declared) {
    const value = readValue(property, raw[property.name], zone);
    if (value !== undefined) values.set(property.name, value);
  }
  return values;
}
