import { describe, expect, it, test } from "vitest";
import type { DataAdapter, Membership } from "../../adapter/adapter.js";
import { defineCatalog } from "../../catalog/define.js";
import type { Definition, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolveColumn, resolveComposition } from "../../plan/column.js";
import type { Plan } from "../../plan/plan.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerInput, EventInput } from "../../source/records.js";
import { memoryAdapterOf } from "../adapter.js";
import { loadedRows, memoryAdapter, type MemoryAdapterOptions } from "../load/memory-adapter.js";

const asOf = Date.UTC(2026, 0, 31);
const catalog = defineCatalog({
  attributes: [
    { name: "email", type: "text" },
    { name: "age", type: "number" },
    { name: "likes", type: "list" },
  ],
  eventTypes: [
    { name: "visit", properties: [{ name: "page", type: "text" }] },
    { name: "order", properties: [{ name: "page", type: "text" }] },
  ],
});

function customer(number: number, more: Readonly<Record<string, unknown>> = {}): CustomerInput {
  const attributes = { email: `${number % 7}@shop.example`, age: number % 90, likes: [`l${number % 5}`], ...more };
  return { id: `c${String(number).padStart(6, "0")}`, attributes };
}

function visit(number: number): EventInput {
  return {
    customer: `c${String(number).padStart(6, "0")}`,
    type: number % 3 === 0 ? "order" : "visit",
    at: Date.UTC(2025, number % 12, 1 + (number % 28)),
    properties: { page: `p${number % 11}` },
  };
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);

const nodes: readonly Node[] = [
  { kind: "attribute", attribute: "email", operator: "is", value: "3@shop.example" },
  { kind: "attribute", attribute: "email", operator: "contains", value: "late" },
  { kind: "attribute", attribute: "age", operator: "between", value: [20, 70_000] },
  { kind: "attribute", attribute: "age", operator: "lessThan", value: 17.25 },
  { kind: "attribute", attribute: "age", operator: "hasValue", exclude: true },
  { kind: "attribute", attribute: "likes", operator: "hasAny", value: ["l2", "l900"] },
  { kind: "event", event: "visit", measure: { of: "count" }, operator: "atLeast", value: 1 },
  {
    kind: "event",
    event: "visit",
    measure: { of: "count" },
    operator: "is",
    value: 0,
    where: [{ property: "page", operator: "is", value: "p3" }],
  },
];

function planOf(adapter: DataAdapter, ...conditions: readonly Node[]): Plan {
  const definition: Definition = { version: 1, root: { kind: "group", match: "all", conditions } };
  return resolvePlan(parseDefinition(definition), { catalog: adapter.catalog(), asOf, audiences: () => undefined });
}

async function idsOf(members: Membership): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of members.ids()) ids.push(id);
  return ids;
}

async function answersOf(adapter: DataAdapter): Promise<unknown> {
  const answers: unknown[] = [await adapter.baseSize(), await adapter.dataUntil()];
  for (const node of nodes) answers.push(await idsOf(await adapter.evaluate(planOf(adapter, node))));
  const everybody = await adapter.base();
  for (const { name } of catalog.attributes) {
    answers.push(await adapter.compose(everybody, resolveComposition(name, { catalog, asOf })));
    answers.push(await adapter.valueCounts(resolveColumn(name, { catalog, asOf })));
  }
  answers.push(await adapter.propertyCounts(["visit", "order"], "page"));
  return answers;
}

async function running(rows: Omit<MemoryAdapterOptions, "catalog"> = {}, limits = { tail: 100, dead: 50 }) {
  return memoryAdapterOf(await loadedRows({ catalog, ...rows }), limits);
}

