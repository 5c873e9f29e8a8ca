import fc from "fast-check";
import { expect, test } from "vitest";
import type { Property } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import type { ColumnVector } from "../../source/columns.js";
import type { StoredValue } from "../../source/records.js";
import type { Column } from "../columns/columns.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { ArrivingEvents, type EventBatch } from "./arriving-events.js";
import { millisecondsOf } from "./event-table.js";

const properties: readonly Property[] = [
  { name: "amount", type: "number", scale: 0 },
  { name: "category", type: "text" },
  { name: "paid", type: "boolean" },
  { name: "marks", type: "list" },
];
const catalog = defineCatalog({
  attributes: [],
  eventTypes: [
    { name: "purchase", properties },
    { name: "visit", properties: properties.slice(1, 2) },
    { name: "search", properties: [] },
  ],
});
const types = catalog.eventTypes.map(({ name }) => name);

interface Happened {
  readonly customer: number;
  readonly type: number;
  readonly at: number;
  readonly sequence: number;
  readonly values: readonly StoredValue[];
}

/** `odd`: instants that are no whole seconds, numbers that are wide, many texts. */
const logs = fc.record({
  seed: fc.integer(),
  length: fc.constantFrom(0, 1, 40, 6_000, 12_000),
  customers: fc.constantFrom(1, 30, 70_000, 200_000),
  inOrder: fc.boolean(),
  odd: fc.boolean(),
  batch: fc.constantFrom(700, 5_000, 20_000),
  asVectors: fc.boolean(),
});

test("events of each type stand by customer, instant and sequence with their values, those of strangers nowhere", async () => {
  await fc.assert(
    fc.asyncProperty(logs, async (log) => {
      const events = eventsOf(log);
      const arriving = new ArrivingEvents(catalog);
      const highest = log.customers - 1;
      for (let from = 0; from < events.length; from += log.batch) {
        arriving.add(batchOf(events.slice(from, from + log.batch), highest, log.asVectors));
      }
      expect(arriving.length).toBe(events.length);
      // Every seventh is a stranger, and the others stand in another order than the numbers they came with.
      let rows = 0;
      const rowOf = new Int32Array(log.customers).fill(-1);
      for (let customer = highest; customer >= 0; customer--) if (customer % 7 !== 3) rowOf[customer] = rows++;
      for (const type of arriving.types) {
        const own = events.filter((event) => types[event.type] === type);
        expect(arriving.lengthOf(type)).toBe(own.length);
        const table = await arriving.finish(type, { rows, rowOf }, new Pacer(undefined), Space.heap());
        const readers = [...table.properties.values()].map(readerOf);
        const found = Array.from({ length: table.length }, (_, event) => [
          table.customers[event],
          (table.at[event] ?? 0) * millisecondsOf(table.at),
          table.sequence[event],
          ...readers.map((reader) => reader(event)),
        ]);
        const places = [...table.properties.keys()].map((name) => properties.findIndex((one) => one.name === name));
        const expected = own
          .filter(({ customer }) => (rowOf[customer] ?? -1) >= 0)
          .map(({ customer, at, sequence, values }) => [
            rowOf[customer] ?? -1,
            at,
            sequence,
            ...places.map((place) => values[place]),
          ])
          .sort((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1]) || Number(a[2]) - Number(b[2]));
        expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
        for (const array of [table.at, table.sequence]) {
          expect(array.subarray(table.length).every((value: number) => value === 0)).toBe(true);
        }
      }
    }),
    { numRuns: 25 },
  );
});

function eventsOf({
  seed,
  length,
  customers,
  inOrder,
  odd,
}: typeof logs extends fc.Arbitrary<infer L> ? L : never): Happened[] {
  const random = generator(seed);
  const maybe = (value: StoredValue): StoredValue => (random() % 5 === 0 ? undefined : value);
  return Array.from({ length }, (_, place) => ({
    customer: random() % customers,
    type: random() % types.length,
    at: (inOrder ? place : random() % 50) * 1000 + (odd && place > length / 2 ? 1 : 0),
    sequence: inOrder ? place : random() % 3,
    values: [
      maybe(odd && random() % 900 === 0 ? 2 ** 40 : (random() % 200) - 100),
      maybe(`category ${random() % (odd ? 400 : 20)}`),
      maybe(random() % 2 === 0),
      maybe(["a", "b", "c"].slice(random() % 3)),
    ],
  }));
}

function batchOf(events: readonly Happened[], highest: number, asVectors: boolean): EventBatch {
  const values = properties.map((_, place) => events.map((event) => event.values[place]));
  const [amounts = [], categories = []] = values;
  const texts = [...new Set(categories.map(String))];
  const codes = new Map(texts.map((text, code) => [text, code]));
  const vectors: ColumnVector[] = values.map((own) => ({ kind: "values", values: own }));
  if (asVectors) {
    vectors[0] = {
      kind: "numbers",
      data: Float64Array.from(amounts, (amount) => Number(amount ?? 77)),
      valid: Uint8Array.from(amounts, (amount) => Number(amount !== undefined)),
    };
    const own = categories.map((text) => (text === undefined ? -1 : (codes.get(String(text)) ?? -1)));
    vectors[1] = { kind: "texts", codes: Int32Array.from(own), texts };
  }
  return {
    customers: { numbers: Int32Array.from(events, ({ customer }) => customer), highest },
    types: { codes: Int32Array.from(events, ({ type }) => type), texts: types },
    at: Float64Array.from(events, ({ at }) => at),
    sequences: Float64Array.from(events, ({ sequence }) => sequence),
    properties,
    values: vectors,
  };
}

function readerOf(column: Column | undefined): (event: number) => StoredValue {
  return (event) => {
    if (column?.valid.has(event) !== true) return undefined;
    if (column.kind === "text") return column.dictionary.textOf(column.codes[event] ?? -1);
    if (column.kind === "numeric") {
      const number = column.data[event] ?? 0;
      return column.type === "boolean" ? number === 1 : number;
    }
    if (column.kind !== "list") return undefined;
    const codes = column.codes.subarray(column.starts[event], column.ends[event]);
    return Array.from(codes, (code) => column.dictionary.textOf(code));
  };
}

/** Whole numbers from a seed, evenly spread. */
function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
