import fc from "fast-check";
import { expect, test } from "vitest";
import { SequenceMatcher, sequencePattern, type StepEvent } from "./sequence-pattern.js";

interface Step {
  readonly absent: boolean;
  readonly within?: number;
}

/** The clause of the contract as it is worded: every choice of e1 ≺ … ≺ em is tried. */
function holdsByTrying(events: readonly StepEvent[], steps: readonly Step[], asOf: number): boolean {
  const present = steps.flatMap((step, index) => (step.absent ? [] : [index]));
  const chains = (chain: readonly StepEvent[]): boolean => {
    const place = present[chain.length];
    if (place === undefined) return steps.every((step, index) => !step.absent || isAbsent(index, chain));
    return events.some((event) => {
      const previous = chain.at(-1);
      if ((event.mask & (1 << place)) === 0) return false;
      if (previous !== undefined) {
        if (!isBefore(previous, event)) return false;
        if (event.at - previous.at > (steps[place]?.within ?? Infinity)) return false;
      }
      return chains([...chain, event]);
    });
  };
  const isAbsent = (index: number, chain: readonly StepEvent[]): boolean => {
    const left = chain[present.filter((place) => place < index).length - 1];
    const right = chain[present.filter((place) => place < index).length];
    const within = steps[index]?.within ?? Infinity;
    if (right === undefined && left !== undefined && within !== Infinity && left.at + within > asOf) return false;
    return !events.some(
      (event) =>
        (event.mask & (1 << index)) !== 0 &&
        (left === undefined || isBefore(left, event)) &&
        (right === undefined || isBefore(event, right)) &&
        (left !== undefined || right === undefined || event.at >= right.at - within) &&
        (right !== undefined || left === undefined || event.at <= left.at + within),
    );
  };
  return chains([]);
}

function isBefore(a: StepEvent, b: StepEvent): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}

const duration = fc.integer({ min: 1, max: 6 });
const step = fc.record({ absent: fc.boolean(), wants: fc.option(duration, { nil: undefined }) });
const stepLists = fc
  .array(step, { minLength: 1, maxLength: 5 })
  .filter((steps) => steps.some(({ absent }) => !absent))
  .map((steps): Step[] => {
    const first = steps.findIndex(({ absent }) => !absent);
    const last = steps.findLastIndex(({ absent }) => !absent);
    return steps.map(({ absent, wants }, index) => {
      const allowed = absent ? index < first || index > last : index > first;
      return { absent, ...(allowed && wants !== undefined ? { within: wants } : {}) };
    });
  });
const eventLists = fc
  .array(fc.record({ at: fc.nat({ max: 12 }), sequence: fc.nat({ max: 1 }), mask: fc.nat({ max: 31 }) }), {
    maxLength: 7,
  })
  .map((events) => events.sort((a, b) => a.at - b.at || a.sequence - b.sequence));

test("one pass finds a chain exactly when trying every choice of events does", () => {
  let held = 0;
  let runs = 0;
  fc.assert(
    fc.property(stepLists, eventLists, (steps, events) => {
      const expected = holdsByTrying(events, steps, 12);
      held += expected ? 1 : 0;
      runs += 1;
      expect(new SequenceMatcher(sequencePattern(steps), 12).holds(events)).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(held).toBeGreaterThan(runs / 20);
  expect(held).toBeLessThan((runs * 19) / 20);
}, 60_000);

const bought = (at: number, sequence = 0): StepEvent => ({ at, sequence, mask: 0b01 });
const returned = (at: number, sequence = 0): StepEvent => ({ at, sequence, mask: 0b10 });

test("simultaneous events are in no order", () => {
  const matcher = new SequenceMatcher(sequencePattern([{ absent: false }, { absent: false }]), 9);
  expect(matcher.holds([bought(5), returned(5)])).toBe(false);
  expect(matcher.holds([bought(5), returned(5, 1)])).toBe(true);
});

test("an earlier end can be undisturbed where the latest has not had its time", () => {
  const matcher = new SequenceMatcher(sequencePattern([{ absent: false }, { absent: true, within: 3 }]), 9);
  expect(matcher.holds([bought(1), bought(8)])).toBe(true);
  expect(matcher.holds([bought(1), returned(4), bought(8)])).toBe(false);
  expect(matcher.holds([bought(1), returned(5), bought(8)])).toBe(true);
});
