import { defineCatalog } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import { conditionOf, marked, pickerItems, searchItems } from "./picker-items.js";

const catalog = defineCatalog({
  attributes: [
    { name: "tier", type: "text", label: "Loyalty tier", description: "Held today" },
    { name: "partner", type: "text", label: "Pártner tier", source: "appended" },
    { name: "age", type: "number", scale: 0 },
  ],
  eventTypes: [{ name: "purchase", label: "Purchase", properties: [{ name: "amount", type: "number", scale: 2 }] }],
  tags: ["app"],
  computed: [{ name: "spend", event: "purchase", measure: { of: "sum", property: "amount" } }],
  rfm: { event: "purchase", amount: "amount" },
});
const items = pickerItems(catalog, {
  tags: [
    { name: "app", count: 12 },
    { name: "found", count: 3 },
  ],
  audiences: [{ id: "a1", name: "Top tier, inactive", status: "live" }],
  sample: { label: "Random share", description: "A part" },
});

function item(id: string) {
  const found = items.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No item ${id}.`);
  return found;
}

describe("what can be chosen", () => {
  test("stands in groups, in their order", () => {
    expect([...new Set(items.map(({ group }) => group))]).toEqual([
      "standard",
      "appended",
      "tags",
      "behaviour",
      "rfm",
      "audiences",
    ]);
    expect(items.filter(({ group }) => group === "behaviour").map(({ name }) => name)).toEqual(["spend", "purchase"]);
  });

  test("has the tags of the catalogue and those that were only found, with their counts", () => {
    expect(items.filter(({ kind }) => kind === "tag").map(({ name, count }) => [name, count])).toEqual([
      ["app", 12],
      ["found", 3],
    ]);
  });

  test("is found by any word of it, whatever its case and accents", () => {
    expect(searchItems(items, "TIER").map(({ label }) => label)).toEqual([
      "Loyalty tier",
      "Pártner tier",
      "Top tier, inactive",
    ]);
    expect(searchItems(items, "partner").map(({ name }) => name)).toEqual(["partner"]);
    expect(searchItems(items, "held tier").map(({ name }) => name)).toEqual(["tier"]);
    expect(searchItems(items, "  ")).toBe(items);
    expect(searchItems(items, "nothing of it")).toEqual([]);
  });

  test("is marked where the search stands in it", () => {
    expect(marked("Loyalty tier", "TIER")).toEqual([
      { text: "Loyalty ", hit: false },
      { text: "tier", hit: true },
    ]);
    expect(marked("Loyalty tier", "")).toEqual([{ text: "Loyalty tier", hit: false }]);
  });

  test("becomes a condition fit to what it is", () => {
    expect(conditionOf(item("attribute:age"), "s")).toEqual({
      kind: "attribute",
      attribute: "age",
      operator: "atLeast",
    });
    expect(conditionOf(item("attribute:rfm.recencyScore"), "s")).toEqual({
      kind: "attribute",
      attribute: "rfm.recencyScore",
      operator: "is",
      value: [],
    });
    expect(conditionOf(item("tag:found"), "s")).toEqual({ kind: "tag", operator: "hasAny", tags: ["found"] });
    expect(conditionOf(item("event:purchase"), "s")).toMatchObject({
      event: "purchase",
      operator: "atLeast",
      value: 1,
    });
    expect(conditionOf(item("audience:a1"), "s")).toEqual({ kind: "audience", audience: "a1" });
    expect(conditionOf(item("sample:sample"), "s")).toEqual({ kind: "sample", salt: "s", from: 0, to: 0.1 });
  });
});
