import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { formatDay, formatInstant, msPerDay, parseDay, parseInstant } from "../definition/dates.js";
import type { CalendarUnit, Window, WindowUnit } from "../definition/language.js";
import { dayRange, describeWindow, instantRange, pastRange } from "./window.js";
import { zoneOf } from "./zone-of.js";

const zoneIds = fc.constantFrom(
  "UTC",
  "Africa/Cairo",
  "America/Havana",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
);
const calendarUnits = fc.constantFrom<CalendarUnit[]>("day", "week", "month", "quarter", "year");
const units = fc.oneof(fc.constantFrom<WindowUnit[]>("minute", "hour"), calendarUnits);
const amounts = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 }));
/** Any instant, or one in the days around a change of the clock. */
const moments = fc.oneof(
  fc.record({ id: zoneIds, asOf: fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }) }),
  fc
    .tuple(zoneIds, fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2030, 0) }), fc.integer({ min: -9, max: 99 }))
    .map(([id, instant, halfHours]) => {
      const change = zoned(instant, id).getTimeZoneTransition("previous");
      return { id, asOf: (change?.epochMilliseconds ?? instant) + halfHours * 1_800_000 };
    }),
);

function zoned(instant: number, id: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id);
}

function lasting(amount: number, unit: WindowUnit): Temporal.DurationLike {
  return unit === "quarter" ? { months: 3 * amount } : { [`${unit}s`]: amount };
}

function earlier(instant: number, id: string, amount: number, unit: WindowUnit): number {
  return zoned(instant, id).subtract(lasting(amount, unit)).epochMilliseconds;
}

function startOfUnit(date: Temporal.PlainDate, unit: CalendarUnit): Temporal.PlainDate {
  switch (unit) {
    case "day":
      return date;
    case "week":
      return date.subtract({ days: date.dayOfWeek - 1 });
    case "month":
      return date.with({ day: 1 });
    case "quarter":
      return date.with({ day: 1, month: Math.floor((date.month - 1) / 3) * 3 + 1 });
    case "year":
      return date.with({ day: 1, month: 1 });
  }
}

/** S(k), as a date. */
function unitStart(instant: number, id: string, k: number, unit: CalendarUnit): Temporal.PlainDate {
  return startOfUnit(zoned(instant, id).toPlainDate(), unit).add(lasting(k, unit));
}

function startOf(date: Temporal.PlainDate, id: string): number {
  return date.toZonedDateTime(id).epochMilliseconds;
}

function dayOf(date: Temporal.PlainDate): number {
  return parseDay(date.toString()) ?? NaN;
}

function utc(text: string): number {
  return parseInstant(text) ?? NaN;
}

