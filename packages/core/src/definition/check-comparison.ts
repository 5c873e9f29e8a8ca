import type { ValueType } from "../catalog/catalog.js";
import { issue, type Issue } from "../issue/issue.js";
import { isList, isTextList } from "./canonical.js";
import { checkMoment, checkWindow, compareMoments } from "./check-window.js";
import type { ConditionValue, Operator } from "./language.js";
import { ruleAmong, type Operand, type OperatorRule, type WindowSubject } from "./operators.js";
import { below, type Pointer } from "./pointer.js";
import { inexact, isExact, isSound, unsound } from "./prewalk.js";
import { quoted } from "./schema-issues.js";

/** What is compared: its name in sentences, its type, its operators, and what a window over it bounds. */
export interface Compared {
  readonly name: string;
  readonly type: ValueType;
  readonly operators: readonly OperatorRule[];
  /** Measures of events have no future. */
  readonly window: WindowSubject;
}

interface Comparison {
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly matchCase?: true;
}

/** Finds what is wrong with an operator and its value. */
export function checkComparison(comparison: Comparison, compared: Compared, path: Pointer, issues: Issue[]): void {
  const { operator, value } = comparison;
  const rule = ruleAmong(compared.operators, operator);
  if (rule === undefined) {
    const fitting = compared.operators.map((known) => known.operator).join(", ");
    const message = `${quoted(compared.name)} is ${typeNames[compared.type]}: ${operator} does not fit.`;
    issues.push(issue("operator_mismatch", below(path, "operator"), message, `One of: ${fitting}.`));
    return;
  }
  if (comparison.matchCase === true && rule.folded !== true) {
    const message = `Upper and lower case always count with ${operator} of ${typeNames[compared.type]}.`;
    issues.push(issue("operator_mismatch", below(path, "matchCase"), message, "Leave matchCase out."));
  }
  if (value !== undefined) checkValue(value, rule, compared, `${path}/value`, issues);
  else if (rule.operand !== "none") {
    const message = `${operator} needs a value.`;
    issues.push(issue("value_missing", below(path, "value"), message, accepted[rule.operand]));
  }
}

/** How a type is called in a sentence. */
const typeNames: Readonly<Record<ValueType, string>> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  date: "a date",
  datetime: "a date with a time",
  list: "a list",
};

/** What is accepted, as a hint. */
const accepted: Readonly<Record<Operand, string>> = {
  none: "Leave value out.",
  textOrTexts: "A text, or a list of texts.",
  texts: "A list of texts.",
  numberOrNumbers: "A number, or a list of numbers.",
  number: "A number.",
  numberRange: "Two numbers, the lower first.",
  boolean: "true or false.",
  day: "A date: 2026-03-31.",
  moment: "A date: 2026-03-31; where there is a time, also an instant: 2026-03-31T09:00:00Z.",
  momentRange: "Two dates, the earlier first.",
  window: 'A window: { "last": 30, "unit": "day" }.',
  count: "A whole number from 1.",
};

function checkValue(
  value: ConditionValue,
  rule: OperatorRule,
  compared: Compared,
  path: Pointer,
  issues: Issue[],
): void {
  const { operand, operator } = rule;
  if (operand === "none") issues.push(issue("value_surplus", path, `${operator} takes no value.`));
  else if (!hasForm(value, operand)) {
    issues.push(issue("type_mismatch", path, `This is no value for ${operator}.`, accepted[operand]));
  } else if (typeof value === "string") checkText(value, operand, compared, path, issues);
  else if (typeof value === "number") checkNumber(value, operand, path, issues);
  else if (typeof value === "object") {
    if (isList(value)) checkList(value, operand, compared, path, issues);
    else checkWindow(value, operator === "anniversaryInWindow" ? "date" : compared.window, path, issues);
  }
}

/** Whether a value is of the kind that an operand asks for, whatever it holds. */
function hasForm(value: ConditionValue, operand: Operand): boolean {
  switch (operand) {
    case "none":
      return false;
    case "textOrTexts":
      return typeof value === "string" || isTexts(value);
    case "texts":
      return isTexts(value);
    case "numberOrNumbers":
      return typeof value === "number" || isNumbers(value);
    case "number":
    case "count":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "day":
    case "moment":
      return typeof value === "string";
    case "numberRange":
      return isNumbers(value) && isPair(value);
    case "momentRange":
      return isTexts(value) && isPair(value);
    case "window":
      return typeof value === "object" && !isList(value);
  }
}

function isTexts(value: ConditionValue): value is readonly string[] {
  return typeof value === "object" && isList(value) && isTextList(value);
}

function isNumbers(value: ConditionValue): value is readonly number[] {
  return typeof value === "object" && isList(value) && (value.length === 0 || !isTextList(value));
}

/** An empty list has an issue of its own. */
function isPair(list: readonly unknown[]): boolean {
  return list.length === 2 || list.length === 0;
}

function checkList(
  list: readonly string[] | readonly number[],
  operand: Operand,
  compared: Compared,
  path: Pointer,
  issues: Issue[],
): void {
  const before = issues.length;
  if (list.length === 0) issues.push(issue("empty_list", path, "A list holds at least one value."));
  list.forEach((item, index) => {
    if (typeof item === "string") checkText(item, operand, compared, path, issues, index);
    else checkNumber(item, operand, path, issues, index);
  });
  if (issues.length === before && isReversed(list, operand)) {
    issues.push(issue("bad_range", path, "The lower end comes first."));
  }
}

function isReversed([low = 0, high = 0]: readonly (string | number)[], operand: Operand): boolean {
  if (operand === "numberRange") return low > high;
  return operand === "momentRange" && (compareMoments(String(low), String(high)) ?? 0) > 0;
}

/** The text is the value at the path, or one of a list there. */
function checkText(
  text: string,
  operand: Operand,
  compared: Compared,
  path: Pointer,
  issues: Issue[],
  index?: number,
): void {
  if (operand === "textOrTexts" || operand === "texts") {
    if (text === "") issues.push(issue("empty_text", itemAt(path, index), "A text holds at least one character."));
    else if (!isSound(text)) issues.push(unsound(itemAt(path, index)));
  } else checkMoment(text, operand === "day" || compared.type === "date", itemAt(path, index), issues);
}

function checkNumber(number: number, operand: Operand, path: Pointer, issues: Issue[], index?: number): void {
  if (operand === "count") {
    if (Number.isSafeInteger(number) && number >= 1) return;
    issues.push(issue("bad_number", itemAt(path, index), "This is a whole number from 1."));
  } else if (!isExact(number)) issues.push(inexact(itemAt(path, index), number));
}

function itemAt(path: Pointer, index: number | undefined): Pointer {
  return index === undefined ? path : below(path, index);
}
