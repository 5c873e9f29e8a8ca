import { expect, test } from "vitest";
import type { Attribute, Property } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import type { EventRecord } from "../../source/records.js";
import type { Column } from "../columns/columns.js";
import { MemoryLoader, type Loaded } from "./load.js";

const catalog = defineCatalog({
  attributes: [
    { name: "age", type: "number" },
    { name: "score", type: "number", source: "appended" },
    { name: "none", type: "text" },
  ],
  eventTypes: [
    { name: "purchase", properties: [{ name: "amount", type: "number", scale: 2 }] },
    { name: "visit", properties: [{ name: "amount", type: "text" }] },
  ],
});
const age: Attribute = { name: "age", type: "number", source: "standard" };
const score: Attribute = { name: "score", type: "number", source: "appended" };
const amounts: readonly Property[] = [
  { name: "amount", type: "number", scale: 2 },
  { name: "amount", type: "text" },
];
const event = (
  customer: string,
  type: string,
  at: number,
  sequence: number,
  ...values: (number | string | undefined)[]
) => ({ customer, type, at, sequence, values }) satisfies EventRecord;
const events = [
  event("b", "purchase", 20, 1, 700, undefined),
  event("a", "purchase", 20, 3, 100, undefined),
  event("a", "visit", 5, 0, undefined, "long"),
  event("a", "purchase", 20, 2, 300, undefined),
  event("a", "purchase", 10, 9, undefined, undefined),
  event("x", "purchase", 90, 4, 1, undefined),
];

type Step = (loader: MemoryLoader) => void;
const steps: readonly Step[] = [
  (loader) =>
    loader.addCustomers(
      [age],
      [
        { id: "b", values: [40] },
        { id: "a", values: [undefined] },
      ],
    ),
  (loader) =>
    loader.append(
      [score],
      [
        { id: "a", values: [7] },
        { id: "x", values: [8] },
      ],
    ),
  (loader) => loader.addEvents(amounts, events),
  (loader) =>
    loader.addTags([
      { customer: "a", tag: "vip", at: undefined },
      { customer: "x", tag: "vip", at: 99 },
    ]),
];

async function loadedBy(order: readonly Step[]): Promise<Loaded> {
  const loader = new MemoryLoader({ catalog });
  for (const step of order) step(loader);
  return loader.finish();
}

function numbersOf(column: Column | undefined, rows: number): readonly number[] {
  return column?.kind === "numeric" ? [...column.data.subarray(0, rows)] : [];
}

test.each([
  ["as they come", steps],
  ["backwards", steps.toReversed()],
])("what is loaded does not depend on the order of sources: %s", async (_, order) => {
  const { population, report, dataUntil } = await loadedBy(order);
  expect([...population.roster.idsOf(population.roster.base)]).toEqual(["a", "b"]);
  expect(numbersOf(population.columns.get("age"), 2)).toEqual([0, 40]);
  expect([...(population.columns.get("age")?.valid.rows() ?? [])]).toEqual([1]);
  expect([...(population.columns.get("score")?.valid.rows() ?? [])]).toEqual([0]);
  expect(population.columns.get("none")?.valid.count()).toBe(0);
  expect(report).toMatchObject({
    customers: 2,
    events: 5,
    tags: 1,
    unknownCustomers: { events: 1, tags: 1, appended: 1 },
  });
  expect(dataUntil).toBe(20);
});

test("events stand by customer, instant and sequence; each type has its own properties", async () => {
  const { population } = await loadedBy(steps);
  const purchases = population.events.get("purchase");
  const first = (values: Iterable<number> = []): number[] => [...values].slice(0, purchases?.length);
  expect([first(purchases?.customers), first(purchases?.at), first(purchases?.sequence)]).toEqual([
    [0, 0, 0, 1],
    [10, 20, 20, 20],
    [9, 2, 3, 1],
  ]);
  const amount = population.events.get("purchase")?.properties.get("amount");
  expect(amount?.type).toBe("number");
  expect(numbersOf(amount, 4)).toEqual([0, 300, 100, 700]);
  expect([...(amount?.valid.rows() ?? [])]).toEqual([1, 2, 3]);
  expect(population.events.get("visit")?.properties.get("amount")?.type).toBe("text");
});

test("a load that is called off ends as aborted", async () => {
  const loader = new MemoryLoader({ catalog, signal: AbortSignal.abort() });
  await expect(loader.finish()).rejects.toMatchObject({ code: "aborted" });
});
