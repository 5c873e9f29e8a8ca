import fc from "fast-check";
import { expect, test } from "vitest";
import { plainKernels } from "../kernels/plain.js";
import { paddedRows, paddedWords } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { spansOf, TimeRange } from "./event-times.js";

function kept(instants: readonly number[], low: number, high: number): readonly number[] {
  const at = new Float64Array(paddedRows(instants.length));
  at.set(instants);
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const spans = spansOf(at, instants.length, first, last, Space.heap());
  const words = paddedWords(instants.length);
  const bits = new Int32Array(words);
  instants.forEach((_, event) => (bits[event >>> 5] = (bits[event >>> 5] ?? 0) | (1 << event)));
  new TimeRange(at, { low, high }, spans, plainKernels, new Int32Array(words)).keep(bits, 0, words);
  return instants.flatMap((_, event) => ((((bits[event >>> 5] ?? 0) >>> event) & 1) === 1 ? [event] : []));
}

test("a range that begins where a span begins and ends inside it leaves out what is later in that span", () => {
  expect(kept([0, 256_000, 128_128, 128_600], 128_128, 128_500)).toEqual([2]);
});

test("what lies in a range is kept, wherever it begins and ends", () => {
  const instant = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 100_000 }));
  fc.assert(
    fc.property(fc.array(instant, { minLength: 1, maxLength: 60 }), instant, instant, (instants, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const expected = instants.flatMap((at, event) => (low <= at && at <= high ? [event] : []));
      expect(kept(instants, low, high)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
