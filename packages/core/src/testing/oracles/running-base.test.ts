import fc from "fast-check";
import { expect, it } from "vitest";
import type { DataAdapter } from "../../adapter/adapter.js";
import { allAttributes } from "../../catalog/lookup.js";
import type { Definition } from "../../definition/language.js";
import type { EngineOptions } from "../../memory/derived.js";
import { memoryAdapterOf } from "../../memory/adapter.js";
import { loadedRows, memoryAdapter } from "../../memory/load/memory-adapter.js";
import { openSavedBase } from "../../memory/saved/open-saved-base.js";
import { resolveColumn, resolveComposition } from "../../plan/column.js";
import { changesOf, ids, type Change } from "../generate/changes.js";
import { definitionFor } from "../generate/definition.js";
import { dataFor, scenario } from "../generate/scenario.js";
import type { World } from "../world.js";
import { engineCells } from "../matrix/engine-cells.js";
import { membershipIn, membersIn } from "./evaluate.js";
import { RunningRows } from "./running-rows.js";
import { check, runsOf } from "./runs.js";

const given = runsOf(process.env, Date.now() % 2 ** 31);
const runs = { ...given, runs: process.env.AUDIENCEKIT_RUNS === undefined ? 150 : given.runs };

/** Every way of working, and one in which nothing is remembered and all is indexed. */
const engines: readonly EngineOptions[] = [
  ...engineCells.map(({ engine }) => engine),
  { indexes: "eager", wasm: true, cacheBytes: 0 },
];

/** Small enough for tails to be merged and rows to move together within a few changes. */
const limits = fc.constantFrom(undefined, { tail: 2, dead: 1 }, { tail: 5, dead: 3 });

const story = scenario().chain((told) =>
  fc.record({
    told: fc.constant(told),
    data: dataFor(told.catalog, told.setting, ids.slice(0, 5)),
    baseFromEvents: fc.constantFrom(false, false, false, true),
    engine: fc.constantFrom(...engines),
    limits,
    /** The change before which the base is saved and opened again. */
    savedBefore: fc.option(fc.nat(8)),
    changes: changesOf(told.catalog, told.setting),
    asked: fc.array(definitionFor({ ...told, audiences: ["list"] }), { minLength: 1, maxLength: 3 }),
  }),
);

it("a base that has run through changes answers as one loaded from its rows", { timeout: 300_000 }, async () => {
  await check("changes", runs, story, async (story) => {
    const { told, data, baseFromEvents, engine, limits, savedBefore, changes, asked } = story;
    const { catalog, setting } = told;
    const rows = new RunningRows(catalog, baseFromEvents);
    if (!baseFromEvents) rows.apply({ kind: "upsert", customers: data.customers });
    rows.apply({ kind: "events", events: data.events });
    rows.apply({ kind: "tags", tags: data.tags });
    const loaded = await loadedRows({ catalog, ...rows.state, ...engine, baseFromEvents });
    let running = memoryAdapterOf(loaded, limits);
    for (const [index, change] of changes.entries()) {
      const question = asked[index % asked.length];
      if (index === savedBefore) {
        const before = running;
        running = await openSavedBase(before.save(), engine);
        await before.close();
      }
      if (index % 2 === 0) await membersIn(running, told.world, question ?? told.definition, setting.asOf);
      const expected = rows.apply(change);
      expect(await applied(running, change)).toEqual(expected);
    }
    const fresh = await memoryAdapter({ ...rows.state, catalog: rows.catalog, ...engine, threads: 1 });
    const questions = [told.definition, ...asked];
    const expected = await ask(fresh, told.world, questions, setting.asOf);
    expect(await ask(running, told.world, questions, setting.asOf)).toEqual(expected);
    await running.close();
  });
});

/** Applies a change and tells what it is reported to have done. */
async function applied(adapter: DataAdapter, change: Change): Promise<number> {
  switch (change.kind) {
    case "upsert":
      return (await adapter.upsert?.(change.customers))?.added ?? -1;
    case "erase":
      return (await adapter.erase?.(change.ids)) ?? -1;
    case "events":
      return (await adapter.addEvents?.(change.events))?.events ?? -1;
    case "tags":
      return (await adapter.addTags?.(change.tags))?.tags ?? -1;
    case "append":
      return (await adapter.append?.(change.attributes, change.customers))?.customers ?? -1;
  }
}

/** All that can be asked. */
async function ask(adapter: DataAdapter, world: World, definitions: readonly Definition[], asOf: number) {
  const catalog = adapter.catalog();
  const answers: unknown[] = [await adapter.baseSize(), await adapter.dataUntil(), await adapter.tagCounts(asOf)];
  const composed = allAttributes(catalog);
  for (const [index, definition] of definitions.entries()) {
    const members = await membershipIn(adapter, world, definition, asOf);
    const found: string[] = [];
    for await (const id of members.ids()) found.push(id);
    answers.push(found, members.size);
    const attribute = composed[index % composed.length];
    for (const { name } of index === 0 ? composed : attribute === undefined ? [] : [attribute]) {
      answers.push([name, await adapter.compose(members, resolveComposition(name, { catalog, asOf }))]);
    }
  }
  for (const { name, type } of composed) {
    const column = resolveColumn(name, { catalog, asOf });
    answers.push([name, await adapter.valueCounts(column)]);
    if (type !== "text" && type !== "list" && type !== "boolean") answers.push(await adapter.histogram(column, 4));
  }
  for (const { name, properties } of catalog.eventTypes) {
    for (const property of properties) {
      answers.push([name, property.name, await adapter.propertyCounts([name, "purchase"], property.name)]);
    }
  }
  return answers;
}
