import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AudienceError, type Issue } from "../issue/issue.js";
import { resolvePlan, type ResolveOptions } from "../plan/resolve.js";
import { defineCatalog } from "../catalog/define.js";
import { canonicalText, definitionHash } from "./canonical.js";
import { checkDefinition } from "./check.js";
import { edit, type Edit } from "./edit.js";
import type { Definition, Node } from "./language.js";
import { operatorsByType } from "./operators.js";
import { parseDefinition } from "./parse.js";
import { keysOf } from "./pointer.js";
import { plainText, summarize } from "./summarize.js";
import { nodeAt, walk } from "./walk.js";

const operatorTypes = ["text", "number", "boolean", "date", "datetime", "list"] as const;
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !text.includes("\0"));
const day = fc.constantFrom("2026-03-31", "0001-01-01", "2024-02-29", "9999-12-31");
const instant = fc.constantFrom("2026-03-31T09:00+02:00", "1969-12-31T23:59:59.9999Z", "2000-01-01T00:00:00.5-11:30");
const moment = fc.oneof(day, instant);
const amount = fc.integer({ min: 1, max: 100_000 });
const calendarUnit = fc.constantFrom("day", "week", "month", "quarter", "year");
const unit = fc.oneof(calendarUnit, fc.constantFrom("minute", "hour"));
const number = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(-0, 1e-7, 2 ** 53 - 1));

const window = fc.oneof(
  fc.record({ last: amount, unit }),
  fc.record({ ago: fc.tuple(amount, amount), unit }),
  fc.record({ next: amount, unit }),
  fc.record({ lastFull: amount, unit: calendarUnit }),
  fc.record({ current: calendarUnit }),
  fc.record({ nextFull: amount, unit: calendarUnit }),
  fc.record({ from: moment, to: moment }, { requiredKeys: [] }),
);
const operator = fc.constantFrom(
  ...new Set(Object.values(operatorsByType).flatMap((rules) => rules.map((rule) => rule.operator))),
);
const listOf = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 4 });
const comparison = operator.chain((chosen) => {
  const isMoment = ["on", "before", "after", "onOrBefore", "onOrAfter", "between"].includes(chosen);
  const text = isMoment ? moment : fc.oneof(name, moment);
  const value = fc.oneof(text, number, fc.boolean(), listOf(text), listOf(number), window);
  return fc.record(
    { operator: fc.constant(chosen), value, matchCase: fc.boolean(), exclude: fc.boolean() },
    { requiredKeys: ["operator"] },
  );
});
const filter = fc.tuple(name, comparison).map(([property, compared]) => ({ property, ...compared }));
const names = fc.oneof(name, listOf(name));
const where = listOf(filter);
const measure = fc.oneof(
  fc.record({ of: fc.constantFrom("count", "days", "weeks", "months", "firstAt", "lastAt") }),
  fc.record({ of: fc.constantFrom("sum", "average", "min", "max", "distinct"), property: name }),
);
const step = fc.record(
  {
    event: names,
    where,
    absent: fc.boolean(),
    within: fc.record({ amount, unit: fc.constantFrom("minute", "hour", "day", "week") }),
  },
  { requiredKeys: ["event"] },
);
const common = { exclude: fc.boolean(), id: name };
const condition = fc.oneof(
  fc.tuple(name, comparison).map(([attribute, compared]) => ({ kind: "attribute", attribute, ...compared })),
  fc.record(
    { kind: fc.constant("tag"), operator: fc.constantFrom("hasAny", "hasAll"), tags: listOf(name), window, ...common },
    { requiredKeys: ["kind", "operator", "tags"] },
  ),
  fc
    .tuple(
      fc.record(
        { kind: fc.constant("event"), event: names, measure, where, window, ...common },
        { requiredKeys: ["kind", "event", "measure"] },
      ),
      comparison,
    )
    .map(([event, { operator: compared, value }]) => ({
      ...event,
      operator: compared,
      ...(value === undefined ? {} : { value }),
    })),
  fc.record(
    {
      kind: fc.constant("sequence"),
      steps: fc.array(step, { maxLength: 8 }),
      correlate: listOf(name),
      window,
      ...common,
    },
    { requiredKeys: ["kind", "steps"] },
  ),
  fc.record({ kind: fc.constant("audience"), audience: name }),
  fc.record({ kind: fc.constant("sample"), salt: name, from: number, to: number }),
);
const group = (depth: number): fc.Arbitrary<unknown> =>
  fc.record(
    {
      kind: fc.constant("group"),
      match: fc.constantFrom("all", "any"),
      conditions: fc.array(depth === 0 ? condition : fc.oneof({ weight: 3, arbitrary: condition }, group(depth - 1)), {
        maxLength: 4,
      }),
      ...common,
    },
    { requiredKeys: ["kind", "match", "conditions"] },
  );
const written = fc.record(
  { version: fc.constant(1), timeZone: fc.constantFrom("Europe/Berlin", "UTC"), root: group(3) },
  { requiredKeys: ["version", "root"] },
);

