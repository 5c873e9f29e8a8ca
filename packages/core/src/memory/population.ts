import type { Catalog } from "../catalog/catalog.js";
import type { Column } from "./columns/columns.js";
import type { EventTable } from "./events/event-table.js";

/** All that is known at one moment. Never changed: new attributes make a new one over the same customers. */
export interface Population {
  readonly catalog: Catalog;
  /** The base in code-point order; a customer's row is the position here. */
  readonly ids: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, Column>;
  readonly events: ReadonlyMap<string, EventTable>;
  readonly tags: ReadonlyMap<string, TagPostings>;
}

/** The times one tag was dropped by itself, not by a rule. */
export interface TagPostings {
  /** Rows. */
  readonly customers: Int32Array;
  /** Milliseconds since the epoch; NaN where the tag has no instant. */
  readonly at: Float64Array;
}
