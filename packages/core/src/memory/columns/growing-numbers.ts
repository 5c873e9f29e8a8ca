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

  /** `values[0]` at `indices[0]`, and so on; 0 where `valid` is not 1. */
  setMany(indices: Int32Array, values: NumberData, valid: Uint8Array | undefined): void {
    const run = follow(indices);
    this.#reach(endOf(indices, run));
    if (values instanceof Float64Array && this.#data instanceof Int32Array && !areSmall(values, valid)) this.#widen();
    const data = this.#data;
    if (valid === undefined && run) {
      data.set(values.subarray(0, indices.length), indices[0] ?? 0);
      return;
    }
    for (let at = 0; at < indices.length; at++) {
      data[indices[at] ?? 0] = valid === undefined || valid[at] === 1 ? (values[at] ?? 0) : 0;
    }
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

/** One more than the largest index; `run`: each is one more than the one before. */
export function endOf(indices: Int32Array, run: boolean): number {
  let end = run && indices.length > 0 ? (indices[indices.length - 1] ?? 0) + 1 : 0;
  if (run) return end;
  for (let at = 0; at < indices.length; at++) if ((indices[at] ?? 0) >= end) end = (indices[at] ?? 0) + 1;
  return end;
}

/** Whether each index is one more than the one before. */
export function follow(indices: Int32Array): boolean {
  const first = indices[0] ?? 0;
  for (let at = 1; at < indices.length; at++) if (indices[at] !== first + at) return false;
  return true;
}

function areSmall(values: Float64Array, valid: Uint8Array | undefined): boolean {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if ((value | 0) !== value && (valid === undefined || valid[at] === 1)) return false;
  }
  return true;
}
