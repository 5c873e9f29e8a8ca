import {
  eventTypeOf,
  type Catalog,
  type EventCondition,
  type Measure,
  type MeasureName,
  type Property,
} from "@audiencekit/core";
import { eventWith, measureType, numbersOf, withOperator } from "./value-test.js";

export const measures: readonly MeasureName[] = [
  "count",
  "sum",
  "average",
  "min",
  "max",
  "distinct",
  "days",
  "weeks",
  "months",
  "firstAt",
  "lastAt",
];

/** The names of a condition's or step's event types. */
export function eventNames(event: string | readonly string[]): readonly string[] {
  return typeof event === "string" ? [event] : event;
}

/** The properties of any of these types, the first type that has one deciding what it is. */
export function propertiesOf(catalog: Catalog, event: string | readonly string[]): readonly Property[] {
  const known = new Map<string, Property>();
  for (const name of eventNames(event)) {
    for (const property of eventTypeOf(catalog, name)?.properties ?? []) {
      if (!known.has(property.name)) known.set(property.name, property);
    }
  }
  return [...known.values()];
}

/** The properties a measure can be taken of: numbers, or anything but lists to count distinct values. */
export function measurable(of: MeasureName, properties: readonly Property[]): readonly Property[] {
  if (of === "distinct") return properties.filter((property) => property.type !== "list");
  return properties.filter((property) => property.type === "number");
}

export function needsProperty(of: MeasureName): of is "sum" | "average" | "min" | "max" | "distinct" {
  return of === "sum" || of === "average" || of === "min" || of === "max" || of === "distinct";
}

/** The measures that these properties allow. */
export function measuresFor(properties: readonly Property[]): readonly MeasureName[] {
  return measures.filter((of) => !needsProperty(of) || measurable(of, properties).length > 0);
}

/** The condition with another measure; its operator and value stay where they still fit. */
export function withMeasure(
  condition: EventCondition,
  of: MeasureName,
  properties: readonly Property[],
): EventCondition {
  const measure = measureOf(of, condition.measure, properties);
  if (measure === undefined) return condition;
  const type = measureType(of);
  const next = { ...condition, measure };
  if (type === measureType(condition.measure.of)) return next;
  return eventWith(next, withOperator(next, type === "datetime" ? "inWindow" : "atLeast", type));
}

function measureOf(of: MeasureName, before: Measure, properties: readonly Property[]): Measure | undefined {
  if (!needsProperty(of)) return { of };
  const fitting = measurable(of, properties);
  const kept = "property" in before ? fitting.find((property) => property.name === before.property) : undefined;
  const property = kept ?? fitting[0];
  return property === undefined ? undefined : { of, property: property.name };
}

/** Whether a condition also holds for customers without any such event: none counts as 0. */
export function holdsForNone({ measure, operator, value }: EventCondition): boolean {
  if (!["count", "distinct", "days", "weeks", "months", "sum"].includes(measure.of)) return false;
  const numbers = numbersOf(value);
  const [first, second] = numbers;
  if (first === undefined) return false;
  switch (operator) {
    case "is":
      return numbers.includes(0);
    case "atMost":
      return first >= 0;
    case "lessThan":
      return first > 0;
    case "atLeast":
      return first <= 0;
    case "greaterThan":
      return first < 0;
    case "between":
      return second !== undefined && first <= 0 && second >= 0;
    default:
      return false;
  }
}
