import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dateOfDay,
  dayOfDate,
  daysInMonth,
  firstDay,
  firstInstant,
  formatDay,
  formatInstant,
  lastDay,
  lastInstant,
  parseDay,
  parseInstant,
  parseLocalTime,
} from "./dates.js";

describe("dates", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11_016],
    ["0001-01-01", -719_162],
    ["9999-12-31", 2_932_896],
  ])("%s is day %d", (text, day) => {
    expect(parseDay(text)).toBe(day);
    expect(formatDay(day)).toBe(text);
  });

  it.each([
    "2023-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "0000-01-01",
    "10000-01-01",
    "26-01-01",
    "2026-1-1",
    "2026/01/01",
    "2026-01-01 ",
    " 2026-01-01",
    "2026-01-01T00:00:00Z",
    "２０２６-01-01",
    "",
  ])("%j is no date", (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it("walks the calendar day by day without a gap", () => {
    let { year, month, day } = dateOfDay(firstDay);
    for (let number = firstDay; number <= lastDay; number += 1) {
      if (number % 97 === 0) {
        expect(dateOfDay(number)).toEqual({ year, month, day });
        expect(dayOfDate(year, month, day)).toBe(number);
      }
      day += 1;
      if (day > daysInMonth(year, month)) {
        day = 1;
        month += 1;
      }
      if (month > 12) {
        month = 1;
        year += 1;
      }
    }
    expect(formatDay(lastDay)).toBe("9999-12-31");
  }, 60_000);
});

describe("instants", () => {
  it.each([
    ["1970-01-01T00:00:00Z", 0],
    ["1970-01-01T00:00Z", 0],
    ["1970-01-01T01:00+01:00", 0],
    ["1969-12-31T18:30:00-05:30", 0],
    ["1970-01-01T00:00:00.5Z", 500],
    ["1970-01-01T00:00:00.1239Z", 123],
    ["1969-12-31T23:59:59.9999Z", -1],
    ["1969-12-31T23:59:59.0001Z", -1000],
    ["2026-03-31T09:00:00+02:00", 1_774_940_400_000],
  ])("%s", (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    "2026-03-31T09:00:00",
    "2026-03-31T09:00:00 Z",
    "2026-03-31T09Z",
    "2026-03-31t09:00:00z",
    "2026-03-31 09:00:00Z",
    "2026-03-31T24:00:00Z",
    "2026-03-31T09:60:00Z",
    "2026-03-31T09:00:60Z",
    "2026-03-31T09:00:00.Z",
    "2026-03-31T09:00:00,5Z",
    "2026-03-31T09:00:00+0200",
    "2026-03-31T09:00:00+02",
    "2026-03-31T09:00:00+24:00",
    "2026-02-30T09:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:30:00-01:00",
    "2026-03-31",
    "2026-03-31T09:00:00Zx",
    "",
  ])("%j is no instant", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it("writes a fraction only where there is one", () => {
    expect(formatInstant(0)).toBe("1970-01-01T00:00:00Z");
    expect(formatInstant(-1)).toBe("1969-12-31T23:59:59.999Z");
    expect(formatInstant(50)).toBe("1970-01-01T00:00:00.050Z");
  });

  it("reads what it writes, and agrees with the platform", () => {
    fc.assert(
      fc.property(fc.integer({ min: firstInstant, max: lastInstant }), (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant);
        expect(new Date(instant).toISOString()).toBe(formatInstant(instant).replace(/:(\d\d)Z$/, ":$1.000Z"));
      }),
    );
  });

  it("tells where a clock time ends", () => {
    expect(parseLocalTime("2026-03-31T09:00")).toEqual({ day: 20_543, msOfDay: 32_400_000, length: 16 });
    expect(parseLocalTime("2026-03-31T09:00:01.25 CET")).toEqual({ day: 20_543, msOfDay: 32_401_250, length: 22 });
    expect(parseLocalTime("2026-03-31")).toBeUndefined();
  });
});
