import type { PlanSequence, PlanStep } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import { EventSelector } from "./event-selector.js";
import { instantOf, tablesOf, type EventTable } from "./event-table.js";
import {
  addCustomers,
  selectAll,
  untilAsOf,
  walkEvents,
  type CustomerEvents,
  type EventSource,
  type EventVisitor,
} from "./event-walk.js";
import { eventNumber } from "./measures.js";
import { shortMatches, shortSequence } from "./short-sequence.js";
import { SequenceMatcher, sequencePattern, type StepEvent } from "./sequence-pattern.js";

/** Living customers whose events hold the sequence. */
export async function sequenceMatches(
  data: CustomerEvents,
  sequence: PlanSequence,
  asOf: number,
  pacer: Pacer,
): Promise<Bitmap> {
  const matches = Bitmap.in(data.space, data.rows);
  const short = shortSequence(sequence, asOf);
  if (short === undefined) {
    await walkSequence(data, sequence, asOf, pacer, data.base, matches);
    return matches;
  }
  const late = await shortMatches(data, short, matches, pacer);
  if (late !== undefined) await walkSequence(data, sequence, asOf, pacer, late, matches);
  data.space.kernels.and(matches.words, 0, data.base.words, 0, matches.words.length);
  return matches;
}

/** Adds to `matches` those of the customers whose events hold the sequence. */
async function walkSequence(
  { events, rows, space }: CustomerEvents,
  sequence: PlanSequence,
  asOf: number,
  pacer: Pacer,
  among: Bitmap,
  matches: Bitmap,
): Promise<void> {
  const steps = sequence.steps.map((step) =>
    tablesOf(events, step.types).map((table) => stepSelector(table, step, sequence, asOf, space)),
  );
  try {
    let candidates = among;
    for (const [index, selectors] of steps.entries()) {
      await selectAll(selectors, pacer);
      if (sequence.steps[index]?.absent !== true) candidates = candidates.and(customersOf(selectors, rows));
    }
    const sources = sourcesOf(steps);
    await walkEvents(sources, new SequenceVisitor(matches, sequence, asOf, sources), pacer, candidates);
  } finally {
    for (const selector of steps.flat()) selector.free();
  }
}

/** The window bounds the events that must happen, not those that must not. */
function stepSelector(
  table: EventTable,
  step: PlanStep,
  sequence: PlanSequence,
  asOf: number,
  space: CustomerEvents["space"],
): EventSelector {
  return new EventSelector(table, step.filters, untilAsOf(step.absent ? {} : sequence.window, asOf), space);
}

function customersOf(selectors: readonly EventSelector[], rows: number): Bitmap {
  const customers = new Bitmap(rows);
  for (const selector of selectors) addCustomers(customers, selector);
  return customers;
}

/** A table with the events that meet any step. */
interface StepSource extends EventSource {
  /** The marks of each step that looks at the table. */
  readonly steps: readonly { readonly bit: number; readonly bits: Int32Array }[];
}

function sourcesOf(steps: readonly (readonly EventSelector[])[]): readonly StepSource[] {
  const sources = new Map<EventTable, { bits: Int32Array; steps: { bit: number; bits: Int32Array }[] }>();
  for (const [index, selectors] of steps.entries()) {
    for (const { table, bits } of selectors) {
      const source = sources.get(table);
      const step = { bit: 1 << index, bits };
      if (source === undefined) sources.set(table, { bits: bits.slice(), steps: [step] });
      else {
        for (let word = 0; word < bits.length; word++) source.bits[word] = (source.bits[word] ?? 0) | (bits[word] ?? 0);
        source.steps.push(step);
      }
    }
  }
  return [...sources].map(([table, source]) => ({ table, ...source }));
}

class SequenceVisitor implements EventVisitor {
  readonly #matches: Bitmap;
  readonly #matcher: SequenceMatcher;
  readonly #sources: readonly { readonly source: StepSource; readonly keyOf: KeyOf }[];
  /** The customer's events by what they agree on; all under one key without `correlate`. */
  readonly #threads = new Map<string | number, StepEvent[]>();

  constructor(matches: Bitmap, sequence: PlanSequence, asOf: number, sources: readonly StepSource[]) {
    this.#matches = matches;
    this.#matcher = new SequenceMatcher(sequencePattern(sequence.steps), asOf);
    this.#sources = sources.map((source) => ({ source, keyOf: agreement(source.table, sequence.correlate) }));
  }

  event(source: number, index: number): void {
    const from = this.#sources[source];
    if (from === undefined) return;
    const key = from.keyOf(index);
    if (key === undefined) return;
    const { table, steps } = from.source;
    const event = { at: instantOf(table, index), sequence: table.sequence[index] ?? 0, mask: maskOf(steps, index) };
    const thread = this.#threads.get(key);
    if (thread === undefined) this.#threads.set(key, [event]);
    else thread.push(event);
  }

  end(customer: number): void {
    for (const thread of this.#threads.values()) {
      if (this.#sources.length > 1) thread.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
      if (this.#matcher.holds(thread)) {
        this.#matches.add(customer);
        break;
      }
    }
    this.#threads.clear();
  }
}

/** Bits of the steps an event meets. */
function maskOf(steps: StepSource["steps"], event: number): number {
  let mask = 0;
  for (const { bit, bits } of steps) if ((((bits[event >>> 5] ?? 0) >>> (event & 31)) & 1) === 1) mask |= bit;
  return mask;
}

/** What an event must share with the others; undefined where it has no value to share. */
type KeyOf = (index: number) => string | number | undefined;

function agreement(table: EventTable, correlate: readonly string[]): KeyOf {
  const [only, ...others] = correlate.map((property) => eventNumber(table.properties.get(property)));
  if (only === undefined) return () => "";
  if (others.length === 0) return only;
  return (index) => {
    const values = [only, ...others].map((read) => read(index));
    return values.includes(undefined) ? undefined : values.join(" ");
  };
}
