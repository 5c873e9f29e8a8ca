import type { SequenceCondition, Step } from "../../definition/language.js";
import { instantInWindow, type Moment } from "./calendar.js";
import { isBefore, type Event } from "./facts.js";
import { matches } from "./measures.js";
import { valueKey } from "./values.js";

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** Tries every chain of events e1 ≺ e2 ≺ … ≺ em, one for each step that is not absent. */
export function sequenceHolds(condition: SequenceCondition, events: readonly Event[], moment: Moment): boolean {
  const { steps, correlate = [], window } = condition;
  const present = steps.filter((step) => step.absent !== true);
  return chainsFrom([]);

  function chainsFrom(chain: readonly Event[]): boolean {
    const step = present[chain.length];
    if (step === undefined) return noneBefore(chain) && noneBetween(chain) && noneAfter(chain);
    return events.some((event) => mayFollow(chain, event, step) && chainsFrom([...chain, event]));
  }

  function mayFollow(chain: readonly Event[], event: Event, step: Step): boolean {
    const previous = chain.at(-1);
    return (
      matches(event, step, moment) &&
      (window === undefined || instantInWindow(event.at, window, moment)) &&
      (previous === undefined ||
        (isBefore(previous, event) && (step.within === undefined || event.at - previous.at <= duration(step)))) &&
      agrees(event, chain[0] ?? event)
    );
  }

  function noneBefore(chain: readonly Event[]): boolean {
    const [first] = chain;
    if (first === undefined) return false;
    return absentAfter(0).every((step) =>
      events.every(
        (event) =>
          !counts(event, step, first) ||
          !isBefore(event, first) ||
          (step.within !== undefined && event.at < first.at - duration(step)),
      ),
    );
  }

  function noneBetween(chain: readonly Event[]): boolean {
    return chain.slice(1).every((end, index) => {
      const start = chain[index] ?? end;
      return absentAfter(index + 1).every((step) =>
        events.every((event) => !counts(event, step, start) || !isBefore(start, event) || !isBefore(event, end)),
      );
    });
  }

  function noneAfter(chain: readonly Event[]): boolean {
    const last = chain.at(-1);
    if (last === undefined) return false;
    return absentAfter(chain.length).every((step) => {
      const limit = step.within === undefined ? moment.asOf : last.at + duration(step);
      return (
        limit <= moment.asOf &&
        events.every((event) => !counts(event, step, last) || !isBefore(last, event) || event.at > limit)
      );
    });
  }

  /** The absent steps that stand after so many present ones, and before the next. */
  function absentAfter(count: number): Step[] {
    return steps.filter(
      (step, index) =>
        step.absent === true && steps.slice(0, index).filter((other) => other.absent !== true).length === count,
    );
  }

  function counts(event: Event, step: Step, member: Event): boolean {
    return matches(event, step, moment) && agrees(event, member);
  }

  function agrees(event: Event, member: Event): boolean {
    return correlate.every((property) => {
      const value = event.properties.get(property);
      const other = member.properties.get(property);
      return value !== undefined && other !== undefined && valueKey(value) === valueKey(other);
    });
  }
}

function duration({ within }: Step): number {
  return within === undefined ? Infinity : within.amount * milliseconds[within.unit];
}
