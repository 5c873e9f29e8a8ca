import fc from "fast-check";
import { expect, test } from "vitest";
import type { Property } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import type { PlanEvent, PlanFilter, PlanSequence, PlanStep } from "../../plan/plan.js";
import { zoneOf } from "../../plan/zone-of.js";
import { rowOrder } from "../columns/column-builder.js";
import type { Dictionary } from "../columns/dictionary.js";
import { Bitmap } from "../kernels/bitmap.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { ArrivingEvents } from "./arriving-events.js";
import { eventMatches, wayOfEvent } from "./event-matches.js";
import { withParts, type EventTable } from "./event-table.js";
import type { CustomerEvents } from "./event-walk.js";
import { measureColumn } from "./measures.js";
import { SequenceMatcher, sequencePattern } from "./sequence-pattern.js";
import { sequenceMatches } from "./sequence.js";

const asOf = 1_000_000;
const types = ["a", "b"];

interface Happened {
  readonly type: string;
  readonly customer: number;
  readonly at: number;
  readonly sequence: number;
  readonly text: string | undefined;
  readonly amount: number | undefined;
  readonly late: boolean;
}

interface World {
  readonly rows: number;
  readonly erased: ReadonlySet<number>;
  readonly events: readonly Happened[];
}

/** Customers of one block, or of several; many events, or few; whole seconds, or not; sums within reach of a double, or not. */
const worlds = fc
  .record({
    many: fc.boolean(),
    blocks: fc.boolean(),
    unit: fc.constantFrom(1000, 1),
    largest: fc.constantFrom(5, 3000, 2 ** 33, Number.MAX_SAFE_INTEGER),
    late: fc.boolean(),
  })
  .chain(({ many, blocks, unit, largest, late }) => {
    const rows = blocks ? 70_000 : 40;
    const customers = blocks ? [0, 31, 32, 4_095, 4_096, 65_535, 65_536, 69_999] : [0, 1, 2, 30, 31, 32, 39];
    const event = fc.record({
      type: fc.constantFrom(...types),
      customer: fc.constantFrom(...customers),
      at: fc.integer({ min: 0, max: 30 }).map((step) => asOf + (step - 20) * unit),
      sequence: fc.integer({ min: 0, max: 3 }),
      text: fc.option(fc.constantFrom("x", "y", "z"), { nil: undefined }),
      amount: fc.option(fc.integer({ min: -largest, max: largest }), { nil: undefined }),
      late: late ? fc.constantFrom(true, false, false, false) : fc.constant(false),
    });
    const lengths = many ? { minLength: 150, maxLength: 400 } : { maxLength: 30 };
    return fc.record({
      rows: fc.constant(rows),
      erased: fc.uniqueArray(fc.constantFrom(...customers), { maxLength: 1 }).map((gone) => new Set(gone)),
      events: fc.array(event, { ...lengths, size: "max" }),
    });
  });

async function loaded({ rows, erased, events }: World, wasm: boolean): Promise<CustomerEvents> {
  const space = await Space.create({ bytes: 2 ** 24, wasm });
  const base = Bitmap.in(space, rows);
  for (let row = 0; row < rows; row++) if (!erased.has(row)) base.add(row);
  const properties: readonly Property[] = [
    { name: "text", type: "text" },
    { name: "amount", type: "number", scale: 0 },
  ];
  const catalog = defineCatalog({ attributes: [], eventTypes: types.map((name) => ({ name, properties })) });
  const texts = new Map<string, Dictionary>();
  const tableOf = (type: string, late: boolean): Promise<EventTable> => {
    const arriving = new ArrivingEvents(catalog, { texts });
    const own = events.filter((one) => one.type === type && one.late === late);
    arriving.add({
      customers: { numbers: Int32Array.from(own, ({ customer }) => customer), highest: rows - 1 },
      types: { codes: new Int32Array(own.length), texts: [type] },
      at: Float64Array.from(own, ({ at }) => at),
      sequences: Float64Array.from(own, ({ sequence }) => sequence),
      properties,
      values: [
        { kind: "values", values: own.map(({ text }) => text) },
        { kind: "values", values: own.map(({ amount }) => amount) },
      ],
    });
    return arriving.finish(type, { rows, rowOf: rowOrder(rows) }, new Pacer(undefined), space);
  };
  const tables = new Map<string, EventTable>();
  for (const type of types) {
    const [table, tail] = [await tableOf(type, false), await tableOf(type, true)];
    tables.set(type, tail.length === 0 ? table : withParts(table, { tail }));
  }
  return { rows, base, events: tables, space };
}

const zone = zoneOf("UTC");
const filter = fc.oneof(
  fc.record({
    property: fc.constant("text"),
    type: fc.constant("text" as const),
    exclude: fc.boolean(),
    zone: fc.constant(zone),
    test: fc.constantFrom(
      { test: "textIn" as const, values: ["x"] },
      { test: "textIn" as const, values: ["y", "z"] },
      { test: "hasValue" as const },
      { test: "never" as const },
    ),
  }),
  fc.record({
    property: fc.constantFrom("amount", "absent"),
    type: fc.constant("number" as const),
    exclude: fc.boolean(),
    zone: fc.constant(zone),
    test: fc.constantFrom(
      { test: "numberRange" as const, low: 0, lowOpen: false, highOpen: false },
      { test: "numberRange" as const, low: 0, lowOpen: true, high: 1000, highOpen: true },
      { test: "numberIn" as const, values: [0] },
      { test: "numberIn" as const, values: [0, 1, 2] },
    ),
  }),
);
const filters = fc.array(filter, { maxLength: 2 });
const instant = fc.integer({ min: 0, max: 25_000 }).map((before) => asOf - before);
const range = fc.record({ from: instant, to: fc.constantFrom(asOf + 1, asOf - 2_000) }, { requiredKeys: ["to"] });

