import { describe, expect, it } from "vitest";
import { defineCatalog } from "../catalog/define.js";
import type { Node } from "./language.js";
import { parseDefinition } from "./parse.js";
import { plainText, summarize } from "./summarize.js";
import type { SummaryLine } from "./summary.js";

const catalog = defineCatalog({
  attributes: [
    { name: "tier", label: "Loyalty tier", type: "text", values: { G: "Gold", P: "Platinum" } },
    { name: "age", label: "Age", type: "number", scale: 0 },
    { name: "score", label: "Score", type: "number", unit: "points" },
    { name: "balance", label: "Balance", type: "number", currency: "EUR", scale: 2 },
    { name: "news", label: "Newsletter", type: "boolean" },
    { name: "birthday", label: "Birthday", type: "date" },
    { name: "seen", label: "Last seen", type: "datetime" },
    { name: "city", label: "City", type: "list" },
  ],
  eventTypes: [
    {
      name: "purchase",
      label: "Purchase",
      properties: [
        { name: "amount", label: "Amount", type: "number", scale: 2, currency: "EUR" },
        { name: "category", label: "Category", type: "text" },
      ],
    },
    { name: "cart", label: "Cart", properties: [{ name: "category", label: "Category", type: "text" }] },
  ],
  tags: [{ name: "vip", label: "Very important" }, "push"],
});

const options = { catalog, audienceName: (id: string) => (id === "a1" ? "Loyal members" : undefined), locale: "en-GB" };
const of = (match: "all" | "any", ...conditions: unknown[]) =>
  summarize(parseDefinition({ version: 1, root: { kind: "group", match, conditions } }), options);
const sentence = (...conditions: unknown[]): string => plainText(of("all", ...conditions).sentence);
const outline = (condition: unknown): string =>
  of("all", condition)
    .lines.map((line) => plainText(line.phrases))
    .join();

const attribute = (name: string, operator: string, value?: unknown, more = {}): unknown => ({
  kind: "attribute",
  attribute: name,
  operator,
  ...(value === undefined ? {} : { value }),
  ...more,
});
const event = (measure: unknown, operator: string, value: unknown, more = {}): unknown => ({
  kind: "event",
  event: "purchase",
  measure,
  operator,
  value,
  ...more,
});
const group = (match: "all" | "any", conditions: unknown[], more = {}): unknown => ({
  kind: "group",
  match,
  conditions,
  ...more,
});

