import type { AudienceListing } from "@audiencekit/core";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleService } from "../testing/sample-service.js";
import { filterCounts, lastSize, sorted, type SortColumn } from "./listing-order.js";
import { nearestListing, searchable, searched } from "./listing-search.js";
import { lastRun, troubled } from "./run-line.js";

let listings: readonly AudienceListing[];
const names = (some: readonly AudienceListing[]) => some.map(({ audience }) => audience.name);

beforeAll(async () => {
  listings = await (await sampleService()).service.list();
});

describe("order", () => {
  it("turns round with the direction, audiences without a value staying last", () => {
    for (const column of ["processedOn", "size", "change"] satisfies SortColumn[]) {
      const up = sorted(listings, { column, ascending: true }, "en");
      const down = sorted(listings, { column, ascending: false }, "en");
      const without = listings.filter((listing) => lastSize(listing) === undefined).length;
      expect(names(up.slice(-without))).toEqual(names(down.slice(-without)));
      const values = up.slice(0, -without).map((listing) => lastSize(listing)?.size ?? 0);
      if (column === "size") expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });

  it("is by the language for names", () => {
    const [first] = listings;
    if (first === undefined) throw new Error("The sample has no audience.");
    const named = ["zebra", "Äpfel", "apple", "Zoo 10", "Zoo 9"].map((name) => ({
      ...first,
      audience: { ...first.audience, name },
    }));
    const order = names(sorted(named, { column: "name", ascending: true }, "en"));
    expect(order).toEqual(["Äpfel", "apple", "zebra", "Zoo 9", "Zoo 10"]);
  });
});

describe("filters", () => {
  it("count live and draft as all", () => {
    expect(filterCounts(listings)).toEqual({ all: 10, live: 7, draft: 3, archived: 1 });
  });
});

describe("search", () => {
  it("sets case and accents aside", () => {
    expect(searchable("LEÏLA Ångström")).toBe("leila angstrom");
    expect(names(searched(listings, "tomas"))).toEqual(["Visited a store, did not buy"]);
  });

  it("wants every word, in the name or the creator's", () => {
    expect(names(searched(listings, "maren gold"))).toEqual(["Lapsed gold members"]);
    expect(searched(listings, "maren grocery")).toEqual([]);
    expect(searched(listings, "   ")).toBe(listings);
  });

  it("finds what comes close to a slip of the pen", () => {
    expect(nearestListing(listings, "shoes twcie")?.audience.name).toBe("Bought shoes twice, not since");
    expect(nearestListing(listings, "qqqqqq")).toBeUndefined();
  });
});

describe("the last run", () => {
  it("counts the audiences that are due, and what went wrong", () => {
    expect(lastRun(listings)).toEqual({
      date: "2026-11-23",
      published: { from: Date.parse("2026-11-22T23:04:00Z"), to: Date.parse("2026-11-22T23:04:00Z") },
      processed: 4,
      due: 6,
      failed: 1,
      late: 1,
    });
    expect(names(listings.filter(troubled))).toEqual(["Visited a store, did not buy", "Open complaint"]);
  });

  it("is none before the first", () => {
    expect(lastRun([])).toBeUndefined();
    expect(lastRun(listings.filter(({ audience }) => audience.status === "draft"))).toBeUndefined();
  });
});
