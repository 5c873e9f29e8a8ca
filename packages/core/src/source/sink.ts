import type { Attribute, Property } from "../catalog/catalog.js";
import type { CustomerColumns, EventColumns, TagColumns } from "./columns.js";
import type { CustomerRecord, EventRecord, TagRecord } from "./records.js";

/**
 * Where an engine takes readable rows in, one by one or by column. Order: all customers, then appended attributes,
 * events and tags. Rows of customers outside the base are counted by the engine and add nobody, unless the base comes
 * from the events.
 */
export interface RecordSink {
  /** Throws `duplicate_customer` for an id it has already. */
  addCustomers(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void;
  append(attributes: readonly Attribute[], records: readonly CustomerRecord[]): void;
  addEvents(properties: readonly Property[], records: readonly EventRecord[]): void;
  addTags(records: readonly TagRecord[]): void;

  /** Throws `duplicate_customer` for an id it has already. */
  addCustomerColumns(attributes: readonly Attribute[], batch: CustomerColumns): void;
  appendColumns(attributes: readonly Attribute[], batch: CustomerColumns): void;
  addEventColumns(properties: readonly Property[], batch: EventColumns): void;
  addTagColumns(batch: TagColumns): void;
}
