import type { Run } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import { dayOf, movement, nightsOf, presetRange, within } from "./nights.js";
import { lineBetween, nearestStop, sizeGeometry, type Frame } from "./size-geometry.js";

const frame: Frame = {
  width: 800,
  lineHeight: 264,
  barHeight: 112,
  margin: { top: 16, start: 48, end: 16, between: 24 },
};

function published(date: string, size: number, entered: number | null = 0, left: number | null = 0): Run {
  const at = `${date}T00:00:00Z`;
  return {
    audienceId: "a",
    date,
    asOf: at,
    processedAt: at,
    definitionHash: "h",
    backfilled: false,
    usedTodaysAttributes: false,
    outcome: { kind: "published", size, base: 1_000_000, entered, left },
  };
}

const failed = (date: string): Run => ({
  ...published(date, 0),
  outcome: { kind: "failed", code: "attribute_missing", message: "gone" },
});

describe("nights", () => {
  const nights = nightsOf([
    published("2026-03-01", 100, null, null),
    published("2026-03-02", 104, 5, 1),
    failed("2026-03-03"),
    published("2026-03-05", 90, 2, 16),
  ]);

  test("list every date between the first and the last run, with no size where none was published", () => {
    expect(nights.map(({ date, size }) => [date, size])).toEqual([
      ["2026-03-01", 100],
      ["2026-03-02", 104],
      ["2026-03-03", undefined],
      ["2026-03-04", undefined],
      ["2026-03-05", 90],
    ]);
    expect(nights.at(-1)?.covers).toBe(3);
  });

  test("sum up to the change between the first and the last size", () => {
    const summed = movement(nights);
    expect(summed).toMatchObject({ change: -10, entered: 7, left: 17, processed: 3, nights: 5 });
    expect(summed.entered - summed.left).toBe(summed.change);
  });

  test("leave out of a shorter range what happened before its first size", () => {
    const summed = movement(nights.slice(1));
    expect(summed).toMatchObject({ change: -14, entered: 2, left: 16, processed: 2, nights: 4 });
    expect(movement(nights.slice(2, 4))).toMatchObject({ change: undefined, entered: 0, left: 0, processed: 0 });
  });

  test("a preset ends with the last night and counts calendar months, clamped", () => {
    const year = nightsOf([published("2024-01-01", 1), published("2026-03-31", 1)]);
    const from = (preset: "week" | "month" | "quarter" | "year" | "all") => presetRange(preset, year)?.from;
    expect(from("week")).toBe(dayOf("2026-03-25"));
    expect(from("month")).toBe(dayOf("2026-03-01"));
    expect(from("quarter")).toBe(dayOf("2026-01-01"));
    expect(from("year")).toBe(dayOf("2025-04-01"));
    expect(from("all")).toBe(dayOf("2024-01-01"));
    expect(presetRange("all", [])).toBeUndefined();
  });

  test("of a range keep both its ends", () => {
    expect(within(nights, { from: dayOf("2026-03-02"), to: dayOf("2026-03-04") })).toHaveLength(3);
  });
});

describe("the size chart", () => {
  test("breaks the line at a gap and hatches from the last size to the next", () => {
    const nights = nightsOf([published("2026-03-01", 10), published("2026-03-02", 11), published("2026-03-05", 9)]);
    const { lines, gaps, points } = sizeGeometry(nights, frame);
    expect(lines).toHaveLength(2);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.x).toBeCloseTo(points[1]?.x ?? Number.NaN);
    expect((gaps[0]?.x ?? 0) + (gaps[0]?.width ?? 0)).toBeCloseTo(points[2]?.x ?? Number.NaN);
  });

  test.each([
    ["one night", [5]],
    ["nobody at all", [0, 0, 0]],
    ["a thousand million", [1_000_000_000, 999_999_999]],
    ["no change", [48_213, 48_213]],
  ])("keeps every point inside the plot: %s", (_, sizes) => {
    const runs = sizes.map((size, index) => published(`2026-03-0${index + 1}`, size, size, size));
    const { points, plot, bars, sizeTicks } = sizeGeometry(nightsOf(runs), frame);
    expect(points).toHaveLength(sizes.length);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(plot.left);
      expect(x).toBeLessThanOrEqual(plot.right);
      expect(y).toBeGreaterThanOrEqual(plot.top);
      expect(y).toBeLessThanOrEqual(plot.bottom);
    }
    for (const { entered, left } of bars.items) {
      expect(entered.y).toBeGreaterThanOrEqual(bars.top);
      expect(left.y + left.height).toBeLessThanOrEqual(bars.bottom + 0.001);
    }
    expect(sizeTicks.every(({ value }) => Number.isInteger(value))).toBe(true);
  });

  test("starts at zero unless that would hide the change", () => {
    const start = (sizes: readonly number[]) =>
      sizeGeometry(nightsOf(sizes.map((size, index) => published(`2026-03-0${index + 1}`, size))), frame).axisStart;
    expect(start([10, 100])).toBe(0);
    expect(start([44_500, 48_213])).toBeGreaterThan(40_000);
  });

  test("finds the night nearest to the pointer, missed ones too", () => {
    const { stops } = sizeGeometry(nightsOf([published("2026-03-01", 1), published("2026-03-03", 2)]), frame);
    const nearest = (x: number) => stops[nearestStop(stops, x) ?? -1]?.night.date;
    expect(nearest(0)).toBe("2026-03-01");
    expect(nearest(400)).toBe("2026-03-02");
    expect(nearest(799)).toBe("2026-03-03");
    expect(nearestStop([], 10)).toBeUndefined();
  });

  test.each([
    ["2026-03-01", "2026-03-05", 5],
    ["2026-01-01", "2026-03-31", 7],
    ["2023-05-17", "2026-03-31", 6],
  ])("writes dates under the axis that have room: %s to %s", (from, to, least) => {
    const { timeTicks, plot } = sizeGeometry(nightsOf([published(from, 1), published(to, 2)]), frame);
    expect(timeTicks.length).toBeGreaterThanOrEqual(least);
    for (const [place, tick] of timeTicks.entries()) {
      expect(tick.at).toBeGreaterThanOrEqual(plot.left);
      expect(tick.at).toBeLessThanOrEqual(plot.right);
      expect(tick.at - (timeTicks[place - 1]?.at ?? -Infinity)).toBeGreaterThan(64);
    }
  });

  test("knows how far the line reaches between two points of the axis", () => {
    const line = [
      { x: 0, y: 10 },
      { x: 100, y: 110 },
    ];
    expect(lineBetween(line, 20, 40)).toEqual({ top: 30, bottom: 50 });
    expect(lineBetween(line, 120, 140)).toBeUndefined();
  });
});
