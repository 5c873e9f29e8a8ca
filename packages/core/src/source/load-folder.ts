import type { Attribute, Property } from "../catalog/catalog.js";
import { refuse } from "../issue/issue.js";
import { zoneOf } from "../plan/zone-of.js";
import { UnreadableValue } from "./cells.js";
import { idCount, idTexts, type CustomerColumns } from "./columns.js";
import type { ColumnOf, CustomerSource, DataFolder, EventSource, TagSource } from "./config.js";
import type { OpenDataFile } from "./data-file.js";
import {
  customerColumns,
  eventColumns,
  idColumns,
  tagColumns,
  type ColumnReading,
  type ValueSource,
} from "./read-columns.js";
import { formatOf, openTable, recordsOf, type RowReader } from "./read-table.js";
import type { Reject } from "./read-rows.js";
import type { CustomerRecord, LoadProgress } from "./records.js";
import type { RejectionList } from "./rejections.js";
import type { RecordSink } from "./sink.js";
import type { ColumnTable, RowTable } from "./table.js";
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
  /** Awaited between batches: lets others have their turn. */
  readonly breathe?: (() => Promise<void>) | undefined;
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
  const reading = { name: source.file, zone: zoneOf("UTC"), reject, progress: () => undefined };
  if (table.kind === "columns") {
    for await (const batch of idColumns({ ...reading, table }, source.id)) {
      const text = idTexts(batch);
      for (let row = 0; row < idCount(batch); row++) ids.add(text(row));
    }
    return [...ids];
  }
  const read = (row: RowReader): string => readId(row.raw(0));
  for await (const batch of recordsOf({ ...reading, table, columns: [source.id], read })) {
    for (const id of batch) ids.add(id);
  }
  return [...ids];
}

type Stage = LoadProgress["stage"];

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
    const { sink } = this.#loading;
    await this.#readCustomers(
      "customers",
      source,
      (records) => sink.addCustomers(attributes, records),
      (batch) => sink.addCustomerColumns(attributes, batch),
    );
  }

  async append(source: CustomerSource): Promise<void> {
    const attributes = source.columns.map(({ target }) => target);
    const { sink } = this.#loading;
    const seen = new Set<string>();
    const see = (id: string): void => {
      if (seen.has(id)) throw refuse("duplicate_customer", "", `${source.file} has the id "${id}" twice.`);
      seen.add(id);
    };
    await this.#readCustomers(
      "append",
      source,
      (records) => {
        for (const { id } of records) see(id);
        sink.append(attributes, records);
      },
      (batch) => {
        const text = idTexts(batch.ids);
        for (let row = 0; row < idCount(batch.ids); row++) see(text(row));
        sink.appendColumns(attributes, batch);
      },
    );
  }

  async events(source: EventSource, position: number): Promise<void> {
    const { sink } = this.#loading;
    const properties = source.columns.map(({ target }) => target);
    const known = source.types === undefined ? undefined : new Set(source.types);
    const refusal = (type: string): string | undefined =>
      known === undefined || known.has(type) ? undefined : "is not one of the known event types";
    const before = position * SEQUENCE_STRIDE;
    const table = await openTable(this.#loading.open, source.file);
    if (table.kind === "columns") {
      const values = valuesOf(source.columns);
      const { customer, at, event } = source;
      const layout = { customer, at, event, firstSequence: before + 1, refusal, values };
      const batches = eventColumns(this.#byColumn("events", source.file, table), layout);
      return this.#take(batches, (batch) => sink.addEventColumns(properties, batch));
    }
    const formats = source.columns.map(formatOf);
    const fixed = "type" in source.event ? source.event.type : undefined;
    const typeColumn = "column" in source.event ? [source.event.column] : [];
    const columns = [source.customer, source.at, ...typeColumn, ...source.columns.map(({ column }) => column)];
    const first = 2 + typeColumn.length;
    const read = (row: RowReader, record: number) => {
      const customer = readId(row.raw(0));
      const type = fixed ?? readName(row.raw(2));
      const refused = refusal(type);
      if (refused !== undefined) throw new UnreadableValue(refused);
      const at = readInstantValue(row.raw(1), this.#zone);
      const values = formats.map((format, index) => row.value(first + index, format));
      return { customer, type, at, sequence: before + record, values };
    };
    const records = recordsOf({ ...this.#byRow("events", source.file, table), columns, read });
    return this.#take(records, (batch) => sink.addEvents(properties, batch));
  }

  async tags(source: TagSource): Promise<void> {
    const { sink } = this.#loading;
    const table = await openTable(this.#loading.open, source.file);
    if (table.kind === "columns") {
      const batches = tagColumns(this.#byColumn("tags", source.file, table), source);
      return this.#take(batches, (batch) => sink.addTagColumns(batch));
    }
    const columns = [source.customer, source.tag, ...(source.at === undefined ? [] : [source.at])];
    const read = (row: RowReader) => {
      const customer = readId(row.raw(0));
      const tag = readName(row.raw(1));
      const at =
        source.at === undefined || isMissing(row.raw(2)) ? undefined : readInstantValue(row.raw(2), this.#zone);
      return { customer, tag, at };
    };
    const records = recordsOf({ ...this.#byRow("tags", source.file, table), columns, read });
    return this.#take(records, (batch) => sink.addTags(batch));
  }

  async #readCustomers(
    stage: Stage,
    source: CustomerSource,
    add: (records: readonly CustomerRecord[]) => void,
    addColumns: (batch: CustomerColumns) => void,
  ): Promise<void> {
    const table = await openTable(this.#loading.open, source.file);
    if (table.kind === "columns") {
      const reading = this.#byColumn(stage, source.file, table);
      return this.#take(customerColumns(reading, source.id, valuesOf(source.columns)), addColumns);
    }
    const columns = [source.id, ...source.columns.map(({ column }) => column)];
    const formats = source.columns.map(formatOf);
    const read = (row: RowReader): CustomerRecord => ({
      id: readId(row.raw(0)),
      values: formats.map((format, index) => row.value(1 + index, format)),
    });
    return this.#take(recordsOf({ ...this.#byRow(stage, source.file, table), columns, read }), add);
  }

  #byRow(stage: Stage, file: string, table: RowTable) {
    return { table, ...this.#reading(stage, file) };
  }

  #byColumn(stage: Stage, file: string, table: ColumnTable): ColumnReading {
    return { table, ...this.#reading(stage, file) };
  }

  #reading(stage: Stage, file: string) {
    const { rejections, onProgress } = this.#loading;
    return {
      name: file,
      zone: this.#zone,
      reject: rejections.of(file),
      progress: (rows: number, share: number | undefined) => onProgress?.({ stage, source: file, rows, share }),
    };
  }

  async #take<Batch>(batches: AsyncIterable<Batch>, add: (batch: Batch) => void): Promise<void> {
    for await (const batch of batches) {
      if (this.#loading.signal?.aborted === true) throw refuse("aborted", "", "The load was stopped.");
      add(batch);
      await this.#loading.breathe?.();
    }
  }
}

function valuesOf(columns: readonly ColumnOf<Attribute | Property>[]): readonly ValueSource[] {
  return columns.map((column) => ({ column: column.column, format: formatOf(column) }));
}
