import { describe, expect, it } from "vitest";
import { defineCatalog } from "../catalog/define.js";
import { checkDefinition, validate } from "./check.js";
import { parseDefinition } from "./parse.js";
import type { AudienceStatus, ReferencedAudience } from "./references.js";

const catalog = defineCatalog({
  attributes: [
    { name: "tier", type: "text" },
    { name: "age", type: "number", scale: 0 },
    { name: "news", type: "boolean" },
    { name: "born", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "city", type: "list" },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "weight", type: "number" },
        { name: "category", type: "text" },
        { name: "colours", type: "list" },
        { name: "due", type: "date" },
      ],
    },
    {
      name: "refund",
      properties: [
        { name: "amount", type: "number", scale: 0 },
        { name: "category", type: "text" },
      ],
    },
    { name: "visit", properties: [{ name: "store", type: "text" }] },
  ],
  tags: ["vip"],
  tagRules: [{ tag: "bought", event: "purchase" }],
  computed: [{ name: "orders", event: "purchase", measure: { of: "count" } }],
  rfm: { event: "purchase", amount: "amount" },
});

const none = () => undefined;
const issuesOf = (...conditions: unknown[]) =>
  validate({ version: 1, root: { kind: "group", match: "all", conditions } }, { catalog, audiences: none });
const found = (condition: unknown) =>
  issuesOf(condition).map(({ code, path }) => [code, path.replace("/root/conditions/0", "")]);
const attribute = (name: string, operator: string, value?: unknown, more = {}): unknown => ({
  kind: "attribute",
  attribute: name,
  operator,
  ...(value === undefined ? {} : { value }),
  ...more,
});
const event = (more: object): unknown => ({
  kind: "event",
  event: "purchase",
  measure: { of: "count" },
  operator: "atLeast",
  value: 1,
  ...more,
});
const filter = (property: string, operator: string, value?: unknown): unknown =>
  event({ where: [{ property, operator, ...(value === undefined ? {} : { value }) }] });
const sequence = (steps: readonly unknown[], more = {}): unknown => ({ kind: "sequence", steps, ...more });

describe("what fits", () => {
  it.each([
    attribute("tier", "is", "Gold"),
    attribute("tier", "contains", ["a", "b"], { matchCase: true }),
    attribute("age", "is", [1, 2.5]),
    attribute("age", "between", [5, 5]),
    attribute("news", "is", false),
    attribute("born", "between", ["2000-01-01", "2000-01-01"]),
    attribute("born", "inWindow", { next: 7, unit: "day" }),
    attribute("seen", "before", "2026-01-01T00:00:00Z"),
    attribute("seen", "between", ["2026-01-01", "2026-01-01T10:00:00Z"]),
    attribute("seen", "inWindow", { last: 1, unit: "minute" }),
    attribute("born", "anniversaryInWindow", { current: "month" }),
    attribute("city", "hasOnly", ["Rome"]),
    attribute("city", "countIs", 1),
    attribute("city", "hasValue"),
    attribute("orders", "atLeast", 3),
    attribute("rfm.recencyDays", "atMost", 30),
    event({ event: ["purchase", "visit"], where: [{ property: "store", operator: "is", value: "x" }] }),
    event({ measure: { of: "average", property: "amount" }, operator: "between", value: [1, 2] }),
    event({ measure: { of: "max", property: "weight" } }),
    event({ measure: { of: "lastAt" }, operator: "inWindow", value: { last: 30, unit: "hour" } }),
    event({ measure: { of: "firstAt" }, operator: "anniversaryInWindow", value: { next: 7, unit: "day" } }),
    event({ measure: { of: "distinct", property: "category" } }),
    filter("due", "inWindow", { next: 3, unit: "day" }),
    sequence([{ event: "visit", absent: true, within: { amount: 1, unit: "day" } }, { event: "purchase" }]),
    sequence([{ event: "purchase" }, { event: "refund", absent: true, within: { amount: 1, unit: "week" } }]),
    sequence([{ event: "purchase" }, { event: "refund" }], { correlate: ["category"] }),
    { kind: "sample", salt: "s", from: 0, to: 1 },
    { kind: "tag", operator: "hasAny", tags: ["vip", "bought"] },
  ])("%j", (condition) => {
    expect(issuesOf(condition)).toEqual([]);
  });
});

