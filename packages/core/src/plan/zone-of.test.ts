import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { msPerDay } from "../definition/dates.js";
import { zoneOf } from "./zone-of.js";

const ids = [
  "UTC",
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Havana",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Manila",
  "Asia/Tehran",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Europe/Dublin",
  "Pacific/Apia",
  "Pacific/Kwajalein",
];
const zoneIds = fc.constantFrom(...ids);
const FIRST = Date.UTC(1970, 0, 1) - 719_162 * msPerDay;
const LAST = 253_402_300_799_999;
const instants = fc.oneof(
  fc.integer({ min: FIRST, max: LAST }),
  fc.integer({ min: Date.UTC(1880, 0), max: Date.UTC(2060, 0) }),
  fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2027, 0) }),
);

/** Around changes of the clock, where the arithmetic can go wrong. */
const nearChanges = fc
  .tuple(zoneIds, fc.integer({ min: Date.UTC(1880, 0), max: Date.UTC(2060, 0) }), fc.integer({ min: -180, max: 180 }))
  .map(([id, instant, minutes]) => {
    const change = Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(id)
      .getTimeZoneTransition("previous");
    return { id, instant: (change?.epochMilliseconds ?? instant) + minutes * 30_000 };
  });
const anywhere = fc.record({ id: zoneIds, instant: instants });
const cases = fc.oneof(anywhere, nearChanges);

function dateOf(day: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day });
}

function day(text: string): number {
  return Math.floor(Date.parse(`${text}T00:00:00Z`) / msPerDay);
}

function utc(instant: number): string {
  return new Date(instant).toISOString();
}

describe("zoneOf", () => {
  it("agrees with Temporal on the offset and the date of any instant of the years 1 to 9999", () => {
    fc.assert(
      fc.property(cases, ({ id, instant }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id);
        expect(zoneOf(id).offsetAt(instant)).toBe(zoned.offsetNanoseconds / 1e6);
        expect(dateOf(zoneOf(id).dayOf(instant)).equals(zoned.toPlainDate())).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("agrees with Temporal on the instant of a clock time, skipped and doubled ones included", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -90, max: 90 }), ({ id, instant }, shift) => {
        const clock = Math.min(Math.max(instant + zoneOf(id).offsetAt(instant) + shift * 60_000, FIRST), LAST);
        const at = Math.floor(clock / msPerDay);
        const msOfDay = clock - at * msPerDay;
        const expected = dateOf(at)
          .toPlainDateTime()
          .add({ milliseconds: msOfDay })
          .toZonedDateTime(id, { disambiguation: "compatible" });
        expect(zoneOf(id).instantOf(at, msOfDay)).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 1500 },
    );
  });

  it("agrees with Temporal on the start of a date that exists", () => {
    fc.assert(
      fc.property(cases, ({ id, instant }) => {
        const zone = zoneOf(id);
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id);
        expect(zone.startOfDay(zone.dayOf(instant))).toBe(zoned.startOfDay().epochMilliseconds);
      }),
      { numRuns: 1500 },
    );
  });

  it("knows every change of the clock that the platform's formatter shows, hour by hour", () => {
    for (const id of ["Africa/Cairo", "Africa/Casablanca", "Pacific/Apia", "America/Havana"]) {
      const format = new Intl.DateTimeFormat("en-US", {
        timeZone: id,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
      const zone = zoneOf(id);
      for (let t = Date.UTC(2010, 6); t < Date.UTC(2012, 6); t += 3_600_000) {
        const [month, date, year, hour, minute, second] = format.format(t).match(/\d+/g)?.map(Number) ?? [];
        const shown = Date.UTC(year ?? 0, (month ?? 0) - 1, date, hour, minute, second);
        expect(zone.offsetAt(t)).toBe(shown - t);
      }
    }
  });

  it.each([
    ["Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00.000Z"], // no 00:00: the clock goes from 23:59 to 01:00
    ["America/Havana", "2025-11-02", "2025-11-02T04:00:00.000Z"], // two 00:00
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"], // no such date: the 31st starts
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"],
    ["Australia/Lord_Howe", "2025-04-06", "2025-04-05T13:00:00.000Z"], // a day of 24.5 hours
    ["Australia/Lord_Howe", "2025-04-07", "2025-04-06T13:30:00.000Z"],
    ["America/St_Johns", "2006-10-29", "2006-10-29T02:30:00.000Z"], // shown from 00:00 for a minute, then 23:01 again
    ["Europe/Berlin", "0001-01-01", "0000-12-31T23:06:32.000Z"], // local mean time
    ["Asia/Manila", "9999-12-31", "9999-12-30T16:00:00.000Z"],
  ])("starts the day in %s on %s at %s", (id, date, start) => {
    expect(utc(zoneOf(id).startOfDay(Temporal.PlainDate.from(date).since("1970-01-01").days))).toBe(start);
  });

  it.each([
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"], // skipped: an hour forward
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"], // doubled: the earlier
    ["Australia/Lord_Howe", "2025-10-05", "02:15", "2025-10-04T15:45:00.000Z"], // skipped: half an hour forward
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00.000Z"], // skipped: a whole day forward
  ])("reads the clock in %s on %s at %s as %s", (id, date, time, instant) => {
    const [hours, minutes] = time.split(":").map(Number);
    expect(utc(zoneOf(id).instantOf(day(date), ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000))).toBe(instant);
  });

  it("never throws at or beyond the ends of the years 1 to 9999", () => {
    for (const id of ids) {
      const zone = zoneOf(id);
      for (const at of [FIRST - 9e15, FIRST, LAST, LAST + 9e15]) {
        expect(Number.isFinite(zone.offsetAt(at))).toBe(true);
        expect(Number.isFinite(zone.startOfDay(zone.dayOf(at)))).toBe(true);
        expect(Number.isFinite(zone.instantOf(zone.dayOf(at), 0))).toBe(true);
      }
    }
  });

  it("gives one zone for one name, and refuses what is no name of a zone", () => {
    expect(zoneOf("Europe/Berlin")).toBe(zoneOf("Europe/Berlin"));
    expect(() => zoneOf("Europe/Berln")).toThrow(expect.objectContaining({ hint: "Europe/Berlin" }));
    for (const id of ["Europe/Berln", "", "+02:00", "__proto__", "Mars/Olympus"]) {
      expect(() => zoneOf(id)).toThrow(expect.objectContaining({ code: "unknown_time_zone" }));
    }
  });
});
