import fc from "fast-check";
import { expect, it } from "vitest";
import type { Node } from "../../definition/language.js";
import { nodeFor } from "../generate/definition.js";
import { scenario, type Scenario } from "../generate/scenario.js";
import { joined, load, membersIn, negated } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const runs = runsOf(process.env, Date.now() % 2 ** 31);

/** A scenario with two more nodes over the same words. */
const withNodes = scenario().chain((given) =>
  fc.tuple(nodeFor(given, 1), nodeFor(given, 1)).map(([a, b]) => ({ ...given, a, b })),
);

/** Finds the ids of those who meet some nodes. */
async function finder({ world, definition, setting }: Scenario) {
  const adapter = await load(world);
  return (match: "all" | "any", ...nodes: readonly Node[]) =>
    membersIn(adapter, world, joined(match, nodes, definition.timeZone), setting.asOf);
}

it("a definition and its complement part the base", { timeout: 300_000 }, async () => {
  await check("complement", runs, scenario(), async (given) => {
    const { world, definition } = given;
    const find = await finder(given);
    const inside = await find("all", definition.root);
    const outside = await find("all", negated(definition.root));
    expect(inside.size + outside.size).toBe(world.customers.length);
    expect([...inside].filter((id) => outside.has(id))).toEqual([]);
    expect(new Set([...inside, ...outside])).toEqual(new Set(world.customers.map(({ id }) => String(id))));
  });
});

it("groups obey the laws of sets", { timeout: 300_000 }, async () => {
  await check("metamorphic: groups", runs, withNodes, async (given) => {
    const { a, b } = given;
    const find = await finder(given);
    const [both, first, either] = [await find("all", a, b), await find("all", a), await find("any", a, b)];
    expect(
      [...both].filter((id) => !first.has(id)),
      "A and B lies within A",
    ).toEqual([]);
    expect(
      [...first].filter((id) => !either.has(id)),
      "A lies within A or B",
    ).toEqual([]);
    const second = await find("any", b);
    expect(both, "all is the intersection").toEqual(new Set([...first].filter((id) => second.has(id))));
    expect(either, "any is the union").toEqual(new Set([...first, ...second]));
    const not = (match: "all" | "any"): Node => ({ kind: "group", match, exclude: true, conditions: [a, b] });
    expect(await find("all", not("all")), "De Morgan of all").toEqual(await find("any", negated(a), negated(b)));
    expect(await find("all", not("any")), "De Morgan of any").toEqual(await find("all", negated(a), negated(b)));
    expect(await find("all", b, a, b, b), "order and repetition in all").toEqual(both);
    expect(await find("any", b, a, a), "order and repetition in any").toEqual(either);
  });
});
