/** Whole numbers as they come: small ones as long as all are small. */
export class GrowingWholes {
  #data: Int32Array | Float64Array = new Int32Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written, and room behind it. */
  get data(): Int32Array | Float64Array {
    return this.#data;
  }

  push(value: number): void {
    this.reserve(1);
    if ((value | 0) !== value && this.#data instanceof Int32Array) this.widen(1);
    this.#data[this.#length++] = value;
  }

  pushMany(values: Int32Array | Float64Array): void {
    this.reserve(values.length);
    if (this.#data instanceof Int32Array && !areSmall(values)) this.widen(1);
    this.#data.set(values, this.#length);
    this.#length += values.length;
  }

  /** Room for this many more. */
  reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#data.length) return;
    const room = Math.max(needed, this.#data.length * 2);
    const grown = this.#data instanceof Int32Array ? new Int32Array(room) : new Float64Array(room);
    grown.set(this.#data.subarray(0, this.#length));
    this.#data = grown;
  }

  /** From now on doubles; what is there is multiplied. */
  widen(factor: number): void {
    const wide = new Float64Array(this.#data.length);
    for (let index = 0; index < this.#length; index++) wide[index] = (this.#data[index] ?? 0) * factor;
    this.#data = wide;
  }

  /** Gives up what was written. */
  clear(): void {
    this.#data = new Int32Array(0);
  }
}

function areSmall(values: Int32Array | Float64Array): boolean {
  if (values instanceof Int32Array) return true;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if ((value | 0) !== value) return false;
  }
  return true;
}
