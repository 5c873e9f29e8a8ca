import type { FileMetaData, SchemaElement } from "hyparquet";
import { refuse } from "../issue/issue.js";
import type { DataFile } from "./data-file.js";
import type { ColumnBatch, ColumnTable } from "./table.js";

/**
 * Reads a Parquet file, a row group at a time. Values come as `readValue` takes them: dates and clock times without a
 * zone as text, instants as Dates, decimals as text.
 *
 * @throws AudienceError `bad_file` where it is no Parquet file.
 */
export async function openParquet(file: DataFile, name: string): Promise<ColumnTable> {
  const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
  const buffer = asyncBuffer(file);
  const metadata = await parquetMetadataAsync(buffer).catch((cause: unknown) => {
    throw refuse("bad_file", "", `${name} cannot be read as Parquet.`, undefined, { cause });
  });
  const fields = new Map(parquetSchema(metadata).children.map((child) => [child.element.name, child.element]));
  return {
    kind: "columns",
    columns: [...fields.keys()],
    batches: (columns) => batches(file, name, metadata, fields, columns),
  };
}

async function* batches(
  file: DataFile,
  name: string,
  metadata: FileMetaData,
  fields: ReadonlyMap<string, SchemaElement>,
  columns: readonly string[],
): AsyncGenerator<ColumnBatch> {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const readers = columns.map((column) => ({ column, read: reader(fields.get(column)) }));
  const total = Number(metadata.num_rows);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const objects: Record<string, unknown>[] = await parquetReadObjects({
      file: asyncBuffer(file),
      metadata,
      columns: [...columns],
      rowStart,
      rowEnd,
      compressors,
      parsers: {
        timestampFromMicroseconds: (micros) => dateOf(micros, 1_000n),
        timestampFromNanoseconds: (nanos) => dateOf(nanos, 1_000_000n),
      },
    }).catch((cause: unknown) => {
      throw refuse("bad_file", "", `${name} is damaged: a row group cannot be read.`, undefined, { cause });
    });
    const share = total === 0 ? 1 : rowEnd / total;
    yield {
      length: objects.length,
      share,
      columns: readers.map(({ column, read }) => ({
        kind: "values",
        values: objects.map((object) => read(object[column])),
      })),
    };
    rowStart = rowEnd;
  }
}

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
function dateOf(ticks: bigint, perMillisecond: bigint): Date {
  const ms = ticks / perMillisecond;
  return new Date(Number(ticks < 0n && ms * perMillisecond !== ticks ? ms - 1n : ms));
}

function reader(field: SchemaElement | undefined): (value: unknown) => unknown {
  const logical = field?.logical_type;
  if (logical?.type === "DATE" || field?.converted_type === "DATE") {
    return (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
  }
  if (logical?.type === "TIMESTAMP" && !logical.isAdjustedToUTC) {
    return (value) => (value instanceof Date ? value.toISOString().slice(0, -1) : value);
  }
  if (logical?.type === "DECIMAL" || field?.converted_type === "DECIMAL") {
    const scale = field?.scale ?? 0;
    return (value) => (typeof value === "number" ? value.toFixed(scale) : value);
  }
  return (value) => value;
}
