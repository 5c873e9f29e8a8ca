import { issue, type Issue } from "../issue/issue.js";
import { msPerDay, parseDay, parseInstant } from "./dates.js";
import type { Window } from "./language.js";
import { momentIssue } from "./moments.js";
import { maxUnits, windowsFor, type WindowKind, type WindowSubject } from "./operators.js";
import { below, type Pointer } from "./pointer.js";

/** The form a window has. */
export function windowKind(window: Window): WindowKind {
  for (const kind of ["last", "ago", "next", "lastFull", "current", "nextFull"] as const) {
    if (kind in window) return kind;
  }
  return "fixed";
}

/** What is wrong with a window that bounds such a subject. */
export function windowIssues(window: Window, subject: WindowSubject, path: Pointer): Issue[] {
  const kind = windowKind(window);
  const rule = windowsFor(subject).find((allowed) => allowed.kind === kind);
  if (rule === undefined) {
    return [issue("window_in_future", path, "Events and tags have no future.", "Use a window that looks back.")];
  }
  const issues: Issue[] = [];
  const unit = "unit" in window ? window.unit : undefined;
  if (unit !== undefined && !rule.units.includes(unit)) {
    const message = `A date has no ${unit}s.`;
    issues.push(issue("bad_window", below(path, "unit"), message, `One of: ${rule.units.join(", ")}.`));
  }
  if ("last" in window) issues.push(...amountIssues(window.last, below(path, "last")));
  else if ("next" in window) issues.push(...amountIssues(window.next, below(path, "next")));
  else if ("lastFull" in window) issues.push(...amountIssues(window.lastFull, below(path, "lastFull")));
  else if ("nextFull" in window) issues.push(...amountIssues(window.nextFull, below(path, "nextFull")));
  else if ("ago" in window) issues.push(...agoIssues(window.ago, below(path, "ago")));
  else if (!("current" in window)) issues.push(...endIssues(window, subject, path));
  return issues;
}

/** What is wrong with a number of whole units. */
export function amountIssues(amount: number, path: Pointer): Issue[] {
  if (Number.isInteger(amount) && amount >= 1 && amount <= maxUnits) return [];
  return [issue("bad_window", path, "This is a whole number from 1 to 100,000.")];
}

function agoIssues([from, to]: readonly [number, number], path: Pointer): Issue[] {
  const issues = [...amountIssues(from, below(path, 0)), ...amountIssues(to, below(path, 1))];
  if (issues.length === 0 && from <= to) {
    issues.push(issue("bad_window", path, "The longer time ago comes first.", `[${to}, ${from}]`));
  }
  return issues;
}

function endIssues(
  window: { readonly from?: string; readonly to?: string },
  subject: WindowSubject,
  path: Pointer,
): Issue[] {
  const { from, to } = window;
  if (from === undefined && to === undefined) {
    return [issue("bad_window", path, "A window has a beginning, an end, or both.")];
  }
  const issues = [
    ...(from === undefined ? [] : momentIssues(from, subject === "date", below(path, "from"))),
    ...(to === undefined ? [] : momentIssues(to, subject === "date", below(path, "to"))),
  ];
  if (issues.length === 0 && from !== undefined && to !== undefined && (compareMoments(from, to) ?? -1) >= 0) {
    issues.push(issue("bad_window", path, "The beginning lies before the end, which does not belong."));
  }
  return issues;
}

/** What is wrong with a text as a date, or as a date or an instant. */
export function momentIssues(text: string, datesOnly: boolean, path: Pointer): Issue[] {
  if (text === "") return [issue("empty_text", path, "A date is missing.")];
  const malformed = momentIssue(text, path);
  if (malformed !== undefined) return [malformed];
  if (datesOnly && parseDay(text) === undefined) {
    return [issue("type_mismatch", path, "Only a date fits here.", "2026-03-31")];
  }
  return [];
}

/**
 * Which of two well-formed moments is earlier: negative when the first is. Undefined for a date and an instant near it,
 * whose order depends on the zone.
 */
export function compareMoments(a: string, b: string): number | undefined {
  const days = dayAround(a) - dayAround(b);
  // No zone is as much as a day from UTC.
  if (Math.abs(days) > 1) return days;
  const instants = [parseInstant(a), parseInstant(b)] as const;
  if (instants[0] !== undefined && instants[1] !== undefined) return instants[0] - instants[1];
  return instants[0] === undefined && instants[1] === undefined ? days : undefined;
}

/** A date, or the date of an instant in UTC. */
function dayAround(moment: string): number {
  return parseDay(moment) ?? Math.floor((parseInstant(moment) ?? Number.NaN) / msPerDay);
}