function isMet(test: PlanFilter["test"], value: string | number | undefined): boolean {
  if (value === undefined) return false;
  switch (test.test) {
    case "hasValue":
      return true;
    case "textIn":
      return test.values.includes(String(value));
    case "numberIn":
      return test.values.includes(Number(value));
    case "numberRange": {
      const { low = -Infinity, high = Infinity, lowOpen, highOpen } = test;
      const number = Number(value);
      return (lowOpen ? low < number : low <= number) && (highOpen ? number < high : number <= high);
    }
    default:
      return false;
  }
}

function admits(event: Happened, asked: readonly PlanFilter[], { from = -Infinity, to = Infinity }): boolean {
  if (event.at < from || event.at >= to) return false;
  return asked.every(({ property, test, exclude }) => {
    const value = property === "text" ? event.text : property === "amount" ? event.amount : undefined;
    return isMet(test, value) !== exclude;
  });
}

const bounds = fc.integer({ min: -3, max: 6 });
const asked = fc.record({
  types: fc.subarray(types, { minLength: 1 }),
  filters,
  range,
  sum: fc.boolean(),
  low: bounds,
  most: fc.boolean(),
});

test.each([true, false])("counts and sums are those of a plain loop (WebAssembly: %s)", async (wasm) => {
  let walked = 0;
  const property = fc.asyncProperty(
    worlds,
    asked,
    async (world, { types: named, filters: where, range: when, ...how }) => {
      const data = await loaded(world, wasm);
      const { sum, low, most } = how;
      const node: PlanEvent = {
        kind: "event",
        exclude: false,
        path: "",
        selection: { types: named, filters: where, range: when },
        measure: sum ? { of: "sum", property: "amount", scale: 0 } : { of: "count" },
        test: { test: "numberRange", lowOpen: false, highOpen: false, ...(most ? { high: low } : { low }) },
      };
      if ((await wayOfEvent(data, node)).way === "walk") walked += 1;
      const totals = Array.from({ length: world.rows }, () => 0n);
      for (const event of world.events) {
        if (!named.includes(event.type) || !admits(event, where, when)) continue;
        totals[event.customer] = (totals[event.customer] ?? 0n) + (sum ? BigInt(event.amount ?? 0) : 1n);
      }
      const expected = totals.flatMap((total, row) => {
        const meets = most ? total <= BigInt(low) : total >= BigInt(low);
        return meets && !world.erased.has(row) ? [row] : [];
      });
      const matches = await eventMatches(data, node, new Pacer(undefined));
      expect([...matches.rows()]).toEqual(expected);
      const column = await measureColumn(data, node.selection, node.measure, new Pacer(undefined));
      if (column.kind !== "numeric") throw new Error("Counts and sums are numbers.");
      for (const row of new Set(world.events.map(({ customer }) => customer))) {
        expect(column.beyond.get(row) ?? BigInt(column.data[row] ?? 0)).toBe(totals[row]);
      }
    },
  );
  await fc.assert(property, { numRuns: 150 });
  expect(walked).toBeGreaterThan(0);
});

const step = fc.record({
  type: fc.constantFrom(...types),
  filters,
  wants: fc.constantFrom(1, 3_000, 20_000, undefined),
});
/** Of one present step, or of two steps one of which may be absent. */
const sequences = fc
  .record({
    first: step,
    second: step,
    shape: fc.constantFrom("one", "then", "not after", "not before"),
    window: range,
  })
  .map(({ first, second, shape, window }): PlanSequence => {
    const stepOf = (from: typeof first, absent: boolean, bounded: boolean): PlanStep => ({
      types: [from.type],
      filters: from.filters,
      absent,
      ...(bounded && from.wants !== undefined ? { within: from.wants } : {}),
    });
    const before = shape === "not before";
    const steps = [stepOf(first, before, before)];
    if (shape !== "one") steps.push(stepOf(second, shape === "not after", !before));
    return { kind: "sequence", exclude: false, path: "", steps, correlate: [], window };
  });

test.each([true, false])("short sequences are those the matcher finds (WebAssembly: %s)", async (wasm) => {
  const property = fc.asyncProperty(worlds, sequences, async (world, sequence) => {
    const data = await loaded(world, wasm);
    const matcher = new SequenceMatcher(sequencePattern(sequence.steps), asOf);
    const expected: number[] = [];
    for (const customer of [...new Set(world.events.map((event) => event.customer))].sort((a, b) => a - b)) {
      if (world.erased.has(customer)) continue;
      const own = world.events
        .filter((event) => event.customer === customer && event.at <= asOf)
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence);
      const events = own.map((event) => {
        const met = sequence.steps.map(
          ({ types: named, filters: where, absent }, place) =>
            Number(named.includes(event.type) && admits(event, where, absent ? {} : sequence.window)) << place,
        );
        return { at: event.at, sequence: event.sequence, mask: met.reduce((mask, bit) => mask | bit, 0) };
      });
      if (matcher.holds(events)) expected.push(customer);
    }
    const matches = await sequenceMatches(data, sequence, asOf, new Pacer(undefined));
    expect([...matches.rows()]).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 300 });
});
