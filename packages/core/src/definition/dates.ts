/** Milliseconds of a day of 24 hours. */
export const msPerDay = 86_400_000;

/** A date of the proleptic Gregorian calendar. */
export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01 of a date; out-of-range months and days are not checked. */
export function dayOfDate(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date that is `day` days after 1970-01-01. */
export function dateOfDay(day: number): CalendarDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Number of days in a month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0001-01-01 and 9999-12-31, in days since 1970-01-01. */
export const firstDay = dayOfDate(1, 1, 1);
export const lastDay = dayOfDate(9999, 12, 31);

/** The value of `length` digits from `start`, or -1 where one of them is no digit. */
function digits(text: string, start: number, length: number): number {
  let value = 0;
  for (let index = start; index < start + length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01 of the date that the first ten characters write, whatever follows them. */
function leadingDay(text: string): number | undefined {
  if (text.charAt(4) !== "-" || text.charAt(7) !== "-") return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayOfDate(year, month, day);
}

/** Reads `YYYY-MM-DD` as days since 1970-01-01; undefined for anything else and for a date that does not exist. */
export function parseDay(text: string): number | undefined {
  return text.length === 10 ? leadingDay(text) : undefined;
}

/** A clock time on a date, before anything is known of its zone. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Milliseconds after 00:00; finer digits are cut off. */
  readonly msOfDay: number;
  /** Characters read; what follows is an offset or nothing. */
  readonly length: number;
}

/** Reads `YYYY-MM-DDTHH:MM[:SS[.fff…]]` from the beginning of a text. */
export function parseLocalTime(text: string): LocalTime | undefined {
  const day = leadingDay(text);
  if (day === undefined || text.charAt(10) !== "T" || text.charAt(13) !== ":") return undefined;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  let length = 16;
  let second = 0;
  let milliseconds = 0;
  if (text.charAt(length) === ":") {
    second = digits(text, 17, 2);
    if (second < 0 || second > 59) return undefined;
    length = 19;
    if (text.charAt(length) === ".") {
      const start = ++length;
      while (digits(text, length, 1) >= 0) length++;
      if (length === start) return undefined;
      milliseconds = digits(text.slice(start, Math.min(start + 3, length)).padEnd(3, "0"), 0, 3);
    }
  }
  return { day, msOfDay: ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds, length };
}

/**
 * Reads an ISO 8601 instant with `Z` or an offset `±HH:MM` as milliseconds since the epoch. Seconds and their fraction
 * may be left out; digits beyond the millisecond are cut off, towards the past. Undefined for anything else, and where
 * the instant lies outside the years 0001 to 9999 in UTC.
 */
export function parseInstant(text: string): number | undefined {
  const local = parseLocalTime(text);
  if (local === undefined) return undefined;
  const offset = parseOffset(text, local.length);
  if (offset === undefined) return undefined;
  const instant = local.day * msPerDay + local.msOfDay - offset;
  return instant >= firstInstant && instant <= lastInstant ? instant : undefined;
}

/** Milliseconds of the `Z` or `±HH:MM` that stands at `start` and ends the text. */
function parseOffset(text: string, start: number): number | undefined {
  const sign = text.charAt(start);
  if (sign === "Z") return text.length === start + 1 ? 0 : undefined;
  if ((sign !== "+" && sign !== "-") || text.length !== start + 6 || text.charAt(start + 3) !== ":") return undefined;
  const hours = digits(text, start + 1, 2);
  const minutes = digits(text, start + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The first and the last millisecond of the years 0001 to 9999 in UTC. */
export const firstInstant = firstDay * msPerDay;
export const lastInstant = (lastDay + 1) * msPerDay - 1;

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/** Writes days since 1970-01-01 as `YYYY-MM-DD`. */
export function formatDay(day: number): string {
  const date = dateOfDay(day);
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;
}

/** Writes milliseconds since the epoch as `YYYY-MM-DDTHH:MM:SS[.mmm]Z`, the fraction only where there is one. */
export function formatInstant(instant: number): string {
  const day = Math.floor(instant / msPerDay);
  const msOfDay = instant - day * msPerDay;
  const seconds = Math.floor(msOfDay / 1000);
  const milliseconds = msOfDay - seconds * 1000;
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => padded(part, 2))
    .join(":");
  return `${formatDay(day)}T${clock}${milliseconds === 0 ? "" : `.${padded(milliseconds, 3)}`}Z`;
}
