import { afterAll } from "vitest";
import type { DataAdapter, Membership } from "../../adapter/adapter.js";
import type { Definition, Group, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { resolvePlan } from "../../plan/resolve.js";
import { lookupOf } from "../conformance/test-data-adapter.js";
import { engineCells } from "../matrix/engine-cells.js";
import type { World } from "../world.js";

const worldsIn = new Map<string, number>();

afterAll(() => {
  if (worldsIn.size === 0) return;
  const counted = [...worldsIn].map(([name, worlds]) => `${name} ${worlds}`);
  console.log(`Worlds by way of working: ${counted.join(", ")}.`);
});

/** The in-memory adapter over a world, which decides in what way the engine works: a world always in the same one. */
export function load({ catalog, customers, events, tags }: World): Promise<DataAdapter> {
  const turn = customers.length * 31 + events.length * 7 + tags.length;
  const { name, engine } = engineCells[turn % engineCells.length] ?? { name: "as it comes", engine: {} };
  worldsIn.set(name, (worldsIn.get(name) ?? 0) + 1);
  return memoryAdapter({ catalog, customers, events, tags, ...engine });
}

export function membershipIn(
  adapter: DataAdapter,
  world: World,
  definition: Definition,
  asOf: number,
): Promise<Membership> {
  const plan = resolvePlan(parseDefinition(definition), {
    catalog: adapter.catalog(),
    asOf,
    audiences: lookupOf(world),
  });
  return adapter.evaluate(plan);
}

export async function membersIn(
  adapter: DataAdapter,
  world: World,
  definition: Definition,
  asOf: number,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const id of (await membershipIn(adapter, world, definition, asOf)).ids()) ids.add(id);
  return ids;
}

/** A definition whose root joins these nodes. */
export function joined(match: Group["match"], nodes: readonly Node[], timeZone?: string): Definition {
  return {
    version: 1,
    ...(timeZone === undefined ? {} : { timeZone }),
    root: { kind: "group", match, conditions: nodes },
  };
}

/** The node turned to its complement. */
export function negated(node: Node): Node {
  if (node.exclude !== true) return { ...node, exclude: true };
  const { exclude: _, ...plain } = node;
  return plain;
}
