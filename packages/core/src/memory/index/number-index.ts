import type { NumberData, NumericColumn } from "../columns/columns.js";
import type { Space } from "../kernels/space.js";
import { numberCuts } from "./number-cuts.js";
import { NO_ROWS, wordsWithRoom, type End, type RoughSet, type RowSet } from "./row-set.js";

/** Of a range with fewer than one row in this many, the rows are put together one by one. */
const FEW = 128;

/** Of the rows in order, the number of each so many stands by itself, so that few others are looked at. */
const STRIDE = 256;

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
  /** The numbers of the rows at the places 0, `STRIDE` and so on of the order, when the index was made. */
  readonly #marks: Float64Array;
  /** The places in the order that there are bitmaps for, ascending: `below[i]` holds the rows before `cuts[i]`. */
  readonly #cuts: readonly number[];
  readonly #below: readonly Int32Array[];

  /** `given` is the order, where it is known: the index's own from now on. */
  constructor(column: NumericColumn, rows: number, space: Space, given?: Int32Array) {
    const { size, order, values, cuts, below } = numberCuts(column, rows, space, given);
    this.#size = size;
    this.#order = order;
    this.#values = values;
    this.#marks = Float64Array.from(
      { length: Math.ceil(order.length / STRIDE) },
      (_, mark) => column.data[order[mark * STRIDE] ?? 0] ?? 0,
    );
    this.#cuts = cuts;
    this.#below = below;
    this.bytes = this.#order.byteLength + this.#marks.byteLength + this.#below.length * wordsWithRoom(rows) * 4;
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

  /**
   * The rows whose number, `data` as it is now, lies in a closed range; there are `rows` rows now. Of those in `changed`
   * it says nothing true.
   */
  range(low: number, high: number, data: NumberData, changed: ReadonlySet<number>, rows: number): RowSet | RoughSet {
    if (this.#order.length === 0) {
      return this.#between(firstAfter(this.#values, low, false), firstAfter(this.#values, high, true), rows);
    }
    const from = this.#placeOf(low, false, data, changed);
    const to = this.#placeOf(high, true, data, changed);
    if (!(from < to)) return NO_ROWS;
    const size = to - from;
    const [start, end] = [this.#nearestCut(from), this.#nearestCut(to)];
    const cut = this.#cuts[start] ?? 0;
    // Between two cuts, or of a few rows, there is not much of a bitmap.
    if (size * FEW < this.#size || (start === end && (to < cut || cut < from))) {
      return { kind: "loose", rows: this.#order, from, to };
    }
    const lower = from === 0 ? undefined : this.#end(start, from);
    const upper = lower !== undefined && to === rows ? undefined : this.#end(end, to);
    if (upper?.patch === undefined && lower?.patch === undefined) return this.#between(start, end, rows);
    return { kind: "rough", upper, lower, size };
  }

  /** The rows from one cut up to another. */
  #between(start: number, end: number, rows: number): RowSet {
    if (start >= end) return NO_ROWS;
    const [from = 0, to = 0] = [this.#cuts[start], this.#cuts[end]];
    const lower = start === 0 ? undefined : this.#below[start];
    // Whoever has a number lies below the last cut, and that is everybody where nobody lacks one.
    const upper = lower !== undefined && to === rows ? undefined : this.#below[end];
    return { kind: "between", upper, lower, size: to - from };
  }

  /** The rows before a place of the order, from those before a cut. */
  #end(index: number, place: number): End | undefined {
    const words = this.#below[index];
    const cut = this.#cuts[index] ?? 0;
    if (words === undefined) return undefined;
    const patch = { add: cut < place, rows: this.#order, from: Math.min(cut, place), to: Math.max(cut, place) };
    return { words, patch: cut === place ? undefined : patch };
  }

  /** How many rows have a number below this one, or, with `above`, at most this one. */
  #placeOf(number: number, above: boolean, data: NumberData, changed: ReadonlySet<number>): number {
    if (number === (above ? Infinity : -Infinity)) return above ? this.#size : 0;
    const order = this.#order;
    const mark = firstAfter(this.#marks, number, above);
    let low = mark === 0 ? 0 : (mark - 1) * STRIDE + 1;
    let high = Math.min(mark * STRIDE, this.#size);
    while (low < high) {
      const middle = (low + high) >>> 1;
      let row = order[middle] ?? 0;
      let known = changed.size === 0 || !changed.has(row);
      for (let next = middle + 1; next < high && !known; next++) {
        row = order[next] ?? 0;
        known = !changed.has(row);
      }
      if (known && precedes(data[row] ?? 0, number, above)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The cut next to a place, or almost: cuts lie at equal distances. */
  #nearestCut(place: number): number {
    return Math.round((place * (this.#cuts.length - 1)) / this.#size);
  }
}

/** The first of ascending numbers that does not precede. */
function firstAfter(numbers: Float64Array, number: number, above: boolean): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (precedes(numbers[middle] ?? 0, number, above)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function precedes(found: number, number: number, above: boolean): boolean {
  return above ? found <= number : found < number;
}
