import fc from "fast-check";
import { expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import { resolveColumn } from "../../plan/column.js";
import type { RfmField } from "../../plan/plan.js";
import { memoryAdapter } from "../load/memory-adapter.js";

const day = 86_400_000;
const asOf = 100 * day;
const catalog = defineCatalog({
  attributes: [],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "order", type: "text" },
      ],
    },
  ],
  rfm: {
    event: "purchase",
    amount: "amount",
    frequency: { distinct: "order" },
    bins: 3,
    groups: [
      { name: "Best", r: [3, 3], f: [2, 3], m: [2, 3] },
      { name: "Others", r: [1, 3], f: [1, 3], m: [1, 3] },
    ],
  },
});

const purchase = fc.record({
  customer: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  at: fc.integer({ min: 90, max: 101 }).map((date) => date * day),
  amount: fc.option(fc.integer({ min: -300, max: 900 }), { nil: undefined }),
  order: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
});
type Purchase = typeof purchase extends fc.Arbitrary<infer P> ? P : never;

/** Customers by value, "a=3", for each field, worked out without any sharing. */
function naive(purchases: readonly Purchase[]): Record<RfmField, Record<string, string | number>> {
  const buyers = new Map<string, { recencyDays: number; frequency: number; monetary: number }>();
  for (const id of ["a", "b", "c", "d", "e", "f"]) {
    const own = purchases.filter(({ customer, at }) => customer === id && at <= asOf);
    const bought = own.filter(({ amount }) => amount === undefined || amount >= 0);
    if (bought.length === 0) continue;
    buyers.set(id, {
      recencyDays: 100 - Math.max(...bought.map(({ at }) => at / day)),
      frequency: new Set(bought.flatMap(({ order }) => order ?? [])).size,
      monetary: own.reduce((sum, { amount }) => sum + (amount ?? 0), 0) / 100,
    });
  }
  const score = (id: string, axis: "recencyDays" | "frequency" | "monetary", sign: number): number => {
    const own = sign * (buyers.get(id)?.[axis] ?? 0);
    const worse = [...buyers.values()].filter((other) => sign * other[axis] < own).length;
    return 1 + Math.floor((3 * worse) / buyers.size);
  };
  const of = <T>(read: (id: string) => T): Record<string, T> =>
    Object.fromEntries([...buyers.keys()].map((id) => [id, read(id)]));
  const recencyScore = of((id) => score(id, "recencyDays", -1));
  const frequencyScore = of((id) => score(id, "frequency", 1));
  const monetaryScore = of((id) => score(id, "monetary", 1));
  const isBest = (id: string): boolean =>
    recencyScore[id] === 3 && (frequencyScore[id] ?? 0) >= 2 && (monetaryScore[id] ?? 0) >= 2;
  return {
    recencyDays: of((id) => buyers.get(id)?.recencyDays ?? 0),
    frequency: of((id) => buyers.get(id)?.frequency ?? 0),
    monetary: of((id) => buyers.get(id)?.monetary ?? 0),
    recencyScore,
    frequencyScore,
    monetaryScore,
    group: of((id) => (isBest(id) ? "Best" : "Others")),
  };
}

const fields: readonly RfmField[] = [
  "recencyDays",
  "frequency",
  "monetary",
  "recencyScore",
  "frequencyScore",
  "monetaryScore",
  "group",
];

test("RFM values are those of a count customer by customer", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(purchase, { maxLength: 25 }), async (purchases) => {
      const adapter = await memoryAdapter({
        catalog,
        customers: ["a", "b", "c", "d", "e", "f"].map((id) => ({ id })),
        events: purchases.map(({ customer, at, amount, order }) => ({
          customer,
          type: "purchase",
          at,
          properties: { amount: amount === undefined ? undefined : amount / 100, order },
        })),
      });
      const expected = naive(purchases);
      for (const field of fields) {
        const column = resolveColumn(`rfm.${field}`, { catalog, asOf });
        const found: Record<string, unknown> = {};
        for (const id of ["a", "b", "c", "d", "e", "f"]) {
          const composition = await adapter.compose(await adapter.membershipOf([id]), { column });
          const cell = composition.cells.find(({ count }) => count === 1);
          if (cell?.value !== undefined) found[id] = cell.value;
        }
        expect(found).toEqual(expected[field]);
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
