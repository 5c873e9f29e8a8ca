import type { PlanSequence, PlanStep } from "../../plan/plan.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { EventTable } from "./event-table.js";
import { admission, tablesOf, walkEvents, type EventSource, type EventVisitor } from "./event-walk.js";
import { eventNumber, type MeasuredEvents } from "./measures.js";
import type { Pacer } from "../pacer.js";
import type { Predicate } from "../columns/predicate.js";
import { SequenceMatcher, sequencePattern, type StepEvent } from "./sequence-pattern.js";

/** Customers whose events hold the sequence. */
export async function sequenceMatches(
  data: MeasuredEvents,
  sequence: PlanSequence,
  asOf: number,
  pacer: Pacer,
): Promise<Bitmap> {
  const types = [...new Set(sequence.steps.flatMap((step) => step.types))];
  const sources = tablesOf(data.events, types).map((table) => ({
    table,
    admits: admission(table, [], { to: asOf + 1 }),
  }));
  const visitor = new SequenceVisitor(data.rows, sequence, asOf, sources);
  await walkEvents(sources, visitor, pacer);
  return visitor.matches;
}

class SequenceVisitor implements EventVisitor {
  readonly matches: Bitmap;
  readonly #matcher: SequenceMatcher;
  readonly #sources: readonly { readonly table: EventTable; readonly maskOf: MaskOf; readonly keyOf: KeyOf }[];
  /** The customer's events by what they agree on; all under one key without `correlate`. */
  readonly #threads = new Map<string | number, StepEvent[]>();

  constructor(rows: number, sequence: PlanSequence, asOf: number, sources: readonly EventSource[]) {
    this.matches = new Bitmap(rows);
    this.#matcher = new SequenceMatcher(sequencePattern(sequence.steps), asOf);
    this.#sources = sources.map(({ table }) => ({
      table,
      maskOf: stepMask(table, sequence),
      keyOf: agreement(table, sequence.correlate),
    }));
  }

  event(source: number, index: number): void {
    const from = this.#sources[source];
    if (from === undefined) return;
    const mask = from.maskOf(index);
    if (mask === 0) return;
    const key = from.keyOf(index);
    if (key === undefined) return;
    const event = { at: from.table.at[index] ?? 0, sequence: from.table.sequence[index] ?? 0, mask };
    const thread = this.#threads.get(key);
    if (thread === undefined) this.#threads.set(key, [event]);
    else thread.push(event);
  }

  end(customer: number): void {
    for (const thread of this.#threads.values()) {
      if (this.#sources.length > 1) thread.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
      if (this.#matcher.holds(thread)) {
        this.matches.add(customer);
        break;
      }
    }
    this.#threads.clear();
  }
}

/** Bits of the steps an event meets. */
type MaskOf = (index: number) => number;
/** What an event must share with the others; undefined where it has no value to share. */
type KeyOf = (index: number) => string | number | undefined;

function stepMask(table: EventTable, sequence: PlanSequence): MaskOf {
  const steps: { bit: number; admits: Predicate }[] = [];
  for (const [position, step] of sequence.steps.entries()) {
    if (step.types.includes(table.type))
      steps.push({ bit: 1 << position, admits: stepAdmission(table, step, sequence) });
  }
  return (index) => {
    let mask = 0;
    for (const { bit, admits } of steps) if (admits(index)) mask |= bit;
    return mask;
  };
}

/** The window bounds the events that must happen, not those that must not. */
function stepAdmission(table: EventTable, step: PlanStep, sequence: PlanSequence): Predicate {
  return admission(table, step.filters, step.absent ? {} : sequence.window);
}

function agreement(table: EventTable, correlate: readonly string[]): KeyOf {
  const [only, ...others] = correlate.map((property) => eventNumber(table.properties.get(property)));
  if (only === undefined) return () => "";
  if (others.length === 0) return only;
  return (index) => {
    const values = [only, ...others].map((read) => read(index));
    return values.includes(undefined) ? undefined : values.join(" ");
  };
}
