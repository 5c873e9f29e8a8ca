import type { ValueType } from "../catalog/catalog.js";
import type { CalendarUnit, MeasureName, Operator, WindowUnit } from "./language.js";

/**
 * What an operator takes as `value`.
 *
 * - `none`: nothing
 * - `textOrTexts`, `numberOrNumbers`: one, or a list of which any may hold
 * - `texts`: always a list
 * - `number`, `boolean`: one
 * - `numberRange`: `[low, high]`, both ends belonging
 * - `day`: a date
 * - `moment`: a date, or for a datetime also an instant
 * - `momentRange`: two of them, `[low, high]`
 * - `window`: a window
 * - `count`: a whole number from 1
 */
export type Operand =
  | "none"
  | "textOrTexts"
  | "texts"
  | "numberOrNumbers"
  | "number"
  | "numberRange"
  | "boolean"
  | "day"
  | "moment"
  | "momentRange"
  | "window"
  | "count";

export interface OperatorRule {
  readonly operator: Operator;
  readonly operand: Operand;
  /** Texts are folded unless `matchCase` is true. */
  readonly folded?: true;
}

const hasValue: OperatorRule = { operator: "hasValue", operand: "none" };

const numberOperators: readonly OperatorRule[] = [
  { operator: "is", operand: "numberOrNumbers" },
  { operator: "lessThan", operand: "number" },
  { operator: "atMost", operand: "number" },
  { operator: "greaterThan", operand: "number" },
  { operator: "atLeast", operand: "number" },
  { operator: "between", operand: "numberRange" },
];

const momentOperators: readonly OperatorRule[] = [
  { operator: "on", operand: "day" },
  { operator: "before", operand: "moment" },
  { operator: "after", operand: "moment" },
  { operator: "onOrBefore", operand: "moment" },
  { operator: "onOrAfter", operand: "moment" },
  { operator: "between", operand: "momentRange" },
  { operator: "inWindow", operand: "window" },
  { operator: "anniversaryInWindow", operand: "window" },
];

/** The operators of each type of attribute or property, in the order they are offered. */
export const operatorsByType: Readonly<Record<ValueType, readonly OperatorRule[]>> = {
  text: [
    { operator: "is", operand: "textOrTexts" },
    { operator: "contains", operand: "textOrTexts", folded: true },
    { operator: "startsWith", operand: "textOrTexts", folded: true },
    { operator: "endsWith", operand: "textOrTexts", folded: true },
    hasValue,
  ],
  number: [...numberOperators, hasValue],
  boolean: [{ operator: "is", operand: "boolean" }, hasValue],
  date: [...momentOperators, hasValue],
  datetime: [...momentOperators, hasValue],
  list: [
    { operator: "hasAny", operand: "texts" },
    { operator: "hasAll", operand: "texts" },
    { operator: "hasOnly", operand: "texts" },
    { operator: "countIs", operand: "count" },
    { operator: "countAtLeast", operand: "count" },
    { operator: "countAtMost", operand: "count" },
    hasValue,
  ],
};

export interface MeasureRule {
  readonly of: MeasureName;
  /** Types of the property it is taken of; absent for measures of events themselves. */
  readonly property?: readonly ValueType[];
  /** The property must declare a scale. */
  readonly scaled?: true;
  readonly result: "number" | "datetime";
}

/** The measures of events, in the order they are offered. */
export const measures: readonly MeasureRule[] = [
  { of: "count", result: "number" },
  { of: "days", result: "number" },
  { of: "weeks", result: "number" },
  { of: "months", result: "number" },
  { of: "sum", property: ["number"], scaled: true, result: "number" },
  { of: "average", property: ["number"], scaled: true, result: "number" },
  { of: "min", property: ["number"], result: "number" },
  { of: "max", property: ["number"], result: "number" },
  { of: "distinct", property: ["text", "number", "boolean", "date", "datetime"], result: "number" },
  { of: "firstAt", result: "datetime" },
  { of: "lastAt", result: "datetime" },
];

const measureByName = new Map(measures.map((rule) => [rule.of, rule]));

/** The rule of a measure. */
export function measureRule(of: MeasureName): MeasureRule {
  const rule = measureByName.get(of);
  if (rule === undefined) throw new TypeError(`No measure ${of}`);
  return rule;
}

/** The operators a measure is compared with: those of its result, but for `hasValue`. */
export function operatorsOfMeasure(of: MeasureName): readonly OperatorRule[] {
  return measureRule(of).result === "datetime" ? momentOperators : numberOperators;
}

/** The rule of an operator among those of a type or a measure; undefined where it does not fit. */
export function ruleAmong(rules: readonly OperatorRule[], operator: Operator): OperatorRule | undefined {
  return rules.find((rule) => rule.operator === operator);
}

/** The forms of a window, by the key that tells them apart. */
export type WindowKind = "last" | "ago" | "next" | "lastFull" | "current" | "nextFull" | "fixed";

/** What a window bounds: an instant of an attribute, a date, or the instants of events and tags. */
export type WindowSubject = "datetime" | "date" | "events";

export interface WindowRule {
  readonly kind: WindowKind;
  readonly units: readonly WindowUnit[];
  /** Reaches beyond the as-of: refused on events and tags. */
  readonly future?: true;
}

const calendarUnits: readonly CalendarUnit[] = ["day", "week", "month", "quarter", "year"];
const allUnits: readonly WindowUnit[] = ["minute", "hour", ...calendarUnits];

const windowRules: readonly WindowRule[] = [
  { kind: "last", units: allUnits },
  { kind: "ago", units: allUnits },
  { kind: "next", units: allUnits, future: true },
  { kind: "lastFull", units: calendarUnits },
  { kind: "current", units: calendarUnits },
  { kind: "nextFull", units: calendarUnits, future: true },
  { kind: "fixed", units: [] },
];

const windowsBySubject: Readonly<Record<WindowSubject, readonly WindowRule[]>> = {
  datetime: windowRules,
  date: windowRules.map((rule) => (rule.units === allUnits ? { ...rule, units: calendarUnits } : rule)),
  events: windowRules.filter((rule) => rule.future !== true),
};

/** The windows that may bound a subject, each with the units it takes there, in the order they are offered. */
export function windowsFor(subject: WindowSubject): readonly WindowRule[] {
  return windowsBySubject[subject];
}

/** Whole units a window or a duration may count. */
export const maxUnits = 100_000;
