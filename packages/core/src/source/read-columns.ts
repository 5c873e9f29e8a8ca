import type { Zone } from "../plan/zone.js";
import type { ValueFormat } from "./cells.js";
import {
  gather,
  gatherIds,
  gatherNames,
  gatherVector,
  type ColumnVector,
  type CustomerColumns,
  type EventColumns,
  type IdVector,
  type NameVector,
  type TagColumns,
} from "./columns.js";
import type { RawColumn } from "./raw-column.js";
import { idReader, nameReader } from "./read-keys.js";
import type { Reject } from "./read-rows.js";
import { reusedInt32, type ReusedArray } from "./reused-array.js";
import { placeOf } from "./read-table.js";
import { instantReader, secondsReader, vectorReader, type RejectRow } from "./read-vector.js";
import type { ColumnTable } from "./table.js";

/** A table whose rows are to be read by column. */
export interface ColumnReading {
  readonly table: ColumnTable;
  readonly name: string;
  readonly zone: Zone;
  /** A row that cannot be read is rejected whole, for its first column that cannot; the others go on. */
  readonly reject: Reject;
  readonly progress: (rows: number, share: number | undefined) => void;
  /** Rows that stand before those of the table, which is but a piece; 0 unless told. */
  readonly before?: number | undefined;
}

/** A value to read: the column it stands in, absent where the table has none, and its form. */
export interface ValueSource {
  readonly column: string | undefined;
  readonly format: ValueFormat;
}

/** Where a table of events holds what. */
export interface EventLayout {
  readonly customer: string;
  readonly at: string;
  /** The type of all events, or the column that holds it. */
  readonly event: { readonly type: string } | { readonly column: string };
  /** Absent: the place of the record. */
  readonly sequence?: string | undefined;
  /** The place of the first record, where there is no column of sequences. */
  readonly firstSequence: number;
  /** What is wrong with a type, if anything. */
  readonly refusal: (type: string) => string | undefined;
  /** `concerns`: events of other types have no such value, and it is not read for them. */
  readonly values: readonly (ValueSource & { readonly concerns?: ((type: string) => boolean) | undefined })[];
}

/** @throws AudienceError `column_missing`, `bad_file` */
export function customerColumns(
  reading: ColumnReading,
  id: string,
  values: readonly ValueSource[],
): AsyncGenerator<CustomerColumns> {
  const readId = idReader();
  const readers = values.map(({ format }) => vectorReader(format, reading.zone));
  return batches(reading, [id, ...values.map(({ column }) => column)], (batch) => {
    const ids = readId(batch.column(id), batch.length, batch.rejecting(id));
    const vectors = values.map(({ column }, index) => vectorOf(batch, column, readers[index]));
    return (kept) => ({ ids: keptIds(ids, kept), values: vectors.map((vector) => keptValues(vector, kept)) });
  });
}

/** @throws AudienceError `column_missing`, `bad_file` */
export function eventColumns(reading: ColumnReading, layout: EventLayout): AsyncGenerator<EventColumns> {
  const { customer, at, event, sequence, values } = layout;
  const readId = idReader();
  const readType = nameReader();
  const readAt = secondsReader(reading.zone);
  const readSequence = vectorReader({ type: "number", scale: 0 }, reading.zone);
  const sequenceRoom = reusedInt32();
  const readers = values.map(({ format }) => vectorReader(format, reading.zone));
  const typeColumn = "column" in event ? event.column : undefined;
  const wanted = [customer, at, typeColumn, sequence, ...values.map(({ column }) => column)];
  return batches(reading, wanted, (batch) => {
    const { length } = batch;
    const customers = readId(batch.column(customer), length, batch.rejecting(customer));
    const types =
      "column" in event
        ? readType(batch.column(event.column), length, batch.rejecting(event.column))
        : { codes: new Int32Array(length), texts: [event.type] };
    refuseTypes(types, layout.refusal, batch.rejecting(typeColumn ?? ""));
    const instants = readAt(batch.column(at), length, batch.rejecting(at));
    const sequences = sequencesOf(batch, layout, readSequence, sequenceRoom);
    const vectors = values.map(({ column, concerns }, index) => {
      const reject = column === undefined ? () => undefined : concerning(batch.rejecting(column), types, concerns);
      return vectorOf(batch, column, readers[index], reject);
    });
    return (kept) => ({
      customers: keptIds(customers, kept),
      types: keptNames(types, kept),
      at: kept === undefined ? instants : gather(instants, kept),
      sequences: kept === undefined ? sequences : gather(sequences, kept),
      values: vectors.map((vector) => keptValues(vector, kept)),
    });
  });
}

/** @throws AudienceError `column_missing`, `bad_file` */
export function tagColumns(
  reading: ColumnReading,
  { customer, tag, at }: { readonly customer: string; readonly tag: string; readonly at: string | undefined },
): AsyncGenerator<TagColumns> {
  const readId = idReader();
  const readTag = nameReader();
  const readAt = instantReader(reading.zone, true);
  return batches(reading, [customer, tag, at], (batch) => {
    const { length } = batch;
    const customers = readId(batch.column(customer), length, batch.rejecting(customer));
    const tags = readTag(batch.column(tag), length, batch.rejecting(tag));
    const instants = at === undefined ? undefined : readAt(batch.column(at), length, batch.rejecting(at));
    return (kept) => ({
      customers: keptIds(customers, kept),
      tags: keptNames(tags, kept),
      at: kept === undefined || instants === undefined ? instants : gather(instants, kept),
    });
  });
}

