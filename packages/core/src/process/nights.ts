import { formatDay, parseDay } from "../definition/dates.js";
import { refuse } from "../issue/issue.js";
import type { Zone } from "../plan/zone.js";

/** Nights of one backfill at most: a little over ten years. */
export const MAX_NIGHTS = 3_700;

/** The instant a date's night is as of: the first at which the zone's clock shows that date. */
export function nightlyInstant(date: string, zone: Zone): number {
  return zone.startOfDay(dayOf(date, "/date"));
}

/** The local date of an instant. */
export function dateAt(instant: number, zone: Zone): string {
  return formatDay(zone.dayOf(instant));
}

/** The first instant of the local date after that of an instant. */
export function nextNight(instant: number, zone: Zone): number {
  return zone.startOfDay(zone.dayOf(instant) + 1);
}

/**
 * The dates from one to another, both ends included, that the zone's calendar has: Apia had no 30 December 2011.
 *
 * @throws AudienceError `bad_date`, `bad_range` when they are the wrong way round or more than 3,700
 */
export function nightsBetween(from: string, to: string, zone: Zone): readonly string[] {
  const first = dayOf(from, "/from");
  const last = dayOf(to, "/to");
  if (first > last) throw refuse("bad_range", "/from", "The first night is after the last.");
  if (last - first >= MAX_NIGHTS)
    throw refuse("bad_range", "/from", `More than ${MAX_NIGHTS} nights.`, "Take several steps.");
  const dates: string[] = [];
  for (let day = first; day <= last; day++) if (exists(day, zone)) dates.push(formatDay(day));
  return dates;
}

/** How many nights were due after a date, up to and with that of the instant. */
export function nightsAfter(date: string, instant: number, zone: Zone): number {
  let late = 0;
  for (let day = zone.dayOf(instant), last = dayOf(date, "/date"); day > last; day--) if (exists(day, zone)) late++;
  return late;
}

function exists(day: number, zone: Zone): boolean {
  return zone.dayOf(zone.startOfDay(day)) === day;
}

function dayOf(date: string, path: string): number {
  const day = parseDay(date);
  if (day === undefined) throw refuse("bad_date", path, `"${date}" is no date.`, "Write YYYY-MM-DD.");
  return day;
}