describe("the canonical text", () => {
  it("is a fixed point: reading it and writing it again changes no byte", () => {
    fc.assert(
      fc.property(written, (input) => {
        const definition = parseDefinition(input);
        const text = canonicalText(definition);
        expect(parseDefinition(text)).toStrictEqual(definition);
        expect(canonicalText(parseDefinition(text))).toBe(text);
        expect(definitionHash(parseDefinition(text))).toBe(definitionHash(definition));
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  it("is the plain JSON of the canonical form: its keys are sorted already", () => {
    fc.assert(
      fc.property(written, (input) => {
        const definition = parseDefinition(input);
        expect(JSON.stringify(definition)).toBe(canonicalText(definition));
      }),
    );
  });
});

function errorsOfPlan(definition: Definition, options: ResolveOptions): readonly Issue[] {
  try {
    resolvePlan(definition, options);
    return [];
  } catch (error) {
    if (error instanceof AudienceError) return error.issues;
    throw error;
  }
}

it("whatever can be read can be checked, planned where nothing is wrong with it, and put into words", () => {
  const catalog = defineCatalog({
    attributes: operatorTypes.map((type) => ({ name: type, type })),
    otherEvents: { properties: operatorTypes.map((type) => ({ name: type, type })) },
  });
  const known = fc.oneof(name, fc.constantFrom(...operatorTypes));
  const knowing = fc
    .tuple(known, comparison, fc.array(fc.tuple(known, comparison), { maxLength: 3 }))
    .map(([attribute, compared, filters]) => ({
      version: 1,
      root: {
        kind: "group",
        match: "any",
        conditions: [
          { kind: "attribute", attribute, ...compared },
          {
            kind: "sequence",
            steps: [{ event: "e", where: filters.map(([property, other]) => ({ property, ...other })) }],
          },
        ],
      },
    }));
  fc.assert(
    fc.property(fc.oneof(written, knowing), (input) => {
      const definition = parseDefinition(input);
      const options = { catalog, audiences: () => undefined, asOf: 0 };
      const issues = checkDefinition(definition, options);
      for (const found of issues) expect(pointsInto(definition, found.path)).toBe(true);
      const errors = issues.filter(({ severity }) => severity === "error");
      expect(errorsOfPlan(definition, options)).toStrictEqual(errors);
      const { sentence } = summarize(definition, { catalog });
      expect(plainText(sentence)).toMatch(/^Customers who/);
      expect(sentence.every(({ text }) => text !== "")).toBe(true);
    }),
    { numRuns: 1000 },
  );
}, 60_000);

/** Whether a pointer names something that is there, or a key that is missing from something that is. */
function pointsInto(value: unknown, path: string): boolean {
  let at: unknown = value;
  const keys = keysOf(path) ?? [];
  return keys.every((key, index) => {
    if (typeof at !== "object" || at === null) return false;
    const inner = new Map<string, unknown>(Object.entries(at)).get(key);
    const isThere = inner !== undefined || index === keys.length - 1;
    at = inner;
    return isThere;
  });
}

describe("edits", () => {
  const pick = (definition: Definition, choice: number): string => {
    const paths = [...walk(definition)].map((visit) => visit.path);
    return paths[choice % paths.length] ?? "/root";
  };
  const change = fc.record({
    do: fc.constantFrom("add", "remove", "replace", "move", "duplicate", "exclude", "match", "wrap", "ungroup"),
    first: fc.nat(1000),
    second: fc.nat(1000),
    flag: fc.boolean(),
  });
  const leaf: Node = { kind: "tag", operator: "hasAny", tags: ["new"] };

  function changeOf(definition: Definition, drawn: { do: string; first: number; second: number; flag: boolean }): Edit {
    const at = pick(definition, drawn.first);
    const to = pick(definition, drawn.second);
    switch (drawn.do) {
      case "add":
        return { do: "add", to: at, node: leaf, ...(drawn.flag ? { index: 0 } : {}) };
      case "remove":
        return { do: "remove", at };
      case "replace":
        return { do: "replace", at, node: leaf };
      case "move":
        return { do: "move", from: at, to, ...(drawn.flag ? { index: 0 } : {}) };
      case "duplicate":
        return { do: "duplicate", at };
      case "exclude":
        return { do: "exclude", at, exclude: drawn.flag };
      case "match":
        return { do: "match", at, match: drawn.flag ? "all" : "any" };
      case "wrap":
        return { do: "wrap", at };
      default:
        return { do: "ungroup", at };
    }
  }

  it("give a definition that can be read, point to a node of it, and leave the old one alone", () => {
    fc.assert(
      fc.property(written, fc.array(change, { maxLength: 20 }), (input, changes) => {
        let definition = parseDefinition(input);
        for (const drawn of changes) {
          const before = canonicalText(definition);
          const nodes = [...walk(definition)].length;
          try {
            const wanted = changeOf(definition, drawn);
            const edited = edit(definition, wanted);
            expect(canonicalText(definition)).toBe(before);
            expect(parseDefinition(canonicalText(edited.definition))).toStrictEqual(edited.definition);
            expect(nodeAt(edited.definition, edited.at)).toBeDefined();
            expect(Object.isFrozen(edited.definition.root)).toBe(true);
            if (wanted.do === "move") expect([...walk(edited.definition)]).toHaveLength(nodes);
            definition = edited.definition;
          } catch (error) {
            if (!(error instanceof AudienceError)) throw error;
            expect(["not_found", "wrong_type", "too_deep", "too_large"]).toContain(error.code);
            expect(canonicalText(definition)).toBe(before);
          }
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