describe("windows of instants", () => {
  it("count back and on by the zone's calendar and clock as Temporal does", () => {
    fc.assert(
      fc.property(moments, amounts, amounts, units, ({ id, asOf }, n, m, unit) => {
        const zone = zoneOf(id);
        expect(instantRange({ last: n, unit }, asOf, zone)).toEqual({ from: earlier(asOf, id, n, unit), to: asOf + 1 });
        expect(instantRange({ next: n, unit }, asOf, zone)).toEqual({
          from: asOf + 1,
          to: earlier(asOf, id, -n, unit) + 1,
        });
        expect(instantRange({ ago: [n + m, m], unit }, asOf, zone)).toEqual({
          from: earlier(asOf, id, n + m, unit),
          to: earlier(asOf, id, m, unit),
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("start and end full units where Temporal starts those days", () => {
    fc.assert(
      fc.property(moments, amounts, calendarUnits, ({ id, asOf }, n, unit) => {
        const zone = zoneOf(id);
        const start = (k: number) => startOf(unitStart(asOf, id, k, unit), id);
        expect(instantRange({ current: unit }, asOf, zone)).toEqual({ from: start(0), to: start(1) });
        expect(instantRange({ lastFull: n, unit }, asOf, zone)).toEqual({ from: start(-n), to: start(0) });
        expect(instantRange({ nextFull: n, unit }, asOf, zone)).toEqual({ from: start(1), to: start(n + 1) });
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, string, Window, string, string]>([
    // 31 March - 1 month is the last of February
    ["UTC", "2024-03-31T12:00:00Z", { last: 1, unit: "month" }, "2024-02-29T12:00:00Z", "2024-03-31T12:00:00.001Z"],
    ["UTC", "2023-03-31T12:00:00Z", { last: 1, unit: "month" }, "2023-02-28T12:00:00Z", "2023-03-31T12:00:00.001Z"],
    ["UTC", "2024-02-29T00:00:00Z", { last: 1, unit: "year" }, "2023-02-28T00:00:00Z", "2024-02-29T00:00:00.001Z"],
    // 02:30 in Berlin is skipped on 29 March 2026 and comes twice on 25 October
    [
      "Europe/Berlin",
      "2026-03-30T00:30:00Z",
      { last: 1, unit: "day" },
      "2026-03-29T01:30:00Z",
      "2026-03-30T00:30:00.001Z",
    ],
    [
      "Europe/Berlin",
      "2026-10-26T01:30:00Z",
      { last: 1, unit: "day" },
      "2026-10-25T00:30:00Z",
      "2026-10-26T01:30:00.001Z",
    ],
    // 2025-04-25 in Cairo has no 00:00; 2025-11-02 in Havana has two; Apia has no 2011-12-30
    ["Africa/Cairo", "2025-04-25T09:00:00Z", { current: "day" }, "2025-04-24T22:00:00Z", "2025-04-25T21:00:00Z"],
    ["America/Havana", "2025-11-02T09:00:00Z", { current: "day" }, "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z"],
    [
      "Pacific/Apia",
      "2011-12-31T00:00:00Z",
      { lastFull: 1, unit: "day" },
      "2011-12-30T10:00:00Z",
      "2011-12-30T10:00:00Z",
    ],
    ["Australia/Lord_Howe", "2025-04-06T09:00:00Z", { current: "day" }, "2025-04-05T13:00:00Z", "2025-04-06T13:30:00Z"],
    // weeks start on Monday: 2017-12-31 is a Sunday
    ["UTC", "2017-12-31T23:59:59Z", { current: "week" }, "2017-12-25T00:00:00Z", "2018-01-01T00:00:00Z"],
    ["UTC", "2017-12-31T23:59:59Z", { nextFull: 2, unit: "quarter" }, "2018-01-01T00:00:00Z", "2018-07-01T00:00:00Z"],
    // a date is its start, an instant itself
    [
      "America/New_York",
      "2026-01-01T00:00:00Z",
      { from: "2026-03-08", to: "2026-03-09T00:00:00+02:00" },
      "2026-03-08T05:00:00Z",
      "2026-03-08T22:00:00Z",
    ],
  ])("in %s as of %s, %o is from %s to %s", (id, asOf, window, from, to) => {
    expect(instantRange(window, utc(asOf), zoneOf(id))).toEqual({ from: utc(from), to: utc(to) });
  });

  it("leave open what a fixed window leaves open", () => {
    const zone = zoneOf("UTC");
    expect(instantRange({ from: "2020-01-01" }, 0, zone)).toEqual({ from: Date.UTC(2020, 0) });
    expect(instantRange({ to: "2020-01-01" }, 0, zone)).toEqual({ to: Date.UTC(2020, 0) });
  });

  it("stop at the ends of the years 1 to 9999", () => {
    for (const unit of ["day", "week", "month", "quarter", "year"] as const) {
      const { from } = instantRange({ last: 100_000, unit }, utc("0001-06-01T00:00:00Z"), zoneOf("Asia/Manila"));
      expect(formatInstant(from ?? NaN)).toBe("0001-01-01T00:00:00Z");
      const { to } = instantRange({ nextFull: 100_000, unit }, utc("9999-06-01T00:00:00Z"), zoneOf("Europe/Berlin"));
      expect(to).toBe(utc("9999-12-31T23:59:59.999Z") + 1);
    }
  });

  it("of events and tags end with the as-of", () => {
    const asOf = utc("2026-06-15T12:00:00Z");
    const zone = zoneOf("UTC");
    expect(pastRange(undefined, asOf, zone)).toEqual({ to: asOf + 1 });
    expect(pastRange({ current: "month" }, asOf, zone)).toEqual({ from: Date.UTC(2026, 5), to: asOf + 1 });
    expect(pastRange({ lastFull: 1, unit: "month" }, asOf, zone).to).toBe(Date.UTC(2026, 5));
    expect(pastRange({ from: "2027-01-01" }, asOf, zone)).toEqual({ from: Date.UTC(2027, 0), to: asOf + 1 });
  });

  it("are described with the end people say", () => {
    const asOf = utc("2026-06-15T12:00:00Z");
    const zone = zoneOf("UTC");
    expect(describeWindow({ last: 1, unit: "day" }, asOf, zone)).toEqual({
      from: asOf - msPerDay,
      to: asOf,
      includesTo: true,
    });
    expect(describeWindow({ current: "month" }, asOf, zone)).toEqual({
      from: Date.UTC(2026, 5),
      to: Date.UTC(2026, 6),
      includesTo: false,
    });
    expect(describeWindow({ from: "2026-01-01" }, asOf, zone)).toEqual({ from: Date.UTC(2026, 0), includesTo: false });
  });
});

describe("windows of dates", () => {
  it("count dates as Temporal does", () => {
    fc.assert(
      fc.property(moments, amounts, amounts, calendarUnits, ({ id, asOf }, n, m, unit) => {
        const zone = zoneOf(id);
        const today = zoned(asOf, id).toPlainDate();
        const minus = (amount: number) => dayOf(today.subtract(lasting(amount, unit)));
        const start = (k: number) => dayOf(unitStart(asOf, id, k, unit));
        expect(dayRange({ last: n, unit }, asOf, zone)).toEqual({ from: minus(n) + 1, to: dayOf(today) + 1 });
        expect(dayRange({ next: n, unit }, asOf, zone)).toEqual({ from: dayOf(today) + 1, to: minus(-n) + 1 });
        expect(dayRange({ ago: [n + m, m], unit }, asOf, zone)).toEqual({ from: minus(n + m) + 1, to: minus(m) + 1 });
        expect(dayRange({ current: unit }, asOf, zone)).toEqual({ from: start(0), to: start(1) });
        expect(dayRange({ lastFull: n, unit }, asOf, zone)).toEqual({ from: start(-n), to: start(0) });
        expect(dayRange({ nextFull: n, unit }, asOf, zone)).toEqual({ from: start(1), to: start(n + 1) });
      }),
      { numRuns: 1000 },
    );
  });

  it("stop at the ends of the years 1 to 9999, and know no hours and no instants", () => {
    const zone = zoneOf("UTC");
    const { from } = dayRange({ last: 100_000, unit: "year" }, 0, zone);
    const { to } = dayRange({ next: 100_000, unit: "year" }, 0, zone);
    expect([formatDay(from ?? NaN), formatDay((to ?? NaN) - 1)]).toEqual(["0001-01-01", "9999-12-31"]);
    expect(() => dayRange({ last: 3, unit: "hour" }, 0, zone)).toThrow(expect.objectContaining({ code: "bad_window" }));
    expect(() => dayRange({ from: "2026-01-01T00:00:00Z" }, 0, zone)).toThrow(
      expect.objectContaining({ code: "bad_date" }),
    );
  });
});
