import { NOTHING_BEYOND, type Column } from "../columns/columns.js";
import { blocksOf, firstOf, giveBackMade, roomFor, tablesOf, type EventTable } from "../events/event-table.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedWords, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space, SpaceView } from "../kernels/space.js";

/** Customers by row: `from` up to, not including, `to`. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

interface Part extends Rows {
  readonly whole: EventTable;
  readonly part: EventTable;
}

/** The events of some of the customers, as tables that lie within those of all. Some of the customers before come along. */
export class EventShare {
  readonly #space: Space;
  readonly #parts = new Map<string, Part>();

  constructor(space: Space) {
    this.#space = space;
  }

  /** The events of these types. What was given for other tables, or other rows, is of no further use. */
  of(
    events: ReadonlyMap<string, EventTable>,
    types: readonly string[],
    { from, to }: Rows,
  ): ReadonlyMap<string, EventTable> {
    const share = new Map<string, EventTable>();
    for (const type of types) {
      const whole = events.get(type);
      if (whole === undefined) continue;
      let known = this.#parts.get(type);
      if (known?.whole !== whole || known.from !== from || known.to !== to) {
        this.forget(type);
        known = { whole, from, to, part: tableWithin(whole, from, to) };
        this.#parts.set(type, known);
      }
      share.set(type, known.part);
    }
    return share;
  }

  forget(type: string): void {
    const known = this.#parts.get(type);
    this.#parts.delete(type);
    if (known === undefined) return;
    for (const table of tablesOf(new Map([[type, known.part]]), [type])) giveBackMade(table, this.#space);
  }
}

/** Arrays begin at whole pages, so that the kernels take them. */
function tableWithin(table: EventTable, from: number, to: number): EventTable {
  const { customers, length, spans } = table;
  const start = Math.floor(firstOf(customers, length, from) / ROWS_A_PAGE) * ROWS_A_PAGE;
  const end = firstOf(customers, length, to);
  const within = <A extends SpaceView>(array: A): A => stretch(array, start, start + roomFor(end - start));
  const own = within(customers);
  const properties = new Map<string, Column>();
  for (const [name, column] of table.properties) properties.set(name, columnWithin(column, start, end));
  const tail = table.tail && tableWithin(table.tail, from, to);
  return {
    ...table,
    length: end - start,
    customers: own,
    at: within(table.at),
    sequence: within(table.sequence),
    properties,
    spans: { ...spans, spans: within(spans.spans) },
    blocks: blocksOf(own, end - start),
    tail: tail?.length === 0 ? undefined : tail,
  };
}

function columnWithin(column: Column, start: number, end: number): Column {
  const length = end - start;
  const within = <A extends SpaceView>(array: A): A => stretch(array, start, start + roomFor(length));
  const words = stretch(column.valid.words, start >>> 5, (start >>> 5) + paddedWords(length));
  const valid = new Bitmap(length, words);
  switch (column.kind) {
    case "numeric":
      // Only sums go beyond, and no event has one.
      return { ...column, valid, data: within(column.data), beyond: NOTHING_BEYOND };
    case "text":
      return { ...column, valid, codes: within(column.codes) };
    case "list":
      return { ...column, valid, starts: within(column.starts), ends: within(column.ends) };
    case "average":
      return column;
  }
}

function stretch<A extends SpaceView>(array: A, from: number, to: number): A;
function stretch(array: SpaceView, from: number, to: number): SpaceView {
  return array.subarray(from, to);
}
