import type { ValueType } from "../catalog/catalog.js";
import { issue, type Issue } from "../issue/issue.js";
import { isList, isTextList } from "./canonical.js";
import { compareMoments, momentIssues, windowIssues } from "./check-window.js";
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

/** What is wrong with an operator and its value. */
export function comparisonIssues(comparison: Comparison, compared: Compared, path: Pointer): Issue[] {
  const { operator, value } = comparison;
  const rule = ruleAmong(compared.operators, operator);
  if (rule === undefined) {
    const fitting = compared.operators.map((known) => known.operator).join(", ");
    const message = `${quoted(compared.name)} is ${typeNames[compared.type]}: ${operator} does not fit.`;
    return [issue("operator_mismatch", below(path, "operator"), message, `One of: ${fitting}.`)];
  }
  const issues: Issue[] = [];
  if (comparison.matchCase === true && rule.folded !== true) {
    const message = `Upper and lower case always count with ${operator} of ${typeNames[compared.type]}.`;
    issues.push(issue("operator_mismatch", below(path, "matchCase"), message, "Leave matchCase out."));
  }
  const at = below(path, "value");
  if (rule.operand === "none") {
    if (value !== undefined) issues.push(issue("value_surplus", at, `${operator} takes no value.`));
  } else if (value === undefined) {
    issues.push(issue("value_missing", at, `${operator} needs a value.`, accepted[rule.operand]));
  } else {
    issues.push(...valueIssues(value, rule, compared, at));
  }
  return issues;
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

function valueIssues(value: ConditionValue, rule: OperatorRule, compared: Compared, path: Pointer): Issue[] {
  const mismatch = [issue("type_mismatch", path, `This is no value for ${rule.operator}.`, accepted[rule.operand])];
  const datesOnly = compared.type === "date";
  switch (rule.operand) {
    case "none":
      return mismatch;
    case "textOrTexts":
      if (typeof value === "string") return textIssues(value, path);
      return isTexts(value) ? textsIssues(value, path) : mismatch;
    case "texts":
      return isTexts(value) ? textsIssues(value, path) : mismatch;
    case "numberOrNumbers":
      if (typeof value === "number") return numberIssues(value, path);
      return isNumbers(value) ? numbersIssues(value, path) : mismatch;
    case "number":
      return typeof value === "number" ? numberIssues(value, path) : mismatch;
    case "numberRange": {
      if (!isNumbers(value)) return mismatch;
      const [low, high] = value;
      if (low === undefined) return [noValue(path)];
      if (high === undefined || value.length !== 2) return mismatch;
      const issues = numbersIssues(value, path);
      return issues.length === 0 && low > high ? [reversed(path)] : issues;
    }
    case "boolean":
      return typeof value === "boolean" ? [] : mismatch;
    case "day":
      return typeof value === "string" ? momentIssues(value, true, path) : mismatch;
    case "moment":
      return typeof value === "string" ? momentIssues(value, datesOnly, path) : mismatch;
    case "momentRange": {
      if (!isTexts(value)) return mismatch;
      const [low, high] = value;
      if (low === undefined) return [noValue(path)];
      if (high === undefined || value.length !== 2) return mismatch;
      const issues = value.flatMap((text, index) => momentIssues(text, datesOnly, below(path, index)));
      return issues.length === 0 && (compareMoments(low, high) ?? 0) > 0 ? [reversed(path)] : issues;
    }
    case "window":
      if (typeof value !== "object" || isList(value)) return mismatch;
      return windowIssues(value, rule.operator === "anniversaryInWindow" ? "date" : compared.window, path);
    case "count":
      if (typeof value !== "number") return mismatch;
      return Number.isSafeInteger(value) && value >= 1
        ? []
        : [issue("bad_number", path, "This is a whole number from 1.")];
  }
}

function isTexts(value: ConditionValue): value is readonly string[] {
  return typeof value === "object" && isList(value) && isTextList(value);
}

function isNumbers(value: ConditionValue): value is readonly number[] {
  return typeof value === "object" && isList(value) && (value.length === 0 || !isTextList(value));
}

function textIssues(text: string, path: Pointer): Issue[] {
  if (text === "") return [issue("empty_text", path, "A text holds at least one character.")];
  return isSound(text) ? [] : [unsound(path)];
}

function textsIssues(texts: readonly string[], path: Pointer): Issue[] {
  if (texts.length === 0) return [noValue(path)];
  return texts.flatMap((text, index) => textIssues(text, below(path, index)));
}

function numberIssues(number: number, path: Pointer): Issue[] {
  return isExact(number) ? [] : [inexact(path, number)];
}

function numbersIssues(numbers: readonly number[], path: Pointer): Issue[] {
  if (numbers.length === 0) return [noValue(path)];
  return numbers.flatMap((number, index) => numberIssues(number, below(path, index)));
}

function noValue(path: Pointer): Issue {
  return issue("empty_list", path, "A list holds at least one value.");
}

function reversed(path: Pointer): Issue {
  return issue("bad_range", path, "The lower end comes first.");
}
