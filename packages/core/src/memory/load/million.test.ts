import { expect, test } from "vitest";
import type { CatalogInput, Property } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import type { Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerRecord, EventRecord } from "../../source/records.js";
import { memoryAdapterOf } from "../adapter.js";
import { MemoryLoader } from "./load.js";

const customers = 1_000_000;
const batch = 10_000;
const day = 86_400_000;
const asOf = 400 * day;
const states = ["CA", "NY", "TX", "WA", "OR"];
const categories = ["shoes", "books", "food"];

const attributes: CatalogInput["attributes"] = [
  { name: "age", type: "number" },
  { name: "state", type: "text" },
  { name: "score", type: "number", scale: 2 },
];
const properties: readonly Property[] = [
  { name: "amount", type: "number", scale: 2 },
  { name: "category", type: "text" },
];

const ageOf = (index: number): number | undefined => (index % 33 === 0 ? undefined : 18 + (index % 70));
const stateOf = (index: number): string | undefined => states[(index * 7) % 5];
const scoreOf = (index: number): number | undefined => (index % 5 === 0 ? undefined : index % 10_000);
const visitsOf = (index: number): number => index % 5;
const atOf = (index: number, visit: number): number => ((index * 31 + visit * 97) % 430) * day;
const amountOf = (index: number, visit: number): number => ((index + visit) % 200) * 100;
const categoryOf = (index: number, visit: number): string | undefined => categories[(index + visit) % 3];

function* batches<T>(make: (index: number) => readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < customers; start += batch) {
    yield Array.from({ length: batch }, (_, offset) => make(start + offset)).flat();
  }
}

test("a million customers and two million events load and are counted as a plain loop counts them", async () => {
  const catalog = defineCatalog({ attributes, eventTypes: [{ name: "purchase", properties }] });
  const loader = new MemoryLoader({ catalog });
  const customer = (index: number): CustomerRecord[] => [
    { id: String(index), values: [ageOf(index), stateOf(index), scoreOf(index)] },
  ];
  const purchases = (index: number): EventRecord[] =>
    Array.from({ length: visitsOf(index) }, (_, visit) => ({
      customer: String(index),
      type: "purchase",
      at: atOf(index, visit),
      sequence: visit,
      values: [amountOf(index, visit), categoryOf(index, visit)],
    }));
  for (const records of batches(customer)) loader.addCustomers(catalog.attributes, records);
  for (const records of batches(purchases)) loader.addEvents(properties, records);
  const adapter = memoryAdapterOf(await loader.finish());
  expect(adapter.report).toMatchObject({ customers, events: 2 * customers });

  const size = async (...conditions: Node[]): Promise<number> => {
    const definition = parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions } });
    const plan = resolvePlan(definition, { catalog, asOf, audiences: () => undefined });
    return (await adapter.evaluate(plan)).size;
  };
  const count = (meets: (index: number) => boolean): number => {
    let total = 0;
    for (let index = 0; index < customers; index++) if (meets(index)) total++;
    return total;
  };
  const events = (index: number) => Array.from({ length: visitsOf(index) }, (_, visit) => visit);
  const lately = (index: number, visit: number) => atOf(index, visit) >= asOf - 90 * day && atOf(index, visit) <= asOf;

  expect(
    await size(
      { kind: "attribute", attribute: "age", operator: "between", value: [25, 34] },
      { kind: "attribute", attribute: "state", operator: "is", value: ["CA", "TX"] },
      { kind: "attribute", attribute: "score", operator: "lessThan", value: 20, exclude: true },
    ),
  ).toBe(
    count((index) => {
      const age = ageOf(index) ?? 0;
      return (
        age >= 25 && age <= 34 && ["CA", "TX"].includes(stateOf(index) ?? "") && !((scoreOf(index) ?? 2_000) < 2_000)
      );
    }),
  );
  expect(
    await size({
      kind: "event",
      event: "purchase",
      where: [{ property: "category", operator: "is", value: "shoes" }],
      measure: { of: "sum", property: "amount" },
      operator: "atLeast",
      value: 150,
      window: { last: 90, unit: "day" },
    }),
  ).toBe(
    count((index) => {
      const shoes = events(index).filter((visit) => categoryOf(index, visit) === "shoes" && lately(index, visit));
      return shoes.reduce((sum, visit) => sum + amountOf(index, visit), 0) >= 15_000;
    }),
  );
  expect(
    await size({
      kind: "sequence",
      steps: [
        { event: "purchase", where: [{ property: "category", operator: "is", value: "books" }] },
        { event: "purchase", where: [{ property: "category", operator: "is", value: "shoes" }] },
      ],
    }),
  ).toBe(
    count((index) => {
      const known = events(index).filter((visit) => atOf(index, visit) <= asOf);
      return known.some(
        (first) =>
          categoryOf(index, first) === "books" &&
          known.some(
            (then) =>
              categoryOf(index, then) === "shoes" &&
              (atOf(index, first) < atOf(index, then) || (atOf(index, first) === atOf(index, then) && first < then)),
          ),
      );
    }),
  );
}, 120_000);
