import type { Catalog } from "../catalog/catalog.js";
import { eventTypeOf } from "../catalog/lookup.js";
import { zoneOf } from "../plan/zone-of.js";
import type { CustomerColumns, EventColumns, TagColumns } from "./columns.js";
import {
  customerColumns,
  eventColumns,
  tagColumns,
  type ColumnReading,
  type EventLayout,
  type ValueSource,
} from "./read-columns.js";
import { columnKey, eventProperties, type Reject } from "./read-rows.js";
import type { ColumnTable } from "./table.js";
import type { ColumnarRows } from "./table-source.js";

/** How rows of a table are taken in. */
export interface TableRowsReading {
  readonly catalog: Catalog;
  /** How the table is called where its file or its columns are refused. */
  readonly name: string;
  readonly reject: Reject;
  readonly progress: (rows: number, share: number | undefined) => void;
  /** Rows that stand before those of the table, which is but a piece; 0 unless told. */
  readonly before?: number | undefined;
}

/** Customers of a table; values stand in the order of the catalogue's attributes. */
export async function* tableCustomers(rows: ColumnarRows, reading: TableRowsReading): AsyncGenerator<CustomerColumns> {
  const { mapping } = rows;
  const opened = await openedFor(rows, reading);
  const values = reading.catalog.attributes.map(({ name, type, scale }): ValueSource => {
    return { column: columnOf(opened.table, name, mapping.attributes), format: { type, scale } };
  });
  yield* customerColumns(opened, mapping.id ?? "id", values);
}

/** Events of a table; values stand in the order of `eventProperties(catalog)`. */
export async function* tableEvents(rows: ColumnarRows, reading: TableRowsReading): AsyncGenerator<EventColumns> {
  const { mapping } = rows;
  const { catalog } = reading;
  const opened = await openedFor(rows, reading);
  const owned = new Map<string, ReadonlySet<string>>();
  const keysOf = (type: string): ReadonlySet<string> => {
    let keys = owned.get(type);
    if (keys === undefined) owned.set(type, (keys = new Set(eventTypeOf(catalog, type)?.properties.map(columnKey))));
    return keys;
  };
  const values = eventProperties(catalog).map((property): EventLayout["values"][number] => {
    const { name, type, scale } = property;
    const key = columnKey(property);
    return {
      column: columnOf(opened.table, name, mapping.properties),
      format: { type, scale },
      concerns: (ofType) => keysOf(ofType).has(key),
    };
  });
  const hasSequence = mapping.sequence !== undefined || opened.table.columns.includes("sequence");
  yield* eventColumns(opened, {
    customer: mapping.customer ?? "customer",
    at: mapping.at ?? "at",
    event: mapping.event === undefined ? { column: mapping.type ?? "type" } : { type: mapping.event.normalize("NFC") },
    sequence: hasSequence ? (mapping.sequence ?? "sequence") : undefined,
    firstSequence: 0,
    refusal: (type) => (eventTypeOf(catalog, type) === undefined ? "is not an event type of the catalogue" : undefined),
    values,
  });
}

/** Tags of a table. */
export async function* tableTags(rows: ColumnarRows, reading: TableRowsReading): AsyncGenerator<TagColumns> {
  const { mapping } = rows;
  const opened = await openedFor(rows, reading);
  yield* tagColumns(opened, {
    customer: mapping.customer ?? "customer",
    tag: mapping.tag ?? "tag",
    at: mapping.at ?? (opened.table.columns.includes("at") ? "at" : undefined),
  });
}

/** @throws AudienceError `bad_file` */
async function openedFor(
  rows: ColumnarRows,
  { catalog, name, reject, progress, before }: TableRowsReading,
): Promise<ColumnReading> {
  const table =
    rows.format === "arrow"
      ? await (await import("./arrow.js")).openArrow(rows.source, name)
      : await (await import("./parquet.js")).openParquet(rows.source, name);
  return { table, name, zone: zoneOf(catalog.timeZone), reject, progress, before };
}

/** The column that was named, which has to be there, or the one of the same name, which may be missing. */
function columnOf(
  { columns }: ColumnTable,
  name: string,
  named: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (named !== undefined && Object.hasOwn(named, name)) return named[name];
  return columns.includes(name) ? name : undefined;
}
