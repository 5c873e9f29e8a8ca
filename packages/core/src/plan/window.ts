import { firstDay, firstInstant, lastDay, lastInstant, msPerDay, parseDay, parseInstant } from "../definition/dates.js";
import type { CalendarUnit, Window, WindowUnit } from "../definition/language.js";
import { refuse } from "../issue/issue.js";
import { addToDay, startOfUnit } from "./calendar.js";
import type { DayRange, InstantRange } from "./plan.js";
import type { Zone } from "./zone.js";

/** A window's ends for people to read, in milliseconds. */
export interface WindowEnds {
  readonly from?: number;
  readonly to?: number;
  /** Whether the instant `to` itself lies in the window. */
  readonly includesTo: boolean;
}

/** The instants in a window, as of an instant, in a zone. Ends beyond the years 1 to 9999 are moved to those years' ends. */
export function instantRange(window: Window, asOf: number, zone: Zone): InstantRange {
  if ("last" in window) return between(earlier(asOf, window.last, window.unit, zone), asOf + 1);
  if ("ago" in window) {
    const [from, to] = window.ago;
    return between(earlier(asOf, from, window.unit, zone), earlier(asOf, to, window.unit, zone));
  }
  if ("next" in window) return between(asOf + 1, earlier(asOf, -window.next, window.unit, zone) + 1);
  if ("lastFull" in window || "current" in window || "nextFull" in window) {
    const { from, to } = fullUnits(window, zone.dayOf(asOf));
    return between(zone.startOfDay(from), zone.startOfDay(to));
  }
  return {
    ...(window.from === undefined ? {} : { from: startOf(window.from, zone) }),
    ...(window.to === undefined ? {} : { to: startOf(window.to, zone) }),
  };
}

/** The dates in a window, as of an instant, in a zone; minutes, hours and instants are refused with `bad_window`. */
export function dayRange(window: Window, asOf: number, zone: Zone): DayRange {
  const today = zone.dayOf(asOf);
  if ("last" in window) return days(daysEarlier(today, window.last, window.unit) + 1, today + 1);
  if ("ago" in window) {
    const [from, to] = window.ago;
    return days(daysEarlier(today, from, window.unit) + 1, daysEarlier(today, to, window.unit) + 1);
  }
  if ("next" in window) return days(today + 1, daysEarlier(today, -window.next, window.unit) + 1);
  if ("lastFull" in window || "current" in window || "nextFull" in window) {
    const { from, to } = fullUnits(window, today);
    return days(from, to);
  }
  return {
    ...(window.from === undefined ? {} : { from: dateIn(window.from) }),
    ...(window.to === undefined ? {} : { to: dateIn(window.to) }),
  };
}

/** The instants at which events and tags can lie: those of the window, or all, up to the as-of. */
export function pastRange(
  window: Window | undefined,
  asOf: number,
  zone: Zone,
): InstantRange & { readonly to: number } {
  if (window === undefined) return { to: asOf + 1 };
  const range = instantRange(window, asOf, zone);
  const to = Math.min(range.to ?? Infinity, asOf + 1);
  return range.from === undefined ? { to } : { from: range.from, to };
}

/** The ends of a window as people say them: "the last 30 days" end at the as-of and include it. */
export function describeWindow(window: Window, asOf: number, zone: Zone): WindowEnds {
  const range = instantRange(window, asOf, zone);
  const includesTo = "last" in window || "next" in window;
  return { ...range, ...(includesTo && range.to !== undefined ? { to: range.to - 1 } : {}), includesTo };
}

/** The instant `amount` units before an instant, by the calendar and clock of the zone; minutes and hours are exact. */
function earlier(instant: number, amount: number, unit: WindowUnit, zone: Zone): number {
  if (unit === "minute") return instant - amount * 60_000;
  if (unit === "hour") return instant - amount * 3_600_000;
  const day = zone.dayOf(instant);
  const msOfDay = instant + zone.offsetAt(instant) - day * msPerDay;
  return zone.instantOf(addToDay(day, -amount, unit), msOfDay);
}

function daysEarlier(day: number, amount: number, unit: WindowUnit): number {
  if (unit === "minute" || unit === "hour") throw refuse("bad_window", "", `A date has no ${unit}s.`, "day or longer");
  return addToDay(day, -amount, unit);
}

type FullUnits = Extract<Window, { lastFull: number } | { current: CalendarUnit } | { nextFull: number }>;

/** `from <= d < to` in days. */
function fullUnits(window: FullUnits, today: number): { readonly from: number; readonly to: number } {
  if ("current" in window) return unitsFrom(today, window.current, 0, 1);
  if ("lastFull" in window) return unitsFrom(today, window.unit, -window.lastFull, 0);
  return unitsFrom(today, window.unit, 1, window.nextFull + 1);
}

function unitsFrom(today: number, unit: CalendarUnit, first: number, end: number) {
  const start = startOfUnit(today, unit);
  return { from: addToDay(start, first, unit), to: addToDay(start, end, unit) };
}

/** The instant a text names; of a date its start. */
export function startOf(text: string, zone: Zone): number {
  const day = parseDay(text);
  const instant = day === undefined ? parseInstant(text) : zone.startOfDay(day);
  if (instant === undefined) throw refuse("bad_instant", "", `"${text}" is neither a date nor an instant.`);
  return instant;
}

/** The day a text names. */
export function dateIn(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw refuse("bad_date", "", `"${text}" is no date.`, "YYYY-MM-DD");
  return day;
}

function between(from: number, to: number): InstantRange {
  return { from: clamp(from, firstInstant, lastInstant + 1), to: clamp(to, firstInstant, lastInstant + 1) };
}

function days(from: number, to: number): DayRange {
  return { from: clamp(from, firstDay, lastDay + 1), to: clamp(to, firstDay, lastDay + 1) };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
