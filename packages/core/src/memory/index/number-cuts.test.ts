import { describe, expect, test } from "vitest";
import { NOTHING_BEYOND, type NumberData, type NumericColumn } from "../columns/columns.js";
import { Bitmap } from "../kernels/bitmap.js";
import { paddedRows } from "../kernels/kernels.js";
import { Space } from "../kernels/space.js";
import { numberCuts } from "./number-cuts.js";
import { rowsInOrder } from "./radix-sort.js";

const ROWS = 9_000;

/** Numbers of [0, 1) that come again with the seed. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function column(
  kind: "uint8" | "int32" | "float64",
  number: (row: number) => number,
  present: (row: number) => boolean = (row) => row % 7 !== 3,
): NumericColumn {
  const valid = new Bitmap(ROWS);
  const data: NumberData = Space.heap()[kind](paddedRows(ROWS));
  for (let row = 0; row < ROWS; row++) {
    if (!present(row)) continue;
    valid.add(row);
    data[row] = number(row);
  }
  return { kind: "numeric", type: "number", valid, data, scale: undefined, beyond: NOTHING_BEYOND };
}

const random = draws(7);
const columns: readonly (readonly [string, NumericColumn])[] = [
  ["bytes", column("uint8", () => Math.floor(256 * random()))],
  ["few bytes", column("uint8", () => 3 * Math.floor(40 * random()))],
  ["whole numbers close together", column("int32", () => Math.floor(5_000 * random()) - 2_500)],
  ["few whole numbers far from zero", column("int32", () => 2_000_000_000 + Math.floor(5 * random()))],
  ["few whole numbers far apart", column("int32", () => Math.floor(5 * random()) * 400_000_000 - 10 ** 9)],
  ["whole numbers of all 32 bits", column("int32", () => Math.floor(2 ** 32 * random()) - 2 ** 31)],
  ["fractions", column("float64", () => random())],
  ["doubles of either sign", column("float64", () => (random() - 0.5) * 10 ** Math.floor(20 * random() - 10))],
  ["zeros of either sign", column("float64", (row) => (row % 3 === 0 ? -0 : row % 3 === 1 ? 0 : random() - 0.5))],
  ["doubles that differ in their last digits alone", column("float64", () => -1e12 - Math.floor(900 * random()))],
  ["instants", column("float64", () => 1.7e12 + Math.floor(6e10 * random()))],
  ["one number", column("int32", () => 12)],
  ["one double", column("float64", () => 0.1)],
  [
    "no numbers",
    column(
      "int32",
      () => 0,
      () => false,
    ),
  ],
];

describe.each(columns)("%s", (_, numbers) => {
  const wanted = [...numbers.valid.rows()].sort((a, b) => (numbers.data[a] ?? 0) - (numbers.data[b] ?? 0) || a - b);

  test("rows stand by number, and then by row", () => {
    expect([...rowsInOrder(numbers, ROWS, Space.heap())]).toEqual(wanted);
  });

  test("each cut has the rows before it", async () => {
    for (const space of [Space.heap(), await Space.create({ bytes: 2 ** 24 })]) {
      const { size, order, values, cuts, below } = numberCuts(numbers, ROWS, space);
      expect(size).toBe(wanted.length);
      const distinct = [...new Set(wanted.map((row) => (numbers.data[row] ?? 0) + 0))];
      if (distinct.length <= 128) expect([[...values], order.length]).toEqual([distinct, 0]);
      else expect([[...order], values.length]).toEqual([wanted, 0]);
      expect(cuts.length).toBe(below.length);
      expect([cuts[0], cuts.at(-1)]).toEqual([0, wanted.length]);
      for (const [index, cut] of cuts.entries()) {
        const rows = [...new Bitmap(ROWS, below[index]).rows()];
        expect(rows).toEqual(wanted.slice(0, cut).sort((a, b) => a - b));
        if (values.length > 0 && index > 0) expect(numbers.data[wanted[cut - 1] ?? 0]).toBe(values[index - 1]);
      }
      if (space.memory !== undefined) {
        const given = space.int32(wanted.length);
        given.set(wanted);
        expect(numberCuts(numbers, ROWS, space, given).cuts).toEqual(cuts);
      }
    }
  });
});

test("what is not kept is given back", async () => {
  const space = await Space.create({ bytes: 2 ** 24 });
  for (const [, numbers] of columns) {
    const before = space.used;
    const { order, below } = numberCuts(numbers, ROWS, space);
    for (const array of [order, ...below]) space.free(array);
    expect(space.used).toBe(before);
  }
});
