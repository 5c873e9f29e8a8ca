import { compareCodePoints } from "../adapter/code-point-order.js";
import type { Bitmap } from "./kernels/bitmap.js";
import type { SortedIds } from "./sorted-ids.js";

/** Fourteen digits: a number with zeros behind it up to them, and its number of digits, are still exact in a double. */
const DIGITS = 14;
const LIMIT = 10 ** DIGITS;
const POWERS = Array.from({ length: DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/** The number an id is the decimal text of; undefined where it is another text. */
export function integerId(id: string): number | undefined {
  const length = id.length;
  if (length === 0 || length > DIGITS || (length > 1 && id.charCodeAt(0) === 48)) return undefined;
  let value = 0;
  for (let at = 0; at < length; at++) {
    const digit = id.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a whole number can be an id here. */
export function isIntegerId(value: number): boolean {
  return value >= 0 && value < LIMIT;
}

/** Orders numbers as their texts: by their digits from the first, a shorter one before those it begins. */
export function orderKey(id: number): number {
  let digits = 1;
  while (id >= (POWERS[digits] ?? Infinity)) digits++;
  return id * (POWERS[DIGITS - digits] ?? 1) * 16 + digits;
}

/** The number that has a key. */
export function numberOf(key: number): number {
  const digits = key % 16;
  return (key - digits) / 16 / (POWERS[DIGITS - digits] ?? 1);
}

/** Tells the whole numbers from 0 to `largest` in the order of their texts. */
export function eachInTextOrder(largest: number, tell: (id: number) => void): void {
  tell(0);
  for (let id = 1, left = largest; left > 0; left--) {
    tell(id);
    if (id * 10 <= largest) {
      id *= 10;
      continue;
    }
    if (id === largest) id = Math.floor(id / 10);
    id++;
    while (id % 10 === 0) id /= 10;
  }
}

/** Ids that are whole numbers, in the order of their texts: made into texts as they are asked for. */
export class IntegerIds implements SortedIds {
  readonly #ids: Int32Array | Float64Array;

  constructor(ids: Int32Array | Float64Array) {
    this.#ids = ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    return this.#ids.byteLength;
  }

  at(row: number): string {
    return String(this.#ids[row] ?? 0);
  }

  seek(id: string): (row: number) => number {
    const integer = integerId(id);
    if (integer === undefined) return (row) => compareCodePoints(this.at(row), id);
    const sought = orderKey(integer);
    return (row) => orderKey(this.#ids[row] ?? 0) - sought;
  }

  forget(row: number): void {
    this.#ids[row] = 0;
  }

  of(rows: Bitmap): SortedIds {
    return new IntegerIds(this.#ids.filter((_, row) => rows.has(row)));
  }
}
