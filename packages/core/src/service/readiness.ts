import type { Audience } from "../audience/audience.js";
import { deepFreeze } from "../definition/freeze.js";
import { formatInstant } from "../definition/dates.js";
import type { Zone } from "../plan/zone.js";
import { nextNight, nightsAfter } from "../process/nights.js";
import type { Run } from "../store/store.js";
import type { AudienceListing, Readiness } from "./service.js";

/**
 * Whether an audience can be used at an instant, from its runs alone.
 *
 * @param runs by date ascending: all, or the recent ones of the store, which say the same
 * @param now milliseconds since the epoch
 */
export function readinessOf(audience: Audience, runs: readonly Run[], now: number, zone: Zone): Readiness {
  if (audience.status !== "live") return Object.freeze({ state: audience.status });
  const newest = runs.at(-1);
  if (newest === undefined) return Object.freeze({ state: "processing", nextRun: formatInstant(nextNight(now, zone)) });
  if (newest.outcome.kind === "failed") {
    const { code, message } = newest.outcome;
    const processed = lastPublished(runs);
    return deepFreeze({
      state: "failed",
      code,
      reason: message,
      failedOn: newest.date,
      ...(processed === undefined ? {} : { processed }),
    });
  }
  const nightsLate = nightsAfter(newest.date, now, zone);
  return deepFreeze(
    nightsLate === 0 ? { state: "ready", processed: newest } : { state: "stale", processed: newest, nightsLate },
  );
}

/** The newest published run. */
export function lastPublished(runs: readonly Run[]): Run | undefined {
  return runs.filter((run) => run.outcome.kind === "published").at(-1);
}

/**
 * A row of the dashboard.
 *
 * @param runs the recent ones of the store
 */
export function listingOf(audience: Audience, runs: readonly Run[], now: number, zone: Zone): AudienceListing {
  // What a store answers is frozen already, and looking through 20 runs of each of thousands of audiences takes long.
  const recent = Object.freeze(runs.filter((run) => run.outcome.kind === "published"));
  return Object.freeze({ audience, readiness: readinessOf(audience, runs, now, zone), recent });
}