describe.each([{ wasm: true }, { wasm: false }, { indexes: "none" as const }])("a base that grows, %o", (engine) => {
  it("answers rightly past the rows its sets had room for", async () => {
    const first = range(0, 4_090);
    const adapter = await running({ customers: first.map((n) => customer(n)), events: first.map(visit), ...engine });
    await answersOf(adapter);
    for (const [from, to] of [
      [4_090, 4_091],
      [4_091, 4_120],
      [4_120, 9_000],
    ] as const) {
      await adapter.upsert?.(range(from, to).map((n) => customer(n)));
      await adapter.addEvents?.(range(from, to).map(visit));
      const all = range(0, to);
      const fresh = await memoryAdapter({ catalog, customers: all.map((n) => customer(n)), events: all.map(visit) });
      expect(await answersOf(adapter)).toEqual(await answersOf(fresh));
    }
  });

  it("holds numbers and texts that its columns were too narrow for", async () => {
    const rows = new Map(range(0, 300).map((n) => [n, customer(n)]));
    const adapter = await running({ customers: rows.values(), events: range(0, 300).map(visit), ...engine });
    const changes: readonly (readonly [number, Readonly<Record<string, unknown>>])[][] = [
      [[3, { age: 300 }]],
      [[4, { age: 2 ** 40 }]],
      [[5, { age: 0.5 }]],
      range(0, 300).map((n) => [n, { email: `late${n}@shop.example`, likes: [`l${n}`, "l900"] }]),
      range(0, 300).map((n) => [n, { likes: range(0, n % 9).map((k) => `m${n}-${k}`) }]),
      range(0, 300).map((n) => [n, { age: null, email: "", likes: [] }]),
    ];
    for (const change of changes) {
      await answersOf(adapter);
      for (const [n, told] of change)
        rows.set(n, { ...customer(n), attributes: { ...rows.get(n)?.attributes, ...told } });
      await adapter.upsert?.(change.map(([n, attributes]) => ({ id: customer(n).id, attributes })));
      const fresh = await memoryAdapter({ catalog, customers: rows.values(), events: range(0, 300).map(visit) });
      expect(await answersOf(adapter)).toEqual(await answersOf(fresh));
    }
  });
});

describe("an audience found before somebody was taken out", () => {
  it("stays without them, also where the rows have moved together since", async () => {
    const adapter = await running({ customers: range(0, 400).map((n) => customer(n)) });
    const old = await adapter.evaluate(
      planOf(adapter, { kind: "attribute", attribute: "age", operator: "atLeast", value: 10 }),
    );
    const before = await idsOf(old);
    expect(await adapter.erase?.(range(100, 120).map((n) => customer(n).id as string))).toBe(20);
    expect(await adapter.erase?.(range(300, 390).map((n) => customer(n).id as string))).toBe(90);
    expect(await adapter.upsert?.([customer(110), customer(500)])).toMatchObject({ added: 2, customers: 2 });
    const gone = (id: string) => (id >= "c000100" && id < "c000120") || (id >= "c000300" && id < "c000390");
    const left = before.filter((id) => !gone(id));
    expect(await idsOf(old)).toEqual(left);
    expect(await old.has("c000050")).toBe(before.includes("c000050"));
    expect(await old.has("c000110")).toBe(false);
    expect(await idsOf(await old.and(await adapter.base()))).toEqual(left);
    const others = await (await adapter.base()).without(old);
    expect(others.size).toBe((await adapter.baseSize()) - left.length);
    const composed = await adapter.compose(old, resolveComposition("email", { catalog, asOf }));
    expect(composed).toMatchObject({ size: left.length, base: 292 });
  });

  it("is asked customer by customer as it was", async () => {
    const adapter = await running({ customers: range(0, 400).map((n) => customer(n)) });
    const matcher = await adapter.matcher?.([planOf(adapter, ...nodes.slice(0, 1))]);
    await adapter.erase?.(range(0, 3).map((n) => customer(n).id as string));
    await adapter.erase?.(range(300, 399).map((n) => customer(n).id as string));
    await adapter.upsert?.([customer(10, { email: "3@shop.example" }), customer(0, { email: "3@shop.example" })]);
    await adapter.erase?.([customer(17).id as string]);
    const [gone, fourth, eleventh, later] = [0, 3, 10, 17].map((n) => matcher?.audiencesOf(customer(n).id as string));
    expect([gone, fourth, eleventh, later]).toEqual([undefined, [0], [0], undefined]);
  });
});

test("nothing of a customer who was taken out stays in the base", async () => {
  const secret = { email: "secret-mail", likes: ["secret-item"] };
  const adapter = await running({
    customers: [...range(0, 30).map((n) => customer(n)), { id: "secret-id", attributes: secret }],
    events: [...range(0, 30).map(visit), { ...visit(1), customer: "secret-id", properties: { page: "secret-page" } }],
    tags: [{ customer: "secret-id", tag: "vip" }],
  });
  await adapter.addEvents?.([{ ...visit(2), customer: "secret-id", properties: { page: "secret-late" } }]);
  expect(await saved(adapter)).toContain("secret-");
  expect(await adapter.erase?.(["secret-id", "nobody"])).toBe(1);
  expect(await adapter.erase?.(["secret-id"])).toBe(0);
  expect(await saved(adapter)).not.toContain("secret");
  const fresh = await memoryAdapter({
    catalog,
    customers: range(0, 30).map((n) => customer(n)),
    events: range(0, 30).map(visit),
  });
  expect(await answersOf(adapter)).toEqual(await answersOf(fresh));
});

