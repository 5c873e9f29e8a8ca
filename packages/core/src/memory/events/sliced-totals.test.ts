import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanEvent, PlanFilter, PlanMeasure, ValueTest } from "../../plan/plan.js";
import { zoneOf } from "../../plan/zone-of.js";
import type { Column } from "../columns/columns.js";
import { Dictionary } from "../columns/dictionary.js";
import { Bitmap } from "../kernels/bitmap.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { eventMatches, listedEvents, wayOfEvent } from "./event-matches.js";
import {
  bytesMadeOf,
  customersFor,
  eventTable,
  giveBackDerived,
  roomFor,
  withParts,
  type EventTable,
} from "./event-table.js";
import type { CustomerEvents } from "./event-walk.js";

const rows = 140_000;
/** The first and last of blocks, and a customer who does more than a byte counts. */
const customers = [0, 1, 65_535, 65_536, 131_071, 131_072, 139_999];
const busy = 65_537;

interface Happened {
  readonly customer: number;
  readonly at: number;
  readonly text: string | undefined;
  readonly amount: number | undefined;
}

/** 256 spans of 1,000 units from this instant on, and what lies at their edges. */
const first = 1_000_000;
const edge = fc
  .tuple(fc.nat({ max: 255 }), fc.constantFrom(0, 1, 500, 998, 999))
  .map(([span, within]) => first + span * 1000 + within);

const happened = fc.record({
  customer: fc.constantFrom(...customers),
  at: edge,
  text: fc.option(fc.constantFrom("x", "y", "z"), { nil: undefined }),
  amount: fc.option(fc.integer({ min: -50, max: 90 }), { nil: undefined }),
});

const world = fc.record({
  events: fc.array(happened, { minLength: 20, maxLength: 300, size: "max" }),
  late: fc.array(happened, { maxLength: 6 }),
  busy: fc.constantFrom(0, 254, 255, 256, 700),
  seconds: fc.boolean(),
  wide: fc.boolean(),
  wasm: fc.boolean(),
});

function tableOf(events: readonly Happened[], texts: Dictionary, seconds: boolean, wide: boolean, space: Space) {
  const sorted = [...events].sort((a, b) => a.customer - b.customer || a.at - b.at);
  const { length } = sorted;
  const room = roomFor(length);
  const arrays = {
    customers: customersFor(length, space),
    at: seconds ? space.int32(room) : space.float64(room),
    sequence: space.int32(room),
  };
  const [withText, withAmount] = [Bitmap.in(space, length), Bitmap.in(space, length)];
  const codes = space.uint8(room);
  const data = wide ? space.float64(room) : space.int32(room);
  for (const [event, { customer, at, text, amount }] of sorted.entries()) {
    arrays.customers[event] = customer;
    arrays.at[event] = at;
    arrays.sequence[event] = event;
    if (text !== undefined) withText.add(event);
    if (amount !== undefined) withAmount.add(event);
    codes[event] = text === undefined ? 0 : texts.add(text);
    data[event] = amount ?? 0;
  }
  const properties = new Map<string, Column>([
    ["text", { kind: "text", type: "text", valid: withText, codes, dictionary: texts }],
    ["amount", { kind: "numeric", type: "number", valid: withAmount, data, scale: 0, beyond: new Map() }],
  ]);
  return eventTable("a", length, arrays, properties, space);
}

const zone = zoneOf("UTC");
const filterOf = (property: string, exclude: boolean, test: ValueTest): PlanFilter => ({
  property,
  type: property === "amount" ? "number" : "text",
  exclude,
  zone,
  test,
});
const filter = fc
  .record({
    exclude: fc.boolean(),
    asked: fc.constantFrom(
      { property: "text", test: { test: "textIn" as const, values: ["x"] } },
      { property: "text", test: { test: "textIn" as const, values: ["y", "never heard of"] } },
      { property: "text", test: { test: "hasValue" as const } },
      { property: "amount", test: { test: "numberRange" as const, low: 0, lowOpen: false, highOpen: false } },
      { property: "amount", test: { test: "numberIn" as const, values: [1, 2, 3, 4, 5] } },
      { property: "absent", test: { test: "hasValue" as const } },
    ),
  })
  .map(({ exclude, asked: { property, test } }) => filterOf(property, exclude, test));