describe("the sentence", () => {
  it.each([
    [attribute("tier", "is", ["G", "P"]), "whose Loyalty tier is Gold or Platinum"],
    [attribute("tier", "is", "G", { exclude: true }), "whose Loyalty tier is not Gold"],
    [attribute("tier", "hasValue"), "whose Loyalty tier has a value"],
    [attribute("tier", "contains", ["a", "b"]), "whose Loyalty tier contains a or b"],
    [attribute("tier", "startsWith", "a"), "whose Loyalty tier begins with a"],
    [attribute("tier", "endsWith", "a"), "whose Loyalty tier ends with a"],
    [attribute("age", "between", [25, 54]), "whose Age is 25 to 54"],
    [attribute("age", "is", 30), "whose Age is 30"],
    [attribute("age", "lessThan", 30), "whose Age is less than 30"],
    [attribute("score", "atMost", 30), "whose Score is at most 30 points"],
    [attribute("balance", "greaterThan", 1234.5), "whose Balance is more than €1,234.50"],
    [attribute("balance", "atLeast", 100), "whose Balance is at least €100"],
    [attribute("news", "is", true), "whose Newsletter is yes"],
    [attribute("birthday", "on", "2026-05-23"), "whose Birthday is on 23 May 2026"],
    [attribute("birthday", "before", "2026-05-23"), "whose Birthday is before 23 May 2026"],
    [attribute("birthday", "after", "2026-05-23"), "whose Birthday is after 23 May 2026"],
    [attribute("birthday", "onOrBefore", "2026-05-23"), "whose Birthday is on or before 23 May 2026"],
    [attribute("birthday", "onOrAfter", "2026-05-23"), "whose Birthday is on or after 23 May 2026"],
    [attribute("seen", "between", ["2026-05-01", "2026-05-23"]), "whose Last seen is from 1 May 2026 to 23 May 2026"],
    [attribute("seen", "before", "2026-05-23T10:00+02:00"), "whose Last seen is before 23 May 2026, 08:00"],
    [attribute("seen", "inWindow", { last: 30, unit: "day" }), "whose Last seen is in the last 30 days"],
    [attribute("seen", "inWindow", { ago: [3, 1], unit: "month" }), "whose Last seen is from 3 to 1 month ago"],
    [attribute("seen", "inWindow", { next: 1, unit: "week" }), "whose Last seen is in the next week"],
    [attribute("seen", "inWindow", { lastFull: 1, unit: "quarter" }), "whose Last seen is in the last full quarter"],
    [attribute("seen", "inWindow", { lastFull: 3, unit: "year" }), "whose Last seen is in the last 3 full years"],
    [attribute("seen", "inWindow", { current: "month" }), "whose Last seen is in the current month"],
    [attribute("seen", "inWindow", { nextFull: 2, unit: "week" }), "whose Last seen is in the next 2 full weeks"],
    [attribute("seen", "inWindow", { from: "2026-05-01" }), "whose Last seen is from 1 May 2026 on"],
    [attribute("seen", "inWindow", { to: "2026-05-01" }), "whose Last seen is before 1 May 2026"],
    [
      attribute("birthday", "anniversaryInWindow", { next: 7, unit: "day" }),
      "whose Birthday has its anniversary in the next 7 days",
    ],
    [attribute("city", "hasAny", ["Rome", "Oslo"]), "whose City includes any of Rome or Oslo"],
    [attribute("city", "hasAll", ["Rome", "Oslo"]), "whose City includes all of Rome and Oslo"],
    [attribute("city", "hasOnly", ["Rome", "Oslo"]), "whose City consists only of Rome or Oslo"],
    [attribute("city", "countIs", 1), "whose City has exactly 1 value"],
    [attribute("city", "countAtLeast", 2), "whose City has at least 2 values"],
    [attribute("city", "countAtMost", 2), "whose City has at most 2 values"],
    [{ kind: "tag", operator: "hasAny", tags: ["vip"] }, "who carry the tag Very important"],
    [
      { kind: "tag", operator: "hasAll", tags: ["vip", "push"], window: { last: 30, unit: "day" } },
      "who carry all of the tags Very important and push dropped in the last 30 days",
    ],
    [{ kind: "audience", audience: "a1", exclude: true }, "who are not in the audience Loyal members"],
    [{ kind: "sample", salt: "spring", from: 0, to: 0.125 }, "who fall into 0% to 12.5% of the sample spring"],
    [event({ of: "count" }, "atLeast", 2), "who have Purchase at least twice"],
    [event({ of: "count" }, "is", 1), "who have Purchase exactly once"],
    [event({ of: "count" }, "between", [2, 4]), "who have Purchase 2 to 4 times"],
    [event({ of: "count" }, "atMost", 3, { exclude: true }), "who do not have Purchase at most 3 times"],
    [event({ of: "days" }, "atLeast", 3), "who have Purchase on at least 3 different days"],
    [event({ of: "weeks" }, "atLeast", 3), "who have Purchase in at least 3 different weeks"],
    [event({ of: "months" }, "is", 3), "who have Purchase in exactly 3 different months"],
    [
      event({ of: "sum", property: "amount" }, "atLeast", 500, { window: { last: 1, unit: "year" } }),
      "who have Purchase with a total Amount of at least €500 in the last year",
    ],
    [
      event({ of: "average", property: "amount" }, "between", [5, 9.99]),
      "who have Purchase with an average Amount of €5 to €9.99",
    ],
    [event({ of: "min", property: "amount" }, "is", 5), "who have Purchase with a lowest Amount of exactly €5"],
    [
      event({ of: "max", property: "amount" }, "lessThan", 5),
      "who have Purchase with a highest Amount of less than €5",
    ],
    [
      event({ of: "distinct", property: "category" }, "atLeast", 3),
      "who have Purchase with at least 3 different Category",
    ],
    [
      event({ of: "firstAt" }, "inWindow", { last: 30, unit: "day" }),
      "who have Purchase for the first time in the last 30 days",
    ],
    [
      event({ of: "lastAt" }, "before", "2026-01-01", {
        event: ["purchase", "cart"],
        where: [
          { property: "category", operator: "is", value: "Shoes" },
          { property: "category", operator: "contains", value: "x", exclude: true },
        ],
      }),
      "who have Purchase or Cart for the last time before 1 Jan 2026 where Category is Shoes and Category does not contain x",
    ],
    [
      {
        kind: "sequence",
        steps: [
          { event: "purchase", absent: true, within: { amount: 365, unit: "day" } },
          { event: "cart" },
          { event: "purchase", within: { amount: 1, unit: "week" } },
          { event: "cart", absent: true },
        ],
        correlate: ["category"],
        window: { last: 90, unit: "day" },
      },
      "who have no Purchase within 365 days before it, then Cart, then Purchase within 1 week, then no Cart, with the same Category, in the last 90 days",
    ],
  ])("%j", (condition, words) => {
    expect(sentence(condition)).toBe(`Customers ${words}.`);
  });

  it("joins members, and sets off what is left out", () => {
    const summary = of(
      "all",
      event({ of: "count" }, "atLeast", 2),
      event({ of: "count" }, "atLeast", 1, { exclude: true, window: { last: 90, unit: "day" } }),
      group("any", [
        attribute("tier", "is", "G"),
        group("all", [attribute("age", "atLeast", 18), { kind: "tag", operator: "hasAny", tags: ["push"] }]),
      ]),
    );
    expect(plainText(summary.sentence)).toBe(
      "Customers who have Purchase at least twice, but who do not have Purchase at least once in the last 90 days, and " +
        "either whose Loyalty tier is Gold or (whose Age is at least 18 and who carry the tag push).",
    );
    expect(summary.sentence.filter((phrase) => phrase.role === "exclude").map((phrase) => phrase.text)).toEqual([
      "but ",
      "who do not have",
    ]);
    expect(summary.sentence.filter((phrase) => phrase.role === "value").map((phrase) => phrase.text)).toContain("Gold");
  });

  it("begins with a verb where a group comes first", () => {
    const either = group("any", [attribute("age", "is", 1), attribute("age", "is", 2)]);
    expect(sentence(either, attribute("news", "is", false))).toBe(
      "Customers who are those either whose Age is 1 or whose Age is 2, and whose Newsletter is no.",
    );
    expect(plainText(of("any", attribute("age", "is", 1), attribute("age", "is", 2)).sentence)).toBe(
      "Customers whose Age is 1 or whose Age is 2.",
    );
  });

  it("says that a whole group is left out", () => {
    expect(sentence(group("any", [attribute("age", "is", 1), attribute("age", "is", 2)], { exclude: true }))).toBe(
      "Customers who are not those (either whose Age is 1 or whose Age is 2).",
    );
  });

  it("reads unfinished definitions too", () => {
    expect(sentence()).toBe("Customers who match a group that is still empty.");
    expect(sentence(attribute("", "is"))).toBe("Customers whose … is ….");
    expect(sentence(attribute("gone", "is", [])).startsWith("Customers whose gone is …")).toBe(true);
    expect(sentence({ kind: "sequence", steps: [] })).toBe("Customers who have ….");
  });

  it("counts the values of a long list instead of naming them all", () => {
    const many = Array.from({ length: 14 }, (_, index) => `v${index}`);
    expect(sentence(attribute("tier", "is", many))).toContain("v9 or 4 more.");
  });
});

