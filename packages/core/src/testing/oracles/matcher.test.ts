import fc from "fast-check";
import { expect, it } from "vitest";
import type { DataAdapter } from "../../adapter/adapter.js";
import type { Definition } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import { lookupOf } from "../conformance/test-data-adapter.js";
import { definitionFor } from "../generate/definition.js";
import { scenario } from "../generate/scenario.js";
import { referenceOver } from "../reference/reference.js";
import type { World } from "../world.js";
import { load, membershipIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const given = runsOf(process.env, Date.now() % 2 ** 31);
/** Each run asks several definitions of every customer. */
const runs = { ...given, runs: Math.ceil(given.runs / 4) };

/** A world, and several definitions over it. */
const many = scenario().chain((given) =>
  fc.array(definitionFor(given), { minLength: 1, maxLength: 6 }).map((others) => ({
    ...given,
    definitions: [given.definition, ...others],
  })),
);

async function matcherIn(adapter: DataAdapter, world: World, definitions: readonly Definition[], asOf: number) {
  const options = { catalog: adapter.catalog(), asOf, audiences: lookupOf(world) };
  const matcher = await adapter.matcher?.(
    definitions.map((definition) => resolvePlan(parseDefinition(definition), options)),
  );
  if (matcher === undefined) throw new Error("The adapter has no matcher.");
  return matcher;
}

it("the audiences of a stored customer are those that hold the customer", { timeout: 300_000 }, async () => {
  await check("audiences of one", runs, many, async ({ world, definitions, setting: { asOf } }) => {
    const adapter = await load(world);
    const matcher = await matcherIn(adapter, world, definitions, asOf);
    const sets = [];
    for (const definition of definitions) sets.push(await membershipIn(adapter, world, definition, asOf));
    for (const { id } of world.customers) {
      const expected: number[] = [];
      for (const [place, set] of sets.entries()) if (await set.has(String(id))) expected.push(place);
      expect(await matcher.audiencesOf(String(id))).toEqual(expected);
    }
    expect(await matcher.audiencesOf("stranger")).toBeUndefined();
  });
});

it("somebody told is looked at as one customer more", { timeout: 300_000 }, async () => {
  const told = many.chain((given) =>
    fc.constantFrom(...given.world.customers).map((customer) => ({ ...given, customer })),
  );
  await check("audiences of a profile", runs, told, async ({ world, definitions, setting: { asOf }, customer }) => {
    const id = String(customer.id);
    const without = {
      ...world,
      customers: world.customers.filter((other) => other !== customer),
      events: world.events.filter((event) => String(event.customer) !== id),
      tags: world.tags.filter((tag) => String(tag.customer) !== id),
    };
    const matcher = await matcherIn(await load(without), without, definitions, asOf);
    const profile = {
      ...customer,
      events: world.events.flatMap((event, place) =>
        String(event.customer) === id ? [{ ...event, sequence: event.sequence ?? place }] : [],
      ),
      tags: world.tags.filter((tag) => String(tag.customer) === id),
    };
    const members = referenceOver(world, asOf);
    const expected = definitions.flatMap((definition, place) =>
      members(parseDefinition(definition)).has(id) ? [place] : [],
    );
    expect(await matcher.audiencesOfProfile(profile)).toEqual(expected);
  });
});
