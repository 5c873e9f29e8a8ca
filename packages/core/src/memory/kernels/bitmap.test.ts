import fc from "fast-check";
import { expect, test } from "vitest";
import { Bitmap } from "./bitmap.js";

const rowSets = fc
  .integer({ min: 0, max: 200 })
  .chain((length) => fc.tuple(fc.constant(length), subsetOf(length), subsetOf(length)));

function subsetOf(length: number): fc.Arbitrary<Set<number>> {
  const rows = length === 0 ? fc.constant([]) : fc.array(fc.nat({ max: length - 1 }), { maxLength: length });
  return rows.map((some) => new Set<number>(some));
}

function bitmapOf(length: number, rows: Iterable<number>): Bitmap {
  const bitmap = new Bitmap(length);
  for (const row of rows) bitmap.add(row);
  return bitmap;
}

function sorted(rows: Iterable<number>): number[] {
  return [...rows].sort((a, b) => a - b);
}

test("holds what was added and counts it", () => {
  fc.assert(
    fc.property(rowSets, ([length, rows]) => {
      const bitmap = bitmapOf(length, rows);
      expect([...bitmap.rows()]).toEqual(sorted(rows));
      expect(bitmap.count()).toBe(rows.size);
      for (let row = 0; row < length; row++) expect(bitmap.has(row)).toBe(rows.has(row));
    }),
  );
});

test("and, or, without and not are those of sets", () => {
  fc.assert(
    fc.property(rowSets, ([length, a, b]) => {
      const left = bitmapOf(length, a);
      const right = bitmapOf(length, b);
      const all = [...Array(length).keys()];
      expect([...left.and(right).rows()]).toEqual(all.filter((row) => a.has(row) && b.has(row)));
      expect([...left.or(right).rows()]).toEqual(all.filter((row) => a.has(row) || b.has(row)));
      expect([...left.without(right).rows()]).toEqual(all.filter((row) => a.has(row) && !b.has(row)));
      expect([...left.not().rows()]).toEqual(all.filter((row) => !a.has(row)));
      expect(left.count() + left.not().count()).toBe(length);
    }),
  );
});

test("the full set ends with the last row", () => {
  for (const length of [0, 1, 31, 32, 33, 64, 65]) {
    expect(Bitmap.full(length).count()).toBe(length);
    expect(Bitmap.full(length).has(length)).toBe(false);
  }
});
