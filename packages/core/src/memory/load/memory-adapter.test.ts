import { expect, test } from "vitest";
import type { Membership } from "../../adapter/adapter.js";
import type { CatalogInput } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import type { Definition, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolveColumn, resolveComposition } from "../../plan/column.js";
import type { Plan } from "../../plan/plan.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerInput, EventInput, LoadProgress, TagInput } from "../../source/records.js";
import type { MemoryAdapter } from "../adapter.js";
import { memoryAdapter } from "./memory-adapter.js";

const asOf = Date.UTC(2026, 0, 31);
const written: CatalogInput = {
  attributes: [
    { name: "gender", type: "text" },
    { name: "age", type: "number", bands: [18, 35] },
    { name: "spend", type: "number", scale: 2 },
    { name: "born", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "member", type: "boolean" },
    { name: "likes", type: "list" },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 0 },
        { name: "category", type: "text" },
      ],
    },
    { name: "visit", properties: [{ name: "amount", type: "text" }] },
  ],
  computed: [{ name: "average", event: "purchase", measure: { of: "average", property: "amount" }, bands: [2] }],
  tagRules: [{ tag: "shoes", event: "purchase", where: [{ property: "category", operator: "is", value: "shoes" }] }],
};
const catalog = defineCatalog(written);

const customers: CustomerInput[] = [
  {
    id: "b",
    attributes: { gender: "F", age: 17.5, spend: 10.25, born: "2000-02-29", member: true, likes: ["x", "y"] },
  },
  {
    id: "a",
    attributes: { gender: "M", age: 18, spend: 0.1, seen: "2026-01-01T00:00:00Z", member: false, likes: ["y"] },
  },
  { id: "c", attributes: { gender: "F", age: 35, likes: [] } },
  { id: 4, attributes: { gender: "", age: null } },
];
const events: EventInput[] = [
  { customer: "a", type: "purchase", at: "2026-01-05T00:00:00Z", properties: { amount: 1, category: "shoes" } },
  { customer: "a", type: "purchase", at: "2026-01-06T00:00:00Z", properties: { amount: 2 } },
  { customer: "b", type: "purchase", at: "2026-01-07T00:00:00Z", properties: { amount: 2, category: "shoes" } },
  { customer: "b", type: "purchase", at: "2026-02-07T00:00:00Z", properties: { amount: 9, category: "books" } },
  { customer: "c", type: "visit", at: "2026-01-07T00:00:00Z", properties: { amount: "many" } },
  { customer: "nobody", type: "visit", at: "2026-01-07T00:00:00Z" },
  { customer: "a", type: "flight", at: "2026-01-07T00:00:00Z" },
];
const tags: TagInput[] = [
  { customer: "a", tag: "vip" },
  { customer: "c", tag: "vip", at: "2026-03-01T00:00:00Z" },
  { customer: "nobody", tag: "vip" },
];

function load(): Promise<MemoryAdapter> {
  return memoryAdapter({ catalog, customers, events, tags });
}

function planOf(adapter: MemoryAdapter, ...conditions: Node[]): Plan {
  const definition: Definition = { version: 1, root: { kind: "group", match: "all", conditions } };
  return resolvePlan(parseDefinition(definition), { catalog: adapter.catalog(), asOf, audiences: () => undefined });
}

async function idsOf(members: Membership): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of members.ids()) ids.push(id);
  expect(ids.length).toBe(members.size);
  return ids;
}

async function members(adapter: MemoryAdapter, ...conditions: Node[]): Promise<string[]> {
  return idsOf(await adapter.evaluate(planOf(adapter, ...conditions)));
}

