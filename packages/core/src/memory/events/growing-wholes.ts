/** Whole numbers as they come: in 32 bits, as multiples of a unit, as long as all are small ones. */
export class GrowingWholes {
  readonly #unit: number;
  #data: Int32Array | Float64Array = new Int32Array(16);
  #length = 0;

  constructor(unit = 1) {
    this.#unit = unit;
  }

  get length(): number {
    return this.#length;
  }

  /** What has been written, and room behind it: multiples of the unit in 32 bits, else the numbers themselves. */
  get data(): Int32Array | Float64Array {
    return this.#data;
  }

  push(value: number): void {
    this.#reserve(1);
    const multiple = value / this.#unit;
    if (this.#data instanceof Int32Array && (multiple | 0) !== multiple) this.#widen();
    this.#data[this.#length++] = this.#data instanceof Int32Array ? multiple : value;
  }

  /** `values[picked[0]]`, and so on. */
  pushPicked(values: Int32Array | Float64Array, picked: Int32Array): void {
    this.#reserve(picked.length);
    if (this.#data instanceof Int32Array && !this.#pickSmall(this.#data, values, picked)) this.#widen();
    if (this.#data instanceof Float64Array) {
      const to = this.#data.subarray(this.#length);
      for (let index = 0; index < picked.length; index++) to[index] = values[picked[index] ?? 0] ?? 0;
    }
    this.#length += picked.length;
  }

  /** Gives up what was written. */
  clear(): void {
    this.#data = new Int32Array(0);
  }

  /** False where one is no small multiple. */
  #pickSmall(data: Int32Array, values: Int32Array | Float64Array, picked: Int32Array): boolean {
    const to = data.subarray(this.#length);
    const unit = this.#unit;
    if (values instanceof Int32Array && unit === 1) {
      for (let index = 0; index < picked.length; index++) to[index] = values[picked[index] ?? 0] ?? 0;
      return true;
    }
    for (let index = 0; index < picked.length; index++) {
      const multiple = (values[picked[index] ?? 0] ?? 0) / unit;
      const small = multiple | 0;
      if (small !== multiple) return false;
      to[index] = small;
    }
    return true;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#data.length) return;
    const room = Math.max(needed, this.#data.length * 2);
    const grown = this.#data instanceof Int32Array ? new Int32Array(room) : new Float64Array(room);
    grown.set(this.#data.subarray(0, this.#length));
    this.#data = grown;
  }

  #widen(): void {
    const wide = new Float64Array(this.#data.length);
    for (let index = 0; index < this.#length; index++) wide[index] = (this.#data[index] ?? 0) * this.#unit;
    this.#data = wide;
  }
}
