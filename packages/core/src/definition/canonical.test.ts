import { describe, expect, it } from "vitest";
import { canonicalText, definitionHash } from "./canonical.js";
import { parseDefinition } from "./parse.js";

const canonical = (condition: object): unknown => {
  const text = canonicalText(
    parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions: [condition] } }),
  );
  const start = '{"root":{"conditions":[';
  const end = '],"kind":"group","match":"all"},"version":1}';
  expect(text.startsWith(start) && text.endsWith(end)).toBe(true);
  return text.slice(start.length, -end.length);
};
const attribute = (operator: string, value: unknown, more = {}) => ({
  kind: "attribute",
  attribute: "a",
  operator,
  value,
  ...more,
});
const valueOf = (operator: string, value: unknown): unknown => {
  const parsed = parseDefinition({
    version: 1,
    root: { kind: "group", match: "all", conditions: [attribute(operator, value)] },
  });
  const [node] = parsed.root.conditions;
  return node?.kind === "attribute" ? node.value : undefined;
};

describe("the canonical form", () => {
  it("sorts keys and leaves no white space", () => {
    expect(canonical({ operator: "is", value: "x", attribute: "a", kind: "attribute", id: "1" })).toBe(
      '{"attribute":"a","id":"1","kind":"attribute","operator":"is","value":"x"}',
    );
    expect(
      canonical({
        window: { unit: "day", last: 3 },
        operator: "atLeast",
        where: [{ value: true, property: "p", operator: "is" }],
        measure: { property: "q", of: "max" },
        kind: "event",
        value: 0.1,
        event: "e",
      }),
    ).toBe(
      '{"event":"e","kind":"event","measure":{"of":"max","property":"q"},"operator":"atLeast","value":0.1,"where":[{"operator":"is","property":"p","value":true}],"window":{"last":3,"unit":"day"}}',
    );
  });
  it("keeps flags only where true", () => {
    expect(canonical(attribute("contains", "x", { exclude: false, matchCase: false }))).not.toContain("false");
    expect(canonical(attribute("contains", "x", { exclude: true, matchCase: true }))).toBe(
      '{"attribute":"a","exclude":true,"kind":"attribute","matchCase":true,"operator":"contains","value":"x"}',
    );
    expect(
      canonical({
        kind: "sequence",
        steps: [
          { event: "a", absent: false },
          { event: "b", absent: true },
        ],
      }),
    ).toBe('{"kind":"sequence","steps":[{"event":"a"},{"absent":true,"event":"b"}]}');
  });

  it.each<[string, unknown, unknown]>([
    ["is", ["a", "b", "a"], ["a", "b"]],
    ["is", ["a", "a"], "a"],
    ["is", [3], 3],
    ["is", [1, 1, 2], [1, 2]],
    ["contains", ["a"], "a"],
    ["startsWith", ["a"], "a"],
    ["endsWith", ["a"], "a"],
    ["is", [], []],
    ["hasAny", ["a"], ["a"]],
    ["hasAll", ["a", "a"], ["a"]],
    ["hasOnly", ["a"], ["a"]],
    ["between", [5, 5], [5, 5]],
    ["between", ["2026-01-01", "2026-01-01"], ["2026-01-01", "2026-01-01"]],
    ["is", "e\u0301", "é"],
    ["is", ["é", "e\u0301"], "é"],
    ["before", "2026-03-31T09:00+02:00", "2026-03-31T07:00:00Z"],
    ["before", "2026-03-31T09:00:00.1009-00:30", "2026-03-31T09:30:00.100Z"],
    ["before", "2026-03-31", "2026-03-31"],
    ["is", "2026-03-31T09:00+02:00", "2026-03-31T09:00+02:00"],
    ["contains", "2026-03-31T09:00+02:00", "2026-03-31T09:00+02:00"],
    [
      "inWindow",
      { to: "2026-03-31T09:00+02:00", from: "2026-01-01" },
      { from: "2026-01-01", to: "2026-03-31T07:00:00Z" },
    ],
    ["between", ["2026-03-31T09:00+02:00", "2026-04-01"], ["2026-03-31T07:00:00Z", "2026-04-01"]],
  ])("writes the value of %s %j as %j", (operator, value, expected) => {
    expect(valueOf(operator, value)).toStrictEqual(expected);
  });

  it("writes -0 as 0", () => {
    expect(Object.is(valueOf("is", -0), 0)).toBe(true);
    expect(valueOf("is", [0, -0])).toBe(0);
    expect(canonical({ kind: "sample", salt: "s", from: -0, to: 1 })).toBe(
      '{"from":0,"kind":"sample","salt":"s","to":1}',
    );
  });

  it("drops what says nothing", () => {
    expect(canonical({ kind: "sequence", steps: [{ event: ["a", "a"], where: [] }], correlate: [] })).toBe(
      '{"kind":"sequence","steps":[{"event":"a"}]}',
    );
    expect(canonical({ kind: "tag", operator: "hasAny", tags: ["b", "a", "b"] })).toBe(
      '{"kind":"tag","operator":"hasAny","tags":["b","a"]}',
    );
  });
});

describe("the definition hash", () => {
  const hash = (...conditions: object[]): string =>
    definitionHash(parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions } }));

  it("is the SHA-256 of the canonical text", () => {
    // printf '{"root":{"conditions":[],"kind":"group","match":"all"},"version":1}' | sha256sum
    expect(hash()).toBe("28052dc94ce790b6d8ca5fa77b8edecf0e69c1c72822749fb995c5062aca8a78");
  });

  it("does not depend on ids or on how the definition was written", () => {
    expect(hash({ ...attribute("is", ["x"]), id: "7" })).toBe(hash(attribute("is", "x")));
    expect(hash(attribute("is", "id"))).not.toBe(hash(attribute("is", "x")));
  });

  it("depends on order, since the text does", () => {
    expect(hash(attribute("is", "x"), attribute("is", "y"))).not.toBe(hash(attribute("is", "y"), attribute("is", "x")));
  });
});
