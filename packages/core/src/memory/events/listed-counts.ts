import type { InstantRange, PlanEvent } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import type { TextColumn } from "../columns/columns.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { boundsOf } from "./event-demands.js";
import { EventSelector, nextMarked } from "./event-selector.js";
import { TimeSlices } from "./event-slices.js";
import { blockStart, CUSTOMERS_A_BLOCK, madeOf, type EventTable } from "./event-table.js";
import { SPANS, type Instants } from "./event-times.js";
import type { CustomerEvents } from "./event-walk.js";
import { MANY } from "./sliced-totals.js";
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

/** The events of a type by a property, later ones left out. */
interface Main {
  readonly table: EventTable;
  readonly column: TextColumn;
  /** The lists, where they were asked for before. */
  readonly values: ValueSlices | undefined;
}

/** What a condition counts. */
interface ListedCount {
  readonly property: string;
  readonly texts: readonly string[];
  readonly mains: readonly Main[];
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
  const listed = listedCount(data, node);
  if (listed === undefined) return undefined;
  const counting = new Counting(data, node, listed);
  try {
    while (!counting.go()) await pacer.breathe();
    return counting.found();
  } finally {
    counting.free();
  }
}

/** The same where it is known at once: the lists are there, and little is to be looked at. */
export function listedNow(data: CustomerEvents, node: PlanEvent): Found | undefined {
  const listed = listedCount(data, node);
  if (listed === undefined) return undefined;
  for (const { table, values } of listed.mains) {
    if (values?.isFilled !== true || table.tail !== undefined) return undefined;
  }
  const counting = new Counting(data, node, listed);
  return counting.go() ? counting.found() : undefined;
}

function listedCount(
  { events, space, part }: CustomerEvents,
  { selection: { types, filters }, measure, test }: PlanEvent,
): ListedCount | undefined {
  const [filter] = filters;
  if (part === true || measure.of !== "count" || filter === undefined || filters.length > 1) return undefined;
  const { property, exclude, test: asked } = filter;
  if (exclude || asked.test !== "textIn") return undefined;
  const range = closedRange(test);
  // From `MANY` on counts are not told apart.
  if (range === undefined || (range.high >= MANY && (range.low > MANY || range.high < Infinity))) return undefined;
  const mains: Main[] = [];
  let unmade = 0;
  for (const type of types) {
    const table = events.get(type);
    const column = table?.properties.get(property);
    if (table === undefined || column === undefined) continue;
    if (column.kind !== "text" || column.dictionary.size > TEXTS) return undefined;
    const values = madeOf(table).slices?.knownValues(property, column);
    if (values === undefined) unmade += table.length;
    mains.push({ table, column, values });
  }
  const room = space.memory === undefined ? Infinity : space.capacity - space.used;
  if (unmade > 0 && unmade * AN_EVENT > room / 2) return undefined;
  return { property, texts: asked.values, mains, low: range.low, high: range.high };
}

/** Counts block by block. */
class Counting {
  readonly #data: CustomerEvents;
  readonly #parts: MainPart[] = [];
  readonly #late: EventSelector[] = [];
  readonly #lists: Lists;
  #block = 0;

  constructor(data: CustomerEvents, { selection: { types, filters, range } }: PlanEvent, listed: ListedCount) {
    const { events, space } = data;
    this.#data = data;
    this.#lists = new Lists(listed);
    for (const { table, column, values } of listed.mains) {
      const made = values ?? (madeOf(table).slices ??= new TimeSlices(table, space)).values(listed.property, column);
      this.#parts.push(new MainPart(table, made, listed.texts, range));
    }
    for (const type of types) {
      const late = events.get(type)?.tail;
      if (late !== undefined) this.#late.push(new EventSelector(late, filters, range, space));
    }
  }