test("tells what became of the load", async () => {
  const adapter = await load();
  expect(adapter.report).toEqual({
    customers: 4,
    events: 5,
    tags: 2,
    unknownCustomers: { events: 1, tags: 1, appended: 0 },
    rejectedCount: 1,
    rejected: [{ source: "events", record: 7, column: "type", reason: "is not an event type of the catalogue" }],
  });
  expect(await adapter.baseSize()).toBe(4);
  expect(await adapter.dataUntil()).toBe(Date.UTC(2026, 2, 1));
  expect(adapter.catalog().tags).toEqual([{ name: "shoes" }, { name: "vip" }]);
});

test("a duplicate id is refused with samples", async () => {
  const twice = [{ id: "1" }, { id: 2 }, { id: 1 }];
  const refused = await memoryAdapter({ catalog, customers: twice }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "duplicate_customer", message: 'Customers that stand twice: "1".' });
});

test("the base can come from the events, later ones included", async () => {
  const adapter = await memoryAdapter({ catalog, events, tags, baseFromEvents: true });
  expect(await idsOf(await adapter.base())).toEqual(["a", "b", "c", "nobody"]);
  expect(adapter.report.unknownCustomers.events).toBe(0);
});

test("ids come in code-point order, also beyond the basic plane", async () => {
  const ids = ["\u{1F600}", "\uFFFD", "b", "a", "\uE000", "aa"];
  const adapter = await memoryAdapter({ catalog, customers: ids.map((id) => ({ id })) });
  expect(await idsOf(await adapter.base())).toEqual(["a", "aa", "b", "\uE000", "\uFFFD", "\u{1F600}"]);
});

test("rows may come asynchronously, and progress is told by stage", async () => {
  const told: LoadProgress[] = [];
  async function* later(): AsyncGenerator<CustomerInput> {
    for (const customer of customers) yield await Promise.resolve(customer);
  }
  const adapter = await memoryAdapter({ catalog, customers: later(), events, onProgress: (now) => told.push(now) });
  expect(await adapter.baseSize()).toBe(4);
  expect(told.map(({ stage }) => stage)).toEqual(["customers", "events", "index"]);
});

test("memberships combine, and know who is in them", async () => {
  const adapter = await load();
  const women = await adapter.evaluate(
    planOf(adapter, { kind: "attribute", attribute: "gender", operator: "is", value: "F" }),
  );
  const some = await adapter.membershipOf(["a", "c", "stranger"]);
  expect(await idsOf(some)).toEqual(["a", "c"]);
  expect(await idsOf(await women.and(some))).toEqual(["c"]);
  expect(await idsOf(await women.or(some))).toEqual(["a", "b", "c"]);
  expect(await idsOf(await women.without(some))).toEqual(["b"]);
  expect(await idsOf(await (await adapter.base()).without(women))).toEqual(["4", "a"]);
  expect([await women.has("b"), await women.has("a"), await women.has("stranger")]).toEqual([true, false, false]);
});

test("a membership of another engine is refused", async () => {
  const [one, other] = await Promise.all([load(), load()]);
  await expect((await one.base()).and(await other.base())).rejects.toMatchObject({ code: "not_supported" });
  const composition = resolveComposition("gender", { catalog, asOf });
  await expect(one.compose(await other.base(), composition)).rejects.toMatchObject({ code: "not_supported" });
});

test("exclude keeps those without a value", async () => {
  const adapter = await load();
  const women: Node = { kind: "attribute", attribute: "gender", operator: "is", value: "F" };
  expect(await members(adapter, { ...women, exclude: true })).toEqual(["4", "a"]);
});

test("one name can be a number in one event type and a text in another", async () => {
  const adapter = await load();
  const sum: Node = {
    kind: "event",
    event: "purchase",
    measure: { of: "sum", property: "amount" },
    operator: "is",
    value: 3,
  };
  const many: Node = {
    kind: "event",
    event: "visit",
    where: [{ property: "amount", operator: "contains", value: "MAN" }],
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
  };
  expect(await members(adapter, sum)).toEqual(["a"]);
  expect(await members(adapter, many)).toEqual(["c"]);
  expect(await adapter.propertyCounts(["visit"], "amount")).toMatchObject({ values: [{ value: "many", count: 1 }] });
});

