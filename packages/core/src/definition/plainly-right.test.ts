import fc from "fast-check";
import { expect, test } from "vitest";
import { defineCatalog } from "../catalog/define.js";
import { checkDefinition } from "./check.js";
import type { Definition, Node } from "./language.js";
import { maxUnits, operatorsByType } from "./operators.js";
import { isPlainlyRight } from "./plainly-right.js";

const types = ["text", "number", "boolean", "date", "datetime", "list"] as const;
const catalog = defineCatalog({ timeZone: "UTC", attributes: types.map((type) => ({ name: type, type })) });

const text = fc.constantFrom("a", "", "b\0", "\ud800", "2026-03-31");
const number = fc.constantFrom(0, 1.5, -3, 2 ** 53, Number.NaN, Infinity);
const window = fc.record({
  last: fc.constantFrom(0, 1, 1.5, 30, maxUnits, maxUnits + 1),
  unit: fc.constantFrom("day" as const, "hour" as const, "month" as const),
});
const comparison = fc.record(
  {
    kind: fc.constant("attribute" as const),
    attribute: fc.constantFrom(...types, "unknown", ""),
    operator: fc.constantFrom(
      ...new Set(Object.values(operatorsByType).flatMap((rules) => rules.map((rule) => rule.operator))),
    ),
    value: fc.oneof(
      text,
      number,
      fc.boolean(),
      fc.array(text, { maxLength: 3 }),
      fc.array(number, { maxLength: 3 }),
      window,
    ),
    matchCase: fc.constant(true as const),
  },
  { requiredKeys: ["kind", "attribute", "operator"] },
);
const tag = fc.record(
  {
    kind: fc.constant("tag" as const),
    operator: fc.constant("hasAny" as const),
    tags: fc.array(text, { maxLength: 3 }),
    window,
  },
  { requiredKeys: ["kind", "operator", "tags"] },
);
const leaf: fc.Arbitrary<Node> = fc.oneof({ weight: 6, arbitrary: comparison }, { weight: 2, arbitrary: tag });
const group = fc.record({
  kind: fc.constant("group" as const),
  match: fc.constant("any" as const),
  conditions: fc.array(leaf, { maxLength: 2 }),
});

test("nothing is found wrong with what is seen to be right at a glance", () => {
  let right = 0;
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: group }), {
        minLength: 1,
        maxLength: 2,
      }),
      (conditions) => {
        const definition: Definition = { version: 1, root: { kind: "group", match: "all", conditions } };
        if (!isPlainlyRight(definition.root, catalog)) return;
        right++;
        const issues = checkDefinition(definition, { catalog, audiences: () => undefined });
        // A tag that the catalogue does not list is odd, not wrong.
        expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
      },
    ),
    { numRuns: 10_000 },
  );
  expect(right).toBeGreaterThan(20);
});

test.each<readonly [string, Node]>([
  ["texts", { kind: "attribute", attribute: "text", operator: "is", value: ["a", "b"] }],
  ["a text", { kind: "attribute", attribute: "text", operator: "is", value: "a" }],
  ["a number", { kind: "attribute", attribute: "number", operator: "atLeast", value: 1.5 }],
  ["a range", { kind: "attribute", attribute: "number", operator: "between", value: [1, 1] }],
  ["days", { kind: "attribute", attribute: "date", operator: "inWindow", value: { last: 30, unit: "day" } }],
  ["any value", { kind: "attribute", attribute: "number", operator: "hasValue" }],
  ["tags", { kind: "tag", operator: "hasAll", tags: ["a"] }],
])("%s are seen at a glance", (_, node) => {
  expect(isPlainlyRight({ kind: "group", match: "all", conditions: [node] }, catalog)).toBe(true);
});
