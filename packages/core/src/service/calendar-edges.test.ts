import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "../definition/dates.js";
import { calendarEdges } from "./calendar-edges.js";

const edges = (low: string, high: string): readonly string[] =>
  calendarEdges(parseDay(low) ?? NaN, parseDay(high) ?? NaN).map(formatDay);

describe("calendarEdges", () => {
  it("cuts a few months at the first of each", () => {
    expect(edges("2024-11-30", "2025-02-01")).toEqual(["2024-12-01", "2025-01-01", "2025-02-01"]);
  });

  it("goes by quarters, years and rounder numbers of years as the span grows", () => {
    expect(edges("2024-02-10", "2025-06-30")).toEqual([
      "2024-04-01",
      "2024-07-01",
      "2024-10-01",
      "2025-01-01",
      "2025-04-01",
    ]);
    expect(edges("2014-01-03", "2017-12-30")).toEqual(["2015-01-01", "2016-01-01", "2017-01-01"]);
    expect(edges("1946-05-08", "2008-01-01").slice(0, 2)).toEqual(["1950-01-01", "1960-01-01"]);
  });

  it("has no edge within a month", () => {
    expect(edges("2024-02-01", "2024-02-29")).toEqual([]);
  });

  it("is ascending, after the first day and up to the last, and cuts into twelve at most", () => {
    const day = fc.integer({ min: parseDay("0001-01-01") ?? 0, max: parseDay("9999-12-31") ?? 0 });
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const cut = calendarEdges(low, high);
        expect(cut.length).toBeLessThan(12);
        expect(cut).toEqual([...new Set(cut)].sort((a, b) => a - b));
        for (const edge of cut) expect(edge > low && edge <= high && formatDay(edge).endsWith("-01")).toBe(true);
        if (high - low > 31) expect(cut.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
