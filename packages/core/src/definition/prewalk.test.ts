import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AudienceError, type Issue } from "../issue/issue.js";
import { byteLength } from "./limits.js";
import { parseDefinition } from "./parse.js";

const refusal = (input: unknown): readonly Issue[] => {
  try {
    parseDefinition(input);
  } catch (error) {
    if (error instanceof AudienceError) return error.issues;
    throw error;
  }
  return [];
};
const first = (input: unknown): readonly [string?, string?] => {
  const [found] = refusal(input);
  return found === undefined ? [] : [found.code, found.path];
};
const group = (...conditions: unknown[]) => ({ kind: "group", match: "all", conditions });
const definition = (...conditions: unknown[]) => ({ version: 1, root: group(...conditions) });
const tag = { kind: "tag", operator: "hasAny", tags: ["a"] };

/** Groups within groups, the root among them, around one condition. */
const nested = (depth: number): unknown => {
  let node: unknown = tag;
  for (let level = 0; level < depth; level++) node = group(node);
  return { version: 1, root: node };
};

describe("limits", () => {
  it("takes groups 8 deep and refuses the ninth where it stands", () => {
    expect(refusal(nested(8))).toEqual([]);
    expect(first(nested(9))).toEqual(["too_deep", `/root${"/conditions/0".repeat(8)}`]);
  });

  it("refuses 5,000 groups within each other, as a value and as text", () => {
    expect(first(nested(5000))).toEqual(["too_deep", `/root${"/conditions/0".repeat(8)}`]);
    const text = `{"version":1,"root":${'{"kind":"group","match":"all","conditions":['.repeat(5000)}`;
    expect(first(text)[0]).toBe("too_large");
    expect(first("[".repeat(60_000) + "]".repeat(5))[0]).toBe("not_json");
    expect(first("[".repeat(30_000) + "]".repeat(30_000))[0]).toBe("too_deep");
  });

  it("refuses lists and objects within each other wherever they stand", () => {
    let value: unknown = 1;
    for (let level = 0; level < 50_000; level++) value = level % 2 === 0 ? [value] : { value };
    expect(first(definition({ kind: "attribute", attribute: "a", operator: "is", value }))[0]).toBe("too_deep");
  });

  it("refuses a definition that holds itself", () => {
    const root = group(tag);
    root.conditions.push(root);
    expect(first({ version: 1, root })[0]).toBe("too_deep");
  });

  it("takes 500 nodes and refuses one more", () => {
    expect(refusal(definition(...Array.from({ length: 499 }, () => tag)))).toEqual([]);
    expect(first(definition(...Array.from({ length: 500 }, () => tag)))).toEqual([
      "too_many_nodes",
      "/root/conditions",
    ]);
    const split = definition(
      group(...Array.from({ length: 250 }, () => tag)),
      group(...Array.from({ length: 248 }, () => tag)),
    );
    expect(first(split)[0]).toBe("too_many_nodes");
  });

  it("refuses 100,000 conditions", () => {
    const conditions = Array.from({ length: 100_000 }, () => tag);
    expect(first({ version: 1, root: { kind: "group", match: "all", conditions } })).toEqual([
      "too_many_nodes",
      "/root/conditions",
    ]);
  });

  it("takes 1,000 values of a list and refuses one more", () => {
    const tags = (length: number) => definition({ ...tag, tags: Array.from({ length }, (_, index) => `t${index}`) });
    expect(refusal(tags(1000))).toEqual([]);
    expect(first(tags(1001))).toEqual(["too_many_values", "/root/conditions/0/tags"]);
  });

  it("refuses 5 MB of JSON, as text and as a value", () => {
    const long = definition({ ...tag, tags: ["x".repeat(5_000_000)] });
    expect(first(long)).toEqual(["too_large", ""]);
    expect(first(JSON.stringify(long))).toEqual(["too_large", ""]);
  });

  it("counts bytes, not characters", () => {
    const euros = (length: number) =>
      definition({ kind: "attribute", attribute: "a", operator: "is", value: "€".repeat(length) });
    expect(refusal(euros(21_000))).toEqual([]);
    expect(first(euros(22_000))[0]).toBe("too_large");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });

  it("takes 8 steps and refuses one more", () => {
    const steps = (length: number) =>
      definition({ kind: "sequence", steps: Array.from({ length }, () => ({ event: "purchase" })) });
    expect(refusal(steps(8))).toEqual([]);
    expect(first(steps(9))).toEqual(["too_many_steps", "/root/conditions/0/steps"]);
  });

  it("takes names of 200 characters and refuses longer ones", () => {
    const named = (attribute: string) => definition({ kind: "attribute", attribute, operator: "hasValue" });
    expect(refusal(named("😀".repeat(200)))).toEqual([]);
    expect(first(named("x".repeat(201)))).toEqual(["bad_name", "/root/conditions/0/attribute"]);
    expect(first({ ...definition(), timeZone: "x".repeat(201) })).toEqual(["bad_name", "/timeZone"]);
    const where = [{ property: "x".repeat(201), operator: "hasValue" }];
    expect(first(definition({ kind: "sequence", steps: [{ event: "e", where }] }))).toEqual([
      "bad_name",
      "/root/conditions/0/steps/0/where/0/property",
    ]);
  });

  it("can be set", () => {
    expect(() => parseDefinition(definition(tag, tag), { nodes: 2 })).toThrow(AudienceError);
    expect(() => parseDefinition(nested(10), { depth: 10 })).not.toThrow();
  });
});

