import type { ValueType } from "../catalog/catalog.js";
import { isList, isTextList } from "../definition/canonical.js";
import { parseDay } from "../definition/dates.js";
import { fold } from "../definition/fold.js";
import type { ConditionValue, Operator, Window } from "../definition/language.js";
import { refuse } from "../issue/issue.js";
import { monthDaysIn } from "./anniversary.js";
import { decimalOf, positionAt, type Position } from "./decimal.js";
import type { DayRange, InstantRange, ValueTest } from "./plan.js";
import { dateIn, dayRange, instantRange, startOf } from "./window.js";
import type { Zone } from "./zone.js";

/** What an operator is applied to. */
export interface Subject {
  readonly type: ValueType;
  /** Of a number: its values are whole numbers of 10^-scale. */
  readonly scale?: number | undefined;
  /** An average is compared as its sum against a multiple of its count. */
  readonly average?: boolean | undefined;
}

/** An operator with its operand, as it stands in conditions and filters. */
export interface Comparison {
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly matchCase?: true;
}

/** When and where calendar words are read. */
export interface Moment {
  readonly asOf: number;
  readonly zone: Zone;
}

const NEVER: ValueTest = { test: "never" };

/** The test of one value, of a comparison that has been checked against the catalogue. */
export function resolveTest(subject: Subject, comparison: Comparison, moment: Moment): ValueTest {
  if (comparison.operator === "hasValue") return { test: "hasValue" };
  switch (subject.type) {
    case "text":
      return textTest(comparison);
    case "number":
      return numberTest(subject, comparison);
    case "boolean":
      return { test: "boolean", value: comparison.value === true };
    case "date":
      return dateTest(comparison, moment);
    case "datetime":
      return datetimeTest(comparison, moment);
    case "list":
      return listTest(comparison);
  }
}

function textTest(comparison: Comparison): ValueTest {
  const values = textsOf(comparison);
  switch (comparison.operator) {
    case "is":
      return { test: "textIn", values };
    case "contains":
    case "startsWith":
    case "endsWith": {
      const matchCase = comparison.matchCase === true;
      return { test: "textMatch", how: comparison.operator, values: matchCase ? values : values.map(fold), matchCase };
    }
    default:
      throw mismatch(comparison, "a text");
  }
}

function numberTest({ scale, average }: Subject, comparison: Comparison): ValueTest {
  const numbers = numbersOf(comparison);
  const isOne = comparison.operator === "is";
  if (average !== true) {
    const test = isOne ? oneOf(numbers, scale) : between(boundsOf(comparison, numbers), scale);
    if (test !== undefined) return test;
  }
  const decimals = numbers.map(decimalOf);
  if (isOne) return { test: "averageIn", values: decimals };
  return rangeTest("averageRange", boundsOf(comparison, decimals));
}

/** A sum can be larger than the whole numbers that bounds are given in. */
function isBeyond({ floor }: Position): boolean {
  return !Number.isSafeInteger(floor);
}

/** Undefined where one of the numbers is beyond whole numbers. */
function oneOf(numbers: readonly number[], scale: number | undefined): ValueTest | undefined {
  if (scale === undefined) return { test: "numberIn", values: numbers };
  const positions = numbers.map((number) => positionAt(number, scale));
  if (positions.some(isBeyond)) return undefined;
  const values = positions.filter(({ exact }) => exact).map(({ floor }) => floor);
  return values.length === 0 ? NEVER : { test: "numberIn", values };
}

interface Bounds<T> {
  readonly low?: T | undefined;
  readonly lowOpen: boolean;
  readonly high?: T | undefined;
  readonly highOpen: boolean;
}

function boundsOf<T>(comparison: Comparison, operands: readonly T[]): Bounds<T> {
  const first = operands[0];
  const second = operands[1];
  if (first === undefined) throw mismatch(comparison, "a number");
  switch (comparison.operator) {
    case "lessThan":
      return { high: first, highOpen: true, lowOpen: false };
    case "atMost":
      return { high: first, highOpen: false, lowOpen: false };
    case "greaterThan":
      return { low: first, lowOpen: true, highOpen: false };
    case "atLeast":
      return { low: first, lowOpen: false, highOpen: false };
    case "between":
      if (second === undefined) throw mismatch(comparison, "two numbers");
      return { low: first, lowOpen: false, high: second, highOpen: false };
    default:
      throw mismatch(comparison, "a number");
  }
}

/** The test of a range, without the ends that are open to infinity. */
function rangeTest<Kind extends "numberRange" | "averageRange", T>(test: Kind, bounds: Bounds<T>) {
  const { low, lowOpen, high, highOpen } = bounds;
  if (high === undefined) return low === undefined ? { test, lowOpen, highOpen } : { test, low, lowOpen, highOpen };
  return low === undefined ? { test, lowOpen, high, highOpen } : { test, low, lowOpen, high, highOpen };
}

