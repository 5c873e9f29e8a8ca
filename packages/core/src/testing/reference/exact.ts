/** An exact number: a fraction of whole numbers, `bottom` above 0. */
export interface Exact {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** The decimal that is written, or that JavaScript prints for a number. */
export function exactOf(value: number | string): Exact {
  const [mantissa = "", exponent = "0"] = String(value).trim().toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0
    ? { top: digits * 10n ** BigInt(power), bottom: 1n }
    : { top: digits, bottom: 10n ** BigInt(-power) };
}

/** Below 0, 0 or above 0, as `a` is smaller than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addExact(a: Exact, b: Exact): Exact {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function divideExact(a: Exact, by: number): Exact {
  return { top: a.top, bottom: a.bottom * BigInt(by) };
}

/** One text for each number, whatever fraction it is written as. */
export function exactKey({ top, bottom }: Exact): string {
  const shared = greatestCommonDivisor(top < 0n ? -top : top, bottom);
  return `${top / shared}/${bottom / shared}`;
}

export const nothing: Exact = { top: 0n, bottom: 1n };

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
