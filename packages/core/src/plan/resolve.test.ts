import { describe, expect, it } from "vitest";
import { defineCatalog } from "../catalog/define.js";
import { parseDefinition } from "../definition/parse.js";
import type { AudienceLookup, ReferencedAudience } from "../definition/references.js";
import { resolveColumn, resolveComposition } from "./column.js";
import { resolvePlan } from "./resolve.js";
import { resolveTagRules } from "./tag-rules.js";
import { zoneOf } from "./zone-of.js";

const asOf = Date.parse("2026-06-15T22:30:00Z"); // 16 June in Berlin
const end = asOf + 1;

const catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "plan", type: "text" },
    { name: "balance", type: "number", scale: 2, bands: [0, 10.005, 10.006, 99.5] },
    { name: "weight", type: "number", bands: [0.5] },
    { name: "joined", type: "datetime" },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "order", type: "text" },
        { name: "category", type: "text" },
      ],
    },
    { name: "visit", properties: [{ name: "category", type: "text" }] },
  ],
  tagRules: [
    {
      tag: "bought-shoes",
      event: "purchase",
      where: [{ property: "category", operator: "contains", value: "SHOE" }],
    },
  ],
  computed: [
    { name: "average", event: "purchase", measure: { of: "average", property: "amount" } },
    {
      name: "spend",
      event: "purchase",
      measure: { of: "sum", property: "amount" },
      window: { current: "month" },
      bands: [100],
    },
    { name: "first", event: ["purchase", "visit"], measure: { of: "firstAt" } },
  ],
  rfm: { event: "purchase", amount: "amount", frequency: { distinct: "order" }, window: { last: 365, unit: "day" } },
});

function audienceOf(id: string, conditions: readonly unknown[], timeZone?: string): ReferencedAudience {
  return { id, name: id, status: "live", definition: definitionOf(conditions, timeZone) };
}

