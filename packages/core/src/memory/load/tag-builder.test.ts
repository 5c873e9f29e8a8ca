import { expect, test } from "vitest";
import { TagBuilder } from "./tag-builder.js";

const slots = Int32Array.of(3, 1, 2, 0);
const rowOfSlot = Int32Array.of(0, -1, 1, 2);

test("a tag that never has an instant has no instants, and nobody without a row", () => {
  const builder = new TagBuilder();
  builder.add(3, NaN);
  builder.addMany(Int32Array.of(3, 1, 0), slots, new Float64Array(4).fill(NaN));
  expect(builder.length).toBe(4);
  expect(builder.finish(rowOfSlot)).toEqual({ customers: Int32Array.of(2, 0, 2), at: new Float64Array(0) });
});

test("droppings before the first that has an instant, and others without one, have none", () => {
  for (const one of [true, false]) {
    const builder = new TagBuilder();
    builder.addMany(Int32Array.of(0, 1), slots, new Float64Array(4).fill(NaN));
    if (one) builder.add(0, 5);
    else builder.addMany(Int32Array.of(3), slots, Float64Array.of(NaN, NaN, NaN, 5));
    builder.add(2, NaN);
    builder.addMany(Int32Array.of(1, 2), slots, Float64Array.of(7, NaN, 9, 8));
    const { customers, at } = builder.finish(rowOfSlot);
    expect([[...customers], [...at]]).toEqual([
      [2, 0, 1, 1],
      [NaN, 5, NaN, 9],
    ]);
  }
});
