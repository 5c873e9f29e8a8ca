import fc from "fast-check";
import { expect, it } from "vitest";
import type { CompositionCell } from "../../adapter/adapter.js";
import { allAttributes } from "../../catalog/lookup.js";
import { resolveComposition } from "../../plan/column.js";
import { scenario } from "../generate/scenario.js";
import { referenceCells } from "../reference/reference.js";
import { load, membershipIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const runs = runsOf(process.env, Date.now() % 2 ** 31);

it("the cells of a composition are the reference's, and sum to the size", { timeout: 300_000 }, async () => {
  const composed = scenario().chain((given) =>
    fc.constantFrom(...allAttributes(given.catalog)).map((attribute) => ({ ...given, attribute })),
  );
  await check("composition", runs, composed, async ({ world, catalog, definition, setting: { asOf }, attribute }) => {
    const adapter = await load(world);
    const members = await membershipIn(adapter, world, definition, asOf);
    const ids = new Set<string>();
    for await (const id of members.ids()) ids.add(id);
    const composition = await adapter.compose(members, resolveComposition(attribute.name, { catalog, asOf }));
    expect(composition.size).toBe(ids.size);
    const sum = composition.cells.reduce((total, { count }) => total + count, 0);
    if (!composition.overlapping) expect(sum).toBe(ids.size);
    // An average is a fraction, which a cell shows as the nearest double: two averages may share a cell.
    if (isAverage(attribute.name)) return;
    const expected = referenceCells(world, attribute.name, asOf).map(({ ids: inCell, ...cell }) => ({
      ...cell,
      count: [...inCell].filter((id) => ids.has(id)).length,
      base: inCell.size,
    }));
    expect(inOrder(composition.cells)).toEqual(inOrder(expected));

    function isAverage(name: string): boolean {
      return catalog.computed.some((computed) => computed.name === name && computed.measure.of === "average");
    }
  });
});

function inOrder(cells: readonly CompositionCell[]): string[] {
  return cells
    .map(({ value, band, count, base }) => JSON.stringify([value, band?.low, band?.high, count, base]))
    .sort();
}
