/** Powers of ten that a scale of 0 to 9 names. */
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

/** Up to this many characters a decimal survives the way through a double unchanged. */
const EXACT_LENGTH = 15;

/** Below this the product of a double and a power of ten is less than a half away from the true one. */
const SURE = 2 ** 50;

/**
 * The decimal in `text` as a whole number of 10^-scale, or undefined where it has more digits than the scale or is
 * beyond 2^53 - 1. `text` is sign, digits, fraction, exponent.
 */
export function scaledInteger(text: string, scale: number): number | undefined {
  const value = Number(text);
  const power = POWERS[scale] ?? 10 ** scale;
  const integer = Math.round(value * power);
  // A tiny number becomes 0 as a double, and is none; near 2^53 the product is off by one at times.
  if (text.length <= EXACT_LENGTH && value !== 0 && Math.abs(integer) < SURE) {
    return integer / power === value ? integer : undefined;
  }
  return exactly(text, scale);
}

function exactly(text: string, scale: number): number | undefined {
  const [mantissa = "", exponentText = "0"] = text.toLowerCase().split("e");
  const negative = mantissa.startsWith("-");
  const [whole = "", fraction = ""] = mantissa.replace(/^[+-]/, "").split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return 0;
  const shift = Number(exponentText) - fraction.length + scale;
  const significant = digits.replace(/0+$/, "");
  const zeros = digits.length - significant.length + shift;
  if (zeros < 0 || significant.length + zeros > 16) return undefined;
  const integer = Number(significant + "0".repeat(zeros));
  if (!Number.isSafeInteger(integer)) return undefined;
  return negative ? -integer : integer;
}
