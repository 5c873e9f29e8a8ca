import { issue, type Issue } from "../issue/issue.js";
import { msPerDay, parseDay, parseInstant } from "./dates.js";
import type { Window, WindowUnit } from "./language.js";
import { momentIssue } from "./moments.js";
import { maxUnits, windowsFor, type WindowKind, type WindowSubject } from "./operators.js";
import { below, type Pointer } from "./pointer.js";

/** Finds what is wrong with a window that bounds such a subject. */
export function checkWindow(window: Window, subject: WindowSubject, path: Pointer, issues: Issue[]): void {
  if ("last" in window) checkUnits(window, "last", window.last, subject, path, issues);
  else if ("next" in window) checkUnits(window, "next", window.next, subject, path, issues);
  else if ("lastFull" in window) checkUnits(window, "lastFull", window.lastFull, subject, path, issues);
  else if ("nextFull" in window) checkUnits(window, "nextFull", window.nextFull, subject, path, issues);
  else if ("ago" in window) checkUnits(window, "ago", window.ago, subject, path, issues);
  else if (!("current" in window)) checkEnds(window, subject, path, issues);
}

/** Finds what is wrong with so many units in one of the forms a window has. */
function checkUnits(
  { unit }: { readonly unit: WindowUnit },
  kind: WindowKind,
  amount: number | readonly [number, number],
  subject: WindowSubject,
  path: Pointer,
  issues: Issue[],
): void {
  const rule = windowsFor(subject).find((allowed) => allowed.kind === kind);
  if (rule === undefined) {
    issues.push(issue("window_in_future", path, "Events and tags have no future.", "Use a window that looks back."));
    return;
  }
  if (!rule.units.includes(unit)) {
    const message = `A date has no ${unit}s.`;
    issues.push(issue("bad_window", below(path, "unit"), message, `One of: ${rule.units.join(", ")}.`));
  }
  if (typeof amount === "number") checkAmount(amount, kind, path, issues);
  else checkAgo(amount, below(path, kind), issues);
}

/** Finds what is wrong with a number of whole units, under a key of what is at the path. */
export function checkAmount(amount: number, key: string | number, path: Pointer, issues: Issue[]): void {
  if (!isAmount(amount))
    issues.push(issue("bad_window", below(path, key), "This is a whole number from 1 to 100,000."));
}

/** Whether so many units can be counted. */
export function isAmount(amount: number): boolean {
  return Number.isInteger(amount) && amount >= 1 && amount <= maxUnits;
}

function checkAgo([from, to]: readonly [number, number], path: Pointer, issues: Issue[]): void {
  const before = issues.length;
  checkAmount(from, 0, path, issues);
  checkAmount(to, 1, path, issues);
  if (issues.length === before && from <= to) {
    issues.push(issue("bad_window", path, "The longer time ago comes first.", `[${to}, ${from}]`));
  }
}

function checkEnds(
  { from, to }: { readonly from?: string; readonly to?: string },
  subject: WindowSubject,
  path: Pointer,
  issues: Issue[],
): void {
  const before = issues.length;
  if (from === undefined && to === undefined) {
    issues.push(issue("bad_window", path, "A window has a beginning, an end, or both."));
  }
  if (from !== undefined) checkMoment(from, subject === "date", below(path, "from"), issues);
  if (to !== undefined) checkMoment(to, subject === "date", below(path, "to"), issues);
  if (issues.length > before || from === undefined || to === undefined) return;
  if ((compareMoments(from, to) ?? -1) >= 0) {
    issues.push(issue("bad_window", path, "The beginning lies before the end, which does not belong."));
  }
}

/** Finds what is wrong with a text as a date, or as a date or an instant. */
export function checkMoment(text: string, datesOnly: boolean, path: Pointer, issues: Issue[]): void {
  if (text === "") {
    issues.push(issue("empty_text", path, "A date is missing."));
    return;
  }
  const malformed = momentIssue(text, path);
  if (malformed !== undefined) issues.push(malformed);
  else if (datesOnly && parseDay(text) === undefined) {
    issues.push(issue("type_mismatch", path, "Only a date fits here.", "2026-03-31"));
  }
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
