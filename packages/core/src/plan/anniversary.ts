import { dateOfDay, daysInMonth } from "../definition/dates.js";
import type { DayRange } from "./plan.js";

const LEAP_DAY = 229;

/** In so many days every month and day comes up, 29 February by itself or by 28 February of a common year. */
const EVERY_DATE = 366;

/**
 * The months and days of the dates in a range, as `month * 100 + day`, ascending. 28 February of a common year stands
 * for 29 February too.
 */
export function monthDaysIn(range: DayRange): readonly number[] {
  const { from, to } = range;
  const everyDate = from === undefined || to === undefined || to - from >= EVERY_DATE;
  const first = everyDate ? 0 : from;
  const end = everyDate ? 4 * EVERY_DATE : to;
  const found = new Set<number>();
  for (let at = first; at < end; at += 1) {
    const { year, month, day } = dateOfDay(at);
    const monthDay = month * 100 + day;
    found.add(monthDay);
    if (monthDay === 228 && daysInMonth(year, 2) === 28) found.add(LEAP_DAY);
  }
  return [...found].sort((a, b) => a - b);
}