describe("the outline", () => {
  it.each<[unknown, string]>([
    [attribute("tier", "is", "G"), "Loyalty tier is Gold"],
    [attribute("tier", "is", "G", { exclude: true }), "Exclude Loyalty tier is Gold"],
    [event({ of: "count" }, "atLeast", 3), "Purchase at least 3 times, ever"],
    [
      event({ of: "count" }, "atLeast", 1, { exclude: true, window: { last: 6, unit: "month" } }),
      "Exclude Purchase at least once in the last 6 months",
    ],
    [{ kind: "tag", operator: "hasAny", tags: ["push"] }, "Tag push"],
    [{ kind: "audience", audience: "a1" }, "Audience Loyal members"],
    [{ kind: "sample", salt: "s", from: 0, to: 0.5 }, "Sample 0% to 50% of the sample s"],
    [group("any", [], { exclude: true }), "Exclude any of"],
  ])("%j", (condition, words) => {
    expect(outline(condition)).toBe(words);
  });

  it("has a line for each node, with its pointer", () => {
    const paths = (lines: readonly SummaryLine[]): string[] =>
      lines.flatMap((line) => [line.path, ...paths(line.lines)]);
    const inner = group("any", [attribute("age", "is", 1), attribute("age", "is", 2)]);
    const { lines } = of("all", inner, attribute("tier", "hasValue"));
    expect(paths(lines)).toEqual([
      "/root/conditions/0",
      "/root/conditions/0/conditions/0",
      "/root/conditions/0/conditions/1",
      "/root/conditions/1",
    ]);
    expect(lines[0]?.match).toBe("any");
  });
});

it("never fails on a definition that can be read", () => {
  const odd: Node[] = [{ kind: "attribute", attribute: "age", operator: "between", value: true }];
  expect(() => sentence(...odd)).not.toThrow();
});
