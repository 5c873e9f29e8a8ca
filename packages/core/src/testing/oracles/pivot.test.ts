import fc from "fast-check";
import { expect, it } from "vitest";
import type { Definition, Group, Node } from "../../definition/language.js";
import { scenario } from "../generate/scenario.js";
import { referenceOver } from "../reference/reference.js";
import { joined, load, membersIn, negated } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const runs = runsOf(process.env, Date.now() % 2 ** 31);

/** The group with every condition beneath it turned so that it is true for whom `holds` tells. */
function turned(group: Group, holds: (node: Node) => boolean): Group {
  const conditions = group.conditions.map((node) => {
    if (node.kind === "group") return turned(node, holds);
    return holds(node) ? node : negated(node);
  });
  return { kind: "group", match: group.match, conditions };
}

it("a tree turned to hold for one customer finds that customer", { timeout: 300_000 }, async () => {
  const pivoted = scenario().chain((given) =>
    fc.constantFrom(...given.world.customers).map(({ id }) => ({ ...given, pivot: String(id) })),
  );
  await check("pivot row", runs, pivoted, async ({ world, definition, setting: { asOf }, pivot }) => {
    const members = referenceOver(world, asOf);
    const root = turned(definition.root, (node) => members(joined("all", [node], definition.timeZone)).has(pivot));
    const holding: Definition = { ...definition, root };
    const opposite: Definition = { ...definition, root: { ...root, exclude: true } };
    expect(members(holding)).toContain(pivot);
    const adapter = await load(world);
    expect(await membersIn(adapter, world, holding, asOf)).toContain(pivot);
    expect(await membersIn(adapter, world, opposite, asOf)).not.toContain(pivot);
  });
});
