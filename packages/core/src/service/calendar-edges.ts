import { dateOfDay, dayOfDate } from "../definition/dates.js";

/** Months, quarters, years, and rounder numbers of years. */
const STEPS = [1, 3, 12, 60, 120, 600, 1_200, 6_000, 12_000];
/** Bands there are at most. */
const BANDS = 12;

/**
 * Days on which months, quarters, years, … begin, after one day and up to another: of the finest step that cuts what
 * lies between into no more than twelve.
 */
export function calendarEdges(low: number, high: number): readonly number[] {
  const [from, to] = [monthOf(low), monthOf(high)];
  for (const step of STEPS) {
    const first = Math.floor(from / step) + 1;
    const count = Math.floor(to / step) - first + 1;
    if (count < BANDS) return Array.from({ length: Math.max(0, count) }, (_, at) => firstDayOf((first + at) * step));
  }
  return [];
}

/** Months since the year 0. */
function monthOf(day: number): number {
  const { year, month } = dateOfDay(day);
  return year * 12 + month - 1;
}

function firstDayOf(month: number): number {
  const year = Math.floor(month / 12);
  return dayOfDate(year, month - year * 12 + 1, 1);
}
