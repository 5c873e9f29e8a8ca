import { describe, expect, test } from "vitest";
import { compositionGeometry, partsOf, type LabelledCell } from "./composition-geometry.js";

const cell = (label: string, count: number, base: number, missing = false): LabelledCell => ({
  label,
  count,
  base,
  missing,
});
const other = (parts: number) => `Other (${parts})`;
const margin = { top: 16, start: 48, end: 8, bottom: 32 };

describe("parts", () => {
  test("have shares and an index against the base", () => {
    const [young, old, none] = partsOf(
      [cell("18 to 24", 25, 100), cell("65 and over", 50, 800), cell("(no value)", 25, 100, true)],
      { size: 100, base: 1_000, overlapping: false },
      other,
    );
    expect(young).toMatchObject({ share: 0.25, baseShare: 0.1, index: 250 });
    expect(old?.index).toBeCloseTo(62.5);
    expect(none?.kind).toBe("missing");
  });

  test("past the most that are drawn become one, and still sum to the size", () => {
    const cells = Array.from({ length: 40 }, (_, place) => cell(`v${place}`, 40 - place, 80 - place));
    const size = cells.reduce((sum, { count }) => sum + count, 0);
    const parts = partsOf(
      [...cells, cell("(no value)", 7, 9, true)],
      { size: size + 7, base: 10_000, overlapping: false },
      other,
    );
    expect(parts).toHaveLength(13);
    expect(parts[11]).toMatchObject({ kind: "other", label: "Other (29)" });
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(size + 7);
  });

  test("that overlap are not added up: past the most that are drawn the smallest are left out", () => {
    const cells = Array.from({ length: 40 }, (_, place) => cell(`v${place}`, 90 - place, 180 - place));
    const parts = partsOf(
      [...cells, cell("(no value)", 3, 9, true)],
      { size: 100, base: 200, overlapping: true },
      other,
    );
    expect(parts.map(({ kind }) => kind)).toEqual([...Array.from({ length: 12 }, () => "value"), "missing"]);
    expect(Math.max(...parts.map(({ share }) => share))).toBeLessThanOrEqual(1);
  });

  test("of nobody have no index and no share that is not a number", () => {
    expect(partsOf([cell("a", 0, 5)], { size: 0, base: 5, overlapping: false }, other)).toEqual([
      { label: "a", kind: "value", count: 0, share: 0, baseCount: 5, baseShare: 1, index: undefined },
    ]);
  });
});

describe("bars", () => {
  test.each(["standing", "lying"] as const)("%s stay inside the plot and grow with the share", (direction) => {
    const parts = partsOf(
      [cell("a", 60, 10), cell("b", 30, 500), cell("c", 10, 490)],
      { size: 100, base: 1_000, overlapping: false },
      other,
    );
    const { bars, plot } = compositionGeometry(parts, { width: 600, height: 300, direction, margin });
    const lengths = bars.map(({ width, height }) => (direction === "standing" ? height : width));
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    for (const { x, y, width, height } of bars) {
      expect(x).toBeGreaterThanOrEqual(plot.left);
      expect(x + width).toBeLessThanOrEqual(plot.right + 0.001);
      expect(y).toBeGreaterThanOrEqual(plot.top);
      expect(y + height).toBeLessThanOrEqual(plot.bottom + 0.001);
    }
  });

  test.each(["standing", "lying"] as const)("%s have no negative length where there is no room yet", (direction) => {
    const parts = partsOf(
      [cell("a", 60, 10), cell("b", 40, 990)],
      { size: 100, base: 1_000, overlapping: false },
      other,
    );
    const { bars } = compositionGeometry(parts, { width: 10, height: 300, direction, margin });
    for (const { width, height } of bars) {
      expect(width).toBeGreaterThanOrEqual(0);
      expect(height).toBeGreaterThanOrEqual(0);
    }
  });

  test("of an empty composition are none", () => {
    expect(compositionGeometry([], { width: 600, height: 300, direction: "standing", margin }).bars).toEqual([]);
  });
});
