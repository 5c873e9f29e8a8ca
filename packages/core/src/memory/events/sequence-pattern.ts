/** What a sequence asks of the events of one customer. An event meets step s when bit s of its mask is set. */
interface SequencePattern {
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
 * Finds chains e1 ≺ … ≺ em as a pattern asks. One pass: of all chains for the first j steps only the one that ends
 * latest matters, since it leaves the least time and the fewest events to whatever follows. Simultaneous events share a
 * moment: what one of them ends, another cannot go on from.
 */
export class SequenceMatcher {
  readonly #pattern: SequencePattern;
  readonly #asOf: number;
  /** By step: the instant and the moment of the latest end of a chain up to it; moment -1 where there is none. */
  readonly #endAt: Float64Array;
  readonly #endMoment: Int32Array;
  /** The same for the moment being looked at. */
  readonly #newEnd: Uint8Array;
  /** By step: the last moment at which an event came that must not come between it and the step before. */
  readonly #disturbed: Int32Array;
  /** By absent step before p1: the instant of its last event. */
  readonly #lastBefore: Float64Array;
  /** By absent step after pm: the instant of its next event. */
  readonly #nextAfter: Float64Array;

  constructor(pattern: SequencePattern, asOf: number) {
    this.#pattern = pattern;
    this.#asOf = asOf;
    const steps = pattern.present.length;
    this.#endAt = new Float64Array(steps);
    this.#endMoment = new Int32Array(steps);
    this.#newEnd = new Uint8Array(steps);
    this.#disturbed = new Int32Array(steps);
    this.#lastBefore = new Float64Array(pattern.before.length);
    this.#nextAfter = new Float64Array(pattern.after.length);
  }

  /** @param events by instant, then sequence; events equal in both are simultaneous */
  holds(events: readonly StepEvent[]): boolean {
    this.#endMoment.fill(-1);
    this.#disturbed.fill(-1);
    this.#lastBefore.fill(-Infinity);
    const ends: number[] = [];
    for (let start = 0; start < events.length;) {
      const end = momentEnd(events, start);
      const at = events[start]?.at ?? 0;
      const mask = maskOf(events, start, end);
      if (this.#extend(mask, at)) ends.push(start);
      if (ends.length > 0 && this.#pattern.after.length === 0) return true;
      this.#settle(mask, at, start);
      start = end;
    }
    return ends.length > 0 && this.#anyUndisturbed(ends, events);
  }

  /** Lets a moment end chains that stood before it; true when it ends a whole one. */
  #extend(mask: number, at: number): boolean {
    const { present } = this.#pattern;
    let whole = 0;
    for (let step = 0; step < present.length; step++) {
      const asked = present[step];
      whole = asked !== undefined && (mask & asked.bit) !== 0 && this.#canEnd(step, asked.within, at) ? 1 : 0;
      this.#newEnd[step] = whole;
    }
    return whole === 1;
  }

  #canEnd(step: number, within: number, at: number): boolean {
    if (step === 0) return this.#canBegin(at);
    const previous = this.#endMoment[step - 1] ?? -1;
    if (previous < 0 || at - (this.#endAt[step - 1] ?? 0) > within) return false;
    return (this.#disturbed[step] ?? -1) <= previous;
  }

  #canBegin(at: number): boolean {
    const { before } = this.#pattern;
    for (let step = 0; step < before.length; step++) {
      const last = this.#lastBefore[step] ?? -Infinity;
      if (last !== -Infinity && last >= at - (before[step]?.within ?? Infinity)) return false;
    }
    return true;
  }

  /** Ends a moment: its chains stand, and its absent steps count, for what comes after it. */
  #settle(mask: number, at: number, moment: number): void {
    const { gaps, before } = this.#pattern;
    for (let step = 0; step < gaps.length; step++) {
      if ((mask & (gaps[step] ?? 0)) !== 0) this.#disturbed[step] = moment;
      if (this.#newEnd[step] !== 1) continue;
      this.#endAt[step] = at;
      this.#endMoment[step] = moment;
    }
    for (let step = 0; step < before.length; step++) {
      if ((mask & (before[step]?.bit ?? 0)) !== 0) this.#lastBefore[step] = at;
    }
  }

  /** Whether some end of a whole chain is followed by none of the last absent steps, and their time has passed. */
  #anyUndisturbed(ends: readonly number[], events: readonly StepEvent[]): boolean {
    const { after } = this.#pattern;
    this.#nextAfter.fill(Infinity);
    let index = events.length - 1;
    for (let place = ends.length - 1; place >= 0; place--) {
      const end = ends[place] ?? 0;
      for (const next = momentEnd(events, end); index >= next; index--) {
        const event = events[index];
        for (let step = 0; step < after.length; step++) {
          if (event !== undefined && (event.mask & (after[step]?.bit ?? 0)) !== 0) this.#nextAfter[step] = event.at;
        }
      }
      const at = events[end]?.at ?? 0;
      if (after.every((absent, step) => this.#isAbsent(absent.within, this.#nextAfter[step] ?? Infinity, at)))
        return true;
    }
    return false;
  }

  #isAbsent(within: number, next: number, end: number): boolean {
    if (within === Infinity) return next === Infinity;
    return next > end + within && end + within <= this.#asOf;
  }
}

/** What the events of one moment meet together. */
function maskOf(events: readonly StepEvent[], start: number, end: number): number {
  let mask = 0;
  for (let index = start; index < end; index++) mask |= events[index]?.mask ?? 0;
  return mask;
}

/** The place after the last event that is simultaneous with the one at `start`. */
function momentEnd(events: readonly StepEvent[], start: number): number {
  const first = events[start];
  let end = start + 1;
  while (end < events.length && events[end]?.at === first?.at && events[end]?.sequence === first?.sequence) end++;
  return end;
}
