import fc from "fast-check";
import { expect, test } from "vitest";
import { paddedRows, type Kernels } from "./kernels.js";
import { plainKernels } from "./plain.js";
import { Space } from "./space.js";

const spaces = await Promise.all([Space.create({ bytes: 2 ** 24 }), Space.create({ bytes: 2 ** 24, shared: true })]);
const settings: readonly { readonly kernels: Kernels; readonly space: Space }[] = [
  ...spaces.map((space) => ({ kernels: space.kernels, space })),
  ...spaces.map((space) => ({ kernels: plainKernels, space })),
  ...spaces.map(({ kernels }) => ({ kernels, space: Space.heap() })),
];

const words = fc.array(fc.oneof(fc.constantFrom(0, -1, 1, -0x80000000), fc.integer()), { minLength: 1, maxLength: 12 });

function eventsOf(marked: readonly number[], from: number, to: number): number[] {
  return marked.flatMap((word, index) =>
    index < from || index >= to
      ? []
      : Array.from({ length: 32 }, (_, bit) => bit)
          .filter((bit) => ((word >>> bit) & 1) === 1)
          .map((bit) => index * 32 + bit),
  );
}

test("marked events of a block are counted up to 255 and summed by customer", () => {
  const customer = fc.constantFrom(0, 1, 2, 255, 256, 65_534, 65_535);
  const property = fc.property(
    words,
    fc.nat({ max: 3 }),
    fc.array(customer, { minLength: 1, maxLength: 40 }),
    fc.constantFrom(0, 1, 200, 254, 255),
    fc.integer({ min: -1000, max: 1000 }),
    (marked, from, some, counted, amount) => {
      const to = marked.length;
      const customers = Array.from({ length: to * 32 }, (_, event) => some[event % some.length] ?? 0);
      const amounts = customers.map((_, event) => amount * (event % 7));
      const counts = new Map<number, number>(some.map((one) => [one, counted]));
      const sums = new Map<number, number>(some.map((one) => [one, 0 - counted]));
      for (const event of eventsOf(marked, from, to)) {
        const one = customers[event] ?? 0;
        counts.set(one, Math.min(255, (counts.get(one) ?? 0) + 1));
        sums.set(one, (sums.get(one) ?? 0) + (amounts[event] ?? 0));
      }
      for (const { kernels, space } of settings) {
        const of = space.uint16(paddedRows(customers.length));
        const what = space.int32(paddedRows(customers.length));
        const bits = space.int32(to);
        const [counters, totals] = [space.uint8(65_536).fill(counted), space.int32(65_536).fill(-counted)];
        of.set(customers);
        what.set(amounts);
        bits.set(marked);
        kernels.countOfBlock(of, bits, from, to, counters);
        kernels.sumOfBlock(of, bits, from, to, what, totals);
        for (const one of some) {
          expect(counters[one]).toBe(counts.get(one));
          expect(totals[one]).toBe((sums.get(one) ?? 0) + 0);
        }
        expect([counters[3], totals[3]]).toEqual([counted, 0 - counted]);
        for (const view of [of, what, bits, counters, totals]) space.free(view);
      }
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test("customers with a marked event are found, however many events each has", () => {
  const run = fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 4 }) }, fc.constantFrom(55, 56, 57, 58, 63, 64, 65, 150));
  const property = fc.property(
    fc.array(run, { minLength: 64, maxLength: 64 }),
    fc.array(fc.integer(), { minLength: 1, maxLength: 9 }),
    fc.constantFrom(1, 3, 40),
    (runs, drawn, thin) => {
      const starts = [0];
      for (const length of runs) starts.push((starts.at(-1) ?? 0) + length);
      const events = starts.at(-1) ?? 0;
      const marked = Array.from({ length: Math.ceil(events / 32) + 2 }, (_, index) =>
        index % thin === 0 ? (drawn[index % drawn.length] ?? 0) : 0,
      );
      const found = new Set(eventsOf(marked, 0, marked.length));
      const expected = runs.map((length, customer) =>
        Array.from({ length }, (_, event) => (starts[customer] ?? 0) + event).some((event) => found.has(event)),
      );
      for (const { kernels, space } of settings) {
        const [first, bits, out] = [space.int32(starts.length), space.int32(marked.length), space.int32(2).fill(-1)];
        first.set(starts);
        bits.set(marked);
        kernels.withMarked(first, bits, 32, 64, out);
        kernels.withMarked(first, bits, 0, 32, out);
        expect(runs.map((_, customer) => (((out[customer >>> 5] ?? 0) >>> (customer & 31)) & 1) === 1)).toEqual(
          expected,
        );
        for (const view of [first, bits, out]) space.free(view);
      }
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test("what is cleared is 0, and nothing beside it", () => {
  for (const { kernels, space } of settings) {
    const out = space.int32(4096).fill(7);
    kernels.clear(out, 32, 0);
    kernels.clear(out, 64, 96);
    expect([...out].map((word, index) => (word === 0) === (64 <= index && index < 160))).not.toContain(false);
    space.free(out);
  }
});
