import { compareCodePoints, sortByCodePoints } from "../adapter/code-point-order.js";
import { Bitmap } from "./kernels/bitmap.js";

/**
 * Who is in the base. A customer keeps the row it was given for good; the row of one taken out is never given again.
 * Rows of the load stand in code-point order of their ids, later ones behind them as they came.
 */
export class Roster {
  /** By row; undefined where nobody lives any more. */
  readonly #ids: (string | undefined)[];
  /** Rows below this one stand in order. */
  readonly #sorted: number;
  readonly #laterRows = new Map<string, number>();
  #base: Bitmap;
  #size: number;

  /** `ids` in code-point order, each once; the roster's own from now on. */
  constructor(ids: string[]) {
    this.#ids = ids;
    this.#sorted = ids.length;
    this.#base = Bitmap.full(ids.length);
    this.#size = ids.length;
  }

  /** Rows given out, living or not. */
  get rows(): number {
    return this.#ids.length;
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
    return this.#size === this.#ids.length;
  }

  find(id: string): number | undefined {
    return this.#sortedRow(id) ?? this.#laterRows.get(id);
  }

  idOf(row: number): string | undefined {
    return this.#ids[row];
  }

  /** Ids by row, where somebody lives. */
  *entries(): Generator<readonly [row: number, id: string], void, undefined> {
    for (let row = 0; row < this.#ids.length; row++) {
      const id = this.#ids[row];
      if (id !== undefined) yield [row, id];
    }
  }

  /** Ids of these rows in code-point order. */
  *idsOf(rows: Bitmap): Generator<string, void, undefined> {
    const later = this.#laterIdsOf(rows);
    let next = 0;
    for (const row of rows.rows()) {
      if (row >= this.#sorted) break;
      const id = this.#ids[row];
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
    const base = new Bitmap(this.#ids.length + ids.length);
    base.words.set(this.#base.words);
    for (const id of ids) {
      const row = this.#ids.push(id) - 1;
      this.#laterRows.set(id, row);
      base.add(row);
    }
    this.#base = base;
    this.#size += ids.length;
  }

  /** Takes the customers of these rows out. */
  remove(rows: readonly number[]): void {
    const gone = new Bitmap(this.#ids.length);
    for (const row of rows) {
      const id = this.#ids[row];
      if (id === undefined) continue;
      this.#ids[row] = undefined;
      this.#laterRows.delete(id);
      gone.add(row);
    }
    this.#size -= gone.count();
    this.#base = this.#base.without(gone);
  }

  #laterIdsOf(rows: Bitmap): readonly string[] {
    const ids: string[] = [];
    for (let row = this.#sorted; row < this.#ids.length; row++) {
      const id = this.#ids[row];
      if (id !== undefined && rows.has(row)) ids.push(id);
    }
    return sortByCodePoints(ids);
  }

  #sortedRow(id: string): number | undefined {
    let low = 0;
    let high = this.#sorted;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let row = middle;
      while (row >= low && this.#ids[row] === undefined) row--;
      const found = row < low ? undefined : this.#ids[row];
      if (found === id) return row;
      if (found === undefined || compareCodePoints(found, id) < 0) low = middle + 1;
      else high = row;
    }
    return undefined;
  }
}
