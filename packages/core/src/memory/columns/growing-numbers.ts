import type { NumberData } from "../../source/columns.js";

/** Numbers that are written in any order: in 32 bits as long as they are all whole and small. What was never written is 0. */
export class GrowingNumbers {
  #data: Int32Array | Float64Array = new Int32Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written, and room behind it. */
  get data(): Int32Array | Float64Array {
    return this.#data;
  }

  set(index: number, value: number): void {
    this.#reach(index + 1);
    if ((value | 0) !== value && this.#data instanceof Int32Array) this.#widen();
    this.#data[index] = value;
  }

  /** `values[0]` at `rows[0]`, and so on, or from a row on; 0 where `valid` is not 1. */
  setMany(rows: Int32Array | number, values: NumberData, valid: Uint8Array | undefined): void {
    this.#reach(typeof rows === "number" ? rows + values.length : endOf(rows));
    if (values instanceof Float64Array && this.#data instanceof Int32Array && !areSmall(values, valid)) this.#widen();
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

  #reach(length: number): void {
    if (length > this.#data.length) {
      const room = Math.max(length, this.#data.length * 2);
      const grown = this.#data instanceof Int32Array ? new Int32Array(room) : new Float64Array(room);
      grown.set(this.#data);
      this.#data = grown;
    }
    if (length > this.#length) this.#length = length;
  }

  #widen(): void {
    this.#data = new Float64Array(this.#data);
  }
}

/** One more than the largest of these. */
export function endOf(rows: Int32Array): number {
  let end = 0;
  for (let at = 0; at < rows.length; at++) if ((rows[at] ?? 0) >= end) end = (rows[at] ?? 0) + 1;
  return end;
}

function areSmall(values: Float64Array, valid: Uint8Array | undefined): boolean {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if ((value | 0) !== value && (valid === undefined || valid[at] === 1)) return false;
  }
  return true;
}
