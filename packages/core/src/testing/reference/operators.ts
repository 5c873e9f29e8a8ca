import { Temporal } from "temporal-polyfill";
import type { ConditionValue, Operator, Window } from "../../definition/language.js";
import {
  anniversaryInWindow,
  dateInWindow,
  dateOf,
  instantInWindow,
  instantOf,
  isDate,
  startOf,
  type Moment,
} from "./calendar.js";
import { compareExact, exactOf, type Exact } from "./exact.js";
import type { Value } from "./values.js";

/** What an attribute condition, a property filter and a measure have in common. */
export interface Test {
  readonly operator: Operator;
  readonly value?: ConditionValue | undefined;
  readonly matchCase?: true | undefined;
}

/** The truth of a test of one value. A missing value makes it false, whatever the operator. */
export function holds(test: Test, actual: Value | undefined, moment: Moment): boolean {
  if (actual === undefined) return false;
  if (test.operator === "hasValue") return true;
  switch (actual.type) {
    case "text":
      return textHolds(test, actual.text);
    case "number":
      return numberHolds(test, actual.number);
    case "boolean":
      return actual.truth === test.value;
    case "date":
      return dateHolds(test, actual.date, moment);
    case "datetime":
      return instantHolds(test, actual.instant, moment);
    case "list":
      return listHolds(test, actual.items);
  }
}

/** NFC, then the simple lower case of each code point; the final sigma counts as sigma. */
export function folded(text: string): string {
  return Array.from(text.normalize("NFC"), lowered).join("");
}

function lowered(character: string): string {
  const [first = ""] = character.toLowerCase();
  return first === "ς" ? "σ" : first;
}

function textHolds({ operator, value, matchCase }: Test, actual: string): boolean {
  const wanted = texts(value);
  if (operator === "is") return wanted.includes(actual);
  const shape = matchCase ? (text: string) => text : folded;
  return wanted.some((part) => {
    if (operator === "contains") return shape(actual).includes(shape(part));
    if (operator === "startsWith") return shape(actual).startsWith(shape(part));
    if (operator === "endsWith") return shape(actual).endsWith(shape(part));
    return unfit(operator, "text");
  });
}

function numberHolds({ operator, value }: Test, actual: Exact): boolean {
  const [first, second] = (Array.isArray(value) ? value : [value]).map((number) => exactOf(Number(number)));
  if (first === undefined) return false;
  const compared = compareExact(actual, first);
  switch (operator) {
    case "is":
      return numbers(value).some((wanted) => compareExact(actual, wanted) === 0);
    case "lessThan":
      return compared < 0;
    case "atMost":
      return compared <= 0;
    case "greaterThan":
      return compared > 0;
    case "atLeast":
      return compared >= 0;
    case "between":
      return compared >= 0 && second !== undefined && compareExact(actual, second) <= 0;
    default:
      return unfit(operator, "number");
  }
}

function dateHolds({ operator, value }: Test, actual: Temporal.PlainDate, moment: Moment): boolean {
  if (operator === "inWindow") return dateInWindow(actual, windowOf(value), moment);
  if (operator === "anniversaryInWindow") return anniversaryInWindow(actual, windowOf(value), moment);
  const [first = actual, second = actual] = texts(value).map((text) => Temporal.PlainDate.from(text));
  const compared = Temporal.PlainDate.compare(actual, first);
  switch (operator) {
    case "on":
      return compared === 0;
    case "before":
      return compared < 0;
    case "after":
      return compared > 0;
    case "onOrBefore":
      return compared <= 0;
    case "onOrAfter":
      return compared >= 0;
    case "between":
      return compared >= 0 && Temporal.PlainDate.compare(actual, second) <= 0;
    default:
      return unfit(operator, "date");
  }
}

function instantHolds({ operator, value }: Test, actual: number, moment: Moment): boolean {
  if (operator === "inWindow") return instantInWindow(actual, windowOf(value), moment);
  if (operator === "anniversaryInWindow") {
    return anniversaryInWindow(dateOf(actual, moment.zone), windowOf(value), moment);
  }
  const [first = "", second = ""] = texts(value);
  const start = (text: string) => startOf(Temporal.PlainDate.from(text), moment.zone);
  const next = (text: string) => startOf(Temporal.PlainDate.from(text).add({ days: 1 }), moment.zone);
  const onOrAfter = (text: string) => (isDate(text) ? actual >= start(text) : actual >= instantOf(text));
  const onOrBefore = (text: string) => (isDate(text) ? actual < next(text) : actual <= instantOf(text));
  switch (operator) {
    case "on":
      return start(first) <= actual && actual < next(first);
    case "before":
      return isDate(first) ? actual < start(first) : actual < instantOf(first);
    case "after":
      return isDate(first) ? actual >= next(first) : actual > instantOf(first);
    case "onOrBefore":
      return onOrBefore(first);
    case "onOrAfter":
      return onOrAfter(first);
    case "between":
      return onOrAfter(first) && onOrBefore(second);
    default:
      return unfit(operator, "datetime");
  }
}

function listHolds({ operator, value }: Test, actual: readonly string[]): boolean {
  const wanted = texts(value);
  switch (operator) {
    case "hasAny":
      return wanted.some((item) => actual.includes(item));
    case "hasAll":
      return wanted.every((item) => actual.includes(item));
    case "hasOnly":
      return actual.every((item) => wanted.includes(item));
    case "countIs":
      return actual.length === Number(value);
    case "countAtLeast":
      return actual.length >= Number(value);
    case "countAtMost":
      return actual.length <= Number(value);
    default:
      return unfit(operator, "list");
  }
}

function texts(value: ConditionValue | undefined): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((text) => typeof text === "string").map((text) => text.normalize("NFC"));
}

function numbers(value: ConditionValue | undefined): Exact[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((number) => typeof number === "number").map(exactOf);
}

function windowOf(value: ConditionValue | undefined): Window {
  if (typeof value === "object" && !("length" in value)) return value;
  throw new TypeError("A window is needed here");
}

function unfit(operator: Operator, type: string): never {
  throw new TypeError(`${operator} does not fit a ${type}`);
}
