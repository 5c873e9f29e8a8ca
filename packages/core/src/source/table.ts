import type { RawColumn } from "./raw-column.js";

/** A row of a file: its cells in the order of the columns, or what is wrong with it. */
export interface TableRow {
  readonly cells: readonly unknown[];
  readonly problem: string | undefined;
  /** 0 to 1 of the file that is read with this row. */
  readonly share: number;
}

/** A file with named columns whose rows come as texts, batch by batch: CSV. */
export interface RowTable {
  readonly kind: "rows";
  readonly columns: readonly string[];
  rows(): AsyncIterable<readonly TableRow[]>;
}

/** Rows of a file, column by column; of use until the next batch is asked for. */
export interface ColumnBatch {
  readonly length: number;
  readonly columns: readonly RawColumn[];
  /** 0 to 1 of the file that is read with this batch, where known. */
  readonly share: number | undefined;
}

/** A file with named columns that holds its values by column: Arrow, Parquet. */
export interface ColumnTable {
  readonly kind: "columns";
  readonly columns: readonly string[];
  /** The columns of these names, in this order. */
  batches(columns: readonly string[]): AsyncIterable<ColumnBatch>;
}

export type Table = RowTable | ColumnTable;