describe("what must not be in it", () => {
  it.each(["__proto__", "prototype", "constructor"])("refuses the key %s wherever it stands", (key) => {
    const text = JSON.stringify(definition(tag)).replace('"kind":"tag"', `"kind":"tag","${key}":{"polluted":1}`);
    expect(first(text)).toEqual(["forbidden_key", `/root/conditions/0/${key}`]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each(["__proto__", "prototype", "constructor"])("takes the name %s as any other", (name) => {
    expect(refusal(definition({ kind: "attribute", attribute: name, operator: "is", value: name }))).toEqual([]);
  });

  it.each([
    ["a\0b", "bad_text"],
    ["\ud800", "bad_text"],
    ["x\udc00y", "bad_text"],
    ["\ud83d\ud83d\ude00", "bad_text"],
    ["\ud83d\ude00\ud83d", "bad_text"],
    [Number.NaN, "bad_number"],
    [Number.POSITIVE_INFINITY, "bad_number"],
    [2 ** 53, "bad_number"],
    [-(2 ** 53), "bad_number"],
    [1n, "wrong_type"],
    [Symbol("s"), "wrong_type"],
    [() => 1, "wrong_type"],
    [new Date(0), "wrong_type"],
    [new Map(), "wrong_type"],
  ])("refuses %s", (value, code) => {
    expect(first(definition({ kind: "attribute", attribute: "a", operator: "is", value }))).toEqual([
      code,
      "/root/conditions/0/value",
    ]);
  });

  it("refuses numbers that JSON can write and a double cannot hold", () => {
    for (const number of ["1e400", "9007199254740993", "-1e400"]) {
      const text = `{"version":1,"root":{"kind":"group","match":"all","conditions":[{"kind":"attribute","attribute":"a","operator":"is","value":${number}}]}}`;
      expect(first(text)).toEqual(["bad_number", "/root/conditions/0/value"]);
    }
  });

  it("escapes keys in pointers", () => {
    expect(first({ ...definition(), "a/b~c": 1 })).toEqual(["unknown_key", "/a~1b~0c"]);
  });

  it("returns at most 20 issues", () => {
    const values = Array.from({ length: 100 }, () => "\0");
    expect(refusal(definition({ ...tag, tags: values }))).toHaveLength(20);
    expect(refusal(definition(...Array.from({ length: 100 }, () => ({ kind: "tag" }))))).toHaveLength(20);
  });
});

it("answers any JSON at all with a definition or a coded refusal", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 40 }), (value) => {
      for (const input of [value, JSON.stringify(value), definition(value), { version: 1, root: value }]) {
        for (const { code, path, message } of refusal(input)) {
          expect(code).not.toBe("internal");
          expect(path === "" || path.startsWith("/")).toBe(true);
          expect(message).not.toBe("");
        }
      }
    }),
    { numRuns: 500 },
  );
}, 60_000);
