import type { Column } from "../columns/columns.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { EventGaps } from "./event-gaps.js";
import type { TimeSlices } from "./event-slices.js";
import { rangeOf, spansOf, type EventSpans, type Instants } from "./event-times.js";

/** Customers whose events are looked at together: what is kept for each of them fits the caches. */
export const CUSTOMERS_A_BLOCK = 65_536;

/** Stands as the customer of what is no event: past every row. */
const NOBODY = 0x7fffffff;

/** Events of one type, by customer and then in the order they happened. The arrays are padded to whole units of 4,096. */
export interface EventTable {
  readonly type: string;
  readonly length: number;
  /** Row of the customer, ascending; what follows the last event is past every row. */
  readonly customers: Int32Array;
  /** Since the epoch: whole seconds where all instants are, else milliseconds. */
  readonly at: Instants;
  readonly sequence: Int32Array | Float64Array;
  readonly properties: ReadonlyMap<string, Column>;
  readonly spans: EventSpans;
  /** The first event of each block of customers. */
  readonly blocks: Int32Array;
  /** The events of the customer who has most. */
  readonly longestRun: number;
  /** The first and the last instant in milliseconds; Infinity and -Infinity of no event. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Events of the same type that came later, in the same order among themselves. */
  readonly tail?: EventTable | undefined;
}

/** The arrays that make the events of a table, in order. */
export type EventArrays = Pick<EventTable, "customers" | "at" | "sequence">;

/** A table of events that are in order. */
export function eventTable(
  type: string,
  length: number,
  { customers, at, sequence }: EventArrays,
  properties: ReadonlyMap<string, Column>,
  space: Space,
  longestRun = longestRunOf(customers, length),
): EventTable {
  const { first, last } = rangeOf(at, length);
  const unit = millisecondsOf(at);
  return {
    type,
    length,
    customers,
    at,
    sequence,
    properties,
    spans: spansOf(at, length, first, last, space),
    blocks: blocksOf(customers, length),
    longestRun,
    firstAt: first * unit,
    lastAt: last * unit,
  };
}

function longestRunOf(customers: Int32Array, length: number): number {
  let longestRun = Math.min(length, 1);
  // A customer has more events than the longest run so far where the one so many before is the same customer's.
  for (let event = 1; event < length; event++) if (customers[event] === customers[event - longestRun]) longestRun++;
  return longestRun;
}

/** The length of arrays of events, a little of it to be read past the last one. */
export function roomFor(length: number): number {
  return paddedRows(length + 4);
}

/** Room for the customers of a table, nobody in it. */
export function customersFor(length: number, space: Space): Int32Array {
  return space.int32(roomFor(length)).fill(NOBODY, length);
}

/** What was made of the events of a table when it was first wanted. It goes with them from table to table. */
export interface MadeOfEvents {
  starts?: Int32Array;
  slices?: TimeSlices;
  gaps?: EventGaps;
  /** The events have changed, and others have taken their place. */
  gone?: true;
}

const madeOfTables = new WeakMap<EventTable, MadeOfEvents>();

/** What was made of the events of a table, to add to. */
export function madeOf(table: EventTable): MadeOfEvents {
  const known = madeOfTables.get(table);
  if (known !== undefined) return known;
  const made: MadeOfEvents = {};
  madeOfTables.set(table, made);
  return made;
}

/** The first event of each customer, and the end: the events of customer c are those from `starts[c]` to `starts[c + 1]`. */
export function startsOf(table: EventTable, rows: number, space: Space): Int32Array {
  const made = madeOf(table);
  if (made.starts !== undefined && made.starts.length > rows) return made.starts;
  if (made.starts !== undefined) space.free(made.starts);
  const starts = space.int32(paddedRows(rows) + 1);
  const { customers, length } = table;
  for (let customer = 0, event = 0; customer < starts.length; customer++) {
    while (event < length && (customers[event] ?? 0) < customer) event++;
    starts[customer] = event;
  }
  made.starts = starts;
  return starts;
}

/** The table with another tail or other properties of the same events. The table given is of no further use. */
export function withParts(table: EventTable, parts: Partial<Pick<EventTable, "properties" | "tail">>): EventTable {
  const made = { ...table, ...parts };
  const ofEvents = madeOfTables.get(table);
  if (ofEvents !== undefined) madeOfTables.set(made, ofEvents);
  madeOfTables.delete(table);
  return made;
}

/** Bytes of what was made of the events of a table. */
export function bytesMadeOf(table: EventTable): number {
  const { starts, slices, gaps } = madeOfTables.get(table) ?? {};
  return (starts?.byteLength ?? 0) + (slices?.bytes ?? 0) + (gaps?.bytes ?? 0);
}

/** Gives back what came of the arrays of a table, not these themselves. The table is of no further use. */
export function giveBackDerived(table: EventTable, space: Space): void {
  space.free(table.spans.spans);
  giveBackMade(table, space);
}

/** Gives back what was made of the events of a table. */
export function giveBackMade(table: EventTable, space: Space): void {
  const made = madeOfTables.get(table);
  if (made === undefined) return;
  if (made.starts !== undefined) space.free(made.starts);
  made.slices?.free();
  made.gaps?.free();
  made.gone = true;
  madeOfTables.delete(table);
}

/** The tables of these event types, those of later events included; a type without events has none. */
export function tablesOf(events: ReadonlyMap<string, EventTable>, types: readonly string[]): readonly EventTable[] {
  return types.flatMap((type) => {
    const table = events.get(type);
    if (table === undefined) return [];
    return table.tail === undefined ? [table] : [table, table.tail];
  });
}

/** Milliseconds in what the instants of a table are counted in. */
export function millisecondsOf(at: Instants): 1 | 1000 {
  return at instanceof Int32Array ? 1000 : 1;
}

/** The instant of an event in milliseconds. */
export function instantOf({ at }: EventTable, event: number): number {
  return (at[event] ?? 0) * millisecondsOf(at);
}

/** The first event of a block of customers, or the end of the table. */
export function blockStart({ blocks, length }: Pick<EventTable, "blocks" | "length">, block: number): number {
  return blocks[block] ?? length;
}

/** The first event of each block of customers. */
export function blocksOf(customers: Int32Array, length: number): Int32Array {
  const last = length === 0 ? -1 : (customers[length - 1] ?? 0);
  const blocks = new Int32Array(Math.floor(last / CUSTOMERS_A_BLOCK) + 1);
  for (let block = 1; block < blocks.length; block++) {
    blocks[block] = firstOf(customers, length, block * CUSTOMERS_A_BLOCK);
  }
  return blocks;
}

/** The first event of this customer or a later one. */
export function firstOf(customers: Int32Array, length: number, customer: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((customers[middle] ?? 0) < customer) low = middle + 1;
    else high = middle;
  }
  return low;
}
