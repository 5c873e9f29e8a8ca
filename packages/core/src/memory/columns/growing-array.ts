export type NumberArray = Float64Array | Int32Array | Uint8Array;

/** A typed array that grows as it is written; what was never written is 0. */
export class GrowingArray<A extends NumberArray> {
  readonly #allocate: (length: number) => A;
  #data: A;
  #length = 0;

  constructor(allocate: (length: number) => A) {
    this.#allocate = allocate;
    this.#data = allocate(16);
  }

  get length(): number {
    return this.#length;
  }

  /** What has been written, and room behind it. */
  get data(): A {
    return this.#data;
  }

  get(index: number): number {
    return this.#data[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#length) this.reach(index + 1);
    this.#data[index] = value;
  }

  /** Makes it at least this long. */
  reach(length: number): void {
    if (length > this.#data.length) {
      const grown = this.#allocate(Math.max(length, this.#data.length * 2));
      grown.set(this.#data);
      this.#data = grown;
    }
    if (length > this.#length) this.#length = length;
  }

  push(value: number): void {
    this.set(this.#length, value);
  }
}

export const float64 = (length: number): Float64Array => new Float64Array(length);
export const int32 = (length: number): Int32Array => new Int32Array(length);
export const uint8 = (length: number): Uint8Array => new Uint8Array(length);
