import type { Decimal } from "./plan.js";

/** Scaled numbers are exact up to 2^53 - 1; a bound beyond them is as good as this one. */
const BEYOND = 2 ** 53;

/** Of the decimals of up to 15 digits no two are the same double, and the one that is printed for a double is shorter. */
const SURE = 10 ** 15;

/** The decimal that JavaScript prints for a number, its coefficient without trailing zeros after the point. */
export function decimalOf(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const coefficient = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * 10n ** BigInt(-scale), scale: 0 };
}

/** A number among the multiples of `10^-scale`, counted in those. */
export interface Position {
  /** The greatest multiple that is not above the number. */
  readonly floor: number;
  /** The least multiple that is not below it. */
  readonly ceil: number;
  /** Whether the number is a multiple that can occur. */
  readonly exact: boolean;
}

/** Where a number of a definition lies among the numbers of a column with a scale. */
export function positionAt(value: number, scale: number): Position {
  const power = 10 ** scale;
  const multiple = Math.round(value * power) + 0;
  if (Math.abs(multiple) < SURE && multiple / power === value) return { floor: multiple, ceil: multiple, exact: true };
  const decimal = decimalOf(value);
  const shift = scale - decimal.scale;
  if (shift >= 0) {
    const whole = toBound(decimal.coefficient * 10n ** BigInt(shift));
    return { floor: whole, ceil: whole, exact: Number.isSafeInteger(whole) };
  }
  const divisor = 10n ** BigInt(-shift);
  const quotient = decimal.coefficient / divisor;
  if (quotient * divisor === decimal.coefficient) {
    const whole = toBound(quotient);
    return { floor: whole, ceil: whole, exact: Number.isSafeInteger(whole) };
  }
  const below = decimal.coefficient < 0n ? quotient - 1n : quotient;
  return { floor: toBound(below), ceil: toBound(below + 1n), exact: false };
}

function toBound(whole: bigint): number {
  return Math.min(Math.max(Number(whole), -BEYOND), BEYOND);
}
