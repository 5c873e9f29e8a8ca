import { catalogIssues } from "../../catalog/check.js";
import type { Catalog } from "../../catalog/catalog.js";
import { refuse } from "../../issue/issue.js";
import type { Column } from "../columns/columns.js";
import type { Dictionary } from "../columns/dictionary.js";
import { encodedTexts } from "../encoded-texts.js";
import { roomFor, type EventTable } from "../events/event-table.js";
import { paddedRows, paddedWords } from "../kernels/kernels.js";
import type { Loaded } from "../load/load.js";
import { Pacer } from "../pacer.js";
import type { Roster } from "../roster.js";
import { checksum } from "./checksum.js";
import { aligned, demandLittleEndian, START_LENGTH, writeStart } from "./form.js";
import type { SavedColumn, SavedColumns, SavedEvents, SavedHeader, SavedTexts } from "./header.js";
import { SectionList } from "./section-list.js";

/** How a base is saved. */
export interface SaveOptions {
  /** False: the order of each attribute's numbers is left out, and made again when the base is opened and asked. */
  readonly indexes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes that are handed out at a time, at most. */
const CHUNK = 4 * 2 ** 20;

/** The bytes of a saved base, in pieces. Nothing of the base may change until the last is taken. @throws AudienceError `aborted` */
export async function* savedBase(base: Loaded, { indexes = true, signal }: SaveOptions): AsyncGenerator<Uint8Array> {
  demandLittleEndian();
  const pacer = new Pacer(signal);
  const sections = new SectionList();
  const content = new Contents(sections).of(base, indexes);
  await pacer.breathe();
  const entries = await sections.entries(() => pacer.breathe());
  const header = new TextEncoder().encode(JSON.stringify({ ...content, sections: entries } satisfies SavedHeader));
  const padded = new Uint8Array(aligned(header.length));
  padded.set(header);
  const fileLength = sections.bytes.reduce((total, { length }) => total + length, START_LENGTH + padded.length);
  yield writeStart({ headerLength: header.length, fileLength, headerSum: checksum(padded) });
  for (const bytes of [padded, ...sections.bytes]) {
    for (let from = 0; from < bytes.length; from += CHUNK) {
      await pacer.breathe();
      // A copy: who takes it may keep it while the base changes.
      yield new Uint8Array(bytes.subarray(from, from + CHUNK));
    }
  }
}

/** Tells what a base is, and puts its arrays into sections. */
class Contents {
  readonly #sections: SectionList;
  readonly #dictionaries = new Map<Dictionary, number>();
  readonly #texts: SavedTexts[] = [];

  constructor(sections: SectionList) {
    this.#sections = sections;
  }

  of(
    { population, report, dataUntil, baseFromEvents = false }: Loaded,
    indexes: boolean,
  ): Omit<SavedHeader, "sections"> {
    const { catalog, roster, columns, events, tags, derived } = population;
    const customers = this.#customers(roster);
    const saved = this.#columns("attribute", columns, roster.rows);
    const orders = [...columns.keys()].flatMap((name) => {
      const rows = indexes ? derived.indexes.orderOf(name) : undefined;
      return rows === undefined ? [] : [{ name, rows: this.#sections.add(`attribute ${name}, order`, rows) }];
    });
    return {
      catalog: readable(catalog),
      customers,
      columns: saved,
      orders,
      events: [...events].map(([type, table]) => ({
        type,
        ...this.#events(`event ${type}`, table),
        ...(table.tail === undefined ? {} : { tail: this.#events(`later event ${type}`, table.tail) }),
      })),
      tags: [...tags].map(([name, postings]) => ({
        name,
        customers: this.#sections.add(`tag ${name}, customers`, postings.customers),
        at: this.#sections.add(`tag ${name}, instants`, postings.at),
      })),
      dictionaries: this.#texts,
      report,
      baseFromEvents,
      dataUntil: dataUntil ?? null,
    };
  }

  #customers(roster: Roster): SavedHeader["customers"] {
    const ids = Array.from({ length: roster.rows }, (_, row) => roster.idOf(row) ?? "");
    return {
      rows: roster.rows,
      sorted: roster.sortedRows,
      ids: this.#encoded("customers, ids", ids),
      base: this.#sections.add("customers, living", roster.base.words, paddedWords(roster.rows)),
    };
  }

  #events(name: string, table: EventTable): SavedEvents {
    const { length, spans, firstAt, lastAt } = table;
    const rows = roomFor(length);
    return {
      length,
      customers: this.#sections.add(`${name}, customers`, table.customers, rows),
      at: this.#sections.add(`${name}, instants`, table.at, rows),
      sequence: this.#sections.add(`${name}, sequence`, table.sequence, rows),
      properties: this.#columns(`${name}, property`, table.properties, length),
      spans: {
        spans: this.#sections.add(`${name}, spans`, spans.spans, paddedRows(length)),
        width: spans.width,
      },
      firstAt: finite(firstAt),
      lastAt: finite(lastAt),
    };
  }

  #columns(of: string, columns: ReadonlyMap<string, Column>, rows: number): SavedColumns {
    return [...columns].map(([name, column]) => ({ name, column: this.#column(`${of} ${name}`, column, rows) }));
  }

  #column(name: string, column: Column, rows: number): SavedColumn {
    const add = (part: string, array: Uint8Array | Uint16Array | Int32Array | Float64Array) =>
      this.#sections.add(`${name}, ${part}`, array, paddedRows(rows));
    const valid = this.#sections.add(`${name}, valid`, column.valid.words, paddedWords(rows));
    switch (column.kind) {
      case "numeric": {
        const { type, scale } = column;
        const beyond = [...column.beyond].map(([row, exact]): [number, string] => [row, String(exact)]);
        const data = add("numbers", column.data);
        return { kind: "numeric", type, valid, data, beyond, ...(scale === undefined ? {} : { scale }) };
      }
      case "text": {
        const codes = add("codes", column.codes);
        return { kind: "text", valid, codes, dictionary: this.#dictionary(name, column.dictionary) };
      }
      case "list":
        return {
          kind: "list",
          valid,
          starts: add("starts", column.starts),
          ends: add("ends", column.ends),
          codes: this.#sections.add(`${name}, codes`, column.codes, paddedRows(column.codes.length)),
          dictionary: this.#dictionary(name, column.dictionary),
        };
      case "average":
        throw refuse("internal", "", `${name} is computed and not stored.`);
    }
  }

  /** Columns that share a dictionary share it again when they are opened. */
  #dictionary(name: string, dictionary: Dictionary): number {
    let place = this.#dictionaries.get(dictionary);
    if (place === undefined) {
      place = this.#texts.push(this.#encoded(`${name}, texts`, dictionary.texts)) - 1;
      this.#dictionaries.set(dictionary, place);
    }
    return place;
  }

  #encoded(name: string, texts: readonly string[]): SavedTexts {
    const { bytes, starts } = encodedTexts(texts);
    return { bytes: this.#sections.add(name, bytes), starts: this.#sections.add(`${name}, starts`, starts) };
  }
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** Without the names met in data that no catalogue can be given: they are met again in the saved base. */
function readable(catalog: Catalog): Catalog {
  const odd = new Set(catalogIssues(catalog).map(({ path }) => path.split("/").slice(0, 3).join("/")));
  return {
    ...catalog,
    tags: catalog.tags.filter((_, index) => !odd.has(`/tags/${index}`)),
    eventTypes: catalog.eventTypes.filter((_, index) => !odd.has(`/eventTypes/${index}`)),
  };
}
