import { expect, test } from "vitest";
import type { StoredValue } from "../../source/records.js";
import { columnBuilder, rowOrder } from "./column-builder.js";
import { Dictionary } from "./dictionary.js";

const types = ["text", "number", "boolean", "date", "datetime", "list"] as const;
const samples: Record<(typeof types)[number], readonly StoredValue[]> = {
  text: ["a", undefined, "b", "a"],
  number: [1.5, undefined, -2, 0],
  boolean: [true, undefined, false, true],
  date: [-719_162, undefined, 0, 2_932_896],
  datetime: [-62_135_596_800_000, undefined, 0, 253_402_300_799_999],
  list: [["x", "y"], undefined, ["y"], ["z", "x"]],
};

test.each(types)("a column of type %s keeps its values in the order asked for", (type) => {
  const builder = columnBuilder(type, undefined);
  samples[type].forEach((value, row) => builder.set(row, value));
  const order = Int32Array.of(3, 1, 0, 2, 7);
  const column = builder.finish(order);
  expect(column.type).toBe(type);
  expect([...column.valid.rows()]).toEqual([0, 2, 3]);
  const read = Array.from(order, (_, row): StoredValue => {
    if (!column.valid.has(row)) return undefined;
    if (column.kind === "text") return column.dictionary.textOf(column.codes[row] ?? -1);
    if (column.kind === "average") return undefined;
    if (column.kind === "list") {
      const codes = column.codes.slice(column.starts[row], column.ends[row]);
      return Array.from(codes, (code) => column.dictionary.textOf(code));
    }
    return type === "boolean" ? column.data[row] === 1 : column.data[row];
  });
  expect(read).toEqual([samples[type][3], undefined, samples[type][0], samples[type][2], undefined]);
});

test.each(types)("a place that is none is missing in a column of type %s whose other values are all there", (type) => {
  const values = samples[type].filter((value) => value !== undefined);
  const one = columnBuilder(type, undefined);
  values.forEach((value, row) => one.set(row, value));
  const column = one.finish(Int32Array.of(1, -1, 0));
  expect([...column.valid.rows()]).toEqual([0, 2]);
});

test("a batch gives the same column as its values one by one, wherever they go", () => {
  const data = Float64Array.of(5, 3_000_000_000, -7.5, 1);
  for (const rows of [Int32Array.of(0, 1, 2, 3), Int32Array.of(3, 0, 2, 1)]) {
    for (const valid of [undefined, Uint8Array.of(1, 1, 0, 1)]) {
      const batch = columnBuilder("number", undefined);
      const single = columnBuilder("number", undefined);
      batch.setMany(rows, { kind: "numbers", data, valid });
      for (const [at, row] of rows.entries()) single.set(row, valid?.[at] === 0 ? undefined : data[at]);
      expect(batch.finish(rowOrder(4))).toEqual(single.finish(rowOrder(4)));
    }
  }
  const texts = columnBuilder("text", undefined);
  texts.setMany(Int32Array.of(2, 0, 1), { kind: "texts", codes: Int32Array.of(1, -1, 2), texts: ["x", "a", ""] });
  const column = texts.finish(rowOrder(3));
  expect([...column.valid.rows()]).toEqual([2]);
  expect(column.kind === "text" && column.dictionary.texts).toEqual(["a"]);
});

test("a list set again has the later items only, an empty one is missing", () => {
  const builder = columnBuilder("list", undefined);
  builder.set(0, ["a", "b"]);
  builder.set(0, ["c"]);
  builder.set(1, ["a"]);
  builder.set(1, []);
  const column = builder.finish(rowOrder(2));
  expect([...column.valid.rows()]).toEqual([0]);
  if (column.kind !== "list") throw new Error("A list makes a list column.");
  const items = column.codes.slice(column.starts[0], column.ends[0]);
  expect(Array.from(items, (code) => column.dictionary.textOf(code))).toEqual(["c"]);
});

test("the largest scaled integers are held exactly", () => {
  const builder = columnBuilder("number", 2);
  builder.set(0, Number.MAX_SAFE_INTEGER);
  builder.set(1, Number.MIN_SAFE_INTEGER);
  const column = builder.finish(rowOrder(2));
  expect(column.kind === "numeric" && [...column.data.subarray(0, 2)]).toEqual([
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ]);
});

test("a dictionary gives a text one code and finds only what it has", () => {
  const dictionary = new Dictionary();
  expect([dictionary.add("__proto__"), dictionary.add("b"), dictionary.add("__proto__")]).toEqual([0, 1, 0]);
  expect(dictionary.find("c")).toBeUndefined();
  expect([...dictionary.flagsOf(["b", "c"])]).toEqual([0, 1]);
});
