import fc from "fast-check";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import type { Definition, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerInput, EventInput } from "../../source/records.js";
import { changesOf, ids, type Change } from "../../testing/generate/changes.js";
import { definitionFor } from "../../testing/generate/definition.js";
import { dataFor, scenario } from "../../testing/generate/scenario.js";
import { twoThreads } from "../../testing/matrix/engine-cells.js";
import { membersIn } from "../../testing/oracles/evaluate.js";
import { check, runsOf } from "../../testing/oracles/runs.js";
import type { World } from "../../testing/world.js";
import { memoryAdapterOf, type MemoryAdapter } from "../adapter.js";
import type { EngineOptions } from "../derived.js";
import { loadedRows, type MemoryAdapterOptions } from "../load/memory-adapter.js";
import type { SecondThreadOptions } from "./event-leaves.js";

const given = runsOf(process.env, Date.now() % 2 ** 31);
const runs = { ...given, runs: process.env.AUDIENCEKIT_RUNS === undefined ? 20 : given.runs };

const adapters: MemoryAdapter[] = [];
afterEach(async () => {
  for (const adapter of adapters.splice(0)) await adapter.close();
});

/** A base of which nothing is kept from one question to the next. */
async function loaded(rows: MemoryAdapterOptions, threads: EngineOptions["threads"]): Promise<MemoryAdapter> {
  const base = await loadedRows({ ...rows, cacheBytes: 0, wasm: true, threads });
  const adapter = memoryAdapterOf(base, { tail: 5, dead: 3 });
  adapters.push(adapter);
  return adapter;
}

/** A second thread whose halves are counted. */
class Watched {
  halves = 0;
  readonly workers: Worker[] = [];
  readonly threads: SecondThreadOptions = {
    ...twoThreads,
    createWorker: () => {
      const worker = twoThreads.createWorker?.();
      if (!(worker instanceof Worker)) throw new Error("This is no worker of Node.");
      this.workers.push(worker);
      worker.on("message", ({ words }: { words?: Int32Array }) => {
        if (words !== undefined) this.halves++;
      });
      return worker;
    },
  };
}

/** Customers that are like the first ones, some more of each kind. */
function copies({ customers, events, tags }: Pick<World, "customers" | "events" | "tags">, each: number) {
  const copied = <T extends object>(rows: readonly T[], key: "id" | "customer"): T[] =>
    rows.flatMap((row) => [
      row,
      ...Array.from({ length: each }, (_, copy) => ({ ...row, [key]: copyOf(row, key, copy) })),
    ]);
  return { customers: copied(customers, "id"), events: copied(events, "customer"), tags: copied(tags, "customer") };
}

function copyOf(row: object, key: string, copy: number): string {
  return `${copy} ${String(Reflect.get(row, key))}`;
}

async function apply(adapter: MemoryAdapter, change: Change): Promise<unknown> {
  switch (change.kind) {
    case "upsert":
      return adapter.upsert?.(change.customers);
    case "erase":
      return adapter.erase?.(change.ids);
    case "events":
      return adapter.addEvents?.(change.events);
    case "tags":
      return adapter.addTags?.(change.tags);
    case "append":
      return adapter.append?.(change.attributes, change.customers);
  }
}

const story = scenario().chain((told) =>
  fc.record({
    told: fc.constant(told),
    data: dataFor(told.catalog, told.setting, ids),
    each: fc.constantFrom(0, 3, 12, 60),
    changes: changesOf(told.catalog, told.setting),
    asked: fc.array(definitionFor({ ...told, audiences: ["list"] }), { minLength: 2, maxLength: 5 }),
  }),
);

test("two threads find whom one finds, before changes and after each of them", { timeout: 300_000 }, async () => {
  const watched = new Watched();
  await check("two threads", runs, story, async ({ told, data, each, changes, asked }) => {
    const { catalog, setting, world } = told;
    const rows = { catalog, ...copies(data, each) };
    const one = await loaded(rows, 1);
    const two = await loaded(rows, watched.threads);
    const find = (adapter: MemoryAdapter, definition: Definition) =>
      membersIn(adapter, world, definition, setting.asOf);
    for (const definition of asked) expect(await find(two, definition)).toEqual(await find(one, definition));
    for (const [index, change] of changes.entries()) {
      expect(await apply(two, change)).toEqual(await apply(one, change));
      const definition = asked[index % asked.length] ?? told.definition;
      expect(await find(two, definition)).toEqual(await find(one, definition));
    }
    for (const adapter of [one, two]) await adapter.close();
  });
  expect(watched.halves).toBeGreaterThan(0);
});

const day = 86_400_000;
/** Everything has happened: no event lies outside what is asked, so that all of them are looked at. */
const asOf = 421 * day;
const plain = defineCatalog({
  attributes: [{ name: "age", type: "number" }],
  eventTypes: [
    { name: "purchase", properties: [{ name: "amount", type: "number", scale: 2 }] },
    { name: "visit", properties: [{ name: "page", type: "text" }] },
  ],
});

/** Customers enough for some blocks of them. */
function* manyCustomers(): Generator<CustomerInput> {
  for (let index = 0; index < 140_000; index++) yield { id: String(index), attributes: { age: index % 90 } };
}

function* manyEvents(): Generator<EventInput> {
  for (let index = 0; index < 300_000; index++) {
    const any = Math.imul(index + 1, 0x9e3779b1) >>> 8;
    const customer = String(any % 140_000);
    const at = new Date(((any >>> 3) % 420) * day + (index % 97) * 60_000);
    const properties = index % 3 === 0 ? { amount: (index % 500) / 4 } : { page: `page ${index % 7}` };
    yield { customer, type: index % 3 === 0 ? "purchase" : "visit", at, sequence: index, properties };
  }
}

