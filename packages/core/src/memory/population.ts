import type { Catalog } from "../catalog/catalog.js";
import type { Column } from "./columns/columns.js";
import type { Derived } from "./derived.js";
import type { EventTable } from "./events/event-table.js";
import type { Space } from "./kernels/space.js";
import type { Roster } from "./roster.js";

/** All that is known of the customers. */
export interface Population {
  readonly catalog: Catalog;
  readonly roster: Roster;
  /** Where columns, events and bitmaps lie. */
  readonly space: Space;
  readonly derived: Derived;
  readonly columns: ReadonlyMap<string, Column>;
  readonly events: ReadonlyMap<string, EventTable>;
  readonly tags: ReadonlyMap<string, TagPostings>;
}

/** The times one tag was dropped by itself, not by a rule. */
export interface TagPostings {
  /** Rows. */
  readonly customers: Int32Array;
  /** Milliseconds since the epoch; NaN where the tag has no instant, empty where it never has one. */
  readonly at: Float64Array;
}
