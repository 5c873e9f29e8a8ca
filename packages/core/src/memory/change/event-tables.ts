import type { Column, ListColumn } from "../columns/columns.js";
import { codesFor } from "../columns/narrow.js";
import {
  customersFor,
  eventTable,
  firstOf,
  giveBackDerived,
  millisecondsOf,
  roomFor,
  withParts,
  type EventTable,
} from "../events/event-table.js";
import type { Instants } from "../events/event-times.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space, SpaceView } from "../kernels/space.js";
import type { Population } from "../population.js";
import { sameKind } from "./column-change.js";
import { copyBits } from "./copy-bits.js";

/** A stretch shorter than this is copied value by value. */
const SHORT = 32;

/** Events of both tables in one; of equal ones those of the first come first. Both are of no further use. */
export function merged(first: EventTable, second: EventTable, space: Space): EventTable {
  const splice = new Splice(first.length, second.length, placesOf(first, second), space);
  const [at, later] = inOneUnit(first, second);
  const customers = splice.into(customersFor(splice.length, space), first.customers, second.customers);
  const arrays = { customers, at: splice.joined(at, later), sequence: splice.joined(first.sequence, second.sequence) };
  const properties = new Map<string, Column>();
  for (const [name, column] of first.properties) {
    const other = second.properties.get(name);
    if (other !== undefined) properties.set(name, splice.columns(column, other));
  }
  for (const table of [first, second]) giveBack(table, space);
  return eventTable(first.type, splice.length, arrays, properties, space);
}

/** The events of a population without those of these rows, ascending. */
export function withoutEventsOf(
  { events, space }: Population,
  rows: readonly number[],
): ReadonlyMap<string, EventTable> {
  const next = new Map<string, EventTable>();
  for (const [type, table] of events) {
    const tail = table.tail === undefined ? undefined : withoutRows(table.tail, rows, space);
    next.set(type, withParts(withoutRows(table, rows, space), { tail }));
  }
  return next;
}

/** The table given is of no further use. */
function withoutRows(table: EventTable, rows: readonly number[], space: Space): EventTable {
  const { customers, length } = table;
  const kept: Stretch[] = [];
  const gone: Stretch[] = [];
  let from = 0;
  for (const row of rows) {
    const [start, end] = [firstOf(customers, length, row), firstOf(customers, length, row + 1)];
    if (start === end) continue;
    gone.push({ from: start, to: end });
    kept.push({ from, to: start });
    from = end;
  }
  if (gone.length === 0) return table;
  kept.push({ from, to: length });
  const left = kept.reduce((total, stretch) => total + stretch.to - stretch.from, 0);
  const arrays = {
    customers: customersFor(left, space),
    at: closedUp(table.at, kept, left, length),
    sequence: closedUp(table.sequence, kept, left, length),
  };
  arrays.customers.set(closedUp(customers, kept, left, length).subarray(0, left));
  space.free(customers);
  const properties = new Map<string, Column>();
  for (const [name, column] of table.properties) {
    properties.set(name, columnClosedUp(column, kept, gone, left, length, space));
  }
  giveBackDerived(table, space);
  return eventTable(table.type, left, arrays, properties, space);
}

/** The table with other rows for its customers; ascending rows must stay so. The table given is of no further use. */
export function withRows(table: EventTable, rowOf: Int32Array, space: Space): EventTable {
  const { type, customers, length, properties } = table;
  for (let event = 0; event < length; event++) customers[event] = rowOf[customers[event] ?? 0] ?? 0;
  giveBackDerived(table, space);
  return eventTable(type, length, table, properties, space);
}

/** Gives all of a table back. */
function giveBack(table: EventTable, space: Space): void {
  giveBackDerived(table, space);
  for (const array of [table.customers, table.at, table.sequence]) space.free(array);
  for (const column of table.properties.values()) {
    space.free(column.valid.words);
    for (const array of arraysOf(column)) space.free(array);
  }
}

