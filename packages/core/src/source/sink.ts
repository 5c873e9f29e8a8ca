import type { Attribute, Property } from "../catalog/catalog.js";
import type { CustomerRecord, EventRecord, TagRecord } from "./records.js";

/**
 * Where an engine takes readable rows in. Order: all customers, then appended attributes, events and tags. Rows of
 * customers outside the base are counted by the engine and add nobody, unless the base comes from the events.
 */
export interface RecordSink {
  /** Throws `duplicate_customer` for an id it has already. */
  addCustomers(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void;
  append(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void;
  addEvents(properties: readonly Property[], records: readonly EventRecord[]): void;
  addTags(records: readonly TagRecord[]): void;
}
