import type { Catalog, Property } from "../../catalog/catalog.js";
import { eventTypeOf } from "../../catalog/lookup.js";
import { columnKey } from "../../source/read-rows.js";
import type { EventRecord } from "../../source/records.js";
import { columnBuilder } from "../columns/column-builder.js";
import { Dictionary } from "../columns/dictionary.js";
import { tablesOf, type EventTable } from "../events/event-table.js";
import { EventTableBuilder } from "../events/event-table-builder.js";
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
  const own = eventTypeOf(catalog, type)?.properties ?? [];
  const places = new Map(properties.map((property, place) => [columnKey(property), place]));
  const builders = own.map((property) => {
    const dictionary = texts.get(property.name) ?? new Dictionary();
    texts.set(property.name, dictionary);
    return { property, builder: columnBuilder(property.type, property.scale, dictionary) };
  });
  const known = records.flatMap((record) => {
    const row = roster.find(record.customer);
    return row === undefined ? [] : [{ row, record }];
  });
  // Few customers of many: they are numbered among themselves, in the order of their rows.
  const rows = Int32Array.from(new Set(known.map(({ row }) => row))).sort();
  const slots = new Map(Array.from(rows, (row, slot) => [row, slot]));
  const table = new EventTableBuilder(type, new Map(builders.map(({ property, builder }) => [property.name, builder])));
  for (const { row, record } of known) {
    const place = table.add(slots.get(row) ?? 0, record.at, record.sequence);
    for (const { property, builder } of builders) {
      builder.set(place, record.values[places.get(columnKey(property)) ?? -1]);
    }
  }
  const order = Int32Array.from(rows, (_, slot) => slot);
  return withRows(await table.finish(order, rows.length, new Pacer(undefined), space), rows, space);
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
