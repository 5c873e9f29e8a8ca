import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanSequence, PlanStep } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { EventGaps, NEVER } from "./event-gaps.js";
import {
  bytesMadeOf,
  customersFor,
  eventTable,
  giveBackDerived,
  madeOf,
  roomFor,
  withParts,
  type EventTable,
} from "./event-table.js";
import type { CustomerEvents } from "./event-walk.js";
import { sequenceMatches } from "./sequence.js";
import { isQuickSequence } from "./short-sequence.js";

const rows = 140_000;
const customers = [0, 1, 31, 65_535, 65_536, 131_071, 131_072, 139_999];
const asOf = 10_000_000;

interface Happened {
  readonly customer: number;
  /** Seconds. */
  readonly at: number;
  readonly sequence: number;
}

const happened = fc.record({
  customer: fc.constantFrom(...customers),
  at: fc.integer({ min: 9_000, max: 9_040 }),
  sequence: fc.integer({ min: 0, max: 2 }),
});
const some = fc.array(happened, { minLength: 1, maxLength: 250, size: "max" });

function inOrder(events: readonly Happened[]): Happened[] {
  return [...events].sort((a, b) => a.customer - b.customer || a.at - b.at || a.sequence - b.sequence);
}

function tableOf(type: string, events: readonly Happened[], space: Space): EventTable {
  const room = roomFor(events.length);
  const arrays = {
    customers: customersFor(events.length, space),
    at: space.int32(room),
    sequence: space.int32(room),
  };
  for (const [event, { customer, at, sequence }] of inOrder(events).entries()) {
    arrays.customers[event] = customer;
    arrays.at[event] = at;
    arrays.sequence[event] = sequence;
  }
  return eventTable(type, events.length, arrays, new Map(), space);
}

/** Whether the second comes after the first. */
function isLater(first: Happened, second: Happened): boolean {
  return first.at < second.at || (first.at === second.at && first.sequence < second.sequence);
}

test("a gap is the time to the nearest event after another, or before it", async () => {
  const property = fc.asyncProperty(some, some, fc.boolean(), async (events, others, after) => {
    const space = await Space.create({ bytes: 2 ** 22 });
    const [table, other] = [tableOf("a", events, space), tableOf("b", others, space)];
    const gaps = new EventGaps(table, space).to(other, after);
    for (const block of [2, 0, 1]) gaps.fill(block);
    const expected = inOrder(events).map((event) => {
      const near = others.filter(
        (one) => one.customer === event.customer && (after ? isLater(event, one) : isLater(one, event)),
      );
      return Math.min(NEVER, ...near.map(({ at }) => Math.abs(at - event.at)));
    });
    expect([...gaps.seconds.subarray(0, events.length)]).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 100 });
});

const step = (type: string, absent: boolean, within?: number): PlanStep => ({
  types: [type],
  filters: [],
  absent,
  ...(within === undefined ? {} : { within }),
});

test("sequences that gaps answer are those a plain loop finds, at every edge of their time", async () => {
  let quick = 0;
  const milliseconds = fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 0, max: 41 }).chain((seconds) => fc.constantFrom(seconds * 1000, seconds * 1000 + 999)),
  );
  const asked = fc.record({
    shape: fc.constantFrom("then", "not after", "not before"),
    within: milliseconds,
    from: fc.option(fc.integer({ min: 8_999, max: 9_041 }), { nil: undefined }),
    to: fc.option(fc.integer({ min: 8_999, max: 9_041 }), { nil: undefined }),
    same: fc.boolean(),
    wasm: fc.boolean(),
  });
  const property = fc.asyncProperty(
    some,
    some,
    fc.array(happened, { maxLength: 4 }),
    fc.array(asked, { minLength: 1, maxLength: 6 }),
    async (events, others, late, questions) => {
      for (const { shape, within, from, to, same, wasm } of questions) {
        const space = await Space.create({ bytes: 2 ** 22, wasm });
        const tail = late.length === 0 ? undefined : tableOf("b", late, space);
        const tables = [tableOf("a", events, space), withParts(tableOf("b", others, space), { tail })];
        const data: CustomerEvents = {
          rows,
          base: Bitmap.full(rows),
          events: new Map(tables.map((table) => [table.type, table])),
          space,
        };
        const second = same ? "a" : "b";
        const seconds = same ? events : [...others, ...late];
        const steps =
          shape === "not before"
            ? [step("b", true, within), step("a", false)]
            : [step("a", false), step(second, shape === "not after", within)];
        const window = {
          ...(from === undefined ? {} : { from: from * 1000 }),
          ...(to === undefined ? {} : { to: to * 1000 }),
        };
        const sequence: PlanSequence = { kind: "sequence", exclude: false, path: "", steps, correlate: [], window };
        const inWindow = ({ at }: Happened) => (from ?? 0) <= at && at < (to ?? Infinity);
        const near = (event: Happened, other: Happened) =>
          event.customer === other.customer && Math.abs(event.at - other.at) * 1000 <= (within ?? Infinity);
        const before = [...others, ...late];
        const holds = (event: Happened): boolean => {
          if (shape === "then") return seconds.some((one) => near(event, one) && isLater(event, one) && inWindow(one));
          if (shape === "not after") return !seconds.some((one) => near(event, one) && isLater(event, one));
          return !before.some((one) => near(event, one) && isLater(one, event));
        };
        const expected = new Set(events.filter((event) => inWindow(event) && holds(event)).map((one) => one.customer));
        if (isQuickSequence(data, sequence, asOf * 1000)) quick += 1;
        const matches = await sequenceMatches(data, sequence, asOf * 1000, new Pacer(undefined));
        expect([...matches.rows()]).toEqual([...expected].sort((a, b) => a - b));
      }
    },
  );
  await fc.assert(property, { numRuns: 100 });
  expect(quick).toBeGreaterThan(50);
});

test("gaps are kept to a few tables as they are now, and given back with the events", async () => {
  const space = await Space.create({ bytes: 2 ** 22 });
  const table = tableOf("a", [{ customer: 1, at: 1, sequence: 0 }], space);
  const others = Array.from({ length: 3 }, (_, index) =>
    tableOf(`b${index}`, [{ customer: 1, at: 2 + index, sequence: 0 }], space),
  );
  const gaps = (madeOf(table).gaps ??= new EventGaps(table, space));
  const kinds = others.flatMap((other) => [true, false].map((after) => ({ other, after })));
  const kept = kinds.filter(({ other, after }) => gaps.takes(other, after) && gaps.to(other, after).seconds.length > 0);
  expect(kept).toEqual(kinds.slice(0, 4));
  const bytes = bytesMadeOf(table);
  expect(bytes).toBeGreaterThan(0);
  for (const { other, after } of kept) expect(gaps.to(other, after)).toBe(gaps.to(other, after));
  expect(bytesMadeOf(table)).toBe(bytes);
  const [changed] = others;
  if (changed === undefined) throw new Error("There are others.");
  giveBackDerived(changed, space);
  expect(kinds.slice(4).map(({ other, after }) => gaps.takes(other, after))).toEqual([true, true]);
  expect(bytesMadeOf(table)).toBe(bytes / 2);
  giveBackDerived(table, space);
  expect(bytesMadeOf(table)).toBe(0);
});
