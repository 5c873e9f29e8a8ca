import { describe, expect, it } from "vitest";
import { AudienceError } from "../issue/issue.js";
import { parseDefinition } from "./parse.js";

const definition = (...conditions: unknown[]) => ({ version: 1, root: { kind: "group", match: "all", conditions } });
const issues = (input: unknown): readonly (readonly [string, string])[] => {
  try {
    parseDefinition(input);
  } catch (error) {
    if (error instanceof AudienceError) return error.issues.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
};
const of = (condition: unknown) =>
  issues(definition(condition)).map(([code, path]) => [code, path.replace("/root/conditions/0", "")]);
const event = { kind: "event", event: "purchase", measure: { of: "count" }, operator: "atLeast", value: 1 };
const attribute = { kind: "attribute", attribute: "a", operator: "is", value: "x" };

describe("shape", () => {
  it.each<[string, unknown, unknown]>([
    ["nothing", undefined, [["wrong_type", ""]]],
    ["null", null, [["wrong_type", ""]]],
    ["a list", [], [["wrong_type", ""]]],
    ["text that is no JSON", "{", [["not_json", ""]]],
    ["another version", { ...definition(), version: 2 }, [["unsupported_version", "/version"]]],
    ["no version", { root: definition().root }, [["missing_key", "/version"]]],
    ["no root", { version: 1 }, [["missing_key", "/root"]]],
    ["a root that is no group", { version: 1, root: attribute }, [["wrong_type", "/root/kind"]]],
    ["an unknown key", { ...definition(), note: "x" }, [["unknown_key", "/note"]]],
  ])("refuses %s", (_, input, expected) => {
    expect(issues(input)).toEqual(expect.arrayContaining(expected as unknown[]));
  });

  it.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["an unknown kind", { kind: "atribute" }, [["wrong_type", "/kind"]]],
    ["no kind", {}, [["missing_key", "/kind"]]],
    ["an unknown operator", { ...attribute, operator: "equals" }, [["wrong_type", "/operator"]]],
    ["no operator", { kind: "attribute", attribute: "a" }, [["missing_key", "/operator"]]],
    ["a null value", { ...attribute, value: null }, [["wrong_type", "/value"]]],
    ["an unknown key", { ...attribute, values: [] }, [["unknown_key", "/values"]]],
    ["an exclude that is no flag", { ...attribute, exclude: 1 }, [["wrong_type", "/exclude"]]],
    ["a mixed list", { ...attribute, value: ["a", 1] }, [["wrong_type", "/value/1"]]],
    ["a measure without its property", { ...event, measure: { of: "sum" } }, [["missing_key", "/measure/property"]]],
    [
      "a measure with a property it does not take",
      { ...event, measure: { of: "count", property: "x" } },
      [["unknown_key", "/measure/property"]],
    ],
    ["an unknown measure", { ...event, measure: { of: "median" } }, [["wrong_type", "/measure/of"]]],
    [
      "a window of an unknown unit",
      { ...event, window: { last: 3, unit: "fortnight" } },
      [["wrong_type", "/window/unit"]],
    ],
    ["a window without its unit", { ...event, window: { last: 3 } }, [["missing_key", "/window/unit"]]],
    ["hours of full units", { ...event, window: { lastFull: 3, unit: "hour" } }, [["wrong_type", "/window/unit"]]],
    [
      "an unknown key of a window",
      { ...event, window: { last: 3, unit: "day", of: 1 } },
      [["unknown_key", "/window/of"]],
    ],
    ["a tag that is no list", { kind: "tag", operator: "hasAny", tags: "a" }, [["wrong_type", "/tags"]]],
    ["an operator tags do not have", { kind: "tag", operator: "hasOnly", tags: ["a"] }, [["wrong_type", "/operator"]]],
    [
      "months within",
      { kind: "sequence", steps: [{ event: "a", within: { amount: 1, unit: "month" } }] },
      [["wrong_type", "/steps/0/within/unit"]],
    ],
  ])("refuses %s", (_, condition, expected) => {
    expect(of(condition)).toEqual(expected);
  });

  it("names the operator that was meant", () => {
    expect(() => parseDefinition(definition({ ...event, operator: "atLeats" }))).toThrow(
      expect.objectContaining({ hint: "Did you mean “atLeast”?" }),
    );
  });
});

describe("dates and instants", () => {
  const on = (operator: string, value: unknown) => ({ kind: "attribute", attribute: "born", operator, value });
  it.each<[unknown, string, string]>([
    [on("on", "2023-02-29"), "bad_date", "/value"],
    [on("before", "0000-01-01"), "bad_date", "/value"],
    [on("after", "tomorrow"), "bad_date", "/value"],
    [on("onOrAfter", "2026-03-31T09:00:00"), "bad_instant", "/value"],
    [on("between", ["2026-01-01", "2026-02-30"]), "bad_date", "/value/1"],
    [on("inWindow", { from: "2026-13-01" }), "bad_date", "/value/from"],
    [on("inWindow", { to: "2026-01-01T00:00" }), "bad_instant", "/value/to"],
    [{ ...event, window: { from: "2026-1-1" } }, "bad_date", "/window/from"],
    [
      {
        kind: "event",
        event: "e",
        measure: { of: "count" },
        operator: "is",
        value: 1,
        where: [{ property: "p", operator: "on", value: "x" }],
      },
      "bad_date",
      "/where/0/value",
    ],
  ])("%j", (condition, code, path) => {
    expect(of(condition)).toEqual([[code, path]]);
  });

  it("leaves texts of text operators alone", () => {
    expect(of({ ...attribute, value: "2023-02-29" })).toEqual([]);
    expect(of({ ...attribute, operator: "contains", value: "T" })).toEqual([]);
  });
});

describe("drafts", () => {
  it.each([
    { kind: "group", match: "any", conditions: [] },
    { kind: "attribute", attribute: "", operator: "is" },
    { kind: "attribute", attribute: "unheard of", operator: "is", value: [] },
    { kind: "attribute", attribute: "age", operator: "between", value: [9, 1] },
    { kind: "attribute", attribute: "born", operator: "on", value: "" },
    { kind: "tag", operator: "hasAny", tags: [] },
    { ...event, event: [] },
    { ...event, window: { last: 0, unit: "day" } },
    { kind: "sequence", steps: [] },
    { kind: "sequence", steps: [{ event: "a", absent: true }] },
    { kind: "audience", audience: "" },
    { kind: "sample", salt: "", from: 1, to: 0 },
  ])("reads what is unfinished: %j", (condition) => {
    expect(of(condition)).toEqual([]);
  });

  it("takes keys that hold undefined as absent", () => {
    expect(parseDefinition(definition({ ...attribute, exclude: undefined }))).toEqual(
      parseDefinition(definition(attribute)),
    );
  });

  it("leaves what it was given as it is, and gives something frozen", () => {
    const input = definition({ ...attribute, value: ["x"] });
    const before = JSON.stringify(input);
    const result = parseDefinition(input);
    expect(JSON.stringify(input)).toBe(before);
    expect(Object.isFrozen(result.root.conditions[0])).toBe(true);
    expect(Object.isFrozen(input.root)).toBe(false);
  });
});
