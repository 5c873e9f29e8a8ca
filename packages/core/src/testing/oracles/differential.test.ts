import { expect, it } from "vitest";
import { scenario, telling } from "../generate/scenario.js";
import { referenceMembers } from "../reference/reference.js";
import { Coverage } from "./coverage.js";
import { load, membersIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const runs = runsOf(process.env, Date.now() % 2 ** 31);

it("the in-memory evaluator finds whom the reference finds", { timeout: 300_000 }, async () => {
  const coverage = new Coverage();
  let oneSided = 0;
  let total = 0;
  await check("differential", runs, scenario().map(telling), async ({ world, definition, setting: { asOf } }) => {
    coverage.add(definition);
    const expected = referenceMembers(world, definition, asOf);
    total += 1;
    if (expected.size === 0 || expected.size === world.customers.length) oneSided += 1;
    const adapter = await load(world);
    expect(await membersIn(adapter, world, definition, asOf)).toEqual(expected);
  });
  const table = coverage.table();
  console.table(Object.fromEntries([...table, ["nobody or everyone", oneSided], ["definitions", total]]));
  // Fewer runs than that are for looking into something: chance alone leaves a word out.
  const rare = runs.runs < 1000 ? [] : table.filter(([, count]) => count < 20);
  expect(rare, "each word of the language comes up at least 20 times in 1,000 runs").toEqual([]);
  expect(oneSided / total, "results that are nobody or everyone").toBeLessThanOrEqual(1 / 3);
});
