import type { DataAdapter, Membership } from "../../adapter/adapter.js";
import { defineCatalog } from "../../catalog/define.js";
import type { Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolveColumn, resolveComposition } from "../../plan/column.js";
import type { Plan } from "../../plan/plan.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { CustomerInput, EventInput } from "../../source/records.js";

export const asOf = Date.UTC(2026, 0, 31, 12);
export const catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "age", type: "number", scale: 0, bands: [18, 35] },
    { name: "city", type: "text" },
    { name: "born", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "likes", type: "list" },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "category", type: "text" },
      ],
    },
  ],
  computed: [{ name: "spend", event: "purchase", measure: { of: "sum", property: "amount" } }],
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
export const customers = (count: number): CustomerInput[] =>
  numbers(count).map((n) => ({
    id: `c${String(n).padStart(6, "0")}`,
    attributes: {
      age: n % 7 === 0 ? null : n % 90,
      city: ["Berlin", "Lyon", "Porto"][n % 3],
      born: new Date(Date.UTC(1970, 0, 1 + (n % 20_000))),
      seen: `2026-01-${String(1 + (n % 28)).padStart(2, "0")}T23:30`,
      likes: ["tea", "jazz", "chess"].slice(0, n % 4),
    },
  }));
export const events = (count: number): EventInput[] =>
  customers(count).flatMap(({ id }, n) =>
    numbers(n % 5).map((k) => ({
      customer: id,
      type: "purchase",
      at: asOf - ((n * 37 + k * 11) % 400) * 86_400_000,
      properties: { amount: (n % 500) + k / 4, category: ["shoes", "toys"][k % 2] },
    })),
  );
const tags = (count: number) =>
  customers(count)
    .filter((_, n) => n % 3 === 0)
    .map(({ id }) => ({ customer: id, tag: "newsletter" }));
export const few = { catalog, customers: customers(400), events: events(400), tags: tags(400) };

export function planOf(adapter: DataAdapter, ...conditions: Node[]): Plan {
  const definition = parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions } });
  return resolvePlan(definition, { catalog: adapter.catalog(), asOf, audiences: () => undefined });
}

export const regulars: Node = {
  kind: "event",
  event: "purchase",
  measure: { of: "weeks" },
  operator: "atLeast",
  value: 2,
  window: { last: 12, unit: "month" },
};
const birthday: Node = {
  kind: "attribute",
  attribute: "born",
  operator: "anniversaryInWindow",
  value: { next: 30, unit: "day" },
};
export const inLyon: Node = { kind: "attribute", attribute: "city", operator: "is", value: "Lyon" };

export async function idsOf(members: Membership): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of members.ids()) ids.push(id);
  return ids;
}

/** Everything an adapter answers, as plain data. */
export async function answers(adapter: DataAdapter): Promise<unknown> {
  const plan = planOf(adapter, regulars, { kind: "group", match: "any", conditions: [birthday, inLyon] });
  const lyon = planOf(adapter, inLyon);
  const options = { catalog: adapter.catalog(), asOf };
  const [some, others] = [await adapter.evaluate(plan), await adapter.evaluate(lyon)];
  return {
    catalog: adapter.catalog(),
    base: await adapter.baseSize(),
    until: await adapter.dataUntil(),
    everybody: (await adapter.base()).size,
    some: await idsOf(some),
    has: [await some.has("c000001"), await some.has("nobody")],
    and: await idsOf(await some.and(others)),
    or: await idsOf(await some.or(others)),
    without: await idsOf(await others.without(some)),
    of: await idsOf(await adapter.membershipOf(["c000003", "nobody", "c000001"])),
    breakdown: await adapter.breakdown(plan),
    composed: await adapter.compose(others, resolveComposition("age", options)),
    cities: await adapter.valueCounts(resolveColumn("city", options), { search: "o", limit: 1 }),
    categories: await adapter.propertyCounts(["purchase"], "category"),
    spend: await adapter.histogram(resolveColumn("spend", options), 5),
    tags: await adapter.tagCounts(asOf),
    overlap: await adapter.overlap([some, others, await adapter.base()], { regions: true }),
    compared: await adapter.compare(plan, lyon),
  };
}
