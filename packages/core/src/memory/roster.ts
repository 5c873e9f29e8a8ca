import { compareCodePoints, sortByCodePoints } from "../adapter/code-point-order.js";
import { bytesOfTexts } from "./encoded-texts.js";
import { Bitmap } from "./kernels/bitmap.js";
import { TextIds, type SortedIds } from "./sorted-ids.js";

/** What a roster is made of again. */
export interface RosterState {
  readonly sorted: SortedIds;
  /** Ids of the rows behind the sorted ones, in the order of the rows; any text where nobody lives. */
  readonly later: readonly string[];
  /** The living rows. */
  readonly base: Bitmap;
}

/**
 * Who is in the base. A customer keeps the row it was given as long as the roster is in use; the row of one taken out is
 * not given again, because sets made before would hold a stranger then: where many are dead, the rows move together in
 * another roster. Rows of the load stand in code-point order of their ids, later ones behind them as they came.
 */
export class Roster {
  /** Rows below `sortedRows` stand in order. */
  readonly #sorted: SortedIds;
  /** By row from there on; undefined where nobody lives any more. */
  readonly #later: (string | undefined)[] = [];
  readonly #laterRows = new Map<string, number>();
  /** The later ids put in order so far, and the rows they are of. */
  #inOrder: { readonly ids: readonly string[]; readonly rows: number } = { ids: [], rows: 0 };
  #base: Bitmap;
  #size: number;
  #successor: Roster | undefined;

  /** `ids` in code-point order, each once; the roster's own from now on. */
  constructor(ids: string[] | RosterState) {
    if (Array.isArray(ids)) {
      this.#sorted = new TextIds(ids);
      this.#base = Bitmap.full(ids.length);
      this.#size = ids.length;
      return;
    }
    this.#sorted = ids.sorted;
    this.#base = ids.base;
    this.#size = ids.base.count();
    for (const id of ids.later) {
      const row = this.rows;
      const lives = ids.base.has(row);
      this.#later.push(lives ? id : undefined);
      if (lives) this.#laterRows.set(id, row);
    }
  }

  /** The roster that took the place of this one: its first rows are the living ones of this one, in their order. */
  get successor(): Roster | undefined {
    return this.#successor;
  }

  /** Rows given out, living or not. */
  get rows(): number {
    return this.#sorted.length + this.#later.length;
  }

  /** Rows below this one stand in code-point order of their ids. */
  get sortedRows(): number {
    return this.#sorted.length;
  }

  /** About what the ids take. */
  get bytes(): number {
    return this.#sorted.bytes + bytesOfTexts(this.#later.map((id) => id ?? ""));
  }

  /** Customers in the base. */
  get size(): number {
    return this.#size;
  }

  /** The living rows. Another bitmap after each change. */
  get base(): Bitmap {
    return this.#base;
  }

  /** Whether every row given out lives. */
  get whole(): boolean {
    return this.#size === this.rows;
  }

  /** Of a roster that has a successor, those who are still in that one. */
  find(id: string): number | undefined {
    return this.#stays(id) ? (this.#sortedRow(id) ?? this.#laterRows.get(id)) : undefined;
  }

  idOf(row: number): string | undefined {
    const id = this.#idAt(row);
    return id !== undefined && this.#stays(id) ? id : undefined;
  }

  /** Ids by row, where somebody lives. */
  *entries(): Generator<readonly [row: number, id: string], void, undefined> {
    for (let row = 0; row < this.rows; row++) {
      const id = this.idOf(row);
      if (id !== undefined) yield [row, id];
    }
  }

  /** Ids of these rows in code-point order. */
  *idsOf(rows: Bitmap): Generator<string, void, undefined> {
    const later = this.#laterIdsOf(rows);
    let next = 0;
    for (const row of rows.rows()) {
      if (row >= this.#sorted.length) break;
      const id = this.idOf(row);
      if (id === undefined) continue;
      for (let first = later[next]; first !== undefined && compareCodePoints(first, id) < 0; first = later[++next]) {
        yield first;
      }
      yield id;
    }
    yield* later.slice(next);
  }

  /** Gives rows to customers who have none; those of `ids` stand behind all others, in this order. */
  add(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const base = new Bitmap(this.rows + ids.length);
    base.words.set(this.#base.words);
    for (const id of ids) {
      const row = this.rows;
      this.#later.push(id);
      this.#laterRows.set(id, row);
      base.add(row);
    }
    this.#base = base;
    this.#size += ids.length;
  }

  /** Takes the customers of these rows out. */
  remove(rows: readonly number[]): void {
    const gone = new Bitmap(this.rows);
    for (const row of rows) {
      const id = this.idOf(row);
      if (id === undefined) continue;
      if (row < this.#sorted.length) this.#sorted.forget(row);
      else this.#later[row - this.#sorted.length] = undefined;
      this.#laterRows.delete(id);
      gone.add(row);
    }
    const { ids, rows: known } = this.#inOrder;
    if (ids.length > 0) this.#inOrder = { ids: ids.filter((id) => this.#laterRows.has(id)), rows: known };
    this.#size -= gone.count();
    this.#base = this.#base.without(gone);
  }

  /** A roster of the living without the dead rows between them; this one is only asked about its rows from now on. */
  successorOfLiving(): Roster {
    const later = this.#later.filter((id) => id !== undefined);
    const state = { sorted: this.#sorted.of(this.#base), later, base: Bitmap.full(this.#size) };
    this.#successor = new Roster(state);
    return this.#successor;
  }

  #idAt(row: number): string | undefined {
    if (row >= this.#sorted.length) return this.#later[row - this.#sorted.length];
    return this.#base.has(row) ? this.#sorted.at(row) : undefined;
  }

  /** Somebody taken out later is nobody here, and put in again a stranger. */
  #stays(id: string): boolean {
    if (this.#successor === undefined) return true;
    const row = this.#successor.find(id);
    return row !== undefined && row < this.#size;
  }

  #laterIdsOf(rows: Bitmap): readonly string[] {
    return this.#laterInOrder().filter((id) => {
      const row = this.#laterRows.get(id);
      return row !== undefined && rows.has(row) && this.#stays(id);
    });
  }

  /** The ids behind the sorted ones in code-point order. */
  #laterInOrder(): readonly string[] {
    const { ids, rows } = this.#inOrder;
    if (rows === this.#later.length) return ids;
    const added = this.#later.slice(rows).filter((id) => id !== undefined);
    const all: string[] = [];
    let next = 0;
    for (const id of sortByCodePoints(added)) {
      for (let known = ids[next]; known !== undefined && compareCodePoints(known, id) < 0; known = ids[++next])
        all.push(known);
      all.push(id);
    }
    for (const known of ids.slice(next)) all.push(known);
    this.#inOrder = { ids: all, rows: this.#later.length };
    return all;
  }

  #sortedRow(id: string): number | undefined {
    const standing = this.#sorted.seek(id);
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let row = middle;
      while (row >= low && !this.#base.has(row)) row--;
      const order = row < low ? -1 : standing(row);
      // What is no id, such as half of a surrogate pair, may be encoded like one.
      if (order === 0) return this.#sorted.at(row) === id ? row : undefined;
      if (order < 0) low = middle + 1;
      else high = row;
    }
    return undefined;
  }
}