/** @throws AudienceError `column_missing`, `bad_file` */
export function idColumns(reading: ColumnReading, id: string): AsyncGenerator<IdVector> {
  const readId = idReader();
  return batches(reading, [id], (batch) => {
    const ids = readId(batch.column(id), batch.length, batch.rejecting(id));
    return (kept) => keptIds(ids, kept);
  });
}

/** A batch being read, and what is wrong with its rows. */
class ReadBatch {
  readonly #problems = new Map<number, { readonly column: string; readonly reason: string }>();

  constructor(
    readonly length: number,
    /** Records before this batch. */
    readonly before: number,
    readonly column: (name: string) => RawColumn,
  ) {}

  rejecting(column: string): RejectRow {
    return (row, reason) => {
      if (!this.#problems.has(row)) this.#problems.set(row, { column, reason });
    };
  }

  tell(reject: Reject): void {
    const problems = [...this.#problems].sort(([a], [b]) => a - b);
    for (const [row, { column, reason }] of problems) reject(this.before + row + 1, column, reason);
  }

  /** The rows that could be read; undefined: all. */
  kept(): Int32Array | undefined {
    if (this.#problems.size === 0) return undefined;
    const kept = new Int32Array(this.length - this.#problems.size);
    for (let row = 0, at = 0; row < this.length; row++) if (!this.#problems.has(row)) kept[at++] = row;
    return kept;
  }
}

async function* batches<T>(
  { table, name, reject, progress, before: start = 0 }: ColumnReading,
  columns: readonly (string | undefined)[],
  read: (batch: ReadBatch) => (kept: Int32Array | undefined) => T,
): AsyncGenerator<T> {
  const wanted = [...new Set(columns.filter((column) => column !== undefined))];
  for (const column of wanted) placeOf(table, name, column);
  let before = start;
  for await (const { length, columns: own, share } of table.batches(wanted)) {
    const batch = new ReadBatch(length, before, (column) => own[wanted.indexOf(column)] ?? NOTHING);
    const made = read(batch);
    batch.tell(reject);
    before += length;
    progress(before, share);
    yield made(batch.kept());
  }
}

const NOTHING = { kind: "values", values: [] } as const;

function vectorOf(
  batch: ReadBatch,
  column: string | undefined,
  read: ReturnType<typeof vectorReader> | undefined,
  reject: RejectRow = batch.rejecting(column ?? ""),
): ColumnVector {
  if (column === undefined || read === undefined) return NOTHING;
  return read(batch.column(column), batch.length, reject);
}

function sequencesOf(
  batch: ReadBatch,
  { sequence, firstSequence }: EventLayout,
  read: ReturnType<typeof vectorReader>,
  room: ReusedArray<Int32Array>,
): Float64Array | Int32Array {
  const first = firstSequence + batch.before;
  const areSmall = sequence === undefined && first + batch.length <= 2 ** 31;
  const sequences = areSmall ? room(batch.length) : new Float64Array(batch.length);
  for (let row = 0; row < sequences.length; row++) sequences[row] = first + row;
  if (sequence === undefined) return sequences;
  const notWhole = batch.rejecting(sequence);
  const vector = read(batch.column(sequence), batch.length, (row) => notWhole(row, "is not a whole number"));
  for (let row = 0; row < sequences.length; row++) {
    const value =
      vector.kind !== "numbers"
        ? vector.kind === "values" && vector.values[row]
        : (vector.valid === undefined || vector.valid[row] === 1) && vector.data[row];
    if (typeof value === "number") sequences[row] = value;
  }
  return sequences;
}

function refuseTypes(types: NameVector, refusal: EventLayout["refusal"], reject: RejectRow): void {
  const reasons = types.texts.map(refusal);
  if (reasons.every((reason) => reason === undefined)) return;
  for (const [row, code] of types.codes.entries()) {
    const reason = reasons[code];
    if (reason !== undefined) reject(row, reason);
  }
}

function concerning(
  reject: RejectRow,
  types: NameVector,
  concerns: ((type: string) => boolean) | undefined,
): RejectRow {
  if (concerns === undefined) return reject;
  return (row, reason) => {
    if (concerns(types.texts[types.codes[row] ?? -1] ?? "")) reject(row, reason);
  };
}

function keptIds(ids: IdVector, kept: Int32Array | undefined): IdVector {
  return kept === undefined ? ids : gatherIds(ids, kept);
}

function keptNames(names: NameVector, kept: Int32Array | undefined): NameVector {
  return kept === undefined ? names : gatherNames(names, kept);
}

function keptValues(vector: ColumnVector, kept: Int32Array | undefined): ColumnVector {
  return kept === undefined ? vector : gatherVector(vector, kept);
}
