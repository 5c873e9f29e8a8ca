import type { EventSelection, PlanSequence, PlanStep } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import { boundsOf } from "./event-demands.js";
import { EventGaps, NEVER, type Gaps } from "./event-gaps.js";
import { blockStart, CUSTOMERS_A_BLOCK, madeOf, startsOf, type EventTable } from "./event-table.js";
import { EventSelector } from "./event-selector.js";
import { addCustomers, untilAsOf, type CustomerEvents } from "./event-walk.js";

/**
 * A sequence of one present step, or of two steps of one event type each: the events of the present one (the first of
 * two) that have, or with `absent` have not, one of the others from `low` to `high` milliseconds after them.
 */
interface ShortSequence {
  readonly type: string;
  readonly events: EventSelection;
  readonly other?: Other;
}

interface Other {
  readonly type: string;
  readonly events: EventSelection;
  readonly low: number;
  readonly high: number;
  readonly absent: boolean;
}

/** The sequence as the kernel takes it; undefined where it is longer, looks at several types, or correlates. */
export function shortSequence({ steps, window, correlate }: PlanSequence, asOf: number): ShortSequence | undefined {
  const [first, second] = steps;
  if (first === undefined || steps.length > 2 || correlate.length > 0) return undefined;
  if (steps.some(({ types }) => types.length !== 1)) return undefined;
  const select = ({ types, filters, absent }: PlanStep, until: number): EventSelection => ({
    types,
    filters,
    range: untilAsOf(absent ? {} : window, until),
  });
  const [type = ""] = first.types;
  if (second === undefined) return { type, events: select(first, asOf) };
  const [otherType = ""] = second.types;
  // What comes before an event is no later than the as-of, nor is what comes in a time that has passed.
  const whenever = ({ types, filters }: PlanStep): EventSelection => ({ types, filters, range: {} });
  if (first.absent) {
    const low = -(first.within ?? Infinity);
    return {
      type: otherType,
      events: select(second, asOf),
      other: { type, events: whenever(first), low, high: -1, absent: true },
    };
  }
  const { within = Infinity, absent } = second;
  // The time in which nothing must happen has to have passed.
  const passed = absent && within !== Infinity;
  const others = passed ? whenever(second) : select(second, asOf);
  const other = { type: otherType, events: others, low: 1, high: within, absent };
  return { type, events: select(first, passed ? asOf - within : asOf), other };
}

/**
 * Adds the customers whose events hold the sequence. Where events came late, it gives the customers who have some of
 * them: these are left out, and have to be looked at otherwise.
 */
export async function shortMatches(
  data: CustomerEvents,
  { type, events, other }: ShortSequence,
  matches: Bitmap,
  pacer: Pacer,
): Promise<Bitmap | undefined> {
  const { space } = data;
  const table = data.events.get(type);
  const otherTable = other === undefined ? undefined : data.events.get(other.type);
  if (table === undefined) return undefined;
  const selector = new EventSelector(table, events.filters, events.range, space);
  const gaps =
    other !== undefined && otherTable !== undefined && areGapsKept(data, table, otherTable, other)
      ? (madeOf(table).gaps ??= new EventGaps(table, space)).to(otherTable, other.low > 0)
      : undefined;
  const others =
    other === undefined || otherTable === undefined || gaps !== undefined
      ? undefined
      : new EventSelector(otherTable, other.events.filters, other.events.range, space);
  try {
    if (other !== undefined && gaps !== undefined) {
      await addNear(data, selector, gaps, other, matches, pacer);
    } else if (other === undefined || others === undefined) {
      selector.select(0, table.length);
      if (other?.absent !== false) addCustomers(matches, selector);
    } else {
      await addFollowed(data, selector, others, other, matches, pacer);
    }
  } finally {
    selector.free();
    others?.free();
  }
  return withoutLate(matches, [table, otherTable]);
}

/** Whether a sequence is told by gaps that are kept, so that no second thread is worth it. */
export function isQuickSequence(data: CustomerEvents, sequence: PlanSequence, asOf: number): boolean {
  const short = shortSequence(sequence, asOf);
  if (short?.other === undefined) return false;
  const [table, other] = [short.type, short.other.type].map((type) => data.events.get(type));
  return table !== undefined && other !== undefined && areGapsKept(data, table, other, short.other);
}