  /** Goes on for a turn. Whether all is done. */
  go(): boolean {
    const lists = this.#lists;
    for (let work = 0; work < A_TURN; this.#block++) {
      const first = this.#block * CUSTOMERS_A_BLOCK;
      if (first >= this.#data.rows) return true;
      for (const part of this.#parts) work += part.list(this.#block, lists);
      for (const selector of this.#late) listLate(selector, this.#block, lists);
      lists.take(first);
    }
    return false;
  }

  found(): Found {
    const { rows: all, base, space } = this.#data;
    const { others, noneMeets } = this.#lists;
    if (!noneMeets && others.length * LISTED < all) {
      const rows = space.int32(Math.max(1, others.length));
      let to = 0;
      for (const row of others) if (base.has(row)) rows[to++] = row;
      return { kind: "loose", rows, from: 0, to };
    }
    const words = space.int32(paddedWords(all));
    if (noneMeets) words.set(base.words);
    for (const row of others) {
      const bit = 1 << (row & 31);
      const word = words[row >>> 5] ?? 0;
      words[row >>> 5] = noneMeets ? word & ~bit : base.has(row) ? word | bit : word;
    }
    return { kind: "bits", words, size: all };
  }

  free(): void {
    for (const selector of this.#late) selector.free();
  }
}

/** By customer of a block; all are 0 whenever others get a turn. */
const counts = new Uint8Array(CUSTOMERS_A_BLOCK);
/** Room for customers one by one, of use until others get a turn. */
let single = new Uint16Array(4_096);

/** Customers of a block, told from its first: each as often as there is an event of his. */
class Lists {
  /** Whether those meet the test who have no event. */
  readonly noneMeets: boolean;
  /** The rows of the customers that do as those without events do not. */
  readonly others: number[] = [];
  /** The count from which on customers may be others. */
  readonly #turn: number;
  readonly #high: number;
  readonly #lists: { readonly customers: Uint16Array; readonly from: number; readonly to: number }[] = [];
  #singles = 0;

  constructor({ low, high }: ListedCount) {
    this.noneMeets = low <= 0 && 0 <= high;
    this.#turn = this.noneMeets ? Math.floor(high) + 1 : Math.ceil(low);
    this.#high = this.noneMeets ? Infinity : high;
    // In one go they are sooner in the caches than one by one.
    counts.fill(0);
  }

  add(customers: Uint16Array, from: number, to: number): void {
    if (from < to) this.#lists.push({ customers, from, to });
  }

  /** Adds those of the events from one up to another whose instants lie between two. */
  addBetween(customers: Uint16Array, at: Instants, from: number, to: number, low: number, high: number): void {
    this.#makeRoom(to - from);
    let singles = this.#singles;
    for (let event = from; event < to; event++) {
      const instant = at[event] ?? 0;
      single[singles] = customers[event] ?? 0;
      singles += Number(low <= instant) & Number(instant <= high);
    }
    this.#singles = singles;
  }

  addSingle(customer: number): void {
    this.#makeRoom(1);
    single[this.#singles++] = customer;
  }

  /** Counts those of the block that begins with a row. From then on nobody is listed. */
  take(first: number): void {
    this.add(single, 0, this.#singles);
    const { others } = this;
    const before = others.length;
    for (const { customers, from, to } of this.#lists) count(customers, from, to, this.#turn, others);
    let kept = before;
    for (let index = before; index < others.length; index++) {
      const customer = others[index] ?? 0;
      if ((counts[customer] ?? 0) <= this.#high) others[kept++] = first + customer;
    }
    others.length = kept;
    for (const { customers, from, to } of this.#lists) clear(customers, from, to);
    this.#lists.length = 0;
    this.#singles = 0;
  }

  /** A place more than what is to be listed, to be written to in vain. */
  #makeRoom(more: number): void {
    if (this.#singles + more < single.length) return;
    const longer = new Uint16Array((this.#singles + more) * 2);
    longer.set(single);
    single = longer;
  }
}

/** Tells of customers when their counts reach `turn`. */
function count(customers: Uint16Array, from: number, to: number, turn: number, others: number[]): void {
  for (let at = from; at < to; at++) {
    const customer = customers[at] ?? 0;
    const known = counts[customer] ?? 0;
    if (known === MANY) continue;
    counts[customer] = known + 1;
    if (known + 1 === turn) others.push(customer);
  }
}

function clear(customers: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at++) counts[customers[at] ?? 0] = 0;
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
    const { customers, at, starts } = values;
    let listed = values.fill(block) * A_COPY;
    for (const code of this.#codes) {
      const place = values.placeOf(block, code, 0);
      let from = starts[place + this.#first] ?? 0;
      let to = starts[place + this.#last + 1] ?? 0;
      listed += to - from;
      if (this.#cutsFirst) {
        const whole = starts[place + this.#first + 1] ?? 0;
        lists.addBetween(customers, at, from, whole, this.#low, this.#high);
        from = whole;
      }
      if (this.#cutsLast && from < to) {
        const whole = starts[place + this.#last] ?? 0;
        lists.addBetween(customers, at, whole, to, this.#low, this.#high);
        to = whole;
      }
      lists.add(customers, from, to);
    }
    return listed;
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
