import type { Definition, Group } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import {
  copyOf,
  definitionOf,
  duplicate,
  find,
  insert,
  keySource,
  move,
  outline,
  plant,
  remove,
  requireValue,
  step,
  withExclude,
  wrap,
  type Branch,
} from "./condition-tree.js";

const tier = { kind: "attribute", attribute: "tier", operator: "is", value: "Gold" } as const;
const age = { kind: "attribute", attribute: "age", operator: "atLeast", value: 25 } as const;
const visited = { kind: "tag", operator: "hasAny", tags: ["visited"] } as const;
const root: Group = {
  kind: "group",
  match: "all",
  conditions: [tier, { kind: "group", match: "any", exclude: true, id: "g", conditions: [age, visited] }],
};

function tree(): Branch {
  return plant(root, keySource());
}

/** The tree in one line: names and groups. */
function shape(branch: Branch): string {
  const inner = branch.children.map((child) =>
    "children" in child ? shape(child) : child.node.kind === "attribute" ? child.node.attribute : child.node.kind,
  );
  return `(${inner.join(" ")})`;
}

describe("the tree of a definition", () => {
  test("gives back the same definition, whatever its nodes hold", () => {
    const definition: Definition = { version: 1, timeZone: "Europe/Berlin", root };
    expect(definitionOf(plant(definition.root, keySource()), definition.timeZone)).toEqual(definition);
  });

  test("numbers and points to each node, and knows what is taken away", () => {
    expect(outline(tree()).map(({ number, path, takenAway }) => [number, path, takenAway])).toEqual([
      ["1", "/root/conditions/0", false],
      ["2", "/root/conditions/1", true],
      ["2.1", "/root/conditions/1/conditions/0", true],
      ["2.2", "/root/conditions/1/conditions/1", true],
    ]);
  });

  test("keeps what is not touched as it is", () => {
    const before = tree();
    const after = remove(before, "n4");
    expect(shape(after)).toBe("(tier (tag))");
    expect(find(after, "n2")).toBe(find(before, "n2"));
  });

  test("puts in at a place, at the end, and copies under new keys", () => {
    const keys = keySource();
    const before = plant(root, keys);
    const leaf = { key: keys(), node: age };
    expect(shape(insert(before, "n1", [leaf], 0))).toBe("(age tier (age tag))");
    expect(shape(insert(before, "n3", [leaf]))).toBe("(tier (age tag age))");
    const group = find(before, "n3");
    if (group === undefined) throw new Error("no group");
    const twice = duplicate(before, "n3", copyOf(group, keys));
    expect(shape(twice)).toBe("(tier (age tag) (age tag))");
    expect(new Set(outline(twice).map(({ key }) => key)).size).toBe(outline(twice).length);
  });

  test("moves along, out of, and into groups, and stays where there is no way on", () => {
    const before = tree();
    expect(step(before, "n2", "up")).toBe(before);
    expect(shape(step(before, "n2", "down"))).toBe("((age tag) tier)");
    expect(shape(step(before, "n5", "up"))).toBe("(tier (tag age))");
    expect(shape(step(before, "n4", "out"))).toBe("(tier (tag) age)");
    expect(shape(step(before, "n2", "in"))).toBe("((age tag tier))");
    expect(step(before, "n2", "out")).toBe(before);
  });

  test("a group cannot go into itself", () => {
    const before = tree();
    expect(move(before, "n3", "n3", 0)).toBe(before);
    expect(shape(move(before, "n2", "n3", 1))).toBe("((age tier tag))");
  });

  test("excluding and including leave no trace of each other", () => {
    const leaf = find(tree(), "n2");
    if (leaf === undefined) throw new Error("no leaf");
    expect(withExclude(leaf, true).node).toEqual({ ...tier, exclude: true });
    expect(withExclude(withExclude(leaf, true), false).node).toEqual(tier);
  });

  test("a node put into a group of its own keeps its place", () => {
    expect(shape(wrap(tree(), "n2", "g1"))).toBe("((tier) (age tag))");
  });

  test("asking for a value stands beside what excludes", () => {
    const keys = keySource();
    const before = plant(root, keys);
    expect(definitionOf(requireValue(before, "n4", "age", keys)).root.conditions[2]).toEqual({
      kind: "attribute",
      attribute: "age",
      operator: "hasValue",
    });
    const any = plant({ kind: "group", match: "any", conditions: [{ ...age, exclude: true }] }, keys);
    expect(shape(requireValue(any, any.children[0]?.key ?? "", "age", keys))).toBe("((age age))");
  });
});
