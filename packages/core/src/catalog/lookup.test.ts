import { describe, expect, it } from "vitest";
import { defineCatalog } from "./define.js";
import { eventTypeOf, nearest, propertyOf } from "./lookup.js";
import { checkRfmGroups, rfmGroupOf, rfmGroups } from "./rfm-groups.js";

describe("nearest", () => {
  it.each([
    ["teir", ["tier", "age"], "tier"],
    ["Tier", ["tier"], "tier"],
    ["purchases", ["purchase", "visit"], "purchase"],
    ["x", ["tier"], undefined],
    ["loyalty", ["tier", "age"], undefined],
    ["", ["tier"], undefined],
    ["ab", [], undefined],
  ])("to %j among %j is %j", (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});

describe("event types", () => {
  const catalog = defineCatalog({
    attributes: [],
    eventTypes: [{ name: "a", properties: [{ name: "p", type: "text" }] }, { name: "b" }],
    otherEvents: { properties: [{ name: "q", type: "number" }] },
  });
  it("are the declared ones, then any where types are open", () => {
    expect(eventTypeOf(catalog, "a")?.properties.map(({ name }) => name)).toEqual(["p"]);
    expect(eventTypeOf(catalog, "z")?.properties.map(({ name }) => name)).toEqual(["q"]);
    expect(eventTypeOf(defineCatalog({ attributes: [] }), "z")).toBeUndefined();
  });
  it("have properties, of several types the first that has one", () => {
    expect(propertyOf(catalog, ["b", "a"], "p")?.type).toBe("text");
    expect(propertyOf(catalog, ["b"], "p")).toBeUndefined();
  });
});

describe("RFM groups", () => {
  it("ready made leave no scores out, and each of them can be reached", () => {
    expect(checkRfmGroups(rfmGroups, 5)).toEqual([]);
    const reached = new Set<string | undefined>();
    for (let r = 1; r <= 5; r++)
      for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) reached.add(rfmGroupOf([r, f, m], rfmGroups)?.name);
    expect([...reached].sort()).toEqual(rfmGroups.map(({ name }) => name).sort());
  });

  it("are taken in order, the first that holds", () => {
    expect(rfmGroupOf([5, 5, 5], rfmGroups)?.name).toBe("Champions");
    expect(rfmGroupOf([5, 5, 1], rfmGroups)?.name).toBe("Loyal");
    expect(rfmGroupOf([1, 1, 1], rfmGroups)?.name).toBe("Hibernating");
  });

  it("with holes are told", () => {
    const groups = [{ name: "g", r: [1, 2], f: [1, 2], m: [1, 1] }] as const;
    expect(checkRfmGroups(groups, 2)).toEqual([
      [1, 1, 2],
      [1, 2, 2],
      [2, 1, 2],
      [2, 2, 2],
    ]);
  });
});
