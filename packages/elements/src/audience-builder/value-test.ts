import type {
  AttributeCondition,
  EventCondition,
  PropertyFilter,
  ConditionValue,
  MeasureName,
  Operand,
  Operator,
  Scalar,
  ValueType,
  Window,
} from "@audiencekit/core";
import { operatorsByType, operatorsOfMeasure } from "@audiencekit/core";

/** What attribute conditions, property filters and measures share: a test of one value. */
export interface ValueTest {
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly matchCase?: true;
}

/** The operators offered for a type. */
export function operatorsOf(type: ValueType): readonly Operator[] {
  return operatorsByType[type].map(({ operator }) => operator);
}

/** A measure is a number, or an instant where it is the first or last time. */
export function measureType(of: MeasureName): "number" | "datetime" {
  return of === "firstAt" || of === "lastAt" ? "datetime" : "number";
}

/** The operators offered for a measure, the commonest first. */
export function measureOperators(of: MeasureName): readonly Operator[] {
  const operators = operatorsOfMeasure(of).map(({ operator }) => operator);
  return operators.includes("atLeast") ? ["atLeast", ...operators.filter((one) => one !== "atLeast")] : operators;
}

/** What an operator asks for. One the type does not have asks for nothing. */
export function asked(operator: Operator, type: ValueType): Operand {
  return operatorsByType[type].find((rule) => rule.operator === operator)?.operand ?? "none";
}

export function isWindow(value: ConditionValue | undefined): value is Window {
  return typeof value === "object" && !Array.isArray(value);
}

/** The values of a test, whether one or a list; none of a window. */
export function valuesOf(value: ConditionValue | undefined): readonly Scalar[] {
  if (value === undefined || isWindow(value)) return [];
  return typeof value === "object" ? value : [value];
}

export function textsOf(value: ConditionValue | undefined): readonly string[] {
  return valuesOf(value).filter((one) => typeof one === "string");
}

export function numbersOf(value: ConditionValue | undefined): readonly number[] {
  return valuesOf(value).filter((one) => typeof one === "number");
}

/** One value bare, several as a list; lists only take lists. */
export function withTexts(operator: Operator, texts: readonly string[]): ConditionValue {
  const [only] = texts;
  return texts.length === 1 && only !== undefined && !listOnly.has(operator) ? only : texts;
}

const listOnly: ReadonlySet<Operator> = new Set(["hasAny", "hasAll", "hasOnly"]);

export function withNumbers(numbers: readonly number[]): ConditionValue {
  const [only] = numbers;
  return numbers.length === 1 && only !== undefined ? only : numbers;
}

const thirtyDays: Window = { last: 30, unit: "day" };

/** The test with another operator; what was entered stays where the new operator takes it. */
export function withOperator(test: ValueTest, operator: Operator, type: ValueType): ValueTest {
  const next = { ...test, operator };
  delete next.value;
  delete next.matchCase;
  const value = carried(test.value, operator, type);
  if (value !== undefined) next.value = value;
  if (test.matchCase && folds(operator)) next.matchCase = true;
  return next;
}

/** The test with another value, or with none. */
export function withValue(test: ValueTest, value: ConditionValue | undefined): ValueTest {
  const next = { ...test };
  delete next.value;
  if (value !== undefined) next.value = value;
  return next;
}

/** The condition with another test. */
export function attributeWith(condition: AttributeCondition, test: ValueTest): AttributeCondition {
  const rest = { ...condition };
  delete rest.value;
  delete rest.matchCase;
  return { ...rest, ...test };
}

/** The filter with another test. */
export function filterWith(filter: PropertyFilter, test: ValueTest): PropertyFilter {
  const rest = { ...filter };
  delete rest.value;
  delete rest.matchCase;
  return { ...rest, ...test };
}

/** The condition with another test of its measure. */
export function eventWith(condition: EventCondition, { operator, value }: ValueTest): EventCondition {
  const rest = { ...condition };
  delete rest.value;
  return { ...rest, operator, ...(value === undefined ? {} : { value }) };
}

/** Whether an operator disregards case unless told. */
export function folds(operator: Operator): boolean {
  return operator === "contains" || operator === "startsWith" || operator === "endsWith";
}

function carried(value: ConditionValue | undefined, operator: Operator, type: ValueType): ConditionValue | undefined {
  const texts = textsOf(value);
  const numbers = numbersOf(value);
  switch (asked(operator, type)) {
    case "none":
      return undefined;
    case "texts":
    case "textOrTexts":
      return withTexts(operator, texts);
    case "boolean":
      return typeof value === "boolean" ? value : true;
    case "number":
      return operator === "atMost" || operator === "lessThan" ? numbers.at(-1) : numbers[0];
    case "numberOrNumbers":
      return withNumbers(numbers);
    case "numberRange":
      return numbers.length >= 2 ? numbers.slice(0, 2) : numbers;
    case "day":
    case "moment":
      return texts[0];
    case "momentRange":
      return texts.slice(0, 2);
    case "window":
      return isWindow(value) ? value : thirtyDays;
    case "count":
      return numbers[0] ?? 1;
  }
}

/** What a new test begins with. */
const first: Readonly<Record<ValueType, Operator>> = {
  text: "is",
  number: "atLeast",
  boolean: "is",
  date: "inWindow",
  datetime: "inWindow",
  list: "hasAny",
};

/** A new test of a type: complete where a sensible one exists, else waiting for its value. */
export function newTest(type: ValueType): ValueTest {
  const operator = first[type];
  return withOperator({ operator }, operator, type);
}

/** Reads what a person typed as a number: digits, a sign, one decimal point or comma. Undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(",", ".").replace("\u2212", "-");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  return Number(plain);
}

/** Reads several, separated by semicolons, white space or a comma that white space follows. */
export function readNumbers(text: string): readonly number[] | undefined {
  const parts = text
    .split(/[;\s]+/)
    .map((part) => part.replace(/,$/, ""))
    .filter((part) => part !== "");
  const numbers = parts.map(readNumber);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}
