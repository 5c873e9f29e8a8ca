/** Where arrays of a base come from: zeroed, and of whole units of 4,096 values where they hold rows. */
export interface Allocator {
  uint8(length: number): Uint8Array;
  uint16(length: number): Uint16Array;
  int32(length: number): Int32Array;
  float64(length: number): Float64Array;
}

/** Arrays of the ordinary heap. */
export const heap: Allocator = {
  uint8: (length) => new Uint8Array(length),
  uint16: (length) => new Uint16Array(length),
  int32: (length) => new Int32Array(length),
  float64: (length) => new Float64Array(length),
};

const UNIT = 4_096;

/** The length of an array that holds this many rows. */
export function padded(rows: number): number {
  return Math.ceil(rows / UNIT) * UNIT;
}

/** The length of a bitmap's words for this many rows. */
export function paddedWords(rows: number): number {
  return padded(rows) / 32;
}
