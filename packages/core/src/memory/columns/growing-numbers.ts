import type { NumberData } from "../../source/columns.js";

/** Bytes of a number. */
type Width = NumberData["BYTES_PER_ELEMENT"];

/**
 * Numbers that are written in any order, in 8 bits as long as they are all whole and below 256, then in 32 bits as long
 * as that holds them, then as doubles. What was never written is 0.
 */
export class GrowingNumbers {
  #data: NumberData = new Uint8Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written, and room behind it. */
  get data(): NumberData {
    return this.#data;
  }

  set(index: number, value: number): void {
    this.#reach(index + 1, widthOf(value));
    this.#data[index] = value;
  }

  /** `values[0]` at `rows[0]`, and so on, or from a row on; 0 where `valid` is not 1. */
  setMany(rows: Int32Array | number, values: NumberData, valid?: Uint8Array): void {
    const length = typeof rows === "number" ? rows + values.length : endOf(rows);
    this.#reach(length, values.BYTES_PER_ELEMENT > this.#data.BYTES_PER_ELEMENT ? widest(values, valid) : 1);
    const data = this.#data;
    if (typeof rows !== "number") {
      for (let at = 0; at < rows.length; at++) {
        data[rows[at] ?? 0] = valid === undefined || valid[at] === 1 ? (values[at] ?? 0) : 0;
      }
      return;
    }
    data.set(values, rows);
    if (valid !== undefined) for (let at = 0; at < valid.length; at++) if (valid[at] !== 1) data[rows + at] = 0;
  }

  /** Makes it at least this long, and each number at least this wide. */
  #reach(length: number, width: Width): void {
    const had = this.#data;
    if (length > had.length || width > had.BYTES_PER_ELEMENT) {
      const room = length > had.length ? Math.max(length, had.length * 2) : had.length;
      this.#data = numbersOf(Math.max(width, had.BYTES_PER_ELEMENT), room);
      this.#data.set(had);
    }
    if (length > this.#length) this.#length = length;
  }
}

function numbersOf(width: number, length: number): NumberData {
  if (width === 1) return new Uint8Array(length);
  return width === 4 ? new Int32Array(length) : new Float64Array(length);
}

function widthOf(value: number): Width {
  if ((value & 255) === value) return 1;
  return (value | 0) === value ? 4 : 8;
}

/** The width of the widest of these. */
function widest(values: NumberData, valid: Uint8Array | undefined): Width {
  let width: Width = 1;
  for (let at = 0; at < values.length; at++) {
    if (valid !== undefined && valid[at] !== 1) continue;
    const own = widthOf(values[at] ?? 0);
    if (own === 8) return own;
    if (own === 4) width = own;
  }
  return width;
}

/** One more than the largest of these. */
export function endOf(rows: Int32Array): number {
  let end = 0;
  for (let at = 0; at < rows.length; at++) if ((rows[at] ?? 0) >= end) end = (rows[at] ?? 0) + 1;
  return end;
}
