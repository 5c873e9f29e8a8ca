import { nearest } from "../catalog/lookup.js";
import { refuse } from "../issue/issue.js";
import type { Zone } from "../plan/zone.js";
import { UnreadableValue } from "./cells.js";
import type { ColumnOf } from "./config.js";
import { openCsv } from "./csv.js";
import type { OpenDataFile } from "./data-file.js";
import type { StoredValue } from "./records.js";
import type { RowTable, Table } from "./table.js";
import type { ValueFormat } from "./cells.js";
import { readValue } from "./values.js";

const ARROW = /\.(?:arrows?|feather|ipc)$/;

/** Opens a file of a data folder, told apart by its ending. @throws AudienceError `bad_file` */
export async function openTable(open: OpenDataFile, name: string): Promise<Table> {
  const file = await open(name);
  if (file === undefined) throw refuse("bad_file", "", `There is no file "${name}" in the data folder.`);
  const lower = name.toLowerCase();
  // Most pages read one kind of file: the readers of the others are not loaded.
  if (lower.endsWith(".parquet")) return (await import("./parquet.js")).openParquet(file, name);
  return ARROW.test(lower) ? (await import("./arrow.js")).openArrow(file, name) : openCsv(file, name);
}

/** Reads the cells of one row by their place among the columns that were asked for. */
export interface RowReader {
  /** The raw cell. */
  raw(place: number): unknown;
  value(place: number, format: ValueFormat): StoredValue;
}

export interface TableReading<T> {
  readonly table: RowTable;
  readonly name: string;
  readonly columns: readonly string[];
  readonly zone: Zone;
  /** Makes a record of a row; throws `UnreadableValue` where it cannot. */
  readonly read: (row: RowReader, record: number) => T;
  readonly reject: (record: number, column: string, reason: string) => void;
  readonly progress: (rows: number, share: number) => void;
}

/**
 * The records of a table, batch by batch. A row that cannot be read is rejected whole and the others go on.
 *
 * @throws AudienceError `column_missing` where the file lacks a column or has it twice.
 */
export async function* recordsOf<T>(reading: TableReading<T>): AsyncGenerator<readonly T[]> {
  const { table, name, columns, zone, read, reject } = reading;
  const places = columns.map((column) => placeOf(table, name, column));
  let record = 0;
  let cells: readonly unknown[] = [];
  let failed = "";
  const row: RowReader = {
    raw(place) {
      failed = columns[place] ?? "";
      return cells[places[place] ?? 0];
    },
    value(place, format) {
      failed = columns[place] ?? "";
      return readValue(cells[places[place] ?? 0], format, zone);
    },
  };
  for await (const rows of table.rows()) {
    const batch: T[] = [];
    let share = 0;
    for (const next of rows) {
      record += 1;
      share = next.share;
      if (next.problem !== undefined) {
        reject(record, "", next.problem);
        continue;
      }
      cells = next.cells;
      try {
        batch.push(read(row, record));
      } catch (error) {
        if (!(error instanceof UnreadableValue)) throw error;
        reject(record, failed, error.message);
      }
    }
    reading.progress(record, share);
    yield batch;
  }
}

/** Where a column stands. @throws AudienceError `column_missing` where it is not there, or twice. */
export function placeOf(table: Table, name: string, column: string): number {
  const place = table.columns.indexOf(column);
  if (place < 0) {
    const near = nearest(column, table.columns);
    const hint = near === undefined ? `It has ${table.columns.slice(0, 12).join(", ")}.` : `Did you mean "${near}"?`;
    throw refuse("column_missing", "", `${name} has no column "${column}".`, hint);
  }
  if (table.columns.lastIndexOf(column) !== place) {
    throw refuse("column_missing", "", `${name} has the column "${column}" twice.`, "Rename one of them.");
  }
  return place;
}

/** How a column's cells are read: lists in a file have a separator, `|` unless told. */
export function formatOf(column: ColumnOf<ValueFormat>): ValueFormat {
  const { type, scale } = column.target;
  return { type, scale, separator: type === "list" ? (column.separator ?? "|") : undefined };
}
