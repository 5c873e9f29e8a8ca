/** What a sequence asks of the events of one customer. An event meets step s when bit s of its mask is set. */
export interface SequencePattern {
  /** p1 … pm; `within` is the longest time since the event before. */
  readonly present: readonly { readonly bit: number; readonly within: number }[];
  /** `gaps[j]`: bits of the absent steps between pj and pj+1, for j from 1 to m - 1. */
  readonly gaps: readonly number[];
  /** Absent steps before p1 and how far back from it they reach. */
  readonly before: readonly { readonly bit: number; readonly within: number }[];
  /** Absent steps after pm and how far they reach from it. */
  readonly after: readonly { readonly bit: number; readonly within: number }[];
}

/** An event with the steps it meets: those present steps whose window it lies in, and all absent ones. */
export interface StepEvent {
  readonly at: number;
  readonly sequence: number;
  readonly mask: number;
}

/** The steps of a definition, in order, as a pattern. */
export function sequencePattern(
  steps: readonly { readonly absent: boolean; readonly within?: number }[],
): SequencePattern {
  const present: { bit: number; within: number }[] = [];
  const gaps: number[] = [];
  const before: { bit: number; within: number }[] = [];
  let sincePresent: { bit: number; within: number }[] = [];
  for (const [index, step] of steps.entries()) {
    const placed = { bit: 1 << index, within: step.within ?? Infinity };
    if (step.absent) {
      (present.length === 0 ? before : sincePresent).push(placed);
    } else {
      gaps.push(sincePresent.reduce((bits, { bit }) => bits | bit, 0));
      sincePresent = [];
      present.push(placed);
    }
  }
  return { present, gaps, before, after: sincePresent };
}

/**
 * Whether the events hold a chain e1 ≺ … ≺ em as the pattern asks. One pass: of all chains for the first j steps only
 * the one that ends latest matters, since it leaves the least time and the fewest events to whatever follows.
 *
 * @param events by instant, then sequence; events equal in both are simultaneous.
 */
export function holdsSequence(events: readonly StepEvent[], pattern: SequencePattern, asOf: number): boolean {
  const chains = new Chains(pattern);
  const ends: Moment[] = [];
  let moment = 0;
  for (let start = 0; start < events.length; moment++) {
    const end = simultaneousEnd(events, start);
    for (let index = start; index < end; index++) {
      const event = events[index];
      if (event !== undefined && chains.extend(event.mask, { at: event.at, moment }))
        ends.push({ at: event.at, moment });
    }
    if (ends.length > 0 && pattern.after.length === 0) return true;
    for (let index = start; index < end; index++) {
      const event = events[index];
      if (event !== undefined) chains.pass(event.mask, { at: event.at, moment });
    }
    chains.settle();
    start = end;
  }
  return ends.length > 0 && anyUndisturbed(ends, events, pattern, asOf);
}

/** Where an event stands: simultaneous ones share a moment. */
interface Moment {
  readonly at: number;
  readonly moment: number;
}

/** Per prefix of the pattern the latest end so far, and the absent events that came since. */
class Chains {
  readonly #pattern: SequencePattern;
  readonly #ends: (Moment | undefined)[];
  readonly #extended: (Moment | undefined)[];
  readonly #lastAbsent: Int32Array;
  readonly #lastBefore: Float64Array;

  constructor(pattern: SequencePattern) {
    this.#pattern = pattern;
    this.#ends = new Array<Moment | undefined>(pattern.present.length).fill(undefined);
    this.#extended = [...this.#ends];
    this.#lastAbsent = new Int32Array(pattern.present.length).fill(-1);
    this.#lastBefore = new Float64Array(pattern.before.length).fill(-Infinity);
  }

  /** Lets an event end prefixes that stood before its moment; true when it ends the whole chain. */
  extend(mask: number, event: Moment): boolean {
    const { present } = this.#pattern;
    let whole = false;
    for (const [step, { bit, within }] of present.entries()) {
      if ((mask & bit) === 0 || !this.#canEnd(step, within, event)) continue;
      this.#extended[step] = event;
      whole = step === present.length - 1;
    }
    return whole;
  }

  /** Notes the absent steps an event meets: they count for what comes after its moment. */
  pass(mask: number, { at, moment }: Moment): void {
    for (const [step, gap] of this.#pattern.gaps.entries()) if ((mask & gap) !== 0) this.#lastAbsent[step] = moment;
    for (const [step, { bit }] of this.#pattern.before.entries()) if ((mask & bit) !== 0) this.#lastBefore[step] = at;
  }

  /** Ends the moment: its chains stand from now on. */
  settle(): void {
    for (const [step, event] of this.#extended.entries()) if (event !== undefined) this.#ends[step] = event;
  }

  #canEnd(step: number, within: number, event: Moment): boolean {
    if (step === 0) {
      return this.#pattern.before.every(({ within: reach }, index) => {
        const last = this.#lastBefore[index] ?? -Infinity;
        return last === -Infinity || last < event.at - reach;
      });
    }
    const previous = this.#ends[step - 1];
    if (previous === undefined || event.at - previous.at > within) return false;
    return (this.#lastAbsent[step] ?? -1) <= previous.moment;
  }
}

/** Whether some end of the whole chain is followed by none of the last absent steps, and their time has passed. */
function anyUndisturbed(
  ends: readonly Moment[],
  events: readonly StepEvent[],
  { after }: SequencePattern,
  asOf: number,
): boolean {
  const next = new Float64Array(after.length).fill(Infinity);
  const moments = momentsOf(events);
  let index = events.length - 1;
  for (const end of ends.toReversed()) {
    for (; (moments[index] ?? -1) > end.moment; index--) {
      const event = events[index];
      if (event === undefined) continue;
      for (const [step, { bit }] of after.entries()) if ((event.mask & bit) !== 0) next[step] = event.at;
    }
    const undisturbed = after.every(({ within }, step) => {
      const at = next[step] ?? Infinity;
      if (within === Infinity) return at === Infinity;
      return at > end.at + within && end.at + within <= asOf;
    });
    if (undisturbed) return true;
  }
  return false;
}

function momentsOf(events: readonly StepEvent[]): Int32Array {
  const moments = new Int32Array(events.length);
  let moment = 0;
  for (let start = 0; start < events.length; moment++) {
    const end = simultaneousEnd(events, start);
    moments.fill(moment, start, end);
    start = end;
  }
  return moments;
}

function simultaneousEnd(events: readonly StepEvent[], start: number): number {
  const first = events[start];
  let end = start + 1;
  while (end < events.length && events[end]?.at === first?.at && events[end]?.sequence === first?.sequence) end++;
  return end;
}