test("tags count by rule, by themselves, and not before their time", async () => {
  const adapter = await load();
  expect(await members(adapter, { kind: "tag", operator: "hasAny", tags: ["vip", "shoes"] })).toEqual(["a", "b"]);
  expect(await members(adapter, { kind: "tag", operator: "hasAll", tags: ["vip", "shoes"] })).toEqual(["a"]);
  const lately = {
    kind: "tag",
    operator: "hasAny",
    tags: ["vip", "shoes"],
    window: { last: 25, unit: "day" },
  } as const;
  expect(await members(adapter, lately)).toEqual(["b"]);
  expect(await adapter.tagCounts(asOf)).toEqual({
    values: [
      { value: "shoes", count: 2 },
      { value: "vip", count: 1 },
    ],
    distinct: 2,
    missing: 2,
  });
});

test("sums beyond 2^53 - 1 are compared exactly", async () => {
  const big = Number.MAX_SAFE_INTEGER;
  const amounts = { under: [big, 1, 1, -3], at: [big, 5, -5], over: [big, big, -big, 2, -1], far: [big, big] };
  const adapter = await memoryAdapter({
    catalog,
    customers: Object.keys(amounts).map((id) => ({ id })),
    events: Object.entries(amounts).flatMap(([customer, values]) =>
      values.map((amount) => ({ customer, type: "purchase", at: 0, properties: { amount } })),
    ),
  });
  const sum = (operator: "atLeast" | "is" | "greaterThan" | "lessThan"): Node => ({
    kind: "event",
    event: "purchase",
    measure: { of: "sum", property: "amount" },
    operator,
    value: big,
  });
  expect(await members(adapter, sum("is"))).toEqual(["at"]);
  expect(await members(adapter, sum("greaterThan"))).toEqual(["far", "over"]);
  expect(await members(adapter, sum("lessThan"))).toEqual(["under"]);
});

test("a sum is compared with a bound that no single amount can reach", async () => {
  const amount = { name: "amount", type: "number", scale: 9 } as const;
  const adapter = await memoryAdapter({
    catalog: defineCatalog({ attributes: [], eventTypes: [{ name: "purchase", properties: [amount] }] }),
    customers: [{ id: "less" }, { id: "equal" }, { id: "more" }],
    events: ["less", "equal", "more"].flatMap((customer, index) =>
      ["6000000", "6000000", ["-0.000000001", "0", "0.000000001"][index]].map((value) => ({
        customer,
        type: "purchase",
        at: 0,
        properties: { amount: value },
      })),
    ),
  });
  const sum = (operator: "atLeast" | "is" | "lessThan"): Node => ({
    kind: "event",
    event: "purchase",
    measure: { of: "sum", property: "amount" },
    operator,
    value: 12_000_000,
  });
  expect(await members(adapter, sum("is"))).toEqual(["equal"]);
  expect(await members(adapter, sum("atLeast"))).toEqual(["equal", "more"]);
  expect(await members(adapter, sum("lessThan"))).toEqual(["less"]);
});

test("cells are values by descending count, then (no value)", async () => {
  const adapter = await load();
  const some = await adapter.membershipOf(["a", "b", "4"]);
  expect(await adapter.compose(some, resolveComposition("gender", { catalog, asOf }))).toEqual({
    size: 3,
    base: 4,
    overlapping: false,
    cells: [
      { value: "F", count: 1, base: 2 },
      { value: "M", count: 1, base: 1 },
      { value: undefined, count: 1, base: 1 },
    ],
  });
  const cells = async (attribute: string) =>
    (await adapter.compose(some, resolveComposition(attribute, { catalog, asOf }))).cells;
  expect((await cells("spend")).map(({ value }) => value)).toEqual([0.1, 10.25, undefined]);
  expect((await cells("born")).map(({ value }) => value)).toEqual(["2000-02-29", undefined]);
  expect((await cells("seen")).map(({ value }) => value)).toEqual(["2026-01-01T00:00:00Z", undefined]);
  expect((await cells("member")).map(({ value }) => value)).toEqual([false, true, undefined]);
});

