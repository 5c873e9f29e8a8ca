/** A row of a file: its cells in the order of the columns, or what is wrong with it. */
export interface TableRow {
  readonly cells: readonly unknown[];
  readonly problem: string | undefined;
  /** 0 to 1 of the file that is read with this row. */
  readonly share: number;
}

/** A file with named columns, read in batches. CSV gives texts, Parquet the values it holds. */
export interface Table {
  /** Rows of CSV hold every cell of the header, those of Parquet the columns that were asked for. */
  readonly kind: "csv" | "parquet";
  readonly columns: readonly string[];
  /** `columns` names those that will be read. */
  rows(columns: readonly string[]): AsyncIterable<readonly TableRow[]>;
}
