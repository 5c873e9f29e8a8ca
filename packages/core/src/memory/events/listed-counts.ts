import type { InstantRange, PlanEvent } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import type { TextColumn } from "../columns/columns.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { boundsOf } from "./event-demands.js";
import { EventSelector, nextMarked } from "./event-selector.js";
import { TimeSlices } from "./event-slices.js";
import { blockStart, CUSTOMERS_A_BLOCK, madeOf, tablesOf, type EventTable } from "./event-table.js";
import { SPANS } from "./event-times.js";
import type { CustomerEvents } from "./event-walk.js";
import { isToldBelowMany, MANY } from "./sliced-totals.js";
import type { ValueSlices } from "./value-slices.js";

/** Texts of a property that events are listed by, at most. */
const TEXTS = 255;

/** Bytes that an event takes in a list, at most: its customer and its instant. */
const AN_EVENT = 10;

/** Events looked at between two turns given to others. */
const A_TURN = 500_000;

/** What it costs to copy an event, in events looked at. */
const A_COPY = 10;

/** As a list fewer than one of so many customers take less room than as words. */
const LISTED = 32;

/** The customers found: a list, or words of which nobody counted the bits. */
type Found = Extract<RowSet | RoughSet, { readonly kind: "bits" | "loose" }>;

/** What a condition counts. */
interface ListedCount {
  readonly property: string;
  readonly texts: readonly string[];
  /** The events of its types, later ones left out, and the property. */
  readonly mains: readonly (readonly [EventTable, TextColumn])[];
  /** Counts that meet the test: from one up to another. */
  readonly low: number;
  readonly high: number;
}

/** Whether `listedMatches` finds the customers of a condition. */
export function isListed(data: CustomerEvents, node: PlanEvent): boolean {
  return listedCount(data, node) !== undefined;
}

/**
 * The living customers that meet a condition, `exclude` aside, where it counts events by their text; undefined where it
 * does not. What it gives lies in the space.
 */
export async function listedMatches(data: CustomerEvents, node: PlanEvent, pacer: Pacer): Promise<Found | undefined> {
  const counted = listedCount(data, node);
  if (counted === undefined) return undefined;
  const { rows, events, space } = data;
  const { types, filters, range } = node.selection;
  const parts = counted.mains.map(([table, column]) => {
    const slices = (madeOf(table).slices ??= new TimeSlices(table, space));
    return new MainPart(table, slices.values(counted.property, column), counted.texts, range);
  });
  const selectors: EventSelector[] = [];
  for (const type of types) {
    const late = events.get(type)?.tail;
    if (late !== undefined) selectors.push(new EventSelector(late, filters, range, space));
  }
  const lists = new Lists(counted);
  try {
    for (let block = 0, first = 0, work = 0; first < rows; block++, first += CUSTOMERS_A_BLOCK) {
      for (const part of parts) work += part.list(block, lists);
      for (const selector of selectors) listLate(selector, block, lists);
      lists.take(first);
      if (work < A_TURN) continue;
      work = 0;
      await pacer.breathe();
    }
    return foundOf(lists, data);
  } finally {
    for (const selector of selectors) selector.free();
  }
}

function listedCount(
  { events, space, part }: CustomerEvents,
  { selection: { types, filters }, measure, test }: PlanEvent,
): ListedCount | undefined {
  const [filter] = filters;
  if (part === true || measure.of !== "count" || filter === undefined || filters.length > 1) return undefined;
  const { property, exclude, test: asked } = filter;
  const range = closedRange(test);
  if (exclude || asked.test !== "textIn" || range === undefined) return undefined;
  if (!isToldBelowMany(test, tablesOf(events, types))) return undefined;
  const mains: [EventTable, TextColumn][] = [];
  let unmade = 0;
  for (const type of types) {
    const table = events.get(type);
    const column = table?.properties.get(property);
    if (table === undefined || column === undefined) continue;
    if (column.kind !== "text" || column.dictionary.size > TEXTS) return undefined;
    mains.push([table, column]);
    if (madeOf(table).slices?.hasValues(property, column) !== true) unmade += table.length;
  }
  const room = space.memory === undefined ? Infinity : space.capacity - space.used;
  return unmade * AN_EVENT <= room / 2 ? { property, texts: asked.values, mains, ...range } : undefined;
}

/** By customer of a block; all are 0 whenever others get a turn. */
const counts = new Uint8Array(CUSTOMERS_A_BLOCK);

/** Customers of a block, told from its first: each as often as there is an event of his. */
class Lists {
  readonly low: number;
  readonly high: number;
  /** Whether those meet the test who have no event. */
  readonly noneMeets: boolean;
  /** The rows of the customers that do as those without events do not. */
  readonly others: number[] = [];
  readonly #lists: { readonly customers: Uint16Array; readonly from: number; readonly to: number }[] = [];
  #single = new Uint16Array(4_096);
  #singles = 0;

  constructor({ low, high }: ListedCount) {
    this.low = low;
    this.high = high;
    this.noneMeets = low <= 0 && 0 <= high;
  }

