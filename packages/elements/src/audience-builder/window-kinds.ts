import type { CalendarUnit, Window, WindowUnit } from "@audiencekit/core";

export type WindowKind = "last" | "ago" | "lastFull" | "current" | "next" | "nextFull" | "dates";

const calendarUnits: readonly CalendarUnit[] = ["day", "week", "month", "quarter", "year"];

export function kindOf(window: Window): WindowKind {
  if ("last" in window) return "last";
  if ("ago" in window) return "ago";
  if ("next" in window) return "next";
  if ("lastFull" in window) return "lastFull";
  if ("current" in window) return "current";
  if ("nextFull" in window) return "nextFull";
  return "dates";
}

/** The kinds that can be meant: events and tags have no future. */
export function kindsFor(future: boolean): readonly WindowKind[] {
  const past: readonly WindowKind[] = ["last", "ago", "lastFull", "current"];
  return future ? [...past, "next", "nextFull", "dates"] : [...past, "dates"];
}

/** The units a kind takes; minutes and hours are not for dates. */
export function unitsOf(kind: WindowKind, dates: boolean): readonly WindowUnit[] {
  const clock = kind === "last" || kind === "ago" || kind === "next";
  return clock && !dates ? ["minute", "hour", ...calendarUnits] : calendarUnits;
}

/** How many units a window reaches, and which; what it has none of is a month. */
export function spanOf(window: Window): { readonly amount: number; readonly until: number; readonly unit: WindowUnit } {
  if ("last" in window) return { amount: window.last, until: 0, unit: window.unit };
  if ("ago" in window) return { amount: window.ago[0], until: window.ago[1], unit: window.unit };
  if ("next" in window) return { amount: window.next, until: 0, unit: window.unit };
  if ("lastFull" in window) return { amount: window.lastFull, until: 0, unit: window.unit };
  if ("nextFull" in window) return { amount: window.nextFull, until: 0, unit: window.unit };
  if ("current" in window) return { amount: 1, until: 0, unit: window.current };
  return { amount: 1, until: 0, unit: "month" };
}

export interface Span {
  readonly amount: number;
  readonly until: number;
  readonly unit: WindowUnit;
}

/** The window of a kind over a span. `today` opens a window of dates. */
export function windowOf(kind: WindowKind, { amount, until, unit }: Span, today: string): Window {
  const calendar = calendarUnit(unit);
  switch (kind) {
    case "last":
      return { last: amount, unit };
    case "ago":
      return { ago: [amount, until > 0 ? until : Math.max(1, Math.floor(amount / 2))], unit };
    case "next":
      return { next: amount, unit };
    case "lastFull":
      return { lastFull: amount, unit: calendar };
    case "current":
      return { current: calendar };
    case "nextFull":
      return { nextFull: amount, unit: calendar };
    case "dates":
      return { from: today };
  }
}

function calendarUnit(unit: WindowUnit): CalendarUnit {
  return unit === "minute" || unit === "hour" ? "day" : unit;
}

/** The ends of a window of dates; none of any other. */
export function datesOf(window: Window): { readonly from?: string; readonly to?: string } {
  return "from" in window || "to" in window ? window : {};
}

/** A window of dates with one end set or, by an empty text, taken away. */
export function withEnd(window: Window, end: "from" | "to", date: string): Window {
  const ends: { from?: string; to?: string } = { ...datesOf(window) };
  delete ends[end];
  if (date !== "") ends[end] = date;
  return ends;
}