const bought: Node = {
  kind: "event",
  event: "purchase",
  measure: { of: "sum", property: "amount" },
  operator: "greaterThan",
  value: 60,
};
const seldom: Node = {
  kind: "event",
  event: ["purchase", "visit"],
  measure: { of: "count" },
  operator: "atMost",
  value: 1,
};
const pages: Node = {
  kind: "event",
  event: "visit",
  measure: { of: "distinct", property: "page" },
  operator: "atLeast",
  value: 2,
};
const filtered: Node = {
  kind: "event",
  event: "visit",
  where: [
    { property: "page", operator: "is", value: "page 3" },
    { property: "page", operator: "hasValue" },
  ],
  measure: { of: "count" },
  operator: "atLeast",
  value: 1,
};
const followed: Node = {
  kind: "sequence",
  steps: [
    { event: "purchase" },
    {
      event: "visit",
      within: { amount: 10, unit: "week" },
      where: [{ property: "page", operator: "is", value: ["page 1", "page 3"] }],
    },
  ],
};
const unfollowed: Node = {
  kind: "sequence",
  steps: [
    { event: "visit" },
    {
      event: "purchase",
      absent: true,
      within: { amount: 3, unit: "week" },
      where: [{ property: "amount", operator: "atLeast", value: 5 }],
    },
  ],
};
/** Answered by slices of time, by lists of what has one text, and by gaps that are kept. */
const quick: readonly Node[] = [
  {
    kind: "event",
    event: "visit",
    where: [{ property: "page", operator: "is", value: "page 3" }],
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
  },
  {
    kind: "event",
    event: "visit",
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
    window: { last: 30, unit: "day" },
  },
  {
    kind: "sequence",
    steps: [{ event: "visit" }, { event: "purchase", absent: true, within: { amount: 3, unit: "week" } }],
  },
];
const questions = [bought, seldom, pages, filtered, followed, unfollowed];

function planFor(node: Node) {
  const definition = parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions: [node] } });
  return resolvePlan(definition, { catalog: plain, asOf, audiences: () => undefined });
}

async function answers(adapter: MemoryAdapter, signal?: AbortSignal): Promise<readonly string[][]> {
  const found: string[][] = [];
  for (const question of questions) {
    const ids: string[] = [];
    for await (const id of (await adapter.evaluate(planFor(question), { signal })).ids()) ids.push(id);
    found.push(ids);
  }
  return found;
}

test("they do so where customers are many, questions are called off, and the second thread dies", async () => {
  const rows = { catalog: plain, customers: manyCustomers(), events: manyEvents() };
  const one = await loaded(rows, 1);
  const watched = new Watched();
  const two = await loaded({ ...rows, customers: manyCustomers(), events: manyEvents() }, watched.threads);
  const expected = await answers(one);
  expect(expected.every((ids) => 0 < ids.length && ids.length < 140_000)).toBe(true);
  expect(await answers(two)).toEqual(expected);
  expect(watched.halves).toBe(questions.length);

  for (const question of questions) {
    for (const after of [0, 1, 4]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), after);
      await two.evaluate(planFor(question), { signal: controller.signal }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "aborted" });
      });
      // Whoever was called off has let go of everything: a change may come.
      await two.addEvents?.([{ customer: "17", type: "visit", at: new Date(after * day), sequence: 400_000 + after }]);
    }
  }
  for (const after of questions.flatMap(() => [0, 1, 4])) {
    await one.addEvents?.([{ customer: "17", type: "visit", at: new Date(after * day), sequence: 400_000 + after }]);
  }
  expect(await answers(two)).toEqual(await answers(one));

  const both = questions.map((question) =>
    Promise.all([question, question].map((each) => two.evaluate(planFor(each)))),
  );
  const [worker] = watched.workers;
  const ended = worker === undefined ? undefined : once(worker, "exit");
  await worker?.terminate();
  await ended;
  const sizes = (await Promise.all(both)).map(([first, second]) => [first?.size, second?.size]);
  expect(sizes).toEqual((await answers(one)).map(({ length }) => [length, length]));
  const halves = watched.halves;
  expect(await answers(two)).toEqual(await answers(one));
  expect(watched.halves).toBe(halves);
  expect(watched.workers).toHaveLength(1);
}, 120_000);

test("the plan says whether a second thread helps, and why not", async () => {
  const rows = { catalog: plain, customers: [{ id: "1" }], events: [...manyEvents()].slice(0, 9) };
  const why = async (threads: EngineOptions["threads"]) => {
    const adapter = await loaded(rows, threads);
    return (await adapter.explainPlan?.(planFor(bought)))?.[1]?.why;
  };
  expect(await why(1)).not.toContain("thread");
  expect(await why(twoThreads)).toContain("A second thread takes half of the customers.");
  expect(await why(2)).toContain("so little");
});

test("what takes little is left to one thread, however many events there are", async () => {
  const watched = new Watched();
  const two = await loaded({ catalog: plain, customers: manyCustomers(), events: manyEvents() }, watched.threads);
  for (const question of quick) {
    const plan = planFor(question);
    expect((await two.evaluate(plan)).size).toBeGreaterThan(0);
    expect((await two.explainPlan?.(plan))?.[1]?.why).toContain("so little");
  }
  expect(watched.halves).toBe(0);
});