/** Whether gaps tell which events have one of the others nearby: where all others count, and gaps can be kept. */
function areGapsKept(
  { space, part }: CustomerEvents,
  table: EventTable,
  other: EventTable,
  { events: { filters, range }, low }: Other,
): boolean {
  if (part === true || filters.length > 0 || boundsOf(other, range) !== undefined) return false;
  if (!(table.at instanceof Int32Array && other.at instanceof Int32Array)) return false;
  const longest = Math.max(table.lastAt, other.lastAt) - Math.min(table.firstAt, other.firstAt);
  if (longest >= NEVER * 1000) return false;
  const { gaps } = madeOf(table);
  if (gaps !== undefined) return gaps.takes(other, low > 0);
  return space.memory === undefined || table.length * 4 <= (space.capacity - space.used) / 2;
}

/** Adds the customers of the selected events whose gap is as it has to be. */
async function addNear(
  { rows, space }: CustomerEvents,
  selector: EventSelector,
  gaps: Gaps,
  { low, high, absent }: Pick<Other, "low" | "high" | "absent">,
  matches: Bitmap,
  pacer: Pacer,
): Promise<void> {
  const { table, bits } = selector;
  const starts = startsOf(table, rows, space);
  const near = Math.min(Math.floor((low > 0 ? high : -low) / 1000), NEVER - 1);
  const [least, most] = absent ? [near + 1, NEVER] : [0, near];
  const words = matches.words.length * 32;
  for (let block = 0, first = 0; first < words; block++, first += CUSTOMERS_A_BLOCK) {
    const [from, to] = [blockStart(table, block), blockStart(table, block + 1)];
    if (from === to) continue;
    gaps.fill(block);
    selector.select(from, to);
    // The gaps of what lies behind the block are not there yet.
    const last = to >>> 5;
    const behind = (bits[last] ?? 0) & (-1 << (to & 31));
    space.kernels.keep32(gaps.seconds, least, most, bits, from >>> 5, ((to + 31) >>> 5) - (from >>> 5));
    bits[last] = ((bits[last] ?? 0) & ~(-1 << (to & 31))) | behind;
    const end = Math.min(first + CUSTOMERS_A_BLOCK, words);
    space.kernels.withMarked(starts, bits, first, end, matches.words);
    await pacer.breathe();
  }
}

async function addFollowed(
  { rows, space }: CustomerEvents,
  selector: EventSelector,
  others: EventSelector,
  { low, high, absent }: Pick<Other, "low" | "high" | "absent">,
  matches: Bitmap,
  pacer: Pacer,
): Promise<void> {
  const marked = [selector, others].map(({ table, bits, all }) => {
    const { customers, at, sequence, firstAt, lastAt } = table;
    return { customers, at, sequence, starts: startsOf(table, rows, space), bits, all, firstAt, lastAt };
  });
  const [events, otherEvents] = marked;
  if (events === undefined || otherEvents === undefined) return;
  const words = matches.words.length * 32;
  for (let from = 0; from < words; from += CUSTOMERS_A_BLOCK) {
    const block = from / CUSTOMERS_A_BLOCK;
    for (const one of [selector, others]) one.select(blockStart(one.table, block), blockStart(one.table, block + 1));
    const to = Math.min(from + CUSTOMERS_A_BLOCK, words);
    space.kernels.followed(events, otherEvents, from, to, low, high, absent, matches.words);
    await pacer.breathe();
  }
}

/** Takes out the customers with late events of these tables, and tells who they are; undefined where there are none. */
function withoutLate(matches: Bitmap, tables: readonly (EventTable | undefined)[]): Bitmap | undefined {
  const tails = tables.flatMap((table) => table?.tail ?? []);
  if (tails.length === 0) return undefined;
  const late = new Bitmap(matches.length);
  for (const { customers, length } of tails) for (const customer of customers.subarray(0, length)) late.add(customer);
  for (let word = 0; word < late.words.length; word++) {
    matches.words[word] = (matches.words[word] ?? 0) & ~(late.words[word] ?? 0);
  }
  return late;
}
