import type { ValueTest } from "../../plan/plan.js";

/** The closed range of doubles a test of a number, date, instant or boolean stands for; undefined where it is another test. */
export function closedRange(test: ValueTest): { readonly low: number; readonly high: number } | undefined {
  switch (test.test) {
    case "numberIn": {
      const [only] = test.values;
      return only === undefined || test.values.length > 1 ? undefined : { low: only, high: only };
    }
    case "numberRange": {
      const { low = -Infinity, high = Infinity, lowOpen, highOpen } = test;
      return { low: lowOpen ? neighbour(low, 1) : low, high: highOpen ? neighbour(high, -1) : high };
    }
    case "dayRange":
    case "instantRange": {
      const { from = -Infinity, to = Infinity } = test.range;
      // Days and instants are whole numbers.
      return { low: from, high: Math.ceil(to) - 1 };
    }
    case "boolean":
      return test.value ? { low: 1, high: 1 } : { low: 0, high: 0 };
    default:
      return undefined;
  }
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The next double above (1) or below (-1). */
function neighbour(number: number, step: 1 | -1): number {
  if (!Number.isFinite(number)) return number;
  if (number === 0) return step * Number.MIN_VALUE;
  double[0] = number;
  bits[0] = (bits[0] ?? 0n) + (number > 0 === step > 0 ? 1n : -1n);
  return double[0] ?? number;
}