function definitionOf(conditions: readonly unknown[], timeZone?: string) {
  return parseDefinition({
    version: 1,
    root: { kind: "group", match: "all", conditions },
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}

function lookupIn(...audiences: readonly ReferencedAudience[]): AudienceLookup {
  return (id) => audiences.find((audience) => audience.id === id);
}

function planOf(conditions: readonly unknown[], timeZone?: string, audiences: AudienceLookup = lookupIn()) {
  return resolvePlan(definitionOf(conditions, timeZone), { catalog, asOf, audiences });
}

function conditionOf(condition: unknown, timeZone?: string) {
  return planOf([condition], timeZone).root.conditions[0];
}

const joinedOn = { kind: "attribute", attribute: "joined", operator: "on", value: "2026-06-16" };

describe("resolvePlan", () => {
  it("keeps the tree with its pointers and exclusions", () => {
    const definition = definitionOf([
      { kind: "group", match: "any", exclude: true, conditions: [{ kind: "sample", salt: "s", from: 0, to: 1 }] },
    ]);
    const plan = resolvePlan(definition, { catalog, asOf, audiences: lookupIn() });
    expect(plan).toEqual({
      asOf,
      root: {
        kind: "group",
        match: "all",
        exclude: false,
        path: "/root",
        conditions: [
          {
            kind: "group",
            match: "any",
            exclude: true,
            path: "/root/conditions/0",
            conditions: [
              {
                kind: "sample",
                salt: "s",
                from: 0,
                to: 2 ** 32,
                exclude: false,
                path: "/root/conditions/0/conditions/0",
              },
            ],
          },
        ],
      },
      audiences: [],
    });
  });

  it("reads dates in the definition's zone, else in the catalogue's", () => {
    expect(conditionOf(joinedOn)).toMatchObject({
      test: { range: { from: Date.parse("2026-06-15T22:00:00Z"), to: Date.parse("2026-06-16T22:00:00Z") } },
    });
    expect(conditionOf(joinedOn, "Asia/Kolkata")).toMatchObject({
      test: { range: { from: Date.parse("2026-06-15T18:30:00Z"), to: Date.parse("2026-06-16T18:30:00Z") } },
    });
  });

  it("computes attributes and RFM in the catalogue's zone, whatever the definition's", () => {
    const spend = { kind: "attribute", attribute: "spend", operator: "atLeast", value: 10.005 };
    expect(conditionOf(spend, "Asia/Kolkata")).toMatchObject({
      column: {
        kind: "computed",
        type: "number",
        scale: 2,
        measure: { of: "sum", property: "amount", scale: 2 },
        selection: { types: ["purchase"], range: { from: Date.parse("2026-05-31T22:00:00Z"), to: end } },
      },
      test: { test: "numberRange", low: 1001, lowOpen: false },
    });
    const recency = { kind: "attribute", attribute: "rfm.recencyDays", operator: "atMost", value: 30 };
    expect(conditionOf(recency, "UTC")).toMatchObject({
      column: {
        kind: "rfm",
        field: "recencyDays",
        scale: 0,
        rfm: { order: "order", scale: 2, bins: 5, today: zoneOf("Europe/Berlin").dayOf(asOf) },
      },
      test: { test: "numberRange", high: 30 },
    });
  });

  it("compares averages as decimals, of computed attributes and of events", () => {
    const range = { test: "averageRange", low: { coefficient: 10005n, scale: 3 }, lowOpen: false, highOpen: false };
    const attribute = { kind: "attribute", attribute: "average", operator: "atLeast", value: 10.005 };
    expect(conditionOf(attribute)).toMatchObject({ test: range });
    const event = {
      kind: "event",
      event: "purchase",
      measure: { of: "average", property: "amount" },
      operator: "atLeast",
      value: 10.005,
    };
    expect(conditionOf(event)).toMatchObject({ test: range });
  });

  it("ends every range of events and tags with the as-of", () => {
    const event = {
      kind: "event",
      event: ["purchase", "visit"],
      where: [{ property: "category", operator: "is", value: "shoes", exclude: true }],
      measure: { of: "days" },
      operator: "greaterThan",
      value: 2.5,
      window: { current: "year" },
    };
    expect(conditionOf(event)).toMatchObject({
      selection: {
        types: ["purchase", "visit"],
        filters: [{ property: "category", type: "text", exclude: true, test: { test: "textIn", values: ["shoes"] } }],
        range: { from: Date.parse("2025-12-31T23:00:00Z"), to: end },
      },
      measure: { of: "days", zone: { id: "Europe/Berlin" } },
      test: { test: "numberRange", low: 3, lowOpen: false },
    });
    expect(conditionOf({ kind: "tag", operator: "hasAll", tags: ["bought-shoes"] })).not.toHaveProperty("window");
    expect(
      conditionOf({ kind: "tag", operator: "hasAny", tags: ["bought-shoes"], window: { from: "2026-01-01" } }),
    ).toMatchObject({ match: "any", window: { from: Date.parse("2025-12-31T23:00:00Z"), to: end } });
  });

  it("counts the durations of a sequence in milliseconds", () => {
    const sequence = {
      kind: "sequence",
      steps: [
        { event: "visit" },
        { event: "purchase", within: { amount: 2, unit: "week" } },
        { event: "visit", absent: true, within: { amount: 90, unit: "minute" } },
      ],
      correlate: ["category"],
    };
    expect(() => planOf([sequence])).not.toThrow();
    expect(conditionOf(sequence)).toMatchObject({
      steps: [
        { types: ["visit"], absent: false },
        { types: ["purchase"], absent: false, within: 1_209_600_000 },
        { types: ["visit"], absent: true, within: 5_400_000 },
      ],
      correlate: ["category"],
      window: { to: end },
    });
  });

  it("inlines audiences once each, dependencies first, every one in its own zone", () => {
    const names = (audience: string) => ({ kind: "audience", audience });
    const audiences = lookupIn(
      audienceOf("top", [names("left"), names("right")]),
      audienceOf("left", [names("base"), names("list")]),
      audienceOf("right", [names("base")]),
      audienceOf("base", [joinedOn], "Asia/Kolkata"),
      { id: "list", name: "List", status: "archived", ids: ["a", "b"] },
    );
    const plan = planOf([names("top"), names("base")], "UTC", audiences);
    expect(plan.audiences.map(({ id }) => id)).toEqual(["base", "list", "left", "right", "top"]);
    expect(plan.root.conditions).toMatchObject([{ index: 4 }, { index: 0 }]);
    expect(plan.audiences[0]).toMatchObject({
      root: { conditions: [{ test: { range: { from: Date.parse("2026-06-15T18:30:00Z") } } }] },
    });
    expect(plan.audiences[1]).toEqual({ id: "list", kind: "static", ids: ["a", "b"] });
  });

  it("refuses what the check of a definition refuses, in referenced audiences too", () => {
    const unknown = { kind: "attribute", attribute: "plam", operator: "hasValue" };
    expect(() => planOf([unknown])).toThrow(expect.objectContaining({ code: "unknown_attribute" }));
    const audiences = lookupIn(audienceOf("broken", [unknown]), {
      ...audienceOf("draft", [joinedOn]),
      status: "draft",
    });
    expect(() => planOf([{ kind: "audience", audience: "broken" }], undefined, audiences)).toThrow(
      expect.objectContaining({ code: "unknown_attribute", path: "/root/conditions/0/audience" }),
    );
    const draft = [{ kind: "audience", audience: "draft" }];
    expect(() => planOf(draft, undefined, audiences)).toThrow(expect.objectContaining({ code: "audience_is_draft" }));
    expect(
      resolvePlan(definitionOf(draft), { catalog, asOf, audiences, forDraft: true }).audiences.map(({ id }) => id),
    ).toEqual(["draft"]);
  });

  it("passes warnings: an unknown tag matches nobody", () => {
    expect(conditionOf({ kind: "tag", operator: "hasAny", tags: ["never-seen"] })).toMatchObject({
      tags: ["never-seen"],
    });
  });
});

describe("columns", () => {
  it("have the type and scale of what they hold", () => {
    expect(resolveColumn("plan", { catalog, asOf })).toMatchObject({ kind: "stored", type: "text" });
    expect(resolveColumn("average", { catalog, asOf })).not.toHaveProperty("scale");
    expect(resolveColumn("first", { catalog, asOf })).toMatchObject({ type: "datetime", measure: { of: "firstAt" } });
    expect(resolveColumn("rfm.monetary", { catalog, asOf })).toMatchObject({ kind: "rfm", scale: 2 });
    expect(() => resolveColumn("rfm.group", { catalog, asOf })).toThrow(
      expect.objectContaining({ code: "unknown_attribute" }),
    );
    expect(() => resolveColumn("blance", { catalog, asOf })).toThrow(
      expect.objectContaining({ hint: "Did you mean “balance”?" }),
    );
  });

  it("are cut at edges in their own numbers, finer ones moved up, and tell them as declared", () => {
    expect(resolveComposition("balance", { catalog, asOf }).bands).toEqual([
      { edge: 0, position: 0 },
      { edge: 10.005, position: 1001 },
      { edge: 10.006, position: 1001 },
      { edge: 99.5, position: 9950 },
    ]);
    expect(resolveComposition("weight", { catalog, asOf }).bands).toEqual([{ edge: 0.5, position: 0.5 }]);
    expect(resolveComposition("spend", { catalog, asOf }).bands).toEqual([{ edge: 100, position: 10_000 }]);
    expect(resolveComposition("rfm.recencyDays", { catalog, asOf })).not.toHaveProperty("bands");
    expect(resolveComposition("plan", { catalog, asOf })).not.toHaveProperty("bands");
  });
});

describe("resolveTagRules", () => {
  it("gives the engine folded filters", () => {
    expect(resolveTagRules(catalog, asOf)).toMatchObject([
      {
        tag: "bought-shoes",
        types: ["purchase"],
        filters: [{ property: "category", test: { test: "textMatch", values: ["shoe"] } }],
      },
    ]);
  });
});
