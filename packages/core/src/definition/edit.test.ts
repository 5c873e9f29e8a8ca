import { describe, expect, it } from "vitest";
import { edit, editRefusal, emptyDefinition, parentOf, placeOf, type Edit } from "./edit.js";
import type { Definition, Node } from "./language.js";
import { parseDefinition } from "./parse.js";

const tag = (name: string): Node => ({ kind: "tag", operator: "hasAny", tags: [name] });
const group = (...conditions: Node[]): Node => ({ kind: "group", match: "any", conditions });
const definition = (...conditions: Node[]): Definition =>
  parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions } });

/** The tags of a definition as text: `a (b c)`, an excluded node with a minus. */
const drawn = ({ root }: Definition): string => root.conditions.map(drawNode).join(" ");
const drawNode = (node: Node): string => {
  const inner =
    node.kind === "group"
      ? `(${node.conditions.map(drawNode).join(" ")})`
      : node.kind === "tag"
        ? node.tags.join()
        : "?";
  return `${node.exclude === true ? "-" : ""}${inner}`;
};
const start = definition(tag("a"), group(tag("b"), tag("c"), group(tag("d"))), tag("e"));

describe("an edit", () => {
  it.each<[Edit, string, string]>([
    [{ do: "add", to: "/root", node: tag("x") }, "a (b c (d)) e x", "/root/conditions/3"],
    [
      { do: "add", to: "/root/conditions/1", node: tag("x"), index: 1 },
      "a (b x c (d)) e",
      "/root/conditions/1/conditions/1",
    ],
    [{ do: "remove", at: "/root/conditions/1/conditions/0" }, "a (c (d)) e", "/root/conditions/1"],
    [{ do: "remove", at: "/root/conditions/1" }, "a e", "/root"],
    [{ do: "replace", at: "/root/conditions/0", node: group(tag("x")) }, "(x) (b c (d)) e", "/root/conditions/0"],
    [{ do: "move", from: "/root/conditions/0", to: "/root" }, "(b c (d)) e a", "/root/conditions/2"],
    [
      { do: "move", from: "/root/conditions/0", to: "/root/conditions/1", index: 0 },
      "(a b c (d)) e",
      "/root/conditions/0/conditions/0",
    ],
    [
      { do: "move", from: "/root/conditions/2", to: "/root/conditions/1", index: 3 },
      "a (b c (d) e)",
      "/root/conditions/1/conditions/3",
    ],
    [
      { do: "move", from: "/root/conditions/1/conditions/0", to: "/root/conditions/1/conditions/2", index: 1 },
      "a (c (d b)) e",
      "/root/conditions/1/conditions/1/conditions/1",
    ],
    [
      { do: "move", from: "/root/conditions/1/conditions/2", to: "/root", index: 0 },
      "(d) a (b c) e",
      "/root/conditions/0",
    ],
    [
      { do: "duplicate", at: "/root/conditions/1/conditions/2" },
      "a (b c (d) (d)) e",
      "/root/conditions/1/conditions/3",
    ],
    [{ do: "exclude", at: "/root/conditions/1", exclude: true }, "a -(b c (d)) e", "/root/conditions/1"],
    [{ do: "exclude", at: "/root/conditions/0", exclude: false }, "a (b c (d)) e", "/root/conditions/0"],
    [{ do: "wrap", at: "/root/conditions/0" }, "(a) (b c (d)) e", "/root/conditions/0"],
    [{ do: "ungroup", at: "/root/conditions/1" }, "a b c (d) e", "/root"],
  ])("%j gives %s", (change, expected, at) => {
    const edited = edit(start, change);
    expect(drawn(edited.definition)).toBe(expected);
    expect(edited.at).toBe(at);
    expect(drawn(start)).toBe("a (b c (d)) e");
  });

  it("changes how a group matches, the root too", () => {
    expect(edit(start, { do: "match", at: "/root", match: "any" }).definition.root.match).toBe("any");
  });

  it("takes an excluded group of one apart by excluding what was in it", () => {
    const one = definition({ kind: "group", match: "all", exclude: true, conditions: [tag("a")] });
    expect(drawn(edit(one, { do: "ungroup", at: "/root/conditions/0" }).definition)).toBe("-a");
    const twice = definition({
      kind: "group",
      match: "all",
      exclude: true,
      conditions: [{ ...tag("a"), exclude: true }],
    });
    expect(drawn(edit(twice, { do: "ungroup", at: "/root/conditions/0" }).definition)).toBe("a");
  });

  it("gives a copy no id of its own", () => {
    const named = definition({ kind: "group", match: "all", id: "g", conditions: [{ ...tag("a"), id: "n" }] });
    const { definition: copied } = edit(named, { do: "duplicate", at: "/root/conditions/0" });
    expect(copied.root.conditions[1]).toEqual({ kind: "group", match: "all", conditions: [tag("a")] });
  });

  it.each<[Edit, string]>([
    [{ do: "remove", at: "/root" }, "wrong_type"],
    [{ do: "wrap", at: "/root" }, "wrong_type"],
    [{ do: "ungroup", at: "/root" }, "wrong_type"],
    [{ do: "replace", at: "/root", node: tag("x") }, "wrong_type"],
    [{ do: "remove", at: "/root/conditions/9" }, "not_found"],
    [{ do: "remove", at: "/root/conditions/01" }, "not_found"],
    [{ do: "remove", at: "/root/conditions/__proto__" }, "not_found"],
    [{ do: "remove", at: "/timeZone" }, "not_found"],
    [{ do: "add", to: "/root/conditions/0", node: tag("x") }, "not_found"],
    [{ do: "add", to: "/root", node: tag("x"), index: 9 }, "bad_range"],
    [{ do: "move", from: "/root/conditions/1", to: "/root/conditions/1/conditions/2" }, "wrong_type"],
    [{ do: "move", from: "/root/conditions/1", to: "/root/conditions/1" }, "wrong_type"],
    [{ do: "match", at: "/root/conditions/0", match: "any" }, "not_found"],
  ])("%j is refused with %s", (change, code) => {
    expect(editRefusal(start, change)?.code).toBe(code);
  });

  it("leads past no limit", () => {
    let deep = emptyDefinition;
    let at = "/root";
    for (let level = 1; level < 8; level++) {
      const edited = edit(deep, { do: "add", to: at, node: { kind: "group", match: "all", conditions: [] } });
      deep = edited.definition;
      at = edited.at;
    }
    expect(editRefusal(deep, { do: "add", to: at, node: tag("x") })).toBeUndefined();
    expect(editRefusal(deep, { do: "wrap", at })?.code).toBe("too_deep");
    expect(editRefusal(start, { do: "add", to: "/root", node: tag("x") }, { nodes: 8 })?.code).toBe("too_many_nodes");
  });
});

it("tells the group and the place of a node", () => {
  expect(parentOf("/root/conditions/1/conditions/4")).toBe("/root/conditions/1");
  expect(parentOf("/root/conditions/1")).toBe("/root");
  expect(parentOf("/root")).toBeUndefined();
  expect(placeOf("/root/conditions/1/conditions/4")).toBe(4);
});
