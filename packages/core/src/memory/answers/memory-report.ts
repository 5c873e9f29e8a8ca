import { bytesOf, type Column } from "../columns/columns.js";
import { bytesOfTexts } from "../encoded-texts.js";
import { bytesMadeOf, type EventTable } from "../events/event-table.js";
import type { Population } from "../population.js";

/** Bytes of one attribute. */
export interface ColumnMemory {
  readonly name: string;
  /** Its values and texts. */
  readonly bytes: number;
  /** Its index; 0 where none has been made. */
  readonly indexBytes: number;
}

/** Bytes of the events of one type. */
export interface EventMemory {
  readonly type: string;
  readonly events: number;
  readonly bytes: number;
}

/** What a base takes of memory, in bytes. Of texts and ids it is about that, of all else exactly. */
export interface MemoryReport {
  readonly columns: readonly ColumnMemory[];
  readonly events: readonly EventMemory[];
  readonly tags: number;
  readonly ids: number;
  /** Results that are kept. */
  readonly cache: number;
  /** The sum of all of these. */
  readonly total: number;
  /** The memory of WebAssembly: what is taken of it, and its size. 0 of 0 where all lies on the heap. */
  readonly space: { readonly used: number; readonly capacity: number };
}

export function memoryReport({ roster, columns, events, tags, derived, space }: Population): MemoryReport {
  const ofColumns = [...columns].map(([name, column]) => ({
    name,
    bytes: bytesOf(column) + bytesOfDictionary(column),
    indexBytes: derived.indexes.bytesOf(name),
  }));
  const ofEvents = [...events].map(([type, table]) => ({
    type,
    events: table.length + (table.tail?.length ?? 0),
    bytes: bytesOfTable(table) + (table.tail === undefined ? 0 : bytesOfTable(table.tail)),
  }));
  const ofTags = sum([...tags.values()].map(({ customers, at }) => customers.byteLength + at.byteLength));
  const [ids, cache] = [roster.bytes, derived.leaves.bytes + derived.made.bytes];
  const parts = [
    ...ofColumns.map(({ bytes, indexBytes }) => bytes + indexBytes),
    ...ofEvents.map(({ bytes }) => bytes),
    ofTags,
    ids,
    cache,
  ];
  return {
    columns: ofColumns,
    events: ofEvents,
    tags: ofTags,
    ids,
    cache,
    total: sum(parts),
    space: { used: space.used, capacity: space.capacity },
  };
}

function bytesOfTable(table: EventTable): number {
  const { customers, at, sequence, spans, blocks, properties } = table;
  const arrays = [customers, at, sequence, spans.spans, blocks];
  return sum([
    bytesMadeOf(table),
    ...arrays.map(({ byteLength }) => byteLength),
    ...[...properties.values()].map(bytesOf),
  ]);
}

function bytesOfDictionary(column: Column): number {
  return column.kind === "text" || column.kind === "list" ? bytesOfTexts(column.dictionary.texts) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
