import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import type { Roster } from "../roster.js";

const BLOCK = 2_048;
/** Columns of buckets that are kept; one more and the first goes. */
const SALTS = 8;

/** Buckets of customers by salt. They depend on nothing but the id. */
export class SampleBuckets {
  readonly #space: Space;
  readonly #columns = new Map<string, { readonly buckets: Int32Array; rows: number }>();

  constructor(space: Space) {
    this.#space = space;
  }

  /** To be made anew when they are asked for. */
  clear(): void {
    for (const { buckets } of this.#columns.values()) this.#space.free(buckets);
    this.#columns.clear();
  }

  /** The buckets by row, each less 2^31 so that it is a signed number. */
  async of(salt: string, roster: Roster, pacer: Pacer): Promise<Int32Array> {
    const { bucketOf } = await import("./bucket.js");
    const column = this.#columnOf(salt, roster.rows);
    for (; column.rows < roster.rows; column.rows++) {
      const id = roster.idOf(column.rows);
      if (id !== undefined) column.buckets[column.rows] = bucketOf(salt, id) - 2 ** 31;
      if (column.rows % BLOCK === 0) await pacer.breathe();
    }
    return column.buckets;
  }

  #columnOf(salt: string, rows: number): { readonly buckets: Int32Array; rows: number } {
    const known = this.#columns.get(salt);
    if (known !== undefined && known.buckets.length >= rows) return known;
    const column = { buckets: this.#space.int32(paddedRows(rows)), rows: known?.rows ?? 0 };
    if (known !== undefined) {
      column.buckets.set(known.buckets);
      this.#space.free(known.buckets);
    }
    this.#columns.set(salt, column);
    const [first] = this.#columns.keys();
    if (first !== undefined && this.#columns.size > SALTS) this.#columns.delete(first);
    return column;
  }
}