/**
 * A bound between two multiples is the nearer one inside, and that one belongs. Undefined where a bound is beyond whole
 * numbers.
 */
function between(bounds: Bounds<number>, scale: number | undefined): ValueTest | undefined {
  if (scale === undefined) return rangeTest("numberRange", bounds);
  const low = bounds.low === undefined ? undefined : positionAt(bounds.low, scale);
  const high = bounds.high === undefined ? undefined : positionAt(bounds.high, scale);
  if ((low !== undefined && isBeyond(low)) || (high !== undefined && isBeyond(high))) return undefined;
  if (low !== undefined && high !== undefined && low.ceil > high.floor) return NEVER;
  return rangeTest("numberRange", {
    low: low?.ceil,
    lowOpen: bounds.lowOpen && low?.exact === true,
    high: high?.floor,
    highOpen: bounds.highOpen && high?.exact === true,
  });
}

function dateTest(comparison: Comparison, { asOf, zone }: Moment): ValueTest {
  if (comparison.operator === "inWindow")
    return { test: "dayRange", range: dayRange(windowOf(comparison), asOf, zone) };
  if (comparison.operator === "anniversaryInWindow") return anniversaryTest(comparison, { asOf, zone });
  const [first, last] = endsOf(comparison);
  return { test: "dayRange", range: rangeOf(comparison, dateIn(first), dateIn(last) + 1, dateIn(first) + 1) };
}

/** A date stands for all its instants; an instant for itself. */
function datetimeTest(comparison: Comparison, { asOf, zone }: Moment): ValueTest {
  if (comparison.operator === "inWindow") {
    return { test: "instantRange", range: instantRange(windowOf(comparison), asOf, zone) };
  }
  if (comparison.operator === "anniversaryInWindow") return anniversaryTest(comparison, { asOf, zone });
  const [first, last] = endsOf(comparison);
  const end = endOf(last, zone);
  return { test: "instantRange", range: rangeOf(comparison, startOf(first, zone), end, endOf(first, zone)) };
}

/** The first instant after all that a text names. */
function endOf(text: string, zone: Zone): number {
  const day = parseDay(text);
  return day === undefined ? startOf(text, zone) + 1 : zone.startOfDay(day + 1);
}

/** `start` and `startEnd` are the ends of the first operand, `end` the end of the last. */
function rangeOf(comparison: Comparison, start: number, end: number, startEnd: number): InstantRange & DayRange {
  switch (comparison.operator) {
    case "on":
    case "between":
      return { from: start, to: end };
    case "before":
      return { to: start };
    case "after":
      return { from: startEnd };
    case "onOrBefore":
      return { to: startEnd };
    case "onOrAfter":
      return { from: start };
    default:
      throw mismatch(comparison, "a date");
  }
}

function anniversaryTest(comparison: Comparison, { asOf, zone }: Moment): ValueTest {
  return { test: "anniversary", monthDays: monthDaysIn(dayRange(windowOf(comparison), asOf, zone)), zone };
}

function listTest(comparison: Comparison): ValueTest {
  switch (comparison.operator) {
    case "hasAny":
      return { test: "listAny", values: textsOf(comparison) };
    case "hasAll":
      return { test: "listAll", values: textsOf(comparison) };
    case "hasOnly":
      return { test: "listOnly", values: textsOf(comparison) };
    case "countIs":
      return { test: "listCount", low: countOf(comparison), high: countOf(comparison) };
    case "countAtLeast":
      return { test: "listCount", low: countOf(comparison) };
    case "countAtMost":
      return { test: "listCount", high: countOf(comparison) };
    default:
      throw mismatch(comparison, "a list");
  }
}

function textsOf(comparison: Comparison): readonly string[] {
  const { value } = comparison;
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || !isList(value) || !isTextList(value)) throw mismatch(comparison, "a text");
  return value;
}

function numbersOf(comparison: Comparison): readonly number[] {
  const { value } = comparison;
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || !isList(value) || isTextList(value)) throw mismatch(comparison, "a number");
  return value;
}

function countOf(comparison: Comparison): number {
  const [count] = numbersOf(comparison);
  if (count === undefined) throw mismatch(comparison, "a list");
  return count;
}

function endsOf(comparison: Comparison): readonly [string, string] {
  const [first, last = first] = textsOf(comparison);
  if (first === undefined || last === undefined) throw mismatch(comparison, "a date");
  return [first, last];
}

function windowOf(comparison: Comparison): Window {
  const { value } = comparison;
  if (typeof value !== "object" || isList(value)) throw mismatch(comparison, "a date");
  return value;
}

function mismatch({ operator }: Comparison, subject: string): Error {
  return refuse("operator_mismatch", "", `"${operator}" with this value cannot be asked of ${subject}.`);
}
