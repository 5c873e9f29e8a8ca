import type { FileMetaData, RowGroup, SchemaTree } from "hyparquet";
import { refuse } from "../issue/issue.js";
import type { DataFile } from "./data-file.js";
import { readChunk, type PageReader } from "./parquet-pages.js";
import { flatTypeOf, type FlatType } from "./parquet-types.js";
import type { RawColumn } from "./raw-column.js";
import type { ColumnBatch, ColumnTable } from "./table.js";

/** Rows given on at a time. */
const SLICE = 65_536;

/**
 * Reads a Parquet file, a row group at a time.
 *
 * @throws AudienceError `bad_file` where it is no Parquet file, or is damaged
 */
export async function openParquet(file: DataFile, name: string): Promise<ColumnTable> {
  const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  const metadata = await parquetMetadataAsync(asyncBuffer(file)).catch((cause: unknown) => {
    throw refuse("bad_file", "", `${name} cannot be read as Parquet.`, undefined, { cause });
  });
  const schema = parquetSchema(metadata);
  return {
    kind: "columns",
    columns: schema.children.map(({ element }) => element.name),
    batches: (columns) => batches(new ParquetFile(file, metadata, schema), name, columns),
  };
}

async function* batches(file: ParquetFile, name: string, columns: readonly string[]): AsyncGenerator<ColumnBatch> {
  const reader = await pageReader();
  const { row_groups: groups, num_rows: total } = file.metadata;
  let before = 0;
  for (const group of groups) {
    const rows = Number(group.num_rows);
    const read = await file.columnsOf(group, before, columns, reader).catch((cause: unknown) => {
      throw refuse("bad_file", "", `${name} is damaged: a row group cannot be read.`, undefined, { cause });
    });
    for (let from = 0; from < rows; from += SLICE) {
      const to = Math.min(from + SLICE, rows);
      const share = (before + to) / Number(total);
      yield { length: to - from, share, columns: read.map((column) => slice(column, from, to)) };
    }
    before += rows;
  }
}

function slice(column: RawColumn, from: number, to: number): RawColumn {
  switch (column.kind) {
    case "numbers":
      return { ...column, data: column.data.subarray(from, to), valid: column.valid?.subarray(from, to) };
    case "texts":
      return { ...column, codes: column.codes.subarray(from, to) };
    case "values":
      return { kind: "values", values: column.values.slice(from, to) };
  }
}

async function pageReader(): Promise<PageReader> {
  const [column, pages, plain, convert, { compressors }] = await Promise.all([
    import("hyparquet/src/column.js"),
    import("hyparquet/src/datapage.js"),
    import("hyparquet/src/plain.js"),
    import("hyparquet/src/convert.js"),
    import("hyparquet-compressors"),
  ]);
  return { column, pages, plain, convert, compressors };
}

interface FlatColumn {
  readonly field: SchemaTree;
  readonly type: FlatType;
}

class ParquetFile {
  readonly #file: DataFile;
  readonly metadata: FileMetaData;
  readonly #schema: SchemaTree;

  constructor(file: DataFile, metadata: FileMetaData, schema: SchemaTree) {
    this.#file = file;
    this.metadata = metadata;
    this.#schema = schema;
  }

  /** The columns of a row group; those that are nested or of a rare type are read value by value. */
  async columnsOf(
    group: RowGroup,
    before: number,
    columns: readonly string[],
    reader: PageReader,
  ): Promise<readonly RawColumn[]> {
    const flat = new Map<string, FlatColumn>();
    for (const field of this.#schema.children) {
      const type = flatTypeOf(field);
      if (type !== undefined) flat.set(field.element.name, { field, type });
    }
    const nested = columns.filter((column) => !flat.has(column));
    const others = await this.#valuesOf(nested, before, before + Number(group.num_rows), reader);
    const read: RawColumn[] = [];
    for (const column of columns) {
      const known = flat.get(column);
      read.push(known === undefined ? (others.get(column) ?? NOTHING) : await this.#flat(group, column, known, reader));
    }
    return read;
  }

  async #flat(group: RowGroup, name: string, { field, type }: FlatColumn, reader: PageReader): Promise<RawColumn> {
    const metadata = group.columns.find(({ meta_data: of }) => of?.path_in_schema[0] === name)?.meta_data;
    if (metadata === undefined) throw new RangeError("A row group lacks a column.");
    // Some writers leave the place of the dictionary out, or 0: then it comes first.
    const start = Number(metadata.dictionary_page_offset || metadata.data_page_offset);
    const bytes = await this.#file.slice(start, start + Number(metadata.total_compressed_size)).arrayBuffer();
    return readChunk(reader, { bytes, metadata, path: [this.#schema, field], type, rows: Number(group.num_rows) });
  }

  async #valuesOf(
    columns: readonly string[],
    rowStart: number,
    rowEnd: number,
    { compressors }: PageReader,
  ): Promise<ReadonlyMap<string, RawColumn>> {
    if (columns.length === 0) return new Map();
    const { parquetReadObjects } = await import("hyparquet");
    const objects: Record<string, unknown>[] = await parquetReadObjects({
      file: asyncBuffer(this.#file),
      metadata: this.metadata,
      columns: [...columns],
      rowStart,
      rowEnd,
      compressors,
      parsers: { timestampFromNanoseconds },
    });
    return new Map(
      columns.map((column): readonly [string, RawColumn] => {
        return [column, { kind: "values", values: objects.map((object) => object[column]) }];
      }),
    );
  }
}

const NOTHING: RawColumn = { kind: "values", values: [] };
function asyncBuffer(file: DataFile): {
  byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
} {
  return {
    byteLength: file.size,
    slice: (start, end) => {
      const from = start < 0 ? Math.max(0, file.size + start) : start;
      return file.slice(from, end ?? file.size).arrayBuffer();
    },
  };
}

/** Cut off downwards, also before 1970. */
function timestampFromNanoseconds(nanos: bigint): Date {
  const ms = nanos / 1_000_000n;
  return new Date(Number(nanos < 0n && ms * 1_000_000n !== nanos ? ms - 1n : ms));
}
