import type { Window } from "@audiencekit/core";
import { describe, expect, test } from "vitest";
import { kindOf, kindsFor, spanOf, unitsOf, windowOf, withEnd } from "./window-kinds.js";

const windows: readonly Window[] = [
  { last: 24, unit: "month" },
  { ago: [12, 6], unit: "week" },
  { next: 3, unit: "day" },
  { lastFull: 4, unit: "week" },
  { current: "quarter" },
  { nextFull: 1, unit: "year" },
];

describe("windows", () => {
  test.each(windows)("%j comes back from its kind and span", (window) => {
    expect(windowOf(kindOf(window), spanOf(window), "2026-11-23")).toEqual(window);
  });

  test("a clock unit becomes a day where only the calendar is read", () => {
    expect(windowOf("lastFull", spanOf({ last: 5, unit: "hour" }), "2026-11-23")).toEqual({ lastFull: 5, unit: "day" });
  });

  test("the past only, for what has no future; no clock for dates", () => {
    expect(kindsFor(false)).not.toContain("next");
    expect(unitsOf("last", true)).not.toContain("hour");
    expect(unitsOf("last", false)).toContain("hour");
  });

  test("ends of a window of dates are set and taken away one by one", () => {
    const open = withEnd({ from: "2026-01-01" }, "to", "2026-02-01");
    expect(open).toEqual({ from: "2026-01-01", to: "2026-02-01" });
    expect(withEnd(open, "from", "")).toEqual({ to: "2026-02-01" });
  });
});
