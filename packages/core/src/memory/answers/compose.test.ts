import { expect, test } from "vitest";
import { zoneOf } from "../../plan/zone-of.js";
import { columnBuilder, rowOrder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { Bitmap } from "../kernels/bitmap.js";
import { plainKernels } from "../kernels/plain.js";
import { Pacer } from "../pacer.js";
import { composition } from "./compose.js";

const rows = 3_000;

/** Row r has the value at place r modulo their number. */
function columnOf(values: readonly (string | number | undefined)[], type: "text" | "number"): Column {
  const builder = columnBuilder(type, undefined);
  for (let row = 0; row < rows; row++) builder.set(row, values[row % values.length]);
  return builder.finish(rowOrder(rows));
}

const base = { rows: Bitmap.full(rows), size: rows };
const bands = [10, 20].map((edge) => ({ edge, position: edge }));

/** How many members are in each cell, by value, or by band, `undefined` for those without a value. */
async function counts(column: Column, members: readonly number[], banded: boolean) {
  const bitmap = new Bitmap(rows);
  for (const row of members) bitmap.add(row);
  const stored = { column: { kind: "stored", name: "a", type: "text", zone: zoneOf("UTC") } } as const;
  const plan = banded ? { ...stored, bands } : stored;
  const sized = { rows: bitmap, size: members.length };
  const { cells } = await composition(sized, base, column, plan, plainKernels, new Pacer(undefined));
  return new Map(
    cells.map(({ value, band, count }) => [band === undefined ? value : `from ${String(band.low)}`, count]),
  );
}

/** Neighbours, the first and last of words, and the last of all; then, of all rows, all but a few. */
const few = [0, 1, 31, 32, 63, 64, 65, 1_000, 2_998, 2_999];
const many = Array.from({ length: rows }, (_, row) => row).filter((row) => !few.includes(row));

test("few members and many are counted alike, with and without values, whole numbers and bands", async () => {
  const texts = ["x", undefined, "y", "x", "z"];
  const ages = [5, 10, 19, undefined, 20, 255, 0];
  const expectedOf = (members: readonly number[], keyOf: (row: number) => string | number | undefined) => {
    const expected = new Map<string | number | undefined, number>();
    for (let row = 0; row < rows; row++) expected.set(keyOf(row), 0);
    for (const row of members) expected.set(keyOf(row), (expected.get(keyOf(row)) ?? 0) + 1);
    return expected;
  };
  const ageOf = (row: number) => ages[row % ages.length];
  const bandOf = (row: number) => {
    const age = ageOf(row);
    if (age === undefined) return undefined;
    return age < 10 ? "from undefined" : age < 20 ? "from 10" : "from 20";
  };
  for (const members of [[], few, many]) {
    expect(await counts(columnOf(texts, "text"), members, false)).toEqual(
      expectedOf(members, (row) => texts[row % texts.length]),
    );
    expect(await counts(columnOf(ages, "number"), members, false)).toEqual(expectedOf(members, ageOf));
    expect(await counts(columnOf(ages, "number"), members, true)).toEqual(expectedOf(members, bandOf));
  }
});
