import type { Run } from "@audiencekit/core";
import { describe, expect, it } from "vitest";
import { SPARK, sparklineGeometry } from "./sparkline-geometry.js";

function runOf(date: string, size: number): Run {
  return {
    audienceId: "a",
    date,
    asOf: `${date}T00:00:00Z`,
    processedAt: `${date}T00:04:00Z`,
    definitionHash: "",
    outcome: { kind: "published", size, base: 100, entered: null, left: null },
    backfilled: false,
    usedTodaysAttributes: false,
  };
}

describe("a sparkline", () => {
  it("spans its nights from edge to edge, lowest size at the bottom", () => {
    const geometry = sparklineGeometry(
      [runOf("2026-11-21", 10), runOf("2026-11-22", 30), runOf("2026-11-23", 20)],
      "2026-11-23",
    );
    expect(geometry).toEqual({ path: "M3.0 21.0L44.0 3.0L85.0 12.0", end: { x: 85, y: 12 } });
  });

  it("breaks at a missed night and draws nothing over it", () => {
    const geometry = sparklineGeometry(
      [runOf("2026-11-20", 1), runOf("2026-11-21", 2), runOf("2026-11-23", 2)],
      "2026-11-23",
    );
    expect(geometry?.path.match(/[ML]/gu)).toEqual(["M", "L", "M"]);
  });

  it("ends early when its last size is of an older night", () => {
    const geometry = sparklineGeometry([runOf("2026-11-20", 1), runOf("2026-11-22", 2)], "2026-11-24");
    expect(geometry?.end.x).toBe(SPARK.width / 2);
  });

  it("runs through the middle when nothing changes", () => {
    expect(sparklineGeometry([runOf("2026-11-22", 7), runOf("2026-11-23", 7)], "2026-11-23")?.end.y).toBe(
      SPARK.height / 2,
    );
  });

  it("is not drawn from a single size", () => {
    expect(sparklineGeometry([runOf("2026-11-23", 7)], "2026-11-23")).toBeUndefined();
    expect(sparklineGeometry([], "2026-11-23")).toBeUndefined();
  });

  it("shows the last twenty nights", () => {
    const runs = Array.from({ length: 28 }, (_, at) => runOf(`2026-11-${String(at + 1).padStart(2, "0")}`, at));
    expect(sparklineGeometry(runs, "2026-11-28")?.path.match(/[ML]/gu)).toHaveLength(SPARK.nights);
  });
});
