import type { CodeData, Column, ListColumn } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import { tablesOf, withParts, type EventTable } from "../events/event-table.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Population } from "../population.js";

/** A column and how many of its rows there are. */
export interface CountedColumn {
  readonly column: Column;
  readonly rows: number;
}

/** Every column of a population: attributes, and properties of events. */
export function allColumns({ columns, events, roster }: Population): readonly CountedColumn[] {
  const properties = tablesOf(events, [...events.keys()]).flatMap(({ length, properties }) =>
    Array.from(properties.values(), (column) => ({ column, rows: length })),
  );
  return [...Array.from(columns.values(), (column) => ({ column, rows: roster.rows })), ...properties];
}

/** Codes of texts, by dictionary. */
export type Codes = Map<Dictionary, Set<number>>;

/** Adds the codes that some rows of a column have. */
export function addCodes(codes: Codes, column: Column, rows: Iterable<number>): void {
  if (column.kind !== "text" && column.kind !== "list") return;
  const known = codes.get(column.dictionary) ?? new Set<number>();
  codes.set(column.dictionary, known);
  for (const row of rows) eachCode(column, row, (place) => known.add(column.codes[place] ?? 0));
}

/** Takes out of the dictionaries those of these texts that no row has any more. */
export function forgetUnused(codes: Codes, columns: readonly CountedColumn[]): void {
  for (const [dictionary, wanted] of codes) {
    for (const { column, rows } of columns) {
      if (wanted.size === 0) break;
      if ((column.kind === "text" || column.kind === "list") && column.dictionary === dictionary) {
        leaveUnused(wanted, column, rows);
      }
    }
    dictionary.forget(wanted);
  }
}

/** Strikes out the codes that a row has. */
function leaveUnused(wanted: Set<number>, column: TextsColumn, rows: number): void {
  const { codes } = column;
  const flags = new Uint8Array(column.dictionary.size);
  for (const code of wanted) flags[code] = 1;
  const strike = (code: number): void => {
    wanted.delete(code);
    flags[code] = 0;
  };
  for (let from = 0; from < rows && wanted.size > 0; from += STRETCH) {
    const to = Math.min(from + STRETCH, rows);
    if (column.kind === "text") strikeTexts(codes, flags, column.valid, from, to, strike);
    else strikeItems(codes, flags, column, from, to, strike);
  }
}

/** Rows looked at before it is asked whether all codes are struck out. */
const STRETCH = 4_096;

function strikeTexts(
  codes: CodeData,
  flags: Uint8Array,
  valid: Bitmap,
  from: number,
  to: number,
  strike: (code: number) => void,
): void {
  for (let row = from; row < to; row++) {
    const code = codes[row] ?? 0;
    // A missing value has code 0.
    if (flags[code] === 1 && valid.has(row)) strike(code);
  }
}

function strikeItems(
  codes: CodeData,
  flags: Uint8Array,
  { starts, ends }: ListColumn,
  from: number,
  to: number,
  strike: (code: number) => void,
): void {
  for (let row = from; row < to; row++) {
    for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) {
      const code = codes[item] ?? 0;
      if (flags[code] === 1) strike(code);
    }
  }
}

/** A dictionary of the texts that rows have, and the codes of these rows turned into those of it. */
export function renewed(dictionary: Dictionary, columns: readonly CountedColumn[]): Dictionary {
  const renewed = new Dictionary();
  const codeOf = new Int32Array(dictionary.size).fill(-1);
  const done = new Set<CodeData>();
  for (const { column, rows } of columns) {
    if ((column.kind !== "text" && column.kind !== "list") || column.dictionary !== dictionary) continue;
    const { codes } = column;
    if (done.has(codes)) continue;
    done.add(codes);
    const renew = (place: number): void => {
      const code = codes[place] ?? 0;
      if ((codeOf[code] ?? -1) < 0) codeOf[code] = renewed.add(dictionary.textOf(code));
      codes[place] = codeOf[code] ?? 0;
    };
    for (let row = 0; row < rows; row++) eachCode(column, row, renew);
  }
  return renewed;
}

type TextsColumn = Extract<Column, { kind: "text" | "list" }>;

/** Tells the places of the codes of a row. */
function eachCode(column: TextsColumn, row: number, told: (place: number) => void): void {
  if (column.kind === "list") {
    for (let item = column.starts[row] ?? 0; item < (column.ends[row] ?? 0); item++) told(item);
  } else if (column.valid.has(row)) told(row);
}

/** A dictionary may grow by this many texts, and to twice what it was, before those that nobody has are left out. */
const MANY = 1_024;

/** Sees to it that dictionaries grow no faster than what they are for. */
export class Texts {
  /** Texts there were when a dictionary was made or first met. */
  readonly #before = new WeakMap<Dictionary, number>();

  /** To be called after each change. */
  kept(population: Population): Population {
    const columns = allColumns(population);
    const fresh = new Map<Dictionary, Dictionary>();
    for (const { column } of columns) {
      if (column.kind !== "text" && column.kind !== "list") continue;
      const { dictionary } = column;
      const before = this.#before.get(dictionary) ?? dictionary.size;
      this.#before.set(dictionary, before);
      if (fresh.has(dictionary) || dictionary.size <= 2 * before + MANY) continue;
      const made = renewed(dictionary, columns);
      this.#before.set(made, made.size);
      fresh.set(dictionary, made);
    }
    return fresh.size === 0 ? population : withDictionaries(population, fresh);
  }
}

function withDictionaries(population: Population, fresh: ReadonlyMap<Dictionary, Dictionary>): Population {
  const columns = new Map<string, Column>();
  for (const [name, column] of population.columns) {
    const other = withDictionary(column, fresh);
    if (other !== column) population.derived.indexes.forget(name);
    columns.set(name, other);
  }
  const events = new Map<string, EventTable>();
  for (const [type, table] of population.events) {
    const properties = withDictionaryEach(table.properties, fresh);
    const { tail } = table;
    const other = tail && withParts(tail, { properties: withDictionaryEach(tail.properties, fresh) });
    events.set(type, withParts(table, { properties, tail: other }));
  }
  return Object.freeze({ ...population, columns, events });
}

function withDictionaryEach(
  columns: ReadonlyMap<string, Column>,
  fresh: ReadonlyMap<Dictionary, Dictionary>,
): ReadonlyMap<string, Column> {
  return new Map(Array.from(columns, ([name, column]) => [name, withDictionary(column, fresh)]));
}

function withDictionary(column: Column, fresh: ReadonlyMap<Dictionary, Dictionary>): Column {
  if (column.kind !== "text" && column.kind !== "list") return column;
  const dictionary = fresh.get(column.dictionary);
  return dictionary === undefined ? column : { ...column, dictionary };
}
