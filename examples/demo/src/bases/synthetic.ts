import type { DataAdapter, LoadProgress } from "@audiencekit/core/adapter";
import type { Base } from "./base.js";
import { syntheticSeeds } from "./synthetic-seeds.js";

/** More than this, and past nights would take longer than anybody waits. */
const WITH_PAST_NIGHTS = 200_000;

/** Makes so many customers. */
export type MakeCustomers = (count: number, onProgress: (progress: LoadProgress) => void) => Promise<DataAdapter>;

/** Made-up customers, 100,000 unless told. */
export function synthetic(make: MakeCustomers, count = 100_000): Base {
  return {
    id: count === 100_000 ? "synthetic" : `synthetic-${count}`,
    label: `Synthetic, ${count.toLocaleString("en")} customers`,
    provenance: "Made up by a seeded generator; nobody here exists.",
    clockStart: "2026-06-30T13:00:00Z",
    timeZone: "America/New_York",
    backfilledNights: count > WITH_PAST_NIGHTS ? 0 : 45,
    seeds: syntheticSeeds,
    load: (onProgress) => make(count, onProgress),
  };
}
