import type { Column } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";
import { CodeIndex, type EachCode } from "./code-index.js";
import { eachHeld, eachItem } from "./held-rows.js";
import { NumberIndex } from "./number-index.js";
import { wordsWithRoom } from "./row-set.js";

export type ColumnIndex =
  { readonly kind: "codes"; readonly codes: CodeIndex } | { readonly kind: "numbers"; readonly numbers: NumberIndex };

/** An index and what it does not know. */
export interface IndexedColumn {
  readonly index: ColumnIndex;
  /** Rows whose value is another one since the index was made. */
  readonly changed: ReadonlySet<number>;
}

/** When indexes are made: with the load, when a column is first asked for, or never. */
export type IndexPolicy = "eager" | "lazy" | "none";

interface Entry extends IndexedColumn {
  /** Rows its bitmaps have room for. */
  readonly room: number;
  readonly changed: Set<number>;
}

/** The indexes of a base's attributes, by name. */
export class ColumnIndexes {
  readonly policy: IndexPolicy;
  readonly #space: Space;
  readonly #entries = new Map<string, Entry>();
  readonly #orders = new Map<string, Int32Array>();

  constructor(policy: IndexPolicy, space: Space) {
    this.policy = policy;
    this.#space = space;
  }

  /** The index of a column of `rows` rows, made now if there is none. */
  of(name: string, column: Column, rows: number): IndexedColumn | undefined {
    if (this.policy === "none") return undefined;
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    const index = indexOf(column, rows, this.#space, this.#orders.get(name));
    this.#orders.delete(name);
    if (index === undefined) return undefined;
    const entry = { index, changed: new Set<number>(), room: wordsWithRoom(rows) * 32 };
    this.#entries.set(name, entry);
    return entry;
  }

  /** The rows in the order of a column's numbers, where that is known and still true. */
  orderOf(name: string): Int32Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return this.#orders.get(name);
    return entry.index.kind === "numbers" && entry.changed.size === 0 ? entry.index.numbers.order : undefined;
  }

  /** Takes over rows in the order of a column's numbers, for the index that will be made of it. */
  keepOrder(name: string, rows: Int32Array): void {
    this.#orders.set(name, rows);
  }

  /** Says that rows of a column hold other values now. An index that knows too little is made anew when it is asked for. */
  changed(name: string, rows: Iterable<number>, total: number): void {
    this.#dropOrder(name);
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    for (const row of rows) entry.changed.add(row);
    if (entry.changed.size > Math.max(4_096, total / 64) || entry.room < total) this.forget(name);
  }

  /** To be made anew when it is asked for. */
  forget(name: string): void {
    this.#dropOrder(name);
    const index = this.#entries.get(name)?.index;
    if (index?.kind === "codes") index.codes.giveBack(this.#space);
    if (index?.kind === "numbers") index.numbers.giveBack(this.#space);
    this.#entries.delete(name);
  }

  clear(): void {
    for (const name of new Set([...this.#entries.keys(), ...this.#orders.keys()])) this.forget(name);
  }

  #dropOrder(name: string): void {
    const order = this.#orders.get(name);
    if (order !== undefined) this.#space.free(order);
    this.#orders.delete(name);
  }

  /** Bytes of the index of a column. */
  bytesOf(name: string): number {
    const index = this.#entries.get(name)?.index;
    if (index === undefined) return 0;
    return index.kind === "codes" ? index.codes.bytes : index.numbers.bytes;
  }
}

function indexOf(column: Column, rows: number, space: Space, order: Int32Array | undefined): ColumnIndex | undefined {
  switch (column.kind) {
    case "text": {
      const { codes, dictionary, valid } = column;
      const each: EachCode = (tell) => eachHeld(codes, valid, rows, tell);
      return { kind: "codes", codes: new CodeIndex(rows, dictionary.size, each, space) };
    }
    case "list": {
      const each: EachCode = (tell) => eachItem(column, tell);
      return { kind: "codes", codes: new CodeIndex(rows, column.dictionary.size, each, space) };
    }
    case "numeric":
      return column.beyond.size > 0
        ? undefined
        : { kind: "numbers", numbers: new NumberIndex(column, rows, space, order) };
    case "average":
      return undefined;
  }
}