const bound = fc.oneof(
  edge,
  edge.map((at) => at + 0.5),
  fc.constantFrom(first - 1, first, first + 1, first + 255_999, first + 256_000, first + 300_000, 0),
);
const question = fc.record({
  filters: fc.array(filter, { maxLength: 2 }),
  bounds: fc.tuple(bound, bound),
  open: fc.constantFrom("none", "from", "to"),
  sum: fc.boolean(),
  test: fc.oneof(
    fc.record({
      test: fc.constant("numberRange" as const),
      low: fc.constantFrom(-60, 0, 1, 2, 254, 255, 256),
      lowOpen: fc.boolean(),
      highOpen: fc.constant(false),
    }),
    fc.record({
      test: fc.constant("numberRange" as const),
      lowOpen: fc.constant(false),
      high: fc.constantFrom(0, 1, 254, 255, 256),
      highOpen: fc.boolean(),
    }),
    fc.record({
      test: fc.constant("numberIn" as const),
      values: fc.constantFrom([0], [1], [1, 2], [0, 3], [255], [256], [254, 255]),
    }),
  ),
});
type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never;

function planOf({ filters, bounds, open, sum, test }: Question, unit: number): PlanEvent {
  const from = Math.min(...bounds) * unit;
  const to = Math.max(...bounds) * unit;
  const measure: PlanMeasure = sum ? { of: "sum", property: "amount", scale: 0 } : { of: "count" };
  const range = { ...(open === "from" ? {} : { from }), ...(open === "to" ? {} : { to }) };
  return {
    kind: "event",
    exclude: false,
    path: "",
    selection: { types: ["a"], filters, range },
    measure,
    test,
  };
}