describe("what does not", () => {
  it.each<[unknown, string, string]>([
    [{ kind: "group", match: "all", conditions: [] }, "empty_group", ""],
    [attribute("teir", "is", "x"), "unknown_attribute", "/attribute"],
    [attribute("rfm.group", "is", "x"), "unknown_attribute", "/attribute"],
    [attribute("", "is", "x"), "empty_text", "/attribute"],
    [attribute("tier", "atLeast", 3), "operator_mismatch", "/operator"],
    [attribute("news", "contains", "x"), "operator_mismatch", "/operator"],
    [attribute("city", "is", "x"), "operator_mismatch", "/operator"],
    [attribute("tier", "is", "x", { matchCase: true }), "operator_mismatch", "/matchCase"],
    [attribute("tier", "is"), "value_missing", "/value"],
    [attribute("tier", "hasValue", "x"), "value_surplus", "/value"],
    [attribute("tier", "is", 3), "type_mismatch", "/value"],
    [attribute("tier", "is", []), "empty_list", "/value"],
    [attribute("tier", "is", ["a", ""]), "empty_text", "/value/1"],
    [attribute("age", "is", "3"), "type_mismatch", "/value"],
    [attribute("age", "atLeast", [3, 4]), "type_mismatch", "/value"],
    [attribute("age", "between", 3), "type_mismatch", "/value"],
    [attribute("age", "between", [1, 2, 3]), "type_mismatch", "/value"],
    [attribute("age", "between", []), "empty_list", "/value"],
    [attribute("age", "between", [9, 1]), "bad_range", "/value"],
    [attribute("news", "is", "true"), "type_mismatch", "/value"],
    [attribute("born", "on", "2026-01-01T00:00:00Z"), "type_mismatch", "/value"],
    [attribute("seen", "on", "2026-01-01T00:00:00Z"), "type_mismatch", "/value"],
    [attribute("born", "on", ""), "empty_text", "/value"],
    [attribute("born", "between", ["2026-01-02", "2026-01-01"]), "bad_range", "/value"],
    [attribute("seen", "between", ["2026-01-01T10:00:00Z", "2026-01-01T09:00:00Z"]), "bad_range", "/value"],
    [attribute("seen", "between", ["2026-01-03", "2026-01-01T23:00:00Z"]), "bad_range", "/value"],
    [attribute("seen", "inWindow", { from: "2026-01-03T00:00:00Z", to: "2026-01-01" }), "bad_window", "/value"],
    [attribute("born", "inWindow", "2026-01-01"), "type_mismatch", "/value"],
    [attribute("born", "inWindow", { last: 3, unit: "hour" }), "bad_window", "/value/unit"],
    [attribute("seen", "anniversaryInWindow", { last: 3, unit: "minute" }), "bad_window", "/value/unit"],
    [attribute("seen", "inWindow", { last: 0, unit: "day" }), "bad_window", "/value/last"],
    [attribute("seen", "inWindow", { next: 100_001, unit: "day" }), "bad_window", "/value/next"],
    [attribute("seen", "inWindow", { lastFull: 1.5, unit: "day" }), "bad_window", "/value/lastFull"],
    [attribute("seen", "inWindow", { nextFull: -1, unit: "day" }), "bad_window", "/value/nextFull"],
    [attribute("seen", "inWindow", { ago: [3, 3], unit: "day" }), "bad_window", "/value/ago"],
    [attribute("seen", "inWindow", { ago: [3, 0], unit: "day" }), "bad_window", "/value/ago/1"],
    [attribute("seen", "inWindow", {}), "bad_window", "/value"],
    [attribute("seen", "inWindow", { from: "2026-01-01", to: "2026-01-01" }), "bad_window", "/value"],
    [attribute("born", "inWindow", { from: "2026-01-01T00:00:00Z" }), "type_mismatch", "/value/from"],
    [attribute("city", "hasAny", "Rome"), "type_mismatch", "/value"],
    [attribute("city", "countIs", 0), "bad_number", "/value"],
    [attribute("city", "countIs", 1.5), "bad_number", "/value"],
    [event({ event: "purchas" }), "unknown_event", "/event"],
    [event({ event: ["purchase", "visits"] }), "unknown_event", "/event/1"],
    [event({ event: [] }), "empty_list", "/event"],
    [event({ measure: { of: "sum", property: "weight" } }), "scale_missing", "/measure/property"],
    [event({ measure: { of: "average", property: "weight" } }), "scale_missing", "/measure/property"],
    [event({ measure: { of: "sum", property: "category" } }), "type_mismatch", "/measure/property"],
    [event({ measure: { of: "distinct", property: "colours" } }), "type_mismatch", "/measure/property"],
    [event({ measure: { of: "min", property: "amuont" } }), "unknown_property", "/measure/property"],
    [
      event({ event: ["purchase", "refund"], measure: { of: "sum", property: "amount" } }),
      "type_mismatch",
      "/measure/property",
    ],
    [event({ operator: "hasValue" }), "operator_mismatch", "/operator"],
    [event({ measure: { of: "firstAt" } }), "operator_mismatch", "/operator"],
    [event({ window: { next: 3, unit: "day" } }), "window_in_future", "/window"],
    [event({ window: { nextFull: 3, unit: "day" } }), "window_in_future", "/window"],
    [
      event({ measure: { of: "firstAt" }, operator: "inWindow", value: { next: 1, unit: "day" } }),
      "window_in_future",
      "/value",
    ],
    [filter("categroy", "is", "x"), "unknown_property", "/where/0/property"],
    [filter("category", "atLeast", 1), "operator_mismatch", "/where/0/operator"],
    [filter("category", "is"), "value_missing", "/where/0/value"],
    [filter("due", "inWindow", { last: 3, unit: "hour" }), "bad_window", "/where/0/value/unit"],
    [{ kind: "tag", operator: "hasAny", tags: [] }, "empty_list", "/tags"],
    [
      { kind: "tag", operator: "hasAny", tags: ["vip"], window: { next: 1, unit: "day" } },
      "window_in_future",
      "/window",
    ],
    [sequence([]), "bad_sequence", "/steps"],
    [sequence([{ event: "visit", absent: true }]), "bad_sequence", "/steps"],
    [sequence([{ event: "visit", within: { amount: 1, unit: "day" } }]), "bad_sequence", "/steps/0/within"],
    [
      sequence([
        { event: "visit", absent: true },
        { event: "visit", within: { amount: 1, unit: "day" } },
      ]),
      "bad_sequence",
      "/steps/1/within",
    ],
    [
      sequence([
        { event: "visit" },
        { event: "refund", absent: true, within: { amount: 1, unit: "day" } },
        { event: "visit" },
      ]),
      "bad_sequence",
      "/steps/1/within",
    ],
    [
      sequence([{ event: "visit" }, { event: "visit", within: { amount: 0, unit: "day" } }]),
      "bad_window",
      "/steps/1/within/amount",
    ],
    [
      sequence([{ event: "purchase" }, { event: "visit" }], { correlate: ["store"] }),
      "unknown_property",
      "/correlate/0",
    ],
    [
      sequence([{ event: "purchase" }, { event: "refund" }], { correlate: ["amount"] }),
      "type_mismatch",
      "/correlate/0",
    ],
    [sequence([{ event: "purchase" }], { correlate: ["colours"] }), "type_mismatch", "/correlate/0"],
    [{ kind: "audience", audience: "x" }, "unknown_audience", "/audience"],
    [{ kind: "audience", audience: "" }, "empty_text", "/audience"],
    [{ kind: "sample", salt: "", from: 0, to: 1 }, "empty_text", "/salt"],
    [{ kind: "sample", salt: "s", from: 0.5, to: 0.5 }, "bad_sample", ""],
    [{ kind: "sample", salt: "s", from: -0.1, to: 0.5 }, "bad_sample", ""],
    [{ kind: "sample", salt: "s", from: 0, to: 1.1 }, "bad_sample", ""],
  ])("%j", (condition, code, path) => {
    expect(found(condition)).toEqual([[code, path]]);
  });

  it("names the nearest known name", () => {
    expect(issuesOf(attribute("teir", "is", "x"))[0]?.hint).toBe("Did you mean “tier”?");
    expect(issuesOf(event({ event: "purchas" }))[0]?.hint).toBe("Did you mean “purchase”?");
    expect(issuesOf(filter("categroy", "is", "x"))[0]?.hint).toBe("Did you mean “category”?");
    expect(issuesOf(attribute("something else", "is", "x"))[0]?.hint).toBeUndefined();
  });

  it("warns of a tag that is not listed", () => {
    const [warning] = issuesOf({ kind: "tag", operator: "hasAny", tags: ["vop"] });
    expect(warning).toMatchObject({ code: "unknown_tag", severity: "warning", hint: "Did you mean “vip”?" });
  });

  it("knows time zones", () => {
    const zoned = (timeZone: string) =>
      validate(
        { version: 1, timeZone, root: { kind: "group", match: "all", conditions: [attribute("age", "is", 1)] } },
        { catalog, audiences: none },
      );
    expect(zoned("Europe/Berlin")).toEqual([]);
    expect(zoned("Europe/Berln")[0]).toMatchObject({
      code: "unknown_time_zone",
      path: "/timeZone",
      hint: "Did you mean “Europe/Berlin”?",
    });
    for (const wrong of ["+02:00", "", "Mars/Olympus", "__proto__"])
      expect(zoned(wrong)[0]?.code).toBe("unknown_time_zone");
  });

  it("reports errors before warnings, and at most 20", () => {
    const tags = { kind: "tag", operator: "hasAny", tags: ["x1", "x2"] };
    const severities = issuesOf(tags, ...Array.from({ length: 30 }, () => attribute("x", "is", "y"))).map(
      (one) => one.severity,
    );
    expect(severities).toEqual(Array.from({ length: 20 }, () => "error"));
    expect(issuesOf(tags, attribute("x", "is", "y")).map((one) => one.severity)).toEqual([
      "error",
      "warning",
      "warning",
    ]);
  });

  it("takes any event type where types are open", () => {
    const open = defineCatalog({ attributes: [], otherEvents: { properties: [{ name: "p", type: "text" }] } });
    const root = {
      kind: "group",
      match: "all",
      conditions: [event({ event: "whatever", where: [{ property: "p", operator: "is", value: "x" }] })],
    };
    expect(validate({ version: 1, root }, { catalog: open, audiences: none })).toEqual([]);
  });
});

