import type { Bitmap } from "../kernels/bitmap.js";
import type { NumericColumn } from "../columns/columns.js";

/** A column of exact sums, whole multiples of 10^-scale. */
export class SumColumnBuilder {
  readonly column: NumericColumn;
  readonly #data: Float64Array;
  readonly #beyond = new Map<number, bigint>();

  constructor(rows: number, scale: number, valid: Bitmap) {
    this.#data = new Float64Array(rows);
    this.column = { kind: "numeric", type: "number", valid, data: this.#data, scale, beyond: this.#beyond };
  }

  set(row: number, sum: number | bigint): void {
    this.#data[row] = Number(sum);
    if (typeof sum === "bigint") this.#beyond.set(row, sum);
  }
}
