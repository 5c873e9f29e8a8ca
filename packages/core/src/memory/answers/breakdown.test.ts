import fc from "fast-check";
import { expect, it } from "vitest";
import type { Group, Node } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import { aged, sampleAdapter } from "../../testing/sample-service.js";

const condition: fc.Arbitrary<Node> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), fc.constantFrom("atLeast" as const, "atMost" as const))
  .map(([value, exclude, operator]) => ({
    kind: "attribute",
    attribute: "age",
    operator,
    value,
    ...(exclude ? { exclude: true } : {}),
  }));

const root: fc.Arbitrary<Group> = fc
  .record({
    match: fc.constantFrom("all" as const, "any" as const),
    conditions: fc.array(condition, { minLength: 1, maxLength: 6 }),
    exclude: fc.boolean(),
  })
  .map(({ match, conditions, exclude }) => ({
    kind: "group",
    match,
    conditions,
    ...(exclude ? { exclude: true } : {}),
  }));

it("a breakdown's steps are the sizes of the first conditions, and of all but one, however they are found", async () => {
  const adapter = await sampleAdapter();
  const planOf = (group: Group) =>
    resolvePlan(parseDefinition({ ...aged(1), root: group }), {
      catalog: adapter.catalog(),
      asOf: Date.UTC(2025, 0, 20),
      audiences: () => undefined,
    });
  const sizeOf = async (group: Group) =>
    group.conditions.length === 0 ? 60 : (await adapter.evaluate(planOf(group))).size;
  // Who may call a request off is answered condition by condition.
  const { signal } = new AbortController();
  await fc.assert(
    fc.asyncProperty(root, async (group) => {
      const { size, steps } = await adapter.breakdown(planOf(group));
      expect(size).toBe(await sizeOf(group));
      expect(size).toBe((await adapter.evaluate(planOf(group), { signal })).size);
      const { conditions } = group;
      for (const [index, step] of steps.entries()) {
        expect(step.after).toBe(await sizeOf({ ...group, conditions: conditions.slice(0, index + 1) }));
        const others = conditions.filter((_, other) => other !== index);
        expect(step.without).toBe(await sizeOf({ ...group, conditions: others }));
      }
    }),
    { numRuns: 100 },
  );
});
