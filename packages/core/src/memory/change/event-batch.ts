import type { Catalog, Property } from "../../catalog/catalog.js";
import type { EventRecord } from "../../source/records.js";
import type { Dictionary } from "../columns/dictionary.js";
import { rowOrder } from "../columns/column-builder.js";
import { ArrivingEvents } from "../events/arriving-events.js";
import { tablesOf, type EventTable } from "../events/event-table.js";
import type { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import type { Roster } from "../roster.js";
import { withRows } from "./event-tables.js";

/** Where a table of events is at home. */
export interface EventHome {
  readonly roster: Roster;
  readonly space: Space;
  /** The texts of each property, by its name: event types share them. */
  readonly texts: Map<string, Dictionary>;
}

/** Later events of one type in order, without those of customers outside the base. */
export async function tableOf(
  catalog: Catalog,
  type: string,
  records: readonly EventRecord[],
  properties: readonly Property[],
  { roster, space, texts }: EventHome,
): Promise<EventTable> {
  const known = records.flatMap((record) => {
    const row = roster.find(record.customer);
    return row === undefined ? [] : [{ row, record }];
  });
  // Few customers of many: they are numbered among themselves, in the order of their rows.
  const rows = Int32Array.from(new Set(known.map(({ row }) => row))).sort();
  const numbers = new Map(Array.from(rows, (row, number) => [row, number]));
  const events = new ArrivingEvents(catalog, { texts });
  events.add({
    customers: {
      numbers: Int32Array.from(known, ({ row }) => numbers.get(row) ?? 0),
      highest: rows.length - 1,
    },
    types: { codes: new Int32Array(known.length), texts: [type] },
    at: Float64Array.from(known, ({ record }) => record.at),
    sequences: Float64Array.from(known, ({ record }) => record.sequence),
    properties,
    values: properties.map((_, place) => ({ kind: "values", values: known.map(({ record }) => record.values[place]) })),
  });
  const table = await events.finish(
    type,
    { rows: rows.length, rowOf: rowOrder(rows.length) },
    new Pacer(undefined),
    space,
  );
  return withRows(table, rows, space);
}

/** The texts of properties that events have. */
export function textsOfProperties(tables: Iterable<EventTable>): Map<string, Dictionary> {
  const texts = new Map<string, Dictionary>();
  for (const { properties } of tables) {
    for (const [name, column] of properties) {
      if (column.kind === "text" || column.kind === "list") texts.set(name, column.dictionary);
    }
  }
  return texts;
}

/** The highest number of any event; -1 without any. */
export function lastSequence({ events }: Population): number {
  let last = -1;
  for (const { sequence, length } of tablesOf(events, [...events.keys()])) {
    for (let event = 0; event < length; event++) if ((sequence[event] ?? 0) > last) last = sequence[event] ?? 0;
  }
  return last;
}