/** The arrays of a column that is stored. */
export function arraysOf(column: Column): readonly SpaceView[] {
  switch (column.kind) {
    case "numeric":
      return [column.data];
    case "text":
      return [column.codes];
    case "list":
      return [column.starts, column.ends, column.codes];
    case "average":
      return [];
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** For each event of the second table how many of the first come before it. */
function placesOf(first: EventTable, second: EventTable): Int32Array {
  const places = new Int32Array(second.length);
  const [ours, theirs] = [millisecondsOf(first.at), millisecondsOf(second.at)];
  for (let event = 0; event < second.length; event++) {
    const customer = second.customers[event] ?? 0;
    const at = (second.at[event] ?? 0) * theirs;
    const sequence = second.sequence[event] ?? 0;
    let low = event === 0 ? 0 : (places[event - 1] ?? 0);
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const before =
        (first.customers[middle] ?? 0) - customer ||
        (first.at[middle] ?? 0) * ours - at ||
        (first.sequence[middle] ?? 0) - sequence;
      if (before <= 0) low = middle + 1;
      else high = middle;
    }
    places[event] = low;
  }
  return places;
}

function inOneUnit(first: EventTable, second: EventTable): readonly [Instants, Instants] {
  const unit = Math.min(millisecondsOf(first.at), millisecondsOf(second.at));
  const [at, later] = [first, second].map((table) => {
    const factor = millisecondsOf(table.at) / unit;
    return factor === 1 ? table.at : Float64Array.from(table.at, (instant) => instant * factor);
  });
  return [at ?? first.at, later ?? second.at];
}

/** Puts the values of a second array between those of a first one. */
class Splice {
  readonly length: number;
  readonly #first: number;
  readonly #second: number;
  readonly #places: Int32Array;
  readonly #space: Space;

  constructor(first: number, second: number, places: Int32Array, space: Space) {
    this.length = first + second;
    this.#first = first;
    this.#second = second;
    this.#places = places;
    this.#space = space;
  }

  into<A extends SpaceView>(out: A, first: SpaceView, second: SpaceView): A {
    this.#eachStretch((from, to, event) => {
      if (to - from >= SHORT) out.set(first.subarray(from, to), from + event);
      else for (let place = from; place < to; place++) out[place + event] = first[place] ?? 0;
      if (event < this.#second) out[to + event] = second[event] ?? 0;
    });
    return out;
  }

  /** In an array as wide as the wider one. */
  joined<A extends SpaceView>(first: A, second: A): A {
    const wider = first.BYTES_PER_ELEMENT < second.BYTES_PER_ELEMENT ? second : first;
    return this.into(sameKind(wider, roomFor(this.length), this.#space), first, second);
  }

  columns(first: Column, second: Column): Column {
    const valid = Bitmap.in(this.#space, this.length);
    this.#eachStretch((from, to, event) => {
      copyBits(valid.words, from + event, first.valid.words, from, to - from);
      if (event < this.#second && second.valid.has(event)) valid.add(to + event);
    });
    if (first.kind === "numeric" && second.kind === "numeric") {
      return { ...first, valid, data: this.joined(first.data, second.data) };
    }
    if (first.kind === "text" && second.kind === "text") {
      const codes = codesFor(first.dictionary.size, roomFor(this.length), this.#space);
      return { ...first, valid, codes: this.into(codes, first.codes, second.codes) };
    }
    if (first.kind === "list" && second.kind === "list") return this.#lists(first, second, valid);
    return first;
  }

  #lists(first: ListColumn, second: ListColumn, valid: Bitmap): ListColumn {
    const space = this.#space;
    const [starts, ends] = [space.int32(roomFor(this.length)), space.int32(roomFor(this.length))];
    const items = itemsOf(first, this.#first) + itemsOf(second, this.#second);
    const codes = codesFor(first.dictionary.size, paddedRows(items), space);
    let end = 0;
    let at = 0;
    const take = (column: ListColumn, event: number): void => {
      starts[at] = end;
      for (let item = column.starts[event] ?? 0; item < (column.ends[event] ?? 0); item++) {
        codes[end++] = column.codes[item] ?? 0;
      }
      ends[at++] = end;
    };
    this.#eachStretch((from, to, event) => {
      for (let place = from; place < to; place++) take(first, place);
      if (event < this.#second) take(second, event);
    });
    return { ...first, valid, starts, ends, codes };
  }

  /** Tells the stretches of the first between events of the second: events `from` to `to`, then event `event`. */
  #eachStretch(told: (from: number, to: number, event: number) => void): void {
    let from = 0;
    for (let event = 0; event <= this.#second; event++) {
      const to = this.#places[event] ?? this.#first;
      told(from, to, event);
      from = to;
    }
  }
}

function itemsOf({ starts, ends }: ListColumn, length: number): number {
  let items = 0;
  for (let event = 0; event < length; event++) items += (ends[event] ?? 0) - (starts[event] ?? 0);
  return items;
}

/** Moves what is kept together; zeros follow. */
function closedUp<A extends SpaceView>(array: A, kept: readonly Stretch[], left: number, length: number): A {
  let at = 0;
  for (const { from, to } of kept) {
    array.copyWithin(at, from, to);
    at += to - from;
  }
  array.fill(0, left, length);
  return array;
}

function columnClosedUp(
  column: Column,
  kept: readonly Stretch[],
  gone: readonly Stretch[],
  left: number,
  length: number,
  space: Space,
): Column {
  const valid = Bitmap.in(space, left);
  let at = 0;
  for (const { from, to } of kept) {
    copyBits(valid.words, at, column.valid.words, from, to - from);
    at += to - from;
  }
  space.free(column.valid.words);
  if (column.kind === "list") for (const stretch of gone) forgetItems(column, stretch);
  const arrays: readonly SpaceView[] = column.kind === "list" ? [column.starts, column.ends] : arraysOf(column);
  for (const array of arrays) closedUp(array, kept, left, length);
  return { ...column, valid };
}

function forgetItems({ starts, ends, codes }: ListColumn, { from, to }: Stretch): void {
  for (let event = from; event < to; event++) codes.fill(0, starts[event], ends[event]);
}
