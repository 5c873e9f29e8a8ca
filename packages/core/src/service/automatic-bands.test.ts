import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundEdges } from "./automatic-bands.js";

describe("roundEdges", () => {
  it("cuts an even spread into six at round numbers", () => {
    expect(roundEdges({ low: 0, high: 600, counts: new Array<number>(60).fill(10), missing: 0 }, 2)).toEqual([
      100, 200, 300, 400, 500,
    ]);
  });

  it("follows the customers where a few values are very large", () => {
    const counts = [600, 100, 50, 20, ...new Array<number>(995).fill(0), 1];
    const edges = roundEdges({ low: 0, high: 1_000_000, counts, missing: 3 }, 2);
    expect(edges.every((edge) => edge < 3_000)).toBe(true);
    expect(edges.length).toBeGreaterThan(2);
  });

  it("keeps to the decimals of the attribute", () => {
    expect(roundEdges({ low: 0, high: 3, counts: [10, 10, 10], missing: 0 }, 0)).toEqual([1, 2, 3]);
    expect(roundEdges({ low: 0, high: 0.003, counts: [10, 10, 10], missing: 0 }, 9)).toEqual([
      0.0005, 0.001, 0.0015, 0.002, 0.0025,
    ]);
  });

  it("has no edge where there is nothing between", () => {
    expect(roundEdges({ low: 7, high: 7, counts: [20], missing: 0 }, 0)).toEqual([]);
    expect(roundEdges({ low: 0, high: 0, counts: [], missing: 9 }, 0)).toEqual([]);
  });

  it("is ascending, each edge once, above the lowest and up to the highest value", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 9 }),
        (low, width, counts, scale) => {
          const histogram = { low, high: low + width, counts, missing: 0 };
          const edges = roundEdges(histogram, scale);
          expect(edges.length).toBeLessThanOrEqual(5);
          expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
          for (const edge of edges) expect(edge > low && edge <= low + width).toBe(true);
          for (const edge of edges) expect(Number(edge.toFixed(scale))).toBe(edge);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
