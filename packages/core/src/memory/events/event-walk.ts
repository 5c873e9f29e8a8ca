import type { InstantRange, PlanFilter } from "../../plan/plan.js";
import type { EventTable } from "./event-table.js";
import type { Pacer } from "../pacer.js";
import { predicateOf, type Predicate } from "../columns/predicate.js";

/** Events between two turns given to others. */
const BLOCK = 32_768;

/** The events of one table that are looked at. */
export interface EventSource {
  readonly table: EventTable;
  readonly admits: Predicate;
}

/** Told of every admitted event, customer by customer, each source in the order of its events. */
export interface EventVisitor {
  event(source: number, index: number): void;
  /** After the events of a customer who has any. */
  end(customer: number): void;
}

/** The tables of these event types; a type without events has none. */
export function tablesOf(events: ReadonlyMap<string, EventTable>, types: readonly string[]): readonly EventTable[] {
  return types.flatMap((type) => events.get(type) ?? []);
}

/** Whether an event meets every filter and lies in the range. */
export function admission(table: EventTable, filters: readonly PlanFilter[], range: InstantRange): Predicate {
  const { from = -Infinity, to = Infinity } = range;
  const { at } = table;
  const meets = filters.map((filter) => filterPredicate(table, filter));
  const inRange: Predicate = (event) => {
    const instant = at[event] ?? 0;
    return from <= instant && instant < to;
  };
  const [only] = meets;
  if (only === undefined) return inRange;
  if (meets.length === 1) return (event) => inRange(event) && only(event);
  return (event) => inRange(event) && meets.every((meet) => meet(event));
}

function filterPredicate(table: EventTable, filter: PlanFilter): Predicate {
  const column = table.properties.get(filter.property);
  if (column === undefined) return () => filter.exclude;
  const meets = predicateOf(column, filter.test);
  return filter.exclude ? (event) => !meets(event) : meets;
}

export async function walkEvents(sources: readonly EventSource[], visitor: EventVisitor, pacer: Pacer): Promise<void> {
  const cursors = new Int32Array(sources.length);
  let sinceBreath = 0;
  for (;;) {
    const customer = nextCustomer(sources, cursors);
    if (customer === Infinity) return;
    let any = false;
    for (let source = 0; source < sources.length; source++) {
      const start = cursors[source] ?? 0;
      const end = runEnd(sources[source], start, customer);
      for (let index = start; index < end; index++) {
        if (sources[source]?.admits(index) !== true) continue;
        visitor.event(source, index);
        any = true;
      }
      cursors[source] = end;
      sinceBreath += end - start;
    }
    if (any) visitor.end(customer);
    if (sinceBreath >= BLOCK) {
      sinceBreath = 0;
      await pacer.breathe();
    }
  }
}

/** The place after the last event of a customer, whose events begin at `start` where there are any. */
function runEnd(source: EventSource | undefined, start: number, customer: number): number {
  const customers = source?.table.customers;
  let end = start;
  while (customers?.[end] === customer) end++;
  return end;
}

function nextCustomer(sources: readonly EventSource[], cursors: Int32Array): number {
  let customer = Infinity;
  for (let source = 0; source < sources.length; source++) {
    const next = sources[source]?.table.customers[cursors[source] ?? 0] ?? Infinity;
    if (next < customer) customer = next;
  }
  return customer;
}
