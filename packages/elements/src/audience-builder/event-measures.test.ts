import type { EventCondition, Property } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import { holdsForNone, measuresFor, withMeasure } from "./event-measures.js";

const amount: Property = { name: "amount", type: "number", scale: 2 };
const category: Property = { name: "category", type: "text" };
const twice: EventCondition = {
  kind: "event",
  event: "purchase",
  measure: { of: "count" },
  operator: "atLeast",
  value: 2,
};

describe("the measure of an event condition", () => {
  test("is offered only where a property allows it", () => {
    expect(measuresFor([category])).toEqual(["count", "distinct", "days", "weeks", "months", "firstAt", "lastAt"]);
    expect(measuresFor([category, amount])).toContain("sum");
  });

  test("keeps operator and value between numbers, and starts anew between a number and an instant", () => {
    expect(withMeasure(twice, "sum", [amount])).toEqual({ ...twice, measure: { of: "sum", property: "amount" } });
    expect(withMeasure(twice, "lastAt", [])).toEqual({
      ...twice,
      measure: { of: "lastAt" },
      operator: "inWindow",
      value: { last: 30, unit: "day" },
    });
  });

  test("stays as it is where no property can be measured", () => {
    expect(withMeasure(twice, "sum", [category])).toBe(twice);
  });
});

describe("customers without any event", () => {
  test.each([
    ["atMost", 3, true],
    ["atLeast", 1, false],
    ["atLeast", 0, true],
    ["lessThan", 1, true],
    ["lessThan", 0, false],
    ["is", 0, true],
    ["greaterThan", 0, false],
  ] as const)("%s %d holds: %s", (operator, value, holds) => {
    expect(holdsForNone({ ...twice, operator, value })).toBe(holds);
  });

  test("have no average", () => {
    expect(
      holdsForNone({ ...twice, measure: { of: "average", property: "amount" }, operator: "atMost", value: 3 }),
    ).toBe(false);
  });
});
