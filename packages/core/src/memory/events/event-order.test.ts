import fc from "fast-check";
import { expect, test } from "vitest";
import { EventOrder } from "./event-order.js";

/** More customers than are put in order at a time, many of them with no event. */
const CUSTOMERS = 100_000;
const EVENTS = 150_000;

test("events stand by customer, those of one customer as they came, those of nobody nowhere", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: CUSTOMERS }), fc.integer(), fc.boolean(), (customers, seed, unknown) => {
      const random = generator(seed);
      const rows = Int32Array.from(
        { length: EVENTS },
        () => (random() % (customers + Number(unknown))) - Number(unknown),
      );
      const expected = [...rows.keys()]
        .filter((place) => (rows[place] ?? -1) >= 0)
        .sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0) || a - b);
      const order = new EventOrder(rows.slice(), customers, (length) => new Int32Array(length));
      expect(order.length).toBe(expected.length);
      expect(order.customers).toEqual(Int32Array.from(expected, (place) => rows[place] ?? 0));
      for (const kind of [Uint8Array, Uint16Array, Int32Array, Float64Array]) {
        const values = new kind(EVENTS).map((_: number, place: number) => place + 1);
        const out = new kind(expected.length);
        order.into(values, out);
        expect(out).toEqual(new kind(expected.map((place) => values[place] ?? 0)));
      }
      expect(order.takesAll(EVENTS)).toBe(expected.length === EVENTS);
    }),
    { numRuns: 3 },
  );
});

/** Whole numbers from a seed, evenly spread. */
function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
