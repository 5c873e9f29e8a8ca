import fc from "fast-check";
import { expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import type { Definition, Node } from "../../definition/language.js";
import { resolvePlan } from "../../plan/resolve.js";
import { memoryAdapterOf } from "../adapter.js";
import { MemoryLoader } from "../load/load.js";
import { Counting } from "./counting.js";
import { ReadySets } from "./ready-sets.js";

const ROWS = 5_000;
const AS_OF = 1_000;

const catalog = defineCatalog({
  timeZone: "UTC",
  attributes: [
    { name: "state", type: "text" },
    { name: "city", type: "text" },
    { name: "few", type: "number", scale: 0 },
    { name: "many", type: "number" },
  ],
});

async function loaded() {
  const loader = new MemoryLoader({ catalog, engine: { indexes: "lazy", wasm: true } });
  loader.addCustomers(
    catalog.attributes,
    Array.from({ length: ROWS }, (_, row) => ({
      id: String(row),
      values: [
        row % 11 === 0 ? undefined : `state-${(row * 7) % 10}`,
        `city-${row % 100 < 90 ? 0 : row % 300}`,
        row % 9 === 0 ? undefined : (row * 37) % 101,
        row % 5 === 0 ? undefined : ((row * 1_619) % 4_999) / 50,
      ],
    })),
  );
  const tagged = (tag: string, every: number, at?: number) =>
    loader.addTags(
      Array.from({ length: Math.floor(ROWS / every) }, (_, place) => ({ customer: String(place * every), tag, at })),
    );
  tagged("often", 3);
  tagged("old", 7, AS_OF);
  tagged("later", 5, AS_OF + 1);
  tagged("seldom", 900);
  return loader.finish();
}

const text = fc
  .record({
    attribute: fc.constantFrom("state", "city"),
    values: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ attribute, values }) => ({
    kind: "attribute" as const,
    attribute,
    operator: "is" as const,
    value: [...new Set(values)].map((value) => `${attribute}-${value}`),
  }));
const number = fc
  .record({
    attribute: fc.constantFrom("few", "many"),
    operator: fc.constantFrom("is", "lessThan", "atMost", "greaterThan", "atLeast"),
    value: fc.integer({ min: -2, max: 103 }),
  })
  .map((comparison) => ({ kind: "attribute" as const, ...comparison }));
const present = fc.constantFrom("state", "many").map((attribute) => ({
  kind: "attribute" as const,
  attribute,
  operator: "hasValue" as const,
}));
const tag = fc
  .record({
    operator: fc.constantFrom("hasAny", "hasAll"),
    tags: fc.subarray(["often", "old", "later", "seldom", "unheard of"], { minLength: 1 }),
  })
  .map((carried) => ({ kind: "tag" as const, ...carried }));
const excluded = (node: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
  fc.tuple(node, fc.boolean()).map(([one, exclude]) => (exclude ? { ...one, exclude } : one));

const { node: nodes } = fc.letrec<{ node: Node }>((tie) => ({
  node: excluded(
    fc.oneof(
      { maxDepth: 4 },
      fc.oneof(text, number, present, tag),
      fc.record({
        kind: fc.constant("group" as const),
        match: fc.constantFrom("all" as const, "any" as const),
        conditions: fc.array(tie("node"), { minLength: 1, maxLength: 4 }),
      }),
    ),
  ),
}));

test.each([false, true])("conditions are counted as their sets are joined, with dead rows %s", async (dying) => {
  const base = await loaded();
  const { population } = base;
  const { programme } = population.space.kernels;
  if (programme === undefined) throw new Error("WebAssembly runs where tests do.");
  if (dying) await memoryAdapterOf(base).erase?.(Array.from({ length: 40 }, (_, place) => String(place * 13)));
  const counting = new Counting(population, programme);
  let [told, asked] = [0, 0];
  fc.assert(
    fc.property(fc.array(nodes, { minLength: 1, maxLength: 4 }), (conditions) => {
      const definition: Definition = { version: 1, root: { kind: "group", match: "all", conditions } };
      const { root } = resolvePlan(definition, { catalog, audiences: () => undefined, asOf: AS_OF });
      const sets = new ReadySets(population, AS_OF);
      const size = counting.sizeOf(root, AS_OF);
      if (size !== undefined) expect(size).toBe(sets.sizeOf(root));
      sets.release();
      asked++;
      if (size !== undefined) told++;
    }),
    { numRuns: 1_000 },
  );
  expect(told / asked).toBeGreaterThan(0.2);
});

test("a plan that names more than there is room for is not counted", async () => {
  const { population } = await loaded();
  const { programme } = population.space.kernels;
  if (programme === undefined) throw new Error("WebAssembly runs where tests do.");
  const half: Node = { kind: "attribute", attribute: "state", operator: "is", value: ["state-1", "state-2"] };
  const counting = new Counting(population, programme);
  const sizes = [2, 6_000].map((many) => {
    const definition: Definition = {
      version: 1,
      root: { kind: "group", match: "all", conditions: Array.from({ length: many }, () => half) },
    };
    return counting.sizeOf(resolvePlan(definition, { catalog, audiences: () => undefined, asOf: AS_OF }).root, AS_OF);
  });
  expect(sizes).toEqual([expect.any(Number), undefined]);
});
