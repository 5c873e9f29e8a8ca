import { describe, expect, it } from "vitest";
import type { MemoryAdapter } from "../../memory/adapter.js";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { openSavedBase } from "../../memory/saved/open-saved-base.js";
import { testDataAdapter } from "../conformance/test-data-adapter.js";
import { scenario, telling } from "../generate/scenario.js";
import { referenceMembers } from "../reference/reference.js";
import type { World } from "../world.js";
import { membersIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const given = runsOf(process.env, Date.now() % 2 ** 31);
const runs = { ...given, runs: process.env.AUDIENCEKIT_RUNS === undefined ? 250 : given.runs };

/** A base that was loaded with WebAssembly, saved, and opened without it; or the other way round. */
async function reopened({ catalog, customers, events, tags }: World, wasm: boolean): Promise<MemoryAdapter> {
  const loaded = await memoryAdapter({ catalog, customers, events, tags, wasm, indexes: "eager" });
  return openSavedBase(loaded.save(), { wasm: !wasm });
}

testDataAdapter({ describe, it, makeAdapter: (world) => reopened(world, true) });

it("an opened base finds whom the reference finds", { timeout: 300_000 }, async () => {
  let wasm = false;
  await check("saved", runs, scenario().map(telling), async ({ world, definition, setting: { asOf } }) => {
    wasm = !wasm;
    const adapter = await reopened(world, wasm);
    expect(await membersIn(adapter, world, definition, asOf)).toEqual(referenceMembers(world, definition, asOf));
  });
});
