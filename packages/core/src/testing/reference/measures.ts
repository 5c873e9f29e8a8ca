import type { Measure, PropertyFilter, Window } from "../../definition/language.js";
import { dateOf, instantInWindow, type Moment } from "./calendar.js";
import { addExact, compareExact, divideExact, exactOf, nothing, type Exact } from "./exact.js";
import type { Event } from "./facts.js";
import { holds } from "./operators.js";
import { valueKey, type Value } from "./values.js";

/** Which events are meant, without a window. */
export interface EventPattern {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[] | undefined;
}

/** Whether an event is of the type and meets every filter; `exclude` is the complement over the events. */
export function matches(event: Event, pattern: EventPattern, moment: Moment): boolean {
  const types = typeof pattern.event === "string" ? [pattern.event] : pattern.event;
  if (!types.includes(event.type)) return false;
  return (pattern.where ?? []).every(
    (filter) => holds(filter, event.properties.get(filter.property), moment) !== (filter.exclude === true),
  );
}

/** The events that match and lie in the window. */
export function select(
  events: readonly Event[],
  pattern: EventPattern & { readonly window?: Window | undefined },
  moment: Moment,
): Event[] {
  const { window } = pattern;
  return events.filter(
    (event) => matches(event, pattern, moment) && (window === undefined || instantInWindow(event.at, window, moment)),
  );
}

/** A measure over selected events. Of no event some measures are 0, the others missing. */
export function measured(measure: Measure, events: readonly Event[], zone: string): Value | undefined {
  switch (measure.of) {
    case "count":
      return whole(events.length);
    case "days":
      return whole(different(events, (event) => dateOf(event.at, zone).toString()));
    case "weeks":
      return whole(different(events, (event) => mondayBefore(event.at, zone)));
    case "months":
      return whole(different(events, (event) => dateOf(event.at, zone).toPlainYearMonth().toString()));
    case "firstAt":
      return instant(events.map(({ at }) => at).sort((a, b) => a - b)[0]);
    case "lastAt":
      return instant(events.map(({ at }) => at).sort((a, b) => b - a)[0]);
    case "distinct":
      return whole(new Set(events.flatMap((event) => keysOf(event.properties.get(measure.property)))).size);
    case "sum":
      return number(numbersOf(events, measure.property).reduce(addExact, nothing));
    case "average": {
      const numbers = numbersOf(events, measure.property);
      return numbers.length === 0 ? undefined : number(divideExact(numbers.reduce(addExact, nothing), numbers.length));
    }
    case "min":
      return number(numbersOf(events, measure.property).sort(compareExact)[0]);
    case "max":
      return number(numbersOf(events, measure.property).sort(compareExact).at(-1));
  }
}

/** The numbers a property has, missing ones skipped. */
export function numbersOf(events: readonly Event[], property: string): Exact[] {
  return events.flatMap((event) => {
    const value = event.properties.get(property);
    return value?.type === "number" ? [value.number] : [];
  });
}

function keysOf(value: Value | undefined): string[] {
  return value === undefined ? [] : [valueKey(value)];
}

function different(events: readonly Event[], key: (event: Event) => string): number {
  return new Set(events.map(key)).size;
}

function mondayBefore(at: number, zone: string): string {
  const date = dateOf(at, zone);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

function whole(count: number): Value {
  return { type: "number", number: exactOf(count) };
}

function number(exact: Exact | undefined): Value | undefined {
  return exact === undefined ? undefined : { type: "number", number: exact };
}

function instant(at: number | undefined): Value | undefined {
  return at === undefined ? undefined : { type: "datetime", instant: at };
}
