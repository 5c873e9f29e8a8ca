import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineCatalog } from "../catalog/define.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { resolveComposition } from "../plan/column.js";
import { zoneOf } from "../plan/zone-of.js";
import { roundEdges, withAutomaticBands } from "./automatic-bands.js";

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

describe("withAutomaticBands", () => {
  const catalog = defineCatalog({
    timeZone: "Europe/Berlin",
    attributes: [
      { name: "birthday", type: "date" },
      { name: "joined", type: "datetime" },
      { name: "moved", type: "date" },
    ],
  });
  /** A customer of each month of 2024 and 2025, born on its first in a year of their own, who joined an hour after midnight in Berlin. */
  const customers = Array.from({ length: 24 }, (_, month) => ({
    id: `c${month}`,
    attributes: {
      birthday: `${1980 + month}-01-01`,
      joined: new Date(Date.UTC(2024, month, 1) - 3_600_000).toISOString(),
      moved: `2025-01-0${(month % 9) + 1}`,
    },
  }));

  async function cellsOf(attribute: string) {
    const adapter = await memoryAdapter({ catalog, customers });
    const plan = resolveComposition(attribute, { catalog, asOf: Date.UTC(2026, 0, 1) });
    const banded = await withAutomaticBands(adapter, plan, zoneOf("Europe/Berlin"), {});
    return (await adapter.compose(await adapter.base(), banded)).cells;
  }

  it("cuts dates by the calendar, in days", async () => {
    const day = (year: number) => Date.UTC(year, 0, 1) / 86_400_000;
    const band = (low: number | undefined, high: number | undefined) => ({
      low: low && day(low),
      high: high && day(high),
    });
    expect((await cellsOf("birthday")).map(({ band, count }) => [band, count])).toEqual([
      [band(undefined, 1985), 5],
      [band(1985, 1990), 5],
      [band(1990, 1995), 5],
      [band(1995, 2000), 5],
      [band(2000, undefined), 4],
    ]);
  });

  it("cuts instants by the calendar of the zone, in milliseconds", async () => {
    const cells = await cellsOf("joined");
    expect(cells.map(({ count }) => count)).toEqual([3, 3, 3, 3, 3, 3, 3, 3]);
    expect(cells[0]?.band?.high).toBe(Date.parse("2024-03-31T22:00:00Z"));
    expect(cells[3]?.band?.high).toBe(Date.parse("2024-12-31T23:00:00Z"));
  });

  it("leaves a few dates as they are", async () => {
    expect((await cellsOf("moved")).map(({ value }) => value)).toContain("2025-01-09");
  });
});
