import type { CustomerChange } from "../../source/read-rows.js";
import type { StoredValue } from "../../source/records.js";
import type { Column } from "../columns/columns.js";
import { firstOf, tablesOf, type EventTable } from "../events/event-table.js";
import type { Population } from "../population.js";
import { changed, type ColumnChange } from "./column-change.js";
import { withoutEventsOf } from "./event-tables.js";
import { withoutTagsOf } from "./tag-postings.js";
import { addCodes, allColumns, forgetUnused, type Codes } from "./texts.js";

const NOTHING: ColumnChange = { rows: [], values: [] };

/** Gives rows to those of these customers, each told once, who have none. Nothing is known of them. */
export function withCustomers(
  population: Population,
  ids: readonly string[],
): { readonly population: Population; readonly count: number } {
  const { roster } = population;
  const strangers = ids.filter((id) => roster.find(id) === undefined);
  if (strangers.length === 0) return { population, count: 0 };
  const first = roster.rows;
  roster.add(strangers);
  const rows = strangers.map((_, index) => first + index);
  const columns = withColumns(population, () => NOTHING, rows);
  return { population: Object.freeze({ ...population, columns }), count: strangers.length };
}

/** Attributes of customers of the base as they are told, one row after the other. */
export function withValues(population: Population, changes: readonly CustomerChange[]): Population {
  const told = new Map<string, Map<number, StoredValue>>();
  for (const { id, attributes, values } of changes) {
    const row = population.roster.find(id);
    if (row === undefined) continue;
    for (const [index, { name }] of attributes.entries()) {
      const known = told.get(name) ?? new Map<number, StoredValue>();
      told.set(name, known.set(row, values[index]));
    }
  }
  const columns = withColumns(population, (name) => {
    const values = told.get(name);
    return values === undefined ? undefined : { rows: [...values.keys()], values: [...values.values()] };
  });
  return Object.freeze({ ...population, columns });
}

/** Takes the customers of these rows, ascending, out with all that is known of them. */
export function withoutCustomers(population: Population, rows: readonly number[]): Population {
  const codes: Codes = new Map();
  for (const column of population.columns.values()) addCodes(codes, column, rows);
  for (const table of tablesOf(population.events, [...population.events.keys()])) addCodesOfEvents(codes, table, rows);
  const nothing: ColumnChange = { rows, values: rows.map(() => undefined) };
  const columns = withColumns(population, () => nothing);
  const events = withoutEventsOf(population, rows);
  const tags = withoutTagsOf(population, rows);
  population.roster.remove(rows);
  const next = Object.freeze({ ...population, columns, events, tags });
  forgetUnused(codes, allColumns(next));
  return next;
}

/** The columns with what has changed of each; `added` are rows that no index knows. */
function withColumns(
  { columns, roster, space, derived }: Population,
  changeOf: (name: string) => ColumnChange | undefined,
  added: readonly number[] = [],
): ReadonlyMap<string, Column> {
  const next = new Map(columns);
  for (const [name, column] of columns) {
    const change = changeOf(name);
    if (change === undefined) continue;
    next.set(name, changed(column, roster.rows, change, space));
    derived.indexes.changed(name, [...change.rows, ...added], roster.rows);
  }
  return next;
}

function addCodesOfEvents(codes: Codes, { customers, length, properties }: EventTable, rows: readonly number[]): void {
  const events: number[] = [];
  for (const row of rows) {
    for (let event = firstOf(customers, length, row); customers[event] === row && event < length; event++) {
      events.push(event);
    }
  }
  for (const column of properties.values()) addCodes(codes, column, events);
}
