import { Temporal } from "temporal-polyfill";
import type { Window, WindowUnit } from "../../definition/language.js";

/** The as-of and the zone that calendar words and bare dates are read in. */
export interface Moment {
  readonly asOf: number;
  readonly zone: string;
}

export function dateOf(instant: number, zone: string): Temporal.PlainDate {
  return clock({ asOf: instant, zone }).toPlainDate();
}

/** The first instant at which the zone's clock shows this date or a later one. */
export function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** Whole milliseconds, finer digits cut off downwards. */
export function instantOf(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

export function isDate(text: string): boolean {
  return text.length === 10;
}

/** Whether an instant lies in a window. */
export function instantInWindow(instant: number, window: Window, moment: Moment): boolean {
  const { asOf, zone } = moment;
  if ("last" in window) return from(window.last, window.unit) <= instant && instant <= asOf;
  if ("ago" in window) {
    const [earlier, later] = window.ago;
    return from(earlier, window.unit) <= instant && instant < from(later, window.unit);
  }
  if ("next" in window) return asOf < instant && instant <= from(-window.next, window.unit);
  if ("lastFull" in window) return start(-window.lastFull, window.unit) <= instant && instant < start(0, window.unit);
  if ("current" in window) return start(0, window.current) <= instant && instant < start(1, window.current);
  if ("nextFull" in window) {
    return start(1, window.unit) <= instant && instant < start(window.nextFull + 1, window.unit);
  }
  return (
    (window.from === undefined || edge(window.from) <= instant) &&
    (window.to === undefined || instant < edge(window.to))
  );

  function from(amount: number, unit: WindowUnit): number {
    return clock(moment).subtract(durationOf(amount, unit)).epochMilliseconds;
  }
  function start(index: number, unit: WindowUnit): number {
    return startOf(unitStart(dateOf(asOf, zone), index, unit), zone);
  }
  function edge(text: string): number {
    return isDate(text) ? startOf(Temporal.PlainDate.from(text), zone) : instantOf(text);
  }
}

/** Whether a date lies in a window. */
export function dateInWindow(date: Temporal.PlainDate, window: Window, moment: Moment): boolean {
  const today = dateOf(moment.asOf, moment.zone);
  const before = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0;
  const back = (amount: number, unit: WindowUnit) => today.subtract(durationOf(amount, unit));
  if ("last" in window) return before(back(window.last, window.unit), date) && !before(today, date);
  if ("ago" in window) {
    const [earlier, later] = window.ago;
    return before(back(earlier, window.unit), date) && !before(back(later, window.unit), date);
  }
  if ("next" in window) return before(today, date) && !before(back(-window.next, window.unit), date);
  const fits = (first: Temporal.PlainDate, end: Temporal.PlainDate) => !before(date, first) && before(date, end);
  if ("lastFull" in window)
    return fits(unitStart(today, -window.lastFull, window.unit), unitStart(today, 0, window.unit));
  if ("current" in window) return fits(unitStart(today, 0, window.current), unitStart(today, 1, window.current));
  if ("nextFull" in window) {
    return fits(unitStart(today, 1, window.unit), unitStart(today, window.nextFull + 1, window.unit));
  }
  return (
    (window.from === undefined || !before(date, Temporal.PlainDate.from(window.from))) &&
    (window.to === undefined || before(date, Temporal.PlainDate.from(window.to)))
  );
}

/** Whether some date in the window has the month and day of this one; 29 February is met by 28 in common years too. */
export function anniversaryInWindow(date: Temporal.PlainDate, window: Window, moment: Moment): boolean {
  const firstYear = dateOf(moment.asOf, moment.zone).year;
  return yearsToTry(window, firstYear).some((year) => {
    const day = date.with({ year }, { overflow: "constrain" });
    return dateInWindow(day, window, moment);
  });
}

/** Every year near the as-of or near an end of the window: a longer window holds every anniversary of some year there. */
function yearsToTry(window: Window, today: number): number[] {
  const near = [today];
  if ("last" in window) near.push(today - Math.ceil(yearsOf(window.last, window.unit)));
  if ("ago" in window) near.push(...window.ago.map((amount) => today - Math.ceil(yearsOf(amount, window.unit))));
  if ("next" in window) near.push(today + Math.ceil(yearsOf(window.next, window.unit)));
  if ("from" in window && window.from !== undefined) near.push(Number(window.from.slice(0, 4)));
  if ("to" in window && window.to !== undefined) near.push(Number(window.to.slice(0, 4)));
  if ("lastFull" in window) near.push(today - Math.ceil(yearsOf(window.lastFull, window.unit)));
  if ("nextFull" in window) near.push(today + Math.ceil(yearsOf(window.nextFull, window.unit)));
  return near.flatMap((year) => Array.from({ length: 21 }, (_, step) => year - 10 + step));
}

function yearsOf(amount: number, unit: WindowUnit): number {
  const perYear = { minute: 525_600, hour: 8_760, day: 365, week: 52, month: 12, quarter: 4, year: 1 };
  return amount / perYear[unit];
}

function clock({ asOf, zone }: Moment): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(asOf).toZonedDateTimeISO(zone);
}

function durationOf(amount: number, unit: WindowUnit): Temporal.DurationLike {
  return unit === "quarter" ? { months: 3 * amount } : { [`${unit}s`]: amount };
}

/** The first date of the k-th calendar unit from the current one. */
function unitStart(today: Temporal.PlainDate, k: number, unit: WindowUnit): Temporal.PlainDate {
  return firstOf(today, unit).add(durationOf(k, unit));
}

function firstOf(date: Temporal.PlainDate, unit: WindowUnit): Temporal.PlainDate {
  switch (unit) {
    case "week":
      return date.subtract({ days: date.dayOfWeek - 1 });
    case "month":
      return date.with({ day: 1 });
    case "quarter":
      return date.with({ month: date.month - ((date.month - 1) % 3), day: 1 });
    case "year":
      return date.with({ month: 1, day: 1 });
    default:
      return date;
  }
}
