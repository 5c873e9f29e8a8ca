import fc from "fast-check";
import { expect, it } from "vitest";
import type { CompositionCell } from "../../adapter/adapter.js";
import { allAttributes } from "../../catalog/lookup.js";
import { resolveComposition } from "../../plan/column.js";
import { scenario } from "../generate/scenario.js";
import { exactKey, exactOf } from "../reference/exact.js";
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
    const expected = [...referenceCells(world, attribute.name, asOf)].map(([key, inCell]) => ({
      key,
      count: [...inCell].filter((id) => ids.has(id)).length,
      base: inCell.size,
    }));
    const actual = composition.cells.map((cell) => ({
      key: keyOf(cell, attribute.type),
      count: cell.count,
      base: cell.base,
    }));
    expect(actual.sort(byKey)).toEqual(expected.sort(byKey));

    function isAverage(name: string): boolean {
      return catalog.computed.some((computed) => computed.name === name && computed.measure.of === "average");
    }
  });
});

function keyOf({ value, band }: CompositionCell, type: string): string | undefined {
  if (band !== undefined) return `${band.low ?? ""}..${band.high ?? ""}`;
  if (typeof value === "number") return exactKey(exactOf(value));
  if (type === "datetime" && typeof value === "string") return String(Date.parse(value));
  return value === undefined ? undefined : String(value);
}

function byKey(a: { readonly key: string | undefined }, b: { readonly key: string | undefined }): number {
  return (a.key ?? "") < (b.key ?? "") ? -1 : 1;
}
