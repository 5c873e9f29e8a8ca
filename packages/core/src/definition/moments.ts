import { issue, type Issue } from "../issue/issue.js";
import { isList, isTextList } from "./canonical.js";
import { parseDay, parseInstant } from "./dates.js";
import type { Definition, Operator, Window } from "./language.js";
import { comparisonsIn, eventWindowsIn, type Comparison } from "./parts.js";
import { below, type Pointer } from "./pointer.js";

/** What is wrong with a text where a date or an instant is due; an empty text is unfinished, not wrong. */
export function momentIssue(text: string, path: Pointer): Issue | undefined {
  if (text === "" || parseDay(text) !== undefined || parseInstant(text) !== undefined) return undefined;
  return text.includes("T")
    ? issue(
        "bad_instant",
        path,
        "This is no instant.",
        "2026-03-31T09:00:00Z, or with an offset: 2026-03-31T09:00:00+02:00",
      )
    : issue("bad_date", path, "This is no date of the years 0001 to 9999.", "2026-03-31");
}

/** Operators that compare dates and instants and nothing else. */
const momentOperators: ReadonlySet<Operator> = new Set(["on", "before", "after", "onOrBefore", "onOrAfter"]);

/** Every text of a definition that is due to be a date or an instant and is none. */
export function malformedMoments(definition: Definition): Issue[] {
  const issues: Issue[] = [];
  for (const { part, path } of comparisonsIn(definition)) issues.push(...malformedValue(part, below(path, "value")));
  for (const { part, path } of eventWindowsIn(definition)) issues.push(...malformedEnds(part, path));
  return issues;
}

function malformedValue({ operator, value }: Comparison, path: Pointer): Issue[] {
  if (value === undefined || typeof value === "number" || typeof value === "boolean") return [];
  if (typeof value === "string") return momentOperators.has(operator) ? found(momentIssue(value, path)) : [];
  if (!isList(value)) return malformedEnds(value, path);
  if (operator !== "between" || !isTextList(value)) return [];
  return value.flatMap((text, index) => found(momentIssue(text, below(path, index))));
}

function malformedEnds(window: Window, path: Pointer): Issue[] {
  if (!("from" in window) && !("to" in window)) return [];
  return [
    ...(window.from === undefined ? [] : found(momentIssue(window.from, below(path, "from")))),
    ...(window.to === undefined ? [] : found(momentIssue(window.to, below(path, "to")))),
  ];
}

function found(one: Issue | undefined): Issue[] {
  return one === undefined ? [] : [one];
}
