import type { NumberData, NumericColumn } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";
import { numberCuts } from "./number-cuts.js";
import { NO_ROWS, wordsWithRoom, type Patch, type RoughSet, type RowSet } from "./row-set.js";

/** Of a range with fewer than one row in this many, the rows are put together one by one. */
const FEW = 128;

/**
 * Rows in the order of their numbers, and bitmaps of the rows below some of them: any range of numbers is one bitmap
 * without another, and, unless every value has its bitmap, a patch at either end.
 */
export class NumberIndex {
  readonly bytes: number;
  readonly #size: number;
  /** Rows by number; empty when every value has its bitmap. */
  readonly #order: Int32Array;
  /** With a bitmap of its own for each value: the values. */
  readonly #values: Float64Array;
  /** The places in the order that there are bitmaps for, ascending: `below[i]` holds the rows before `cuts[i]`. */
  readonly #cuts: readonly number[];
  readonly #below: readonly Int32Array[];

  /** `given` is the order, where it is known: the index's own from now on. */
  constructor(column: NumericColumn, rows: number, space: Space, given?: Int32Array) {
    const { size, order, values, cuts, below } = numberCuts(column, rows, space, given);
    this.#size = size;
    this.#order = order;
    this.#values = values;
    this.#cuts = cuts;
    this.#below = below;
    this.bytes = this.#order.byteLength + this.#below.length * wordsWithRoom(rows) * 4;
  }

  /** The rows by their numbers, where they are kept: as the index was made. */
  get order(): Int32Array | undefined {
    return this.#order.length === 0 ? undefined : this.#order;
  }

  /** The index is of no further use. */
  giveBack(space: Space): void {
    for (const words of this.#below) space.free(words);
    space.free(this.#order);
  }

  /** The rows whose number, `data` as it is now, lies in a closed range. Of those in `changed` it says nothing true. */
  range(low: number, high: number, data: NumberData, changed: ReadonlySet<number>): RowSet | RoughSet {
    const from = this.#placeOf(low, false, data, changed);
    const to = this.#placeOf(high, true, data, changed);
    if (!(from < to)) return NO_ROWS;
    const size = to - from;
    if (size * FEW < this.#size && this.#order.length > 0) {
      const patches = [{ add: true, rows: this.#order, from, to }];
      return { kind: "rough", upper: undefined, lower: undefined, size, patches };
    }
    const [start, end] = [this.#nearestCut(from), this.#nearestCut(to)];
    const upper = this.#below[end];
    if (upper === undefined) return NO_ROWS;
    const lower = start === 0 ? undefined : this.#below[start];
    const patches = [
      ...this.#patch(this.#cuts[start] ?? 0, from, false),
      ...this.#patch(this.#cuts[end] ?? 0, to, true),
    ];
    return patches.length === 0
      ? { kind: "between", upper, lower, size }
      : { kind: "rough", upper, lower, size, patches };
  }

  /** What lies between a cut and the place meant: an upper end too low lacks rows, a lower end too low has some too many. */
  #patch(cut: number, place: number, upper: boolean): readonly Patch[] {
    if (cut === place) return [];
    const add = cut < place === upper;
    return [{ add, rows: this.#order, from: Math.min(cut, place), to: Math.max(cut, place) }];
  }

  /** How many rows have a number below this one, or, with `above`, at most this one. */
  #placeOf(number: number, above: boolean, data: NumberData, changed: ReadonlySet<number>): number {
    const precedes = (found: number): boolean => (above ? found <= number : found < number);
    if (this.#values.length > 0) {
      const value = firstPlace(this.#values.length, (place) => precedes(this.#values[place] ?? 0));
      return this.#cuts[value] ?? this.#size;
    }
    return firstPlace(this.#size, (place, end) => {
      let row = this.#order[place] ?? 0;
      for (let next = place + 1; next < end && changed.has(row); next++) row = this.#order[next] ?? 0;
      return !changed.has(row) && precedes(data[row] ?? 0);
    });
  }

  #nearestCut(place: number): number {
    let low = 0;
    let high = this.#cuts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#cuts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    const after = this.#cuts[low + 1];
    return after !== undefined && after - place < place - (this.#cuts[low] ?? 0) ? low + 1 : low;
  }
}

/** The first of `length` places that does not precede; those before it do. */
function firstPlace(length: number, precedes: (place: number, end: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (precedes(middle, high)) low = middle + 1;
    else high = middle;
  }
  return low;
}
