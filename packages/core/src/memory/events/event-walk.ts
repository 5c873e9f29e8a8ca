import type { EventSelection, InstantRange } from "../../plan/plan.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { EventSelector, nextMarked } from "./event-selector.js";
import { tablesOf, type EventTable } from "./event-table.js";

/** Events between two turns given to others. */
const BLOCK = 32_768;

/** Customers and what they did. */
export interface CustomerEvents {
  readonly rows: number;
  /** The rows of living customers. */
  readonly base: Bitmap;
  readonly events: ReadonlyMap<string, EventTable>;
  readonly space: Space;
  /** Whether these are only some of the customers: then nothing is made of their events to be kept. */
  readonly part?: boolean | undefined;
}

/** The events of one table that are looked at. */
export interface EventSource {
  readonly table: EventTable;
  readonly bits: Int32Array;
}

/** Told of every event looked at, customer by customer, each source in the order of its events. */
export interface EventVisitor {
  event(source: number, index: number): void;
  /** After the events of a customer who has any. */
  end(customer: number): void;
}

/** The selected events, a selector for each table; they are given back after the work. */
export async function withSelectors<T>(
  { events, space }: Pick<CustomerEvents, "events" | "space">,
  { types, filters, range }: EventSelection,
  work: (selectors: readonly EventSelector[]) => Promise<T>,
): Promise<T> {
  const selectors = tablesOf(events, types).map((table) => new EventSelector(table, filters, range, space));
  try {
    return await work(selectors);
  } finally {
    for (const selector of selectors) selector.free();
  }
}

/** Marks all events of a selection. */
export async function selectAll(selectors: readonly EventSelector[], pacer: Pacer): Promise<void> {
  for (const selector of selectors) {
    for (let from = 0; from < selector.table.length; from += BLOCK) {
      selector.select(from, from + BLOCK);
      await pacer.breathe();
    }
  }
}

/** Walks the marked events; with `only`, those of these customers. */
export async function walkEvents(
  sources: readonly EventSource[],
  visitor: EventVisitor,
  pacer: Pacer,
  only?: Bitmap,
): Promise<void> {
  const cursors = sources.map(({ bits, table }) => nextMarked(bits, 0, table.length));
  let sinceBreath = 0;
  for (;;) {
    const customer = nextCustomer(sources, cursors);
    if (customer === Infinity) return;
    const visited = only === undefined || only.has(customer);
    for (let source = 0; source < sources.length; source++) {
      const looked = sources[source];
      if (looked === undefined) continue;
      const { bits, table } = looked;
      let cursor = cursors[source] ?? 0;
      while (table.customers[cursor] === customer) {
        if (visited) visitor.event(source, cursor);
        cursor = nextMarked(bits, cursor + 1, table.length);
        sinceBreath++;
      }
      cursors[source] = cursor;
    }
    if (visited) visitor.end(customer);
    if (sinceBreath >= BLOCK) {
      sinceBreath = 0;
      await pacer.breathe();
    }
  }
}

/** Adds the customers of the marked events. */
export function addCustomers(customers: Bitmap, { table, bits }: EventSource): void {
  const { words } = customers;
  for (let event = nextMarked(bits, 0, table.length); event < table.length;) {
    const customer = table.customers[event] ?? 0;
    words[customer >>> 5] = (words[customer >>> 5] ?? 0) | (1 << (customer & 31));
    event = nextMarked(bits, event + 1, table.length);
  }
}

/** The part of a range that is no later than an as-of. */
export function untilAsOf({ from, to = Infinity }: InstantRange, asOf: number): InstantRange {
  return { ...(from === undefined ? {} : { from }), to: Math.min(to, asOf + 1) };
}

function nextCustomer(sources: readonly EventSource[], cursors: readonly number[]): number {
  let customer = Infinity;
  for (let source = 0; source < sources.length; source++) {
    const looked = sources[source];
    const cursor = cursors[source] ?? 0;
    if (looked === undefined || cursor >= looked.table.length) continue;
    customer = Math.min(customer, looked.table.customers[cursor] ?? Infinity);
  }
  return customer;
}
