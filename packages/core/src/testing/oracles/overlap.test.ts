import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import { lookupOf } from "../conformance/test-data-adapter.js";
import { definitionFor } from "../generate/definition.js";
import { scenario } from "../generate/scenario.js";
import { referenceOver } from "../reference/reference.js";
import { load, membershipIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const given = runsOf(process.env, Date.now() % 2 ** 31);
/** Each run asks several definitions. */
const runs = { ...given, runs: Math.ceil(given.runs / 4) };

const several = scenario().chain((made) =>
  fc.array(definitionFor(made), { minLength: 1, maxLength: 5 }).map((others) => ({
    ...made,
    definitions: [made.definition, ...others].map((definition) => parseDefinition(definition)),
  })),
);

it("overlaps and comparisons count what the reference finds", { timeout: 300_000 }, async () => {
  await check("overlap", runs, several, async ({ world, definitions, setting: { asOf } }) => {
    const adapter = await load(world);
    const members = referenceOver(world, asOf);
    const expected = definitions.map((definition) => members(definition));
    const sets = [];
    for (const definition of definitions) sets.push(await membershipIn(adapter, world, definition, asOf));
    const overlap = await adapter.overlap(sets, { regions: true });
    expect(overlap.base).toBe(world.customers.length);
    const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((id) => b.has(id)).length;
    expect(overlap.pairs).toEqual(expected.map((a) => expected.map((b) => shared(a, b))));
    const regions = new Map<string, number>();
    for (const { id } of world.customers) {
      const inside = expected.flatMap((set, place) => (set.has(String(id)) ? [place] : [])).join();
      if (inside !== "") regions.set(inside, (regions.get(inside) ?? 0) + 1);
    }
    const counted = overlap.regions?.map((region) => [region.sets.join(), region.count] as const) ?? [];
    expect(new Map(counted)).toEqual(regions);
    expect(counted.map(([, count]) => count)).toEqual([...regions.values()].sort((a, b) => b - a));

    const options = { catalog: adapter.catalog(), asOf, audiences: lookupOf(world) };
    const [first = new Set<string>(), second = first] = expected;
    const [plan, against = plan] = definitions.map((definition) => resolvePlan(definition, options));
    if (plan === undefined || against === undefined) throw new Error("There is no definition.");
    const stayed = shared(first, second);
    expect(await adapter.compare(plan, against)).toEqual({
      size: first.size,
      against: second.size,
      entered: first.size - stayed,
      left: second.size - stayed,
      stayed,
    });
  });
});
