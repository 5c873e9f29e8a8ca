import fc from "fast-check";
import { expect, test } from "vitest";
import { Bitmap } from "./bitmap.js";
import { Space } from "./space.js";

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
  for (const length of [0, 1, 31, 32, 33, 64, 65, 4095, 4096, 4097]) {
    expect(Bitmap.full(length).count()).toBe(length);
    expect(Bitmap.full(length).has(length)).toBe(false);
  }
});

test("words are whole pages of 4,096 rows", () => {
  expect([0, 1, 4096, 4097].map((length) => new Bitmap(length).words.length)).toEqual([0, 128, 128, 256]);
});

test("each row is told as rows() gives them", () => {
  fc.assert(
    fc.property(rowSets, ([length, rows]) => {
      const told: number[] = [];
      bitmapOf(length, rows).eachRow((row) => told.push(row));
      expect(told).toEqual(sorted(rows));
    }),
  );
});

test("sets of different lengths combine as if the shorter had no rows further on, in either order", async () => {
  const space = await Space.create({ bytes: 2 ** 20 });
  const lengths = fc.constantFrom(0, 1, 100, 4096, 4097, 9000);
  const sets = lengths.chain((length) => fc.tuple(fc.constant(length), subsetOf(length), fc.boolean()));
  fc.assert(
    fc.property(sets, sets, ([aLength, a, aInside], [bLength, b, bInside]) => {
      const [left, right] = [
        aInside ? Bitmap.in(space, aLength) : new Bitmap(aLength),
        bInside ? Bitmap.in(space, bLength) : new Bitmap(bLength),
      ];
      for (const row of a) left.add(row);
      for (const row of b) right.add(row);
      const results = [left.and(right), left.or(right), left.without(right)];
      expect(results.map((result) => [...result.rows()])).toEqual([
        sorted(a).filter((row) => b.has(row)),
        sorted(new Set([...a, ...b])),
        sorted(a).filter((row) => !b.has(row)),
      ]);
      for (const result of results) expect(result.length).toBe(Math.max(aLength, bLength));
      expect([left.count(), right.count()]).toEqual([a.size, b.size]);
      expect([[...left.rows()], [...right.rows()]]).toEqual([sorted(a), sorted(b)]);
      space.free(left.words);
      space.free(right.words);
    }),
  );
  expect(space.used).toBe(0);
});
