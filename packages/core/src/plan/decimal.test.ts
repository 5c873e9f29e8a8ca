import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf, positionAt } from "./decimal.js";

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000),
  fc.maxSafeInteger(),
);
const scales = fc.integer({ min: 0, max: 9 });

describe("decimalOf", () => {
  it("is the decimal that JavaScript prints", () => {
    fc.assert(
      fc.property(numbers, (value) => {
        const { coefficient, scale } = decimalOf(value);
        expect(Number(`${String(coefficient)}e-${String(scale)}`)).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(decimalOf(1.005)).toEqual({ coefficient: 1005n, scale: 3 });
    expect(decimalOf(-2.5e-7)).toEqual({ coefficient: -25n, scale: 8 });
    expect(decimalOf(1.5e21)).toEqual({ coefficient: 15n * 10n ** 20n, scale: 0 });
  });
});

describe("positionAt", () => {
  it("stands between the multiples below and above, compared as whole numbers", () => {
    fc.assert(
      fc.property(numbers, scales, (value, scale) => {
        const decimal = decimalOf(value);
        const { floor, ceil, exact } = positionAt(value, scale);
        if (Math.abs(floor) >= 2 ** 53 || Math.abs(ceil) >= 2 ** 53) {
          expect(exact).toBe(false);
          return;
        }
        /** Both sides of `whole * 10^-scale <=> value`, multiplied out. */
        const compared = (whole: number) =>
          BigInt(whole) * 10n ** BigInt(decimal.scale) - decimal.coefficient * 10n ** BigInt(scale);
        expect(compared(floor) <= 0n && compared(floor + 1) > 0n).toBe(true);
        expect(compared(ceil) >= 0n && compared(ceil - 1) < 0n).toBe(true);
        expect(exact).toBe(compared(floor) === 0n);
      }),
      { numRuns: 2000 },
    );
  });

  it("puts what no column can hold beyond everything one can hold", () => {
    expect(positionAt(1e300, 2)).toEqual({ floor: 2 ** 53, ceil: 2 ** 53, exact: false });
    expect(positionAt(-1e300, 2)).toEqual({ floor: -(2 ** 53), ceil: -(2 ** 53), exact: false });
    expect(positionAt(2 ** 53 - 1, 0)).toEqual({ floor: 2 ** 53 - 1, ceil: 2 ** 53 - 1, exact: true });
  });
});
