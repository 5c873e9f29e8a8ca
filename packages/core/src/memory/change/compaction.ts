import type { Column } from "../columns/columns.js";
import { tablesOf, withParts, type EventTable } from "../events/event-table.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Space, SpaceView } from "../kernels/space.js";
import type { Population, TagPostings } from "../population.js";
import { arraysOf, withRows } from "./event-tables.js";

/** The population without the rows of those who were taken out. The one given is of no further use. */
export function compacted(population: Population): Population {
  const { roster, space, derived } = population;
  const kept = Int32Array.from(roster.base.rows());
  const rowOf = new Int32Array(roster.rows);
  for (let row = 0; row < kept.length; row++) rowOf[kept[row] ?? 0] = row;
  const columns = new Map<string, Column>();
  for (const [name, column] of population.columns) columns.set(name, closedUp(column, kept, roster.rows, space));
  const events = new Map<string, EventTable>();
  for (const type of population.events.keys()) {
    const [table, tail] = tablesOf(population.events, [type]).map((part) => withRows(part, rowOf, space));
    if (table !== undefined) events.set(type, withParts(table, { tail }));
  }
  for (const { customers } of population.tags.values()) moved(customers, rowOf);
  derived.indexes.clear();
  derived.tagSets.clear();
  derived.samples.clear();
  return Object.freeze({ ...population, roster: roster.successorOfLiving(), columns, events });
}

function moved(customers: TagPostings["customers"], rowOf: Int32Array): void {
  for (let index = 0; index < customers.length; index++) customers[index] = rowOf[customers[index] ?? 0] ?? 0;
}

function closedUp(column: Column, kept: Int32Array, rows: number, space: Space): Column {
  const valid = Bitmap.in(space, kept.length);
  for (let row = 0; row < kept.length; row++) if (column.valid.has(kept[row] ?? 0)) valid.add(row);
  space.free(column.valid.words);
  const arrays: readonly SpaceView[] = column.kind === "list" ? [column.starts, column.ends] : arraysOf(column);
  for (const array of arrays) {
    for (let row = 0; row < kept.length; row++) array[row] = array[kept[row] ?? 0] ?? 0;
    array.fill(0, kept.length, rows);
  }
  return { ...column, valid };
}
