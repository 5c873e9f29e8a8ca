import type { Catalog, Typed } from "../../catalog/catalog.js";
import { eventTypeOf } from "../../catalog/lookup.js";
import type { Column, NumericColumn } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import { decodedTexts, type EncodedTexts } from "../encoded-texts.js";
import { blocksOf, millisecondsOf, roomFor, type EventTable } from "../events/event-table.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows, paddedWords, ROWS_A_PAGE } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { TagPostings } from "../population.js";
import { Roster } from "../roster.js";
import { EncodedIds } from "../sorted-ids.js";
import { areCodes, areRanges, areRows, longestRunOf } from "./contents.js";
import { inconsistent } from "./form.js";
import type { SavedColumn, SavedColumns, SavedEvents, SavedHeader, SavedTexts } from "./header.js";
import type { Sections } from "./sections.js";

/**
 * Puts the parts of a base together from a header and its sections. What a section holds is looked at: rows and codes are
 * those of the base, and what is in order is, so that nothing can be read or written past an array.
 *
 * Its methods throw AudienceError `bad_file`.
 */
export class Restorer {
  readonly #header: SavedHeader;
  readonly #catalog: Catalog;
  readonly #sections: Sections;
  readonly #space: Space;
  readonly #dictionaries: readonly Dictionary[];

  constructor(header: SavedHeader, catalog: Catalog, sections: Sections, space: Space) {
    this.#header = header;
    this.#catalog = catalog;
    this.#sections = sections;
    this.#space = space;
    this.#dictionaries = header.dictionaries.map((saved) => this.#dictionary(saved));
  }

  roster(): Roster {
    const { rows, sorted, ids, base } = this.#header.customers;
    if (sorted > rows) throw inconsistent("more customers stand in order than there are");
    const { bytes, starts } = this.#texts(ids);
    if (starts.length !== rows + 1) throw inconsistent("there are not as many ids as customers");
    return new Roster({
      sorted: new EncodedIds({ bytes, starts: starts.subarray(0, sorted + 1) }),
      later: decodedTexts({ bytes, starts }, sorted),
      base: this.#bitmap(base, rows),
    });
  }

  columns(): Map<string, Column> {
    const { columns, customers } = this.#header;
    return this.#columns(columns, this.#catalog.attributes, customers.rows);
  }

