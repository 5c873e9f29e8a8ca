import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDay, parseInstant } from "../definition/dates.js";
import { decimalOf } from "./decimal.js";
import type { ValueTest } from "./plan.js";
import { resolveTest, type Comparison, type Subject } from "./value-test.js";
import { zoneOf } from "./zone-of.js";

const asOf = Date.parse("2026-06-15T12:00:00Z");
const berlin = { asOf, zone: zoneOf("Europe/Berlin") };

function resolved(subject: Subject, comparison: Comparison): ValueTest {
  return resolveTest(subject, comparison, berlin);
}

function instant(text: string): number {
  return parseInstant(text) ?? NaN;
}

function day(text: string): number {
  return parseDay(text) ?? NaN;
}

describe("tests of numbers with a scale", () => {
  const operators = ["is", "lessThan", "atMost", "greaterThan", "atLeast", "between"] as const;

  function holds(test: ValueTest, value: number): boolean {
    if (test.test === "never") return false;
    if (test.test === "numberIn") return test.values.includes(value);
    if (test.test !== "numberRange") throw new TypeError(test.test);
    const { low, lowOpen, high, highOpen } = test;
    if (low !== undefined && (lowOpen ? value <= low : value < low)) return false;
    return high === undefined || (highOpen ? value < high : value <= high);
  }

  it("hold for a whole number exactly when its decimal compares so with the operand's", () => {
    const operands = fc.integer({ min: -30_000, max: 30_000 }).map((tenThousandths) => tenThousandths / 10_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...operators),
        operands,
        operands,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: -300_000, max: 300_000 }),
        fc.boolean(),
        (operator, a, b, scale, any, near) => {
          const value = near ? Math.round(a * 10 ** scale) + (any % 2) : any;
          const low = Math.min(a, b);
          const high = Math.max(a, b);
          const operand = operator === "between" ? [low, high] : a;
          const compared = (number: number) => {
            const decimal = decimalOf(number);
            return Number(BigInt(value) * 10n ** BigInt(decimal.scale) - decimal.coefficient * 10n ** BigInt(scale));
          };
          const expected = {
            is: compared(a) === 0,
            lessThan: compared(a) < 0,
            atMost: compared(a) <= 0,
            greaterThan: compared(a) > 0,
            atLeast: compared(a) >= 0,
            between: compared(low) >= 0 && compared(high) <= 0,
          }[operator];
          expect(holds(resolved({ type: "number", scale }, { operator, value: operand }), value)).toBe(expected);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("never match a number with more digits than the scale, and bound by the nearer multiple", () => {
    const money: Subject = { type: "number", scale: 2 };
    expect(resolved(money, { operator: "is", value: 1.005 })).toEqual({ test: "never" });
    expect(resolved(money, { operator: "is", value: [1.005, 1.1] })).toEqual({ test: "numberIn", values: [110] });
    expect(resolved(money, { operator: "lessThan", value: 1.005 })).toEqual({
      test: "numberRange",
      lowOpen: false,
      high: 100,
      highOpen: false,
    });
    expect(resolved(money, { operator: "lessThan", value: 1.01 })).toEqual({
      test: "numberRange",
      lowOpen: false,
      high: 101,
      highOpen: true,
    });
    expect(resolved(money, { operator: "greaterThan", value: -1.005 })).toEqual({
      test: "numberRange",
      low: -100,
      lowOpen: false,
      highOpen: false,
    });
    expect(resolved(money, { operator: "between", value: [1.001, 1.009] })).toEqual({ test: "never" });
  });
});

describe("other tests of numbers", () => {
  it("leave doubles as they are and averages as decimals", () => {
    expect(resolved({ type: "number" }, { operator: "is", value: [1.005, 2] })).toEqual({
      test: "numberIn",
      values: [1.005, 2],
    });
    expect(resolved({ type: "number", average: true }, { operator: "is", value: 1.005 })).toEqual({
      test: "averageIn",
      values: [{ coefficient: 1005n, scale: 3 }],
    });
    expect(resolved({ type: "number", average: true }, { operator: "greaterThan", value: 10 })).toEqual({
      test: "averageRange",
      low: { coefficient: 10n, scale: 0 },
      lowOpen: true,
      highOpen: false,
    });
  });
});

describe("tests of texts, booleans and lists", () => {
  it("fold what is not compared exactly", () => {
    const text: Subject = { type: "text" };
    expect(resolved(text, { operator: "is", value: "ÉCLAIR" })).toEqual({ test: "textIn", values: ["ÉCLAIR"] });
    expect(resolved(text, { operator: "contains", value: ["İΣΑΣ", "É"] })).toEqual({
      test: "textMatch",
      how: "contains",
      values: ["iσασ", "é"],
      matchCase: false,
    });
    expect(resolved(text, { operator: "endsWith", value: "É", matchCase: true })).toEqual({
      test: "textMatch",
      how: "endsWith",
      values: ["É"],
      matchCase: true,
    });
    expect(resolved(text, { operator: "hasValue" })).toEqual({ test: "hasValue" });
  });

  it("name the values or the bounds of the count", () => {
    expect(resolved({ type: "boolean" }, { operator: "is", value: false })).toEqual({ test: "boolean", value: false });
    const list: Subject = { type: "list" };
    expect(resolved(list, { operator: "hasOnly", value: ["a", "b"] })).toEqual({
      test: "listOnly",
      values: ["a", "b"],
    });
    expect(resolved(list, { operator: "countIs", value: 2 })).toEqual({ test: "listCount", low: 2, high: 2 });
    expect(resolved(list, { operator: "countAtLeast", value: 2 })).toEqual({ test: "listCount", low: 2 });
    expect(resolved(list, { operator: "countAtMost", value: 2 })).toEqual({ test: "listCount", high: 2 });
  });
});

describe("tests of dates and datetimes", () => {
  const first = "2026-03-29"; // a day of 23 hours in Berlin
  const start = instant("2026-03-28T23:00:00Z");
  const end = instant("2026-03-29T22:00:00Z");
  const at = "2026-03-29T10:00:00.250Z";

  it.each<[Comparison, object, object]>([
    [
      { operator: "on", value: first },
      { from: start, to: end },
      { from: day(first), to: day(first) + 1 },
    ],
    [{ operator: "before", value: first }, { to: start }, { to: day(first) }],
    [{ operator: "after", value: first }, { from: end }, { from: day(first) + 1 }],
    [{ operator: "onOrBefore", value: first }, { to: end }, { to: day(first) + 1 }],
    [{ operator: "onOrAfter", value: first }, { from: start }, { from: day(first) }],
    [
      { operator: "between", value: [first, "2026-03-30"] },
      { from: start, to: instant("2026-03-30T22:00:00Z") },
      { from: day(first), to: day(first) + 2 },
    ],
    [
      { operator: "inWindow", value: { lastFull: 1, unit: "month" } },
      { from: instant("2026-04-30T22:00:00Z"), to: instant("2026-05-31T22:00:00Z") },
      { from: day("2026-05-01"), to: day("2026-06-01") },
    ],
  ])("%o is a range, of a datetime by the zone's days", (comparison, instants, days) => {
    expect(resolved({ type: "datetime" }, comparison)).toEqual({ test: "instantRange", range: instants });
    expect(resolved({ type: "date" }, comparison)).toEqual({ test: "dayRange", range: days });
  });

  it.each<[Comparison, object]>([
    [{ operator: "before", value: at }, { to: instant(at) }],
    [{ operator: "after", value: at }, { from: instant(at) + 1 }],
    [{ operator: "onOrBefore", value: at }, { to: instant(at) + 1 }],
    [{ operator: "onOrAfter", value: at }, { from: instant(at) }],
    [
      { operator: "between", value: [first, at] },
      { from: start, to: instant(at) + 1 },
    ],
  ])("%o compares instants as instants", (comparison, range) => {
    expect(resolved({ type: "datetime" }, comparison)).toEqual({ test: "instantRange", range });
  });

  it("read an anniversary's window by dates, of a datetime too", () => {
    const comparison: Comparison = { operator: "anniversaryInWindow", value: { next: 2, unit: "day" } };
    const expected = { test: "anniversary", monthDays: [616, 617], zone: berlin.zone };
    expect(resolved({ type: "date" }, comparison)).toEqual(expected);
    expect(resolved({ type: "datetime" }, comparison)).toEqual(expected);
  });
});
