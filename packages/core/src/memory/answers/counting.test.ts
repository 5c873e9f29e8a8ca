import fc from "fast-check";
import { expect, test } from "vitest";
import { columnBuilder, rowOrder } from "../columns/column-builder.js";
import type { Column } from "../columns/columns.js";
import { Bitmap } from "../kernels/bitmap.js";
import { plainKernels } from "../kernels/plain.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { histogram } from "./histogram.js";
import { NumberTable } from "./number-table.js";
import { overlapOf } from "./overlap.js";
import { transpose32 } from "./transpose.js";
import { valueCounts } from "./value-counts.js";

const pacer = new Pacer(undefined);

function column(values: readonly (string | number | undefined)[], type: "text" | "number"): Column {
  const builder = columnBuilder(type, undefined);
  values.forEach((value, row) => builder.set(row, value));
  return builder.finish(rowOrder(values.length));
}

function rowsOf(length: number, rows: Iterable<number>): Bitmap {
  const bitmap = new Bitmap(length);
  for (const row of rows) bitmap.add(row);
  return bitmap;
}

test("transposing turns bit b of word w into bit w of word b", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 32, maxLength: 32 }), (given) => {
      const words = Int32Array.from(given);
      transpose32(words);
      for (let word = 0; word < 32; word++) {
        for (let bit = 0; bit < 32; bit++) {
          expect(((words[bit] ?? 0) >>> word) & 1).toBe(((given[word] ?? 0) >>> bit) & 1);
        }
      }
    }),
    { numRuns: 20 },
  );
});

test("a table of numbers counts each, in the order of their coming", () => {
  const number = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(number, { maxLength: 2_000 }), (given) => {
      const numbers = given.map((one) => one + 0);
      const table = new NumberTable();
      for (const one of numbers) table.add(one);
      const expected = new Map<number, number>();
      for (const one of numbers) expected.set(one, (expected.get(one) ?? 0) + 1);
      const found = Array.from({ length: table.size }, (_, place) => [table.numberAt(place), table.countAt(place)]);
      expect(found).toEqual([...expected]);
      expect(numbers.every((one) => table.numberAt(table.find(one)) === one)).toBe(true);
      expect(table.find(1.5e300)).toBe(-1);
    }),
    { numRuns: 50 },
  );
});

test("sets of several blocks, and of different lengths, overlap as their rows do", async () => {
  const length = 1_500_000;
  const every = (step: number, to = length) => {
    const rows: number[] = [];
    for (let row = 0; row < to; row += step) rows.push(row);
    return rows;
  };
  const sets = [rowsOf(length, every(2)), rowsOf(length, every(3)), rowsOf(length / 2, every(5, length / 2))];
  for (const space of [Space.heap(), await Space.create({ bytes: 2 ** 22 })]) {
    const { pairs, regions } = await overlapOf(
      sets.map((rows) => ({ rows, size: rows.count() })),
      length,
      true,
      space,
      pacer,
    );
    expect(pairs).toEqual([
      [750_000, 250_000, 75_000],
      [250_000, 500_000, 50_000],
      [75_000, 50_000, 150_000],
    ]);
    expect(regions).toEqual([
      { sets: [0], count: 450_000 },
      { sets: [1], count: 225_000 },
      { sets: [0, 1], count: 225_000 },
      { sets: [2], count: 50_000 },
      { sets: [0, 2], count: 50_000 },
      { sets: [1, 2], count: 25_000 },
      { sets: [0, 1, 2], count: 25_000 },
    ]);
    expect(space.used).toBe(0);
  }
});

test("values are those of the base, and a search knows them folded", async () => {
  const cities = ["Zürich", "zug", undefined, "Bern", "Bern", "Genf", "Zürich"];
  const base = { column: column(cities, "text"), rows: 6, among: rowsOf(7, [0, 1, 2, 3, 4, 5]) };
  const counts = (options: Parameters<typeof valueCounts>[1]) => valueCounts([base], options, plainKernels, pacer);
  expect(await counts({})).toEqual({
    values: [
      { value: "Bern", count: 2 },
      { value: "Genf", count: 1 },
      { value: "Zürich", count: 1 },
      { value: "zug", count: 1 },
    ],
    distinct: 4,
    missing: 1,
  });
  expect(await counts({ search: "Z", limit: 1 })).toEqual({
    values: [{ value: "Zürich", count: 1 }],
    distinct: 2,
    missing: 1,
  });
  const grown = { ...base, rows: 7, among: rowsOf(7, [0, 1, 2, 3, 4, 5, 6]) };
  const later = await valueCounts([grown], { search: "zür" }, plainKernels, pacer);
  expect(later.values).toEqual([{ value: "Zürich", count: 2 }]);
});

test("values of several columns are counted together, a column that is not there as missing", async () => {
  const parts = [
    { column: column([1, 2, 2.5, undefined], "number"), rows: 4 },
    { column: column([2, 1_000_000_000, 2], "number"), rows: 3 },
    { column: undefined, rows: 5 },
  ];
  expect(await valueCounts(parts, { limit: 2 }, plainKernels, pacer)).toEqual({
    values: [
      { value: 2, count: 3 },
      { value: 1, count: 1 },
    ],
    distinct: 4,
    missing: 6,
  });
});

test("a histogram looks at the base alone", async () => {
  const base = rowsOf(5, [0, 1, 2, 3]);
  const found = await histogram(column([0, 10, undefined, 4, 1e9], "number"), 2, base, plainKernels, pacer);
  expect(found).toEqual({ low: 0, high: 10, counts: [2, 1], missing: 1 });
});
