import { describe, expect, it } from "vitest";
import { formatIn } from "./format.js";

const english = formatIn("en", "Europe/Berlin");

describe("numbers", () => {
  it("are written in full, with a true minus and always a sign on a change", () => {
    expect(english.number(214_880)).toBe("214,880");
    expect(english.number(-3)).toBe("−3");
    expect(english.delta(58)).toBe("+58");
    expect(english.delta(-1_340)).toBe("−1,340");
    expect(english.delta(0)).toBe("0");
  });

  it("carry their currency or unit", () => {
    expect(english.value(12.5, { currency: "EUR" })).toBe("€12.50");
    expect(english.value(40, { unit: "points" })).toBe("40 points");
  });
});

describe("shares", () => {
  it("have one decimal, the headline two, and never round somebody away", () => {
    expect(english.share(1, 8)).toBe("12.5%");
    expect(english.share(1, 8, 2)).toBe("12.50%");
    expect(english.share(1, 100_000)).toBe("<0.1%");
    expect(english.share(0, 100_000)).toBe("0.0%");
    expect(english.share(0, 0)).toBe("0.0%");
  });
});

describe("dates", () => {
  it("are day, short month, year, whichever English", () => {
    for (const locale of ["en", "en-US", "en-GB"]) {
      expect(formatIn(locale, "Europe/Berlin").date("2026-11-22T23:00:00Z")).toBe("23 Nov 2026");
    }
    expect(formatIn("de", "Europe/Berlin").date("2026-11-22T23:00:00Z")).toBe("23. Nov. 2026");
  });

  it("are of the zone, on a clock of 24 hours", () => {
    expect(english.time("2026-11-22T23:04:00Z")).toBe("00:04");
    expect(english.dateTime("2026-11-22T13:04:00Z")).toBe("22 Nov 2026, 14:04");
    expect(english.zone("2026-11-22T13:04:00Z")).toBe("Europe/Berlin, UTC+1");
    expect(english.zone("2026-07-22T13:04:00Z")).toBe("Europe/Berlin, UTC+2");
    expect(formatIn("en", "UTC").zone(0)).toBe("UTC");
  });

  it("of the calendar have no zone", () => {
    const far = formatIn("en", "Pacific/Kiritimati");
    expect(far.day("2026-11-22")).toBe("22 Nov 2026");
    expect(far.day("2026-11-22", "long")).toBe("22 November 2026");
    expect(far.monthDay("2026-11-22")).toBe("22 Nov");
    expect(far.weekday("2026-11-22")).toBe("Sun, 22 Nov 2026");
  });
});
