import { dateOfDay, dayOfDate, daysInMonth } from "../definition/dates.js";
import type { CalendarUnit } from "../definition/language.js";

/** The day `amount` units later, or earlier where it is negative; a day its month does not have becomes the last one. */
export function addToDay(day: number, amount: number, unit: CalendarUnit): number {
  switch (unit) {
    case "day":
      return day + amount;
    case "week":
      return day + 7 * amount;
    case "month":
      return addMonths(day, amount);
    case "quarter":
      return addMonths(day, 3 * amount);
    case "year":
      return addMonths(day, 12 * amount);
  }
}

/** The first day of the unit a day lies in; weeks start on Monday. */
export function startOfUnit(day: number, unit: CalendarUnit): number {
  const { year, month } = dateOfDay(day);
  switch (unit) {
    case "day":
      return day;
    case "week":
      return mondayOf(day);
    case "month":
      return dayOfDate(year, month, 1);
    case "quarter":
      return dayOfDate(year, month - ((month - 1) % 3), 1);
    case "year":
      return dayOfDate(year, 1, 1);
  }
}

/** Day 0, 1970-01-01, was a Thursday. */
function mondayOf(day: number): number {
  return Math.floor((day + 3) / 7) * 7 - 3;
}

function addMonths(from: number, amount: number): number {
  const date = dateOfDay(from);
  const months = date.year * 12 + (date.month - 1) + amount;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return dayOfDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}
