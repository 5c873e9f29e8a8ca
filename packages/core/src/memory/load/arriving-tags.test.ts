import { expect, test } from "vitest";
import { ArrivingTags } from "./arriving-tags.js";

const slots = Int32Array.of(3, 1, 2, 0);
const rowOfSlot = Int32Array.of(0, -1, 1, 2);
const named = (...codes: number[]) => ({ codes: Uint8Array.from(codes), texts: ["a", "b", "c"] });
const none = (length: number) => new Float64Array(length).fill(NaN);

/** By tag: the rows, and their instants. */
function finished(tags: ArrivingTags): Record<string, readonly (readonly number[])[]> {
  const entries = [...tags.finish(rowOfSlot)].map(
    ([tag, { customers, at }]) => [tag, [[...customers], [...at]]] as const,
  );
  return Object.fromEntries(entries);
}

test("tags without instants have none, and nobody without a row", () => {
  const tags = new ArrivingTags();
  tags.add("b", 3, NaN);
  tags.addMany(slots, named(0, 0, 1, 0), none(4));
  tags.addMany(slots, named(2, 1, 1, 1), undefined);
  tags.add("gone", 1, NaN);
  expect(tags.length).toBe(10);
  expect(finished(tags)).toEqual({
    b: [[2, 1, 1, 0], []],
    a: [[2, 0], []],
    c: [[2], []],
    gone: [[], []],
  });
});

test("droppings before the first that has an instant, and others without one, have none", () => {
  for (const one of [true, false]) {
    const tags = new ArrivingTags();
    tags.addMany(slots.subarray(0, 2), named(0, 0), none(2));
    if (one) tags.add("a", 0, 5);
    else tags.addMany(Int32Array.of(0), named(0), Float64Array.of(5));
    tags.add("a", 2, NaN);
    tags.addMany(slots.subarray(1, 3), named(0, 0), Float64Array.of(NaN, 9));
    tags.addMany(slots.subarray(0, 1), named(1), undefined);
    expect(finished(tags)).toEqual({
      a: [
        [2, 0, 1, 1],
        [NaN, 5, NaN, 9],
      ],
      b: [[2], []],
    });
  }
});

test("nothing that came is nothing", () => {
  expect(new ArrivingTags().finish(rowOfSlot).size).toBe(0);
});