  /** Rows in the order of their numbers, by attribute. */
  orders(columns: ReadonlyMap<string, Column>): Map<string, Int32Array> {
    const { rows } = this.#header.customers;
    return new Map(
      this.#header.orders.map(({ name, rows: section }) => {
        const order = this.#sections.integers(section, columns.get(name)?.valid.count());
        if (!areRows(order, rows)) throw this.#sections.odd(section, "a row is none of the base's");
        return [name, order];
      }),
    );
  }

  events(): Map<string, EventTable> {
    return new Map(
      this.#header.events.map(({ type, tail, ...saved }) => {
        const table = this.#events(type, saved);
        return [type, tail === undefined ? table : { ...table, tail: this.#events(type, tail) }];
      }),
    );
  }

  tags(): Map<string, TagPostings> {
    const { rows } = this.#header.customers;
    return new Map(
      this.#header.tags.map(({ name, customers: section, at }) => {
        const customers = this.#sections.integers(section);
        if (!areRows(customers, rows)) throw this.#sections.odd(section, "a row is none of the base's");
        return [name, { customers, at: this.#instants(at, customers.length) }];
      }),
    );
  }

  /** Of tags: as many as there are, or none where no tag has one. */
  #instants(section: number, length: number): Float64Array {
    const at = this.#sections.doubles(section);
    if (at.length !== 0 && at.length !== length) throw this.#sections.odd(section, `${length} elements are expected`);
    return at;
  }

  #events(type: string, saved: SavedEvents): EventTable {
    const { length } = saved;
    const rows = roomFor(length);
    const customers = this.#sections.integers(saved.customers, rows);
    const longestRun = longestRunOf(customers, length, this.#header.customers.rows);
    if (longestRun === undefined) throw this.#sections.odd(saved.customers, "the customers are not in order");
    const at = this.#wholes(saved.at, rows);
    const [firstAt, lastAt] = [saved.firstAt ?? Infinity, saved.lastAt ?? -Infinity];
    const unit = millisecondsOf(at);
    const spans = {
      spans: this.#sections.bytes(saved.spans.spans, paddedRows(length)),
      first: firstAt / unit,
      last: lastAt / unit,
      width: saved.spans.width,
    };
    return {
      type,
      length,
      customers,
      at,
      sequence: this.#wholes(saved.sequence, rows),
      properties: this.#columns(saved.properties, eventTypeOf(this.#catalog, type)?.properties ?? [], length),
      spans,
      blocks: blocksOf(customers, length),
      longestRun,
      firstAt,
      lastAt,
    };
  }

  /** Those of what the catalogue declares, and no others. */
  #columns(saved: SavedColumns, declared: readonly Typed[], rows: number): Map<string, Column> {
    const found = new Map(saved.map(({ name, column }) => [name, column]));
    if (found.size !== declared.length) throw inconsistent("it has not the columns of its catalogue");
    return new Map(
      declared.map((typed) => {
        const column = found.get(typed.name);
        const type = column?.kind === "numeric" ? column.type : column?.kind;
        if (column === undefined || type !== typed.type) {
          throw inconsistent(`"${typed.name}" has not the type its catalogue tells`);
        }
        return [typed.name, this.#column(column, typed, rows)];
      }),
    );
  }

  #column(saved: SavedColumn, { scale }: Typed, rows: number): Column {
    const valid = this.#bitmap(saved.valid, rows);
    switch (saved.kind) {
      case "numeric": {
        if (saved.scale !== scale) throw inconsistent("a column has not the scale its catalogue tells");
        const data = this.#sections.take(saved.data, paddedRows(rows));
        if (data instanceof Uint16Array) throw this.#sections.odd(saved.data, "numbers are expected");
        return { kind: "numeric", type: saved.type, valid, data, scale, beyond: this.#beyond(saved.beyond, rows) };
      }
      case "text": {
        const dictionary = this.#dictionaryAt(saved.dictionary);
        const codes = this.#codes(saved.codes, dictionary, paddedRows(rows));
        return { kind: "text", type: "text", valid, codes, dictionary };
      }
      case "list": {
        const dictionary = this.#dictionaryAt(saved.dictionary);
        const codes = this.#codes(saved.codes, dictionary);
        const starts = this.#sections.integers(saved.starts, paddedRows(rows));
        const ends = this.#sections.integers(saved.ends, paddedRows(rows));
        if (!areRanges(starts, ends, codes.length))
          throw this.#sections.odd(saved.ends, "an item is none of the list's");
        return { kind: "list", type: "list", valid, starts, ends, codes, dictionary };
      }
    }
  }

  #beyond(saved: readonly (readonly [number, string])[], rows: number): NumericColumn["beyond"] {
    if (saved.some(([row]) => row >= rows)) throw inconsistent("a number belongs to no row");
    return new Map(saved.map(([row, exact]) => [row, BigInt(exact)]));
  }

  #codes(section: number, { size }: Dictionary, length?: number): Uint8Array | Uint16Array | Int32Array {
    const codes = this.#sections.take(section, length);
    if (codes instanceof Float64Array || codes.length % ROWS_A_PAGE > 0)
      throw this.#sections.odd(section, "codes are expected");
    // Where there are no texts all rows have code 0, and none of them a value.
    if (!areCodes(codes, Math.max(1, size), this.#space))
      throw this.#sections.odd(section, "a code stands for no text");
    return codes;
  }

  #wholes(section: number, length: number): Int32Array | Float64Array {
    const wholes = this.#sections.take(section, length);
    if (wholes instanceof Int32Array || wholes instanceof Float64Array) return wholes;
    throw this.#sections.odd(section, "whole numbers are expected");
  }

  #bitmap(section: number, rows: number): Bitmap {
    const bitmap = new Bitmap(rows, this.#sections.integers(section, paddedWords(rows)), this.#space.kernels);
    const { words } = bitmap;
    const last = rows >>> 5;
    const beyond = (words[last] ?? 0) >>> (rows & 31) !== 0 || words.subarray(last + 1).some((word) => word !== 0);
    if (beyond) throw this.#sections.odd(section, "it marks rows past the last one");
    return bitmap;
  }

  #dictionaryAt(place: number): Dictionary {
    const dictionary = this.#dictionaries[place];
    if (dictionary === undefined) throw inconsistent("a column has no texts");
    return dictionary;
  }

  #dictionary(saved: SavedTexts): Dictionary {
    return new Dictionary(decodedTexts(this.#texts(saved)));
  }

  #texts(saved: SavedTexts): EncodedTexts {
    const bytes = this.#sections.bytes(saved.bytes);
    const starts = this.#sections.integers(saved.starts);
    let inOrder = starts[0] === 0 && starts.at(-1) === bytes.length;
    for (let text = 1; text < starts.length; text++) inOrder &&= (starts[text - 1] ?? 0) <= (starts[text] ?? 0);
    if (!inOrder) throw this.#sections.odd(saved.starts, "texts do not follow one another");
    return { bytes, starts };
  }
}