test("bands are half open; cells of a list overlap", async () => {
  const adapter = await load();
  const base = await adapter.base();
  const ages = await adapter.compose(base, resolveComposition("age", { catalog, asOf }));
  expect(ages.cells).toEqual([
    { value: undefined, band: { low: undefined, high: 18 }, count: 1, base: 1 },
    { value: undefined, band: { low: 18, high: 35 }, count: 1, base: 1 },
    { value: undefined, band: { low: 35, high: undefined }, count: 1, base: 1 },
    { value: undefined, count: 1, base: 1 },
  ]);
  const likes = await adapter.compose(base, resolveComposition("likes", { catalog, asOf }));
  expect(likes.overlapping).toBe(true);
  expect(likes.cells.map(({ value, count }) => [value, count])).toEqual([
    ["y", 2],
    ["x", 1],
    [undefined, 2],
  ]);
});

test("an average falls into its band by its exact value", async () => {
  const adapter = await load();
  const average = await adapter.compose(await adapter.base(), resolveComposition("average", { catalog, asOf }));
  expect(average.cells.map(({ band, count }) => [band?.low, band?.high, count])).toEqual([
    [undefined, 2, 1],
    [2, undefined, 1],
    [undefined, undefined, 2],
  ]);
});

test("an average of decimals is told as the nearest double", async () => {
  const scaled = defineCatalog({
    attributes: [],
    eventTypes: [{ name: "purchase", properties: [{ name: "amount", type: "number", scale: 3 }] }],
    computed: [{ name: "average", event: "purchase", measure: { of: "average", property: "amount" } }],
  });
  const at = "2026-01-05T00:00:00Z";
  const adapter = await memoryAdapter({
    catalog: scaled,
    customers: [{ id: "a" }],
    events: [38.17, 0, 0, 0, 0].map((amount) => ({ customer: "a", type: "purchase", at, properties: { amount } })),
  });
  const plan = resolveComposition("average", { catalog: scaled, asOf });
  expect((await adapter.compose(await adapter.base(), plan)).cells).toMatchObject([{ value: 7.634 }]);
});

test("commonest values, with search, and a histogram", async () => {
  const adapter = await load();
  const gender = resolveColumn("gender", { catalog, asOf });
  expect(await adapter.valueCounts(gender)).toEqual({
    values: [
      { value: "F", count: 2 },
      { value: "M", count: 1 },
    ],
    distinct: 2,
    missing: 1,
  });
  expect(await adapter.valueCounts(gender, { search: "m" })).toMatchObject({ values: [{ value: "M" }], distinct: 1 });
  expect(await adapter.valueCounts(gender, { limit: 1 })).toMatchObject({ values: [{ value: "F" }], distinct: 2 });
  expect(await adapter.histogram(resolveColumn("age", { catalog, asOf }), 2)).toEqual({
    low: 17.5,
    high: 35,
    counts: [2, 1],
    missing: 1,
  });
});

test("a breakdown counts every node, each step of the root, and missing values", async () => {
  const adapter = await load();
  const plan = planOf(
    adapter,
    { kind: "attribute", attribute: "gender", operator: "is", value: "F" },
    {
      kind: "group",
      match: "any",
      exclude: true,
      conditions: [{ kind: "attribute", attribute: "age", operator: "atLeast", value: 35 }],
    },
  );
  expect(await adapter.breakdown(plan)).toEqual({
    size: 1,
    base: 4,
    exact: true,
    nodes: [
      { path: "/root", matches: 1 },
      { path: "/root/conditions/0", matches: 2 },
      { path: "/root/conditions/1", matches: 3 },
      { path: "/root/conditions/1/conditions/0", matches: 1 },
    ],
    steps: [
      { path: "/root/conditions/0", after: 2, without: 3 },
      { path: "/root/conditions/1", after: 1, without: 2 },
    ],
    missing: [
      { path: "/root/conditions/0", count: 1 },
      { path: "/root/conditions/1/conditions/0", count: 1 },
    ],
  });
});

