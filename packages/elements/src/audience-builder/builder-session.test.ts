import type { Audience, Node } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import { BuilderSession } from "./builder-session.js";
import { definitionOf } from "./condition-tree.js";
import type { PickerItem } from "./picker-items.js";

const gold: Node = { kind: "attribute", attribute: "tier", operator: "is", value: "gold" };
const older: Node = { kind: "attribute", attribute: "age", operator: "between", value: [60, 25] };

const visited: PickerItem = {
  id: "tag:visited",
  group: "tags",
  kind: "tag",
  label: "visited",
  description: undefined,
  type: undefined,
  attribute: undefined,
  name: "visited",
  count: 1,
};

function stored(...conditions: readonly Node[]): Audience {
  return {
    kind: "defined",
    id: "a1",
    name: "Stored",
    status: "draft",
    version: 1,
    createdBy: { id: "u1", name: "Maren Holt" },
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    definition: { version: 1, root: { kind: "group", match: "all", conditions } },
    definitionHash: "0".repeat(64),
  };
}

function begun(...conditions: readonly Node[]) {
  const said: string[] = [];
  const typing = { now: false };
  const session = new BuilderSession({
    edited: () => undefined,
    shown: () => undefined,
    focus: (selector) => said.push(`focus ${selector}`),
    added: (title, number) => said.push(`added ${title} ${number}`),
    removed: (title) => said.push(`removed ${title}`),
    titleOf: (node) => node.kind,
    now: () => "2026-11-23T10:00:00Z",
    typing: () => typing.now,
  });
  session.begin(stored(...conditions));
  const key = (index: number): string => session.root.children[index]?.key ?? "";
  const conditionsNow = (): readonly Node[] => definitionOf(session.root).root.conditions;
  return { session, said, typing, key, conditionsNow };
}

describe("a session", () => {
  test("is dirty only while it differs from what is stored", () => {
    const { session, key } = begun(gold);
    expect(session.dirty).toBe(false);
    session.setEffect(key(0), true);
    expect(session.dirty).toBe(true);
    session.undo();
    expect(session.dirty).toBe(false);
    session.rename("Another");
    expect(session.dirty).toBe(true);
    session.saved({ ...stored(gold), name: "Another", version: 2 }, session.root);
    expect(session.dirty).toBe(false);
  });

  test("adds at the end, or into the group that was chosen, and opens what it added", () => {
    const { session, said, conditionsNow } = begun(gold);
    session.add(visited);
    session.addGroup();
    session.add(visited);
    expect(conditionsNow()).toEqual([
      gold,
      { kind: "tag", operator: "hasAny", tags: ["visited"] },
      { kind: "group", match: "any", conditions: [{ kind: "tag", operator: "hasAny", tags: ["visited"] }] },
    ]);
    expect(said.filter((one) => one.startsWith("added"))).toEqual(["added tag 2", "added tag 3.1"]);
    expect(session.places.get(session.open ?? "")?.number).toBe("3.1");
  });

  test("forgets the group to add to when that is gone", () => {
    const { session, key } = begun(gold);
    session.addGroup();
    session.act(key(1), "remove");
    session.add(visited);
    expect(session.root.children).toHaveLength(2);
  });

  test("takes what is typed into one condition back in one step", () => {
    const { session, typing, key, conditionsNow } = begun(gold, older);
    typing.now = true;
    const write = (value: string): void => {
      session.change(key(0), { kind: "attribute", attribute: "tier", operator: "contains", value });
    };
    write("g");
    write("go");
    session.undo();
    expect(conditionsNow()).toEqual([gold, older]);
    session.redo();
    expect(conditionsNow()[0]).toMatchObject({ value: "go" });
    typing.now = false;
    write("gol");
    write("gold");
    session.undo();
    expect(conditionsNow()[0]).toMatchObject({ value: "gol" });
  });

  test("turns the ends of a range round", () => {
    const { session, key, conditionsNow } = begun(older);
    session.swap(key(0));
    expect(conditionsNow()).toEqual([{ ...older, value: [25, 60] }]);
  });

  test("after a removal the focus goes to a neighbour, or to the picker", () => {
    const { session, said, key } = begun(gold, older);
    const last = key(1);
    session.act(key(0), "remove");
    session.act(last, "remove");
    expect(said).toEqual([
      "removed attribute",
      `focus [data-more="${last}"]`,
      "removed attribute",
      "focus audience-attribute-picker",
    ]);
  });

  test("moves by the menu in one step", () => {
    const { session, key, conditionsNow } = begun(gold, older);
    session.act(key(0), "down");
    expect(conditionsNow()).toEqual([older, gold]);
    session.undo();
    expect(conditionsNow()).toEqual([gold, older]);
    expect(session.canUndo).toBe(false);
  });
});
