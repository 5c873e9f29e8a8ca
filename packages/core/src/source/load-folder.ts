import type { Attribute } from "../catalog/catalog.js";
import { refuse } from "../issue/issue.js";
import { zoneOf } from "../plan/zone-of.js";
import { UnreadableValue } from "./cells.js";
import type { ColumnOf, CustomerSource, DataFolder, EventSource, TagSource } from "./config.js";
import type { OpenDataFile } from "./data-file.js";
import { formatOf, openTable, recordsOf, type RowReader } from "./read-table.js";
import type { Reject } from "./read-rows.js";
import type { CustomerRecord, LoadProgress } from "./records.js";
import type { RejectionList } from "./rejections.js";
import type { RecordSink } from "./sink.js";
import { isMissing, readId, readInstantValue, readName } from "./values.js";

/** Room between the sequences of two event files. */
const SEQUENCE_STRIDE = 2 ** 40;

export interface FolderLoading {
  readonly open: OpenDataFile;
  readonly sink: RecordSink;
  /** Takes the rows that cannot be read. */
  readonly rejections: RejectionList;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads all files of a data folder into a sink, in order: customers, appended attributes, events, tags. Nothing is
 * usable until it has ended well: a missing file or column, a file that is not UTF-8 or an id that stands twice fails
 * the load as a whole; a row that cannot be read is rejected, counted and listed.
 */
export async function loadFolder(folder: DataFolder, loading: FolderLoading): Promise<void> {
  const reading = new Reading(folder, loading);
  if (folder.customers !== undefined) await reading.customers(folder.customers);
  for (const source of folder.append) await reading.append(source);
  for (const [position, source] of folder.events.entries()) await reading.events(source, position);
  for (const source of folder.tags) await reading.tags(source);
}

/** The ids in one column of a file: the members of a static audience. */
export async function readIds(
  open: OpenDataFile,
  source: { readonly file: string; readonly id: string },
  reject: Reject,
): Promise<string[]> {
  const ids = new Set<string>();
  const table = await openTable(open, source.file);
  const reading = {
    table,
    name: source.file,
    columns: [source.id],
    zone: zoneOf("UTC"),
    read: (row: RowReader) => readId(row.raw(0)),
    reject,
    progress: () => undefined,
  };
  for await (const batch of recordsOf(reading)) for (const id of batch) ids.add(id);
  return [...ids];
}

class Reading {
  readonly #folder: DataFolder;
  readonly #loading: FolderLoading;
  readonly #zone;

  constructor(folder: DataFolder, loading: FolderLoading) {
    this.#folder = folder;
    this.#loading = loading;
    this.#zone = zoneOf(folder.catalog.timeZone);
  }

  async customers(source: CustomerSource): Promise<void> {
    const attributes = source.columns.map(({ target }) => target);
    for await (const batch of this.#read("customers", source.file, columnsOf(source), customerReader(source.columns))) {
      this.#loading.sink.addCustomers(attributes, batch);
    }
  }

  async append(source: CustomerSource): Promise<void> {
    const attributes = source.columns.map(({ target }) => target);
    const seen = new Set<string>();
    for await (const batch of this.#read("append", source.file, columnsOf(source), customerReader(source.columns))) {
      for (const { id } of batch) {
        if (seen.has(id)) throw refuse("duplicate_customer", "", `${source.file} has the id "${id}" twice.`);
        seen.add(id);
      }
      this.#loading.sink.append(attributes, batch);
    }
  }

  async events(source: EventSource, position: number): Promise<void> {
    const properties = source.columns.map(({ target }) => target);
    const formats = source.columns.map(formatOf);
    const fixed = "type" in source.event ? source.event.type : undefined;
    const typeColumn = "column" in source.event ? [source.event.column] : [];
    const known = source.types === undefined ? undefined : new Set(source.types);
    const columns = [source.customer, source.at, ...typeColumn, ...source.columns.map(({ column }) => column)];
    const first = 2 + typeColumn.length;
    const read = (row: RowReader, record: number) => {
      const customer = readId(row.raw(0));
      const type = fixed ?? readName(row.raw(2));
      if (known !== undefined && !known.has(type)) throw new UnreadableValue(`is not one of the known event types`);
      const at = readInstantValue(row.raw(1), this.#zone);
      const values = formats.map((format, index) => row.value(first + index, format));
      return { customer, type, at, sequence: position * SEQUENCE_STRIDE + record, values };
    };
    for await (const batch of this.#read("events", source.file, columns, read)) {
      this.#loading.sink.addEvents(properties, batch);
    }
  }

  async tags(source: TagSource): Promise<void> {
    const columns = [source.customer, source.tag, ...(source.at === undefined ? [] : [source.at])];
    const read = (row: RowReader) => {
      const customer = readId(row.raw(0));
      const tag = readName(row.raw(1));
      const at =
        source.at === undefined || isMissing(row.raw(2)) ? undefined : readInstantValue(row.raw(2), this.#zone);
      return { customer, tag, at };
    };
    for await (const batch of this.#read("tags", source.file, columns, read)) {
      this.#loading.sink.addTags(batch);
    }
  }

  async *#read<T>(
    stage: LoadProgress["stage"],
    file: string,
    columns: readonly string[],
    read: (row: RowReader, record: number) => T,
  ): AsyncGenerator<readonly T[]> {
    const table = await openTable(this.#loading.open, file);
    const reject = this.#loading.rejections.of(file);
    const progress = (rows: number, share: number) => {
      this.#loading.onProgress?.({ stage, source: file, rows, share });
    };
    for await (const batch of recordsOf({ table, name: file, columns, zone: this.#zone, read, reject, progress })) {
      if (this.#loading.signal?.aborted === true) throw refuse("aborted", "", "The load was stopped.");
      yield batch;
    }
  }
}

function columnsOf(source: CustomerSource): readonly string[] {
  return [source.id, ...source.columns.map(({ column }) => column)];
}

function customerReader(columns: readonly ColumnOf<Attribute>[]): (row: RowReader) => CustomerRecord {
  const formats = columns.map(formatOf);
  return (row) => ({ id: readId(row.raw(0)), values: formats.map((format, index) => row.value(1 + index, format)) });
}