test("append adds attributes to a running base and to the catalogue", async () => {
  const adapter = await load();
  const before = await adapter.base();
  const report = await adapter.append?.(
    [{ name: "score", type: "number", scale: 1 }],
    [
      { id: "a", attributes: { score: 7.5 } },
      { id: 4, attributes: { score: "bad" } },
      { id: "stranger", attributes: { score: 1 } },
    ],
  );
  expect(report).toMatchObject({ customers: 1, unknownCustomers: { appended: 1 }, rejectedCount: 1 });
  expect(adapter.catalog().attributes.at(-1)).toMatchObject({ name: "score", source: "appended" });
  const high: Node = { kind: "attribute", attribute: "score", operator: "atLeast", value: 7 };
  const found = await adapter.evaluate(planOf(adapter, high));
  expect(await idsOf(found)).toEqual(["a"]);
  expect(await idsOf(await before.without(found))).toEqual(["4", "b", "c"]);
});

test("an append that fails changes nothing", async () => {
  const adapter = await load();
  const known = adapter.catalog();
  const score = [{ name: "score", type: "number" }] as const;
  const failing = async function* (): AsyncGenerator<CustomerInput> {
    yield await Promise.resolve({ id: "a", attributes: { score: 1 } });
    throw new Error("The line went dead.");
  };
  await expect(adapter.append?.(score, failing())).rejects.toThrow("The line went dead.");
  await expect(adapter.append?.(score, [{ id: "a" }, { id: "a" }])).rejects.toMatchObject({
    code: "duplicate_customer",
  });
  await expect(adapter.append?.([{ name: "age", type: "number" }], [])).rejects.toMatchObject({ code: "name_clash" });
  const signal = AbortSignal.abort();
  await expect(adapter.append?.(score, [{ id: "a" }], { signal })).rejects.toMatchObject({ code: "aborted" });
  expect(adapter.catalog()).toBe(known);
});

test("two appends at once both hold, or the second of one name is refused", async () => {
  const adapter = await load();
  const add = (name: string) => adapter.append?.([{ name, type: "text" }], [{ id: "a", attributes: { [name]: "x" } }]);
  await Promise.all([add("one"), add("two")]);
  expect(
    adapter
      .catalog()
      .attributes.slice(-2)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["one", "two"]);
  const results = await Promise.allSettled([add("three"), add("three")]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const plan = planOf(adapter, { kind: "attribute", attribute: "one", operator: "is", value: "x" });
  expect((await adapter.evaluate(plan)).size).toBe(1);
});

test("a plan with an attribute that is gone says so, with its path", async () => {
  const adapter = await load();
  await adapter.append?.([{ name: "extra", type: "text" }], []);
  const plan = planOf(adapter, { kind: "attribute", attribute: "extra", operator: "hasValue" });
  await expect((await load()).evaluate(plan)).rejects.toMatchObject({
    code: "attribute_missing",
    path: "/root/conditions/0",
  });
});

test("a request called off ends as aborted, before and while it runs", async () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => ({ id: index }));
  const adapter = await memoryAdapter({ catalog, customers: ids });
  const sample: Node = { kind: "sample", salt: "s", from: 0, to: 0.5 };
  const plan = planOf(adapter, sample);
  await expect(adapter.evaluate(plan, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
  const controller = new AbortController();
  const running = adapter.evaluate(plan, { signal: controller.signal });
  setTimeout(() => controller.abort(), 0);
  await expect(running).rejects.toMatchObject({ code: "aborted" });
}, 60_000);