  add(customers: Uint16Array, from: number, to: number): void {
    if (from < to) this.#lists.push({ customers, from, to });
  }

  addSingle(customer: number): void {
    if (this.#singles === this.#single.length) {
      const longer = new Uint16Array(this.#singles * 2);
      longer.set(this.#single);
      this.#single = longer;
    }
    this.#single[this.#singles++] = customer;
  }

  /** Counts those of the block that begins with a row. From then on nobody is listed. */
  take(first: number): void {
    this.add(this.#single, 0, this.#singles);
    for (const { customers, from, to } of this.#lists) count(customers, from, to);
    for (const { customers, from, to } of this.#lists) this.#takeOthers(customers, from, to, first);
    this.#lists.length = 0;
    this.#singles = 0;
  }

  /** Clears the counts on the way. */
  #takeOthers(customers: Uint16Array, from: number, to: number, first: number): void {
    const { low, high, noneMeets, others } = this;
    for (let at = from; at < to; at++) {
      const customer = customers[at] ?? 0;
      const known = counts[customer] ?? 0;
      counts[customer] = 0;
      if (known !== 0 && (low <= known && known <= high) !== noneMeets) others.push(first + customer);
    }
  }
}

function count(customers: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const customer = customers[at] ?? 0;
    const known = counts[customer] ?? 0;
    if (known < MANY) counts[customer] = known + 1;
  }
}

/** The events of a table, later ones left out. */
class MainPart {
  readonly #table: EventTable;
  readonly #values: ValueSlices;
  readonly #codes: readonly number[];
  readonly #low: number;
  readonly #high: number;
  /** Spans of time; none when the last comes before the first. */
  readonly #first: number;
  readonly #last: number;
  /** Whether events of the first or the last may lie outside the window. */
  readonly #cutsFirst: boolean;
  readonly #cutsLast: boolean;

  constructor(table: EventTable, values: ValueSlices, texts: readonly string[], range: InstantRange) {
    this.#table = table;
    this.#values = values;
    this.#codes = texts.flatMap((text) => values.codeOf(text) ?? []);
    const { first, last, width } = table.spans;
    const { low, high } = boundsOf(table, range) ?? { low: first, high: last };
    const empty = low > high || low > last || high < first;
    this.#low = low;
    this.#high = high;
    this.#first = low <= first ? 0 : Math.floor((low - first) / width);
    this.#last = empty ? -1 : high >= last ? SPANS - 1 : Math.floor((high - first) / width);
    this.#cutsFirst = low > first + this.#first * width;
    this.#cutsLast = high < last;
  }

  /** Lists the customers of the events of a block. Gives a number of events that takes as long. */
  list(block: number, lists: Lists): number {
    if (this.#last < this.#first || block >= this.#table.blocks.length) return 0;
    const values = this.#values;
    const { customers, starts } = values;
    let listed = values.fill(block) * A_COPY;
    for (const code of this.#codes) {
      const place = values.placeOf(block, code, 0);
      let from = starts[place + this.#first] ?? 0;
      let to = starts[place + this.#last + 1] ?? 0;
      listed += to - from;
      if (this.#cutsFirst) {
        const whole = starts[place + this.#first + 1] ?? 0;
        this.#listInWindow(from, whole, lists);
        from = whole;
      }
      if (this.#cutsLast && from < to) {
        const whole = starts[place + this.#last] ?? 0;
        this.#listInWindow(whole, to, lists);
        to = whole;
      }
      lists.add(customers, from, to);
    }
    return listed;
  }

  #listInWindow(from: number, to: number, lists: Lists): void {
    const { customers, at } = this.#values;
    for (let event = from; event < to; event++) {
      const instant = at[event] ?? 0;
      if (this.#low <= instant && instant <= this.#high) lists.addSingle(customers[event] ?? 0);
    }
  }
}

/** Later events are few. */
function listLate(selector: EventSelector, block: number, lists: Lists): void {
  const { table, bits } = selector;
  const [from, to] = [blockStart(table, block), blockStart(table, block + 1)];
  if (from === to) return;
  selector.select(from, to);
  const first = block * CUSTOMERS_A_BLOCK;
  for (let event = nextMarked(bits, from, to); event < to; event = nextMarked(bits, event + 1, to)) {
    lists.addSingle((table.customers[event] ?? 0) - first);
  }
}

function foundOf({ others: rows, noneMeets }: Lists, { rows: all, base, space }: CustomerEvents): Found {
  if (!noneMeets && rows.length * LISTED < all) {
    const living = rows.filter((row) => base.has(row));
    const list = space.int32(Math.max(1, living.length));
    list.set(living);
    return { kind: "loose", rows: list, from: 0, to: living.length };
  }
  const words = space.int32(paddedWords(all));
  if (noneMeets) words.set(base.words);
  for (const row of rows) {
    const bit = 1 << (row & 31);
    const word = words[row >>> 5] ?? 0;
    words[row >>> 5] = noneMeets ? word & ~bit : base.has(row) ? word | bit : word;
  }
  return { kind: "bits", words, size: all };
}