async function saved(adapter: Awaited<ReturnType<typeof running>>): Promise<string> {
  let text = "";
  for await (const piece of adapter.save()) text += new TextDecoder("latin1").decode(piece);
  return text;
}

describe("rows", () => {
  it("that cannot be read are refused whole and listed, the others go in", async () => {
    const adapter = await running({ customers: [customer(1)] });
    const report = await adapter.upsert?.([
      { id: "", attributes: { age: 1 } },
      customer(1, { age: "many", email: "no@shop.example" }),
      customer(2),
      customer(2, { age: 3 }),
    ]);
    expect(report).toMatchObject({ customers: 1, added: 1, rejectedCount: 2 });
    expect(report?.rejected.map(({ source, record, column }) => [source, record, column])).toEqual([
      ["customers", 1, "id"],
      ["customers", 2, "age"],
    ]);
    const events = await adapter.addEvents?.([visit(1), { ...visit(2), type: "flight" }, visit(99)]);
    expect(events).toMatchObject({ events: 1, unknownCustomers: { events: 1 }, rejectedCount: 1, added: 0 });
    const tags = await adapter.addTags?.([
      { customer: "c000001", tag: "vip" },
      { customer: "c000099", tag: "vip" },
    ]);
    expect(tags).toMatchObject({ tags: 1, unknownCustomers: { tags: 1 }, rejectedCount: 0 });
    expect(adapter.catalog().tags.map(({ name }) => name)).toEqual(["vip"]);
  });

  it("change nothing where the change is called off", async () => {
    const adapter = await running({ customers: range(0, 9).map((n) => customer(n)) });
    const before = await answersOf(adapter);
    const controller = new AbortController();
    async function* rows() {
      yield customer(20);
      controller.abort();
      yield customer(21);
    }
    await expect(adapter.upsert?.(rows(), { signal: controller.signal })).rejects.toMatchObject({ code: "aborted" });
    await expect(adapter.erase?.(["c000001"], { signal: controller.signal })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(await answersOf(adapter)).toEqual(before);
    expect(adapter.revision?.()).toBe(0);
  });
});

test("a later event without a number comes behind those there are", async () => {
  const at = Date.UTC(2026, 0, 1);
  const adapter = await running({
    customers: [customer(1)],
    events: [{ customer: "c000001", type: "visit", at }],
  });
  await adapter.addEvents?.([{ customer: "c000001", type: "order", at }]);
  const follows = (first: string, second: string): Node => ({
    kind: "sequence",
    steps: [{ event: first }, { event: second }],
  });
  const sizes = [follows("visit", "order"), follows("order", "visit")].map((node) =>
    adapter.evaluate(planOf(adapter, node)),
  );
  expect((await Promise.all(sizes)).map(({ size }) => size)).toEqual([1, 0]);
});

test("a base made of events takes the customers of later ones in", async () => {
  const adapter = await running({ events: [visit(1), visit(2)], baseFromEvents: true });
  expect(await adapter.addEvents?.([visit(2), visit(3)])).toMatchObject({ events: 2, added: 1 });
  expect(await adapter.baseSize()).toBe(3);
  expect(await adapter.dataUntil()).toBe(visit(3).at);
});

test("texts nobody has any more do not pile up", async () => {
  const adapter = await running({ customers: range(0, 10).map((n) => customer(n)) });
  for (const round of range(0, 40)) {
    await adapter.upsert?.(
      range(0, 100).map((n) => customer(n % 10, { email: `${round}-${n}`, likes: [`i${round}-${n}`] })),
    );
  }
  const emails = await adapter.valueCounts(resolveColumn("email", { catalog, asOf }));
  expect(emails.distinct).toBe(10);
  expect((await saved(adapter)).length).toBeLessThan(200_000);
  expect(
    await idsOf(
      await adapter.evaluate(
        planOf(adapter, { kind: "attribute", attribute: "email", operator: "is", value: "39-95" }),
      ),
    ),
  ).toEqual(["c000005"]);
});
