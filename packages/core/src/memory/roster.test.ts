import { expect, test } from "vitest";
import { encodedTexts } from "./encoded-texts.js";
import { IntegerIds } from "./integer-ids.js";
import { Bitmap } from "./kernels/bitmap.js";
import { Roster } from "./roster.js";
import { EncodedIds, TextIds } from "./sorted-ids.js";

function rowsOf(roster: Roster, ...rows: number[]): Bitmap {
  const bitmap = new Bitmap(roster.rows);
  for (const row of rows) bitmap.add(row);
  return bitmap;
}

test("customers are found by id and told in code-point order, those who came later among the others", () => {
  const roster = new Roster(["a", "c", "e", "\u{1F600}"]);
  roster.add(["d", "b", "\uFFFD"]);
  expect(["a", "b", "d", "\u{1F600}", "x"].map((id) => roster.find(id))).toEqual([0, 5, 4, 3, undefined]);
  expect([...roster.idsOf(roster.base)]).toEqual(["a", "b", "c", "d", "e", "\uFFFD", "\u{1F600}"]);
  expect([...roster.idsOf(rowsOf(roster, 1, 3, 4))]).toEqual(["c", "d", "\u{1F600}"]);
});

test("one who is taken out is gone, and comes back in another row", () => {
  const roster = new Roster(["a", "b", "c"]);
  const all = roster.base;
  roster.remove([1, 1]);
  expect([roster.size, roster.rows, roster.whole, roster.find("b")]).toEqual([2, 3, false, undefined]);
  expect([...roster.idsOf(all)]).toEqual(["a", "c"]);
  roster.add(["b"]);
  expect([roster.size, roster.find("b")]).toEqual([3, 3]);
  expect([...roster.idsOf(roster.base)]).toEqual(["a", "b", "c"]);
  roster.remove([3]);
  expect(roster.find("b")).toBeUndefined();
});

test("the others are found however many around them are gone", () => {
  const ids = Array.from({ length: 200 }, (_, index) => `c${1000 + index}`);
  const roster = new Roster([...ids]);
  roster.remove(ids.flatMap((_, row) => (row % 7 === 3 ? [] : [row])));
  expect(ids.map((id) => roster.find(id))).toEqual(ids.map((_, row) => (row % 7 === 3 ? row : undefined)));
});

test("ids that came in several turns stand in order, and those of a roster that has a successor are its own", () => {
  const roster = new Roster(["b", "f"]);
  for (const id of ["e", "a", "g", "c"]) {
    roster.add([id]);
    expect([...roster.idsOf(roster.base)]).toEqual([...roster.idsOf(roster.base)].sort());
  }
  roster.remove([2, 0]);
  const next = roster.successorOfLiving();
  expect([...next.entries()]).toEqual([
    [0, "f"],
    [1, "a"],
    [2, "g"],
    [3, "c"],
  ]);
  expect([...roster.idsOf(roster.base)]).toEqual(["a", "c", "f", "g"]);
  next.remove([1]);
  next.add(["a", "e"]);
  expect(["a", "c", "e", "f"].map((id) => roster.find(id))).toEqual([undefined, 5, undefined, 1]);
  expect([...roster.idsOf(roster.base)]).toEqual(["c", "f", "g"]);
  expect([...next.idsOf(next.base)]).toEqual(["a", "c", "e", "f", "g"]);
});

test("whole numbers, texts and encoded texts are the same ids, with those taken out and in the roster that comes after", () => {
  const numbers = Int32Array.of(0, 1, 10, 1_000, 11, 2, 20, 3);
  const texts = Array.from(numbers, String);
  for (const sorted of [new IntegerIds(numbers), new TextIds([...texts]), new EncodedIds(encodedTexts(texts))]) {
    const roster = new Roster({ sorted, later: [], base: Bitmap.full(texts.length) });
    expect(texts.map((id) => roster.find(id))).toEqual(texts.map((_, row) => row));
    expect(
      ["", "00", "100", "4", "-1", "a", "1e3", "10 "].map((id) => roster.find(id)).filter((row) => row !== undefined),
    ).toEqual([]);
    roster.remove([0, 3, 6]);
    roster.add(["20", "5"]);
    const left = ["1", "10", "11", "2", "20", "3", "5"];
    expect([...roster.idsOf(roster.base)]).toEqual(left);
    const next = roster.successorOfLiving();
    expect([...next.entries()].map(([, id]) => id)).toEqual(["1", "10", "11", "2", "3", "20", "5"]);
    expect([...next.idsOf(next.base)]).toEqual(left);
    expect(["0", "1000", "11", "20"].map((id) => next.find(id))).toEqual([undefined, undefined, 2, 5]);
    expect([...roster.idsOf(roster.base)]).toEqual(left);
  }
});