describe("references", () => {
  const naming = (...ids: string[]) =>
    parseDefinition({
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions:
          ids.length === 0 ? [attribute("age", "is", 1)] : ids.map((audience) => ({ kind: "audience", audience })),
      },
    });
  const world =
    (links: Readonly<Record<string, readonly string[]>>, statuses: Readonly<Record<string, AudienceStatus>> = {}) =>
    (id: string): ReferencedAudience | undefined => {
      const ids = links[id];
      return ids === undefined
        ? undefined
        : { id, name: `Audience ${id}`, status: statuses[id] ?? "live", definition: naming(...ids) };
    };
  const check = (ids: readonly string[], links: Readonly<Record<string, readonly string[]>>, more = {}) =>
    checkDefinition(naming(...ids), { catalog, audiences: world(links), ...more });

  it("takes a diamond, and chains of four", () => {
    expect(check(["a", "b"], { a: ["c"], b: ["c"], c: [] })).toEqual([]);
    expect(check(["a"], { a: ["b"], b: ["c"], c: ["d"], d: [] })).toEqual([]);
  });

  it("refuses chains of five", () => {
    const links = { a: ["b"], b: ["c"], c: ["d"], d: ["e"], e: [] };
    expect(check(["a"], links)).toMatchObject([{ code: "audience_too_deep", path: "/root/conditions/0/audience" }]);
    expect(check(["e", "a"], links)).toMatchObject([
      { code: "audience_too_deep", path: "/root/conditions/1/audience" },
    ]);
    expect(check(["a"], links, { limits: { references: 5 } })).toEqual([]);
  });

  it("refuses a circle and names it", () => {
    const [found] = check(["a"], { a: ["b"], b: ["c"], c: ["b"] });
    expect(found?.code).toBe("audience_cycle");
    expect(found?.message).toContain("Audience b → Audience c → Audience b");
  });

  it("refuses an audience that refers to itself, by whatever way", () => {
    expect(check(["a"], { a: [] }, { audienceId: "a" })[0]?.code).toBe("audience_cycle");
    expect(check(["b"], { a: [], b: ["a"] }, { audienceId: "a" })[0]?.message).toContain(
      "Audience a → Audience b → Audience a",
    );
  });

  it("looks at each audience once, however many ways lead to it", () => {
    let lookups = 0;
    const links: Record<string, readonly string[]> = { x4: [] };
    for (const level of [0, 1, 2, 3])
      for (const side of ["x", "y", "z"])
        links[`${side}${level}`] = ["x", "y", "z"].map((next) => `${next}${level + 1}`);
    Object.assign(links, { y4: [], z4: [] });
    const audiences = world(links);
    const counted = (id: string) => {
      lookups++;
      return audiences(id);
    };
    expect(checkDefinition(naming("x1", "y1", "z1"), { catalog, audiences: counted })).toEqual([]);
    expect(lookups).toBe(12);
  });

  it("takes archived audiences and static ones, and drafts for drafts only", () => {
    const audiences = world({ a: [], b: ["a"] }, { a: "draft" });
    expect(checkDefinition(naming("b"), { catalog, audiences })[0]?.code).toBe("audience_is_draft");
    expect(checkDefinition(naming("b"), { catalog, audiences, forDraft: true })).toEqual([]);
    expect(checkDefinition(naming("a"), { catalog, audiences: world({ a: [] }, { a: "archived" }) })).toEqual([]);
    const listed: ReferencedAudience = { id: "s", name: "Listed", status: "live", ids: ["1"] };
    expect(checkDefinition(naming("s"), { catalog, audiences: (id) => (id === "s" ? listed : undefined) })).toEqual([]);
  });

  it("says where an audience that is referred to no longer fits", () => {
    const broken: ReferencedAudience = {
      id: "a",
      name: "Old",
      status: "live",
      definition: parseDefinition({
        version: 1,
        root: { kind: "group", match: "all", conditions: [attribute("gone", "is", "x")] },
      }),
    };
    expect(checkDefinition(naming("a"), { catalog, audiences: () => broken })).toMatchObject([
      {
        code: "unknown_attribute",
        path: "/root/conditions/0/audience",
        message: "In the audience “Old”: There is no attribute “gone”.",
      },
    ]);
  });

  it("comes to an end in a chain of thousands", () => {
    const links = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`n${index}`, [`n${index + 1}`]]));
    expect(check(["n0"], links)[0]?.code).toBe("audience_too_deep");
  });
});