function isMet(test: ValueTest, value: string | number | undefined): boolean {
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

/** The rows whose total meets the test, by a plain loop. */
function expectedOf(events: readonly Happened[], { selection, measure, test }: PlanEvent, unit: number): number[] {
  const { from = -Infinity, to = Infinity } = selection.range;
  const totals = new Map<number, number>();
  for (const { customer, at, text, amount } of events) {
    if (at * unit < from || at * unit >= to) continue;
    const values = new Map<string, string | number | undefined>([
      ["text", text],
      ["amount", amount],
    ]);
    if (!selection.filters.every((one) => isMet(one.test, values.get(one.property)) !== one.exclude)) continue;
    totals.set(customer, (totals.get(customer) ?? 0) + (measure.of === "count" ? 1 : (amount ?? 0)));
  }
  return [...customers, busy, 77].filter((row) => isMet(test, totals.get(row) ?? 0));
}

/** Those who may be found, of the rows found. */
function found(matches: Bitmap): number[] {
  return [...customers, busy, 77].filter((row) => matches.has(row));
}

/** The same of lists by text, where they answer. */
async function listed(data: CustomerEvents, node: PlanEvent): Promise<number[] | undefined> {
  const set = await listedEvents(data, node, new Pacer(undefined));
  if (set === undefined) return undefined;
  data.space.free(set.kind === "bits" ? set.words : set.rows);
  if (set.kind === "bits") return found(new Bitmap(rows, set.words));
  const members = [...set.rows.subarray(set.from, set.to)];
  return [...customers, busy, 77].filter((row) => members.includes(row));
}

test("what slices of time count and sum is what a plain loop does, at every edge", async () => {
  let sliced = 0;
  let lists = 0;
  const property = fc.asyncProperty(
    world,
    fc.array(question, { minLength: 1, maxLength: 6 }),
    async ({ events, late, busy: many, seconds, wide, wasm }, questions) => {
      const space = await Space.create({ bytes: 2 ** 25, wasm });
      const texts = new Dictionary();
      for (const text of ["w", "x", "y", "z"]) texts.add(text);
      const much = Array.from({ length: many }, (_, event): Happened => {
        return { customer: busy, at: first + 100_000 + event, text: "x", amount: 1 };
      });
      const ends = [first, first + 255_999].map((at): Happened => ({ customer: 1, at, text: "x", amount: 1 }));
      const all = [...events, ...much, ...ends];
      const unit = seconds ? 1000 : 1;
      const tail = late.length === 0 ? undefined : tableOf(late, texts, seconds, wide, space);
      const table = withParts(tableOf(all, texts, seconds, wide, space), { tail });
      const data: CustomerEvents = { rows, base: Bitmap.full(rows), events: new Map([["a", table]]), space };
      const ofText = questions.map((asked): Question => ({ ...asked, filters: window.filters, sum: false }));
      for (const asked of [...questions, ...ofText]) {
        const node = planOf(asked, unit);
        if ((await wayOfEvent(data, node)).why.includes("side by side")) sliced += 1;
        const matches = await eventMatches(data, node, new Pacer(undefined));
        const expected = expectedOf([...all, ...late], node, unit);
        expect(found(matches)).toEqual(expected);
        space.free(matches.words);
        const ofLists = await listed(data, node);
        if (ofLists === undefined) continue;
        lists += 1;
        expect(ofLists).toEqual(expected);
      }
    },
  );
  await fc.assert(property, { numRuns: 120 });
  expect(sliced).toBeGreaterThan(60);
  expect(lists).toBeGreaterThan(60);
});

const window: Question = {
  filters: [filterOf("text", false, { test: "textIn", values: ["x"] })],
  bounds: [first + 500, first + 200_500],
  open: "none",
  sum: false,
  test: { test: "numberRange", low: 1, lowOpen: false, highOpen: false },
};

async function small(space: Space): Promise<{ readonly table: EventTable; readonly ask: () => Promise<number[]> }> {
  const texts = new Dictionary();
  for (const text of ["w", "x"]) texts.add(text);
  const events = customers.map((customer, index): Happened => {
    return { customer, at: first + index * 40_000, text: index % 2 === 0 ? "x" : "w", amount: 1 };
  });
  const table = tableOf(events, texts, true, false, space);
  const data = { rows, base: Bitmap.full(rows), events: new Map([["a", table]]), space };
  const ask = async () => {
    const matches = await eventMatches(data, planOf(window, 1000), new Pacer(undefined));
    space.free(matches.words);
    return found(matches);
  };
  return { table, ask };
}

test("slices are made when first asked for, told of, kept, and given back with the table", async () => {
  const space = await Space.create({ bytes: 2 ** 24 });
  // What the space keeps for all tables is there from now on.
  await (await small(space)).ask();
  const { table, ask } = await small(space);
  const before = space.used;
  expect(bytesMadeOf(table)).toBe(0);
  expect(await ask()).toEqual([65_535, 131_071]);
  const bytes = bytesMadeOf(table);
  expect(bytes).toBeGreaterThan(0);
  const used = space.used;
  expect(await ask()).toEqual([65_535, 131_071]);
  expect([bytesMadeOf(table), space.used]).toEqual([bytes, used]);
  const spans = table.spans.spans.byteLength;
  giveBackDerived(table, space);
  expect(space.used).toBe(before - spans);
});

test("a property whose codes have changed is read anew", async () => {
  const space = await Space.create({ bytes: 2 ** 24 });
  const { table, ask } = await small(space);
  expect(await ask()).toEqual([65_535, 131_071]);
  const text = table.properties.get("text");
  if (text?.kind !== "text") throw new Error("The property is a text.");
  const texts = new Dictionary();
  for (const other of ["x", "w"]) texts.add(other);
  const codes = space.uint8(text.codes.length);
  for (let event = 0; event < table.length; event++) codes[event] = text.codes[event] === 0 ? 1 : 0;
  const renewed = withParts(table, { properties: new Map([["text", { ...text, codes, dictionary: texts }]]) });
  const data = { rows, base: Bitmap.full(rows), events: new Map([["a", renewed]]), space };
  const matches = await eventMatches(data, planOf(window, 1000), new Pacer(undefined));
  expect(found(matches)).toEqual([65_535, 131_071]);
});

test("where there is no room for slices it goes without them", async () => {
  const space = await Space.create({ bytes: 2 ** 20 });
  const { table, ask } = await small(space);
  const rest: Int32Array[] = [];
  while (space.capacity - space.used > 60) rest.push(space.int32(Math.ceil((space.capacity - space.used) / 8)));
  expect(await ask()).toEqual([65_535, 131_071]);
  expect(bytesMadeOf(table)).toBe(0);
});
