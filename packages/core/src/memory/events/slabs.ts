import type { CodeData, NumberData } from "../columns/columns.js";

/** Room for events as they come: places from 0 up to `size`, in every array of the slab. */
export interface Slab {
  readonly index: number;
  readonly size: number;
}

/** Events that came one after the other to places of one slab. */
export interface Stretch {
  readonly slab: number;
  readonly from: number;
  to: number;
  /** The part of the events that they came with: those of one lie before all of a later one. */
  readonly part: number;
}

/** Where the events of a type go: those of the stretches, one behind the other, to these places of a table. */
export interface Destination {
  readonly stretches: readonly Stretch[];
  readonly places: Int32Array;
}

export type SlabData = CodeData | NumberData;

/** Zeros, for two threads where `shared` says so. */
export function slabArray<A>(
  kind: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBufferLike): A },
  size: number,
  shared: boolean,
): A {
  const bytes = size * kind.BYTES_PER_ELEMENT;
  return new kind(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
}

/**
 * Numbers by slab and place, as wide as those of the slab need. Multiples of a unit in 32 bits, or the numbers
 * themselves in 64. What was never written is 0.
 */
export class SlabNumbers {
  readonly #unit: number;
  readonly #shared: boolean;
  readonly #data: (SlabData | undefined)[] = [];
  /** By slab, of codes that were given out elsewhere: what they are called here. */
  readonly #called: (Int32Array | undefined)[] = [];

  constructor(shared: boolean, unit = 1) {
    this.#shared = shared;
    this.#unit = unit;
  }

  /** By slab. */
  get data(): readonly (SlabData | undefined)[] {
    return this.#data;
  }

  /** By slab: what its codes are called; undefined where they are those given out here. */
  get called(): readonly (Int32Array | undefined)[] {
    return this.#called;
  }

  /** Takes over the data of slabs from this one on. `calledOf` gives what the codes of one are called here. */
  join(
    data: readonly (SlabData | undefined)[],
    first: number,
    calledOf: (slab: number) => Int32Array | undefined = () => undefined,
  ): void {
    for (const [slab, own] of data.entries()) {
      this.#data[first + slab] = own;
      this.#called[first + slab] = calledOf(slab);
    }
  }

  /** The number at a place. */
  numberAt(slab: number, place: number): number {
    const data = this.#data[slab];
    return (data?.[place] ?? 0) * (data instanceof Float64Array ? 1 : this.#unit);
  }

  /** Bytes that a number takes at most when it is written to where it belongs. */
  get bytes(): 4 | 8 {
    return this.#data.some((data) => data instanceof Float64Array) ? 8 : 4;
  }

  /** Codes below this limit of a slab, to write to. */
  codes({ index, size }: Slab, limit: number): CodeData {
    const data = this.#data[index];
    const bytes = limit <= 2 ** 8 ? 1 : limit <= 2 ** 16 ? 2 : 4;
    if (data !== undefined && !(data instanceof Float64Array) && data.BYTES_PER_ELEMENT >= bytes) return data;
    const kind = bytes === 1 ? Uint8Array : bytes === 2 ? Uint16Array : Int32Array;
    const widened = slabArray<CodeData>(kind, size, this.#shared);
    if (data !== undefined) widened.set(data);
    this.#data[index] = widened;
    return widened;
  }

  /** Multiples of the unit in 32 bits, to write to; undefined where some of the slab are wider. */
  small({ index, size }: Slab): Int32Array | undefined {
    const data = (this.#data[index] ??= slabArray(Int32Array, size, this.#shared));
    return data instanceof Int32Array ? data : undefined;
  }

  /** Numbers in 64 bits, to write to. */
  wide({ index, size }: Slab): Float64Array {
    const data = this.#data[index];
    if (data instanceof Float64Array) return data;
    const widened = slabArray(Float64Array, size, this.#shared);
    if (data !== undefined) for (let place = 0; place < size; place++) widened[place] = (data[place] ?? 0) * this.#unit;
    this.#data[index] = widened;
    return widened;
  }

  /** The lowest and highest number, or 0, and whether all are whole. */
  rangeOf(stretches: readonly Stretch[]): { low: number; high: number; whole: boolean } {
    let [low, high, whole] = [0, 0, true];
    for (const { slab, from, to } of stretches) {
      const data = this.#data[slab];
      if (data instanceof Float64Array) {
        for (let place = from; place < to; place++) {
          const number = data[place] ?? 0;
          if (number < low) low = number;
          if (number > high) high = number;
          if (!Number.isInteger(number)) whole = false;
        }
      } else if (data instanceof Int32Array) {
        for (let place = from; place < to; place++) {
          const number = data[place] ?? 0;
          if (number < low) low = number;
          if (number > high) high = number;
        }
      }
    }
    return { low, high, whole };
  }

  /** Whether all are multiples of the unit that fit 32 bits. */
  areSmall(stretches: readonly Stretch[]): boolean {
    return stretches.every(({ slab, from, to }) => {
      const data = this.#data[slab];
      if (!(data instanceof Float64Array)) return true;
      for (let place = from; place < to; place++) {
        const multiple = (data[place] ?? 0) / this.#unit;
        if ((multiple | 0) !== multiple) return false;
      }
      return true;
    });
  }

  /** Writes them to where they belong; in 32 bits or less as multiples of the unit. */
  into(out: SlabData, { stretches, places }: Destination): void {
    let at = 0;
    for (const { slab, from, to } of stretches) {
      const data = this.#data[slab];
      const called = this.#called[slab];
      if (data !== undefined && called !== undefined) carryCodes(data.subarray(from, to), called, out, places, at);
      else if (data !== undefined) this.#carry(data, from, to, out, places, at);
      at += to - from;
    }
  }

  #carry(data: SlabData, from: number, to: number, out: SlabData, places: Int32Array, first: number): void {
    let at = first;
    if (data instanceof Int32Array && out instanceof Int32Array) {
      for (let place = from; place < to; place++) out[places[at++] ?? 0] = data[place] ?? 0;
    } else if (data instanceof Uint8Array && out instanceof Uint8Array) {
      for (let place = from; place < to; place++) out[places[at++] ?? 0] = data[place] ?? 0;
    } else if (data instanceof Uint16Array && out instanceof Uint16Array) {
      for (let place = from; place < to; place++) out[places[at++] ?? 0] = data[place] ?? 0;
    } else {
      const [wide, written] = [data instanceof Float64Array, out instanceof Float64Array];
      const factor = written && !wide ? this.#unit : 1;
      const divisor = wide && !written ? this.#unit : 1;
      for (let place = from; place < to; place++) out[places[at++] ?? 0] = ((data[place] ?? 0) / divisor) * factor;
    }
  }
}

function carryCodes(data: SlabData, called: Int32Array, out: SlabData, places: Int32Array, first: number): void {
  if (data instanceof Uint8Array && out instanceof Uint8Array) {
    for (let at = 0; at < data.length; at++) out[places[first + at] ?? 0] = called[data[at] ?? 0] ?? 0;
  } else {
    for (let at = 0; at < data.length; at++) out[places[first + at] ?? 0] = called[data[at] ?? 0] ?? 0;
  }
}
