import type { Column } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import type { EventTable } from "../events/event-table.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { SpaceView } from "../kernels/space.js";
import type { WrittenColumn, WrittenTable } from "./messages.js";

/** Texts that are copied for the second thread; where a dictionary has more, it is not told of them. */
const MANY = 65_536;

/** Whether the second thread can test the values of a column. */
export function canBeTested(column: Column | undefined): boolean {
  return (column?.kind !== "text" && column?.kind !== "list") || column.dictionary.size <= MANY;
}

export function writtenTable(table: EventTable): WrittenTable {
  const properties = new Map<string, WrittenColumn>();
  for (const [name, column] of table.properties) {
    if (column.kind !== "average") properties.set(name, writtenColumn(column));
  }
  return { ...table, properties, tail: table.tail && writtenTable(table.tail) };
}

function writtenColumn(column: Exclude<Column, { kind: "average" }>): WrittenColumn {
  const valid = column.valid.words;
  if (column.kind === "numeric") return { ...column, valid };
  const { dictionary, ...rest } = column;
  return { ...rest, valid, texts: canBeTested(column) ? dictionary.texts : [] };
}

/**
 * The table, its shared arrays on this buffer: every thread has an object of its own for the same memory. `known` gives the
 * dictionary of a property, where it is here already.
 */
export function readTable(
  written: WrittenTable,
  buffer: ArrayBufferLike,
  known: (property: string) => Dictionary | undefined = () => undefined,
): EventTable {
  const on = <A extends SpaceView>(array: A): A => onBuffer(array, buffer);
  const properties = new Map<string, Column>();
  for (const [name, column] of written.properties)
    properties.set(name, readColumn(column, written.length, on, known(name)));
  return {
    ...written,
    customers: on(written.customers),
    at: on(written.at),
    sequence: on(written.sequence),
    spans: { ...written.spans, spans: on(written.spans.spans) },
    properties,
    tail: written.tail && readTable(written.tail, buffer),
  };
}

function readColumn(
  column: WrittenColumn,
  length: number,
  on: <A extends SpaceView>(array: A) => A,
  known: Dictionary | undefined,
): Column {
  const valid = new Bitmap(length, on(column.valid));
  if (column.kind === "numeric") return { ...column, valid, data: on(column.data) };
  const { texts, ...rest } = column;
  const dictionary = known ?? new Dictionary([...texts]);
  const codes = on(column.codes);
  if (rest.kind === "text") return { ...rest, valid, codes, dictionary };
  return { ...rest, valid, codes, dictionary, starts: on(rest.starts), ends: on(rest.ends) };
}

function onBuffer<A extends SpaceView>(array: A, buffer: ArrayBufferLike): A;
function onBuffer(array: SpaceView, buffer: ArrayBufferLike): SpaceView {
  if (array.buffer instanceof ArrayBuffer) return array;
  const { byteOffset, length } = array;
  if (array instanceof Uint8Array) return new Uint8Array(buffer, byteOffset, length);
  if (array instanceof Uint16Array) return new Uint16Array(buffer, byteOffset, length);
  if (array instanceof Int32Array) return new Int32Array(buffer, byteOffset, length);
  return new Float64Array(buffer, byteOffset, length);
}
