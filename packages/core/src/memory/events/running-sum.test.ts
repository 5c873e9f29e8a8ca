import fc from "fast-check";
import { expect, test } from "vitest";
import { RunningSum } from "./running-sum.js";

test("sums whole numbers exactly, however large the sum", () => {
  const sum = new RunningSum();
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (values) => {
      for (const value of values) sum.add(value);
      const total = sum.take();
      expect(BigInt(total)).toBe(values.reduce((exact, value) => exact + BigInt(value), 0n));
      expect(typeof total === "bigint").toBe(!Number.isSafeInteger(Number(total)));
    }),
  );
});

test("comes back into the range of doubles as a number", () => {
  const sum = new RunningSum();
  for (const value of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) sum.add(value);
  expect(sum.take()).toBe(Number.MAX_SAFE_INTEGER);
  expect(sum.take()).toBe(0);
});
