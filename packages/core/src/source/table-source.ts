import type { ArrowBytes } from "./arrow-messages.js";
import type { DataFile } from "./data-file.js";

/** The columns that hold what. What is not named stands in the column of its own name, if there is one. */
export interface ColumnMapping {
  /** Of customers; `id` unless told. */
  readonly id?: string | undefined;
  /** Of events and tags; `customer` unless told. */
  readonly customer?: string | undefined;
  /** The column of event types; `type` unless told. */
  readonly type?: string | undefined;
  /** The type of all events of the table, instead of a column. */
  readonly event?: string | undefined;
  /** Instants of events and tags; `at` unless told. */
  readonly at?: string | undefined;
  /** `tag` unless told. */
  readonly tag?: string | undefined;
  /** Whole numbers; `sequence` unless told, else the place of the row. */
  readonly sequence?: string | undefined;
  /** Columns by the names of attributes. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Columns by the names of properties. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** Customers, events or tags of a file that holds its values by column. Made by `arrowTable` and `parquetTable`. */
export type ColumnarRows =
  | { readonly format: "arrow"; readonly source: ArrowBytes; readonly mapping: ColumnMapping }
  | { readonly format: "parquet"; readonly source: DataFile; readonly mapping: ColumnMapping };

/**
 * Rows of Arrow IPC, in the stream or the file format, uncompressed or with LZ4 or ZSTD: all its bytes, a file (a
 * `Blob` is one) that is read in pieces, or pieces as they come. Pieces can be loaded once.
 */
export function arrowTable(source: ArrowBytes, mapping: ColumnMapping = {}): ColumnarRows {
  return { format: "arrow", source, mapping };
}

/** Rows of a Parquet file, read a row group at a time. */
export function parquetTable(source: DataFile, mapping: ColumnMapping = {}): ColumnarRows {
  return { format: "parquet", source, mapping };
}

export function isColumnar(rows: object): rows is ColumnarRows {
  return "format" in rows && "mapping" in rows;
}
