const WORD = 2 ** 32;

/**
 * Whole numbers of `width` little-endian words of 32 bits each, without a bigint for each of them. Undefined where one
 * that is valid lies beyond 2^53 - 1.
 */
export function wholeNumbers(
  words: Int32Array,
  width: number,
  length: number,
  valid: Uint8Array | undefined,
  signed = true,
): Float64Array | undefined {
  const numbers = new Float64Array(length);
  for (let row = 0, at = 0; row < length; row++, at += width) {
    if (valid !== undefined && valid[row] !== 1) continue;
    const high = words[at + 1] ?? 0;
    const value = (signed ? high : high >>> 0) * WORD + ((words[at] ?? 0) >>> 0);
    if (value > Number.MAX_SAFE_INTEGER || value < -Number.MAX_SAFE_INTEGER) return undefined;
    for (let word = 2; word < width; word++) if (words[at + word] !== high >> 31) return undefined;
    numbers[row] = value;
  }
  return numbers;
}

/** Whole numbers of 64 bits, written to `numbers`; undefined where one does not fit 32 bits. */
export function smallNumbers(words: Int32Array, numbers: Int32Array): Int32Array | undefined {
  let beyond = 0;
  for (let row = 0; row < numbers.length; row++) {
    const low = words[2 * row] ?? 0;
    beyond |= (words[2 * row + 1] ?? 0) ^ (low >> 31);
    numbers[row] = low;
  }
  return beyond === 0 ? numbers : undefined;
}

/** One such number, whatever its size. */
export function bigNumber(words: Int32Array, width: number, row: number, signed = true): bigint {
  let value = 0n;
  for (let word = width - 1; word >= 0; word--) {
    const bits = words[row * width + word] ?? 0;
    value = (value << 32n) | BigInt(bits >>> 0);
  }
  return signed ? BigInt.asIntN(width * 32, value) : value;
}

/** Milliseconds of whole numbers of 64 bits that count `perMillisecond` ticks, or seconds where it is 0.001; in `at`, if it is given. */
export function milliseconds(
  words: Int32Array,
  perMillisecond: number,
  length: number,
  at: Float64Array = new Float64Array(length),
): Float64Array {
  if (perMillisecond <= 1) {
    const factor = perMillisecond === 1 ? 1 : 1_000;
    for (let row = 0; row < length; row++) {
      at[row] = ((words[2 * row + 1] ?? 0) * WORD + ((words[2 * row] ?? 0) >>> 0)) * factor;
    }
    return at;
  }
  // The high word in milliseconds and what is left of it: no step leaves the whole numbers a double holds.
  const whole = Math.floor(WORD / perMillisecond);
  const left = WORD - whole * perMillisecond;
  for (let row = 0; row < length; row++) {
    const high = words[2 * row + 1] ?? 0;
    at[row] = high * whole + Math.floor((high * left + ((words[2 * row] ?? 0) >>> 0)) / perMillisecond);
  }
  return at;
}
