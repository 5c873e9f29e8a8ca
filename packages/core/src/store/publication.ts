import { refuse } from "../issue/issue.js";
import { RECENT_RUNS, type Publication, type Run } from "./store.js";

/**
 * The runs that are written when one is published among those there are: itself and the recounted next one. None when
 * the date has a published run already.
 *
 * @param runs all runs of the audience, by date ascending
 * @throws AudienceError `conflict` when the published runs around it are not those it was counted against
 */
export function placement(runs: readonly Run[], { run, after, next }: Publication): readonly Run[] {
  const published = runs.filter((other) => other.outcome.kind === "published");
  if (published.some((other) => other.date === run.date)) return [];
  if (run.outcome.kind === "failed") return [run];
  const before = published.filter((other) => other.date < run.date).at(-1);
  const following = published.find((other) => other.date > run.date);
  if ((before?.date ?? null) !== after || following?.date !== next?.date) {
    throw refuse("conflict", "", `Another run of audience ${run.audienceId} was published meanwhile.`, "Count again.");
  }
  if (following?.outcome.kind !== "published" || next === undefined) return [run];
  const { entered, left } = next;
  return [run, { ...following, outcome: { ...following.outcome, entered, left } }];
}

/** The runs with these put in, by date. */
export function withRuns(runs: readonly Run[], written: readonly Run[]): readonly Run[] {
  const dates = new Set(written.map((run) => run.date));
  return [...runs.filter((run) => !dates.has(run.date)), ...written].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * The runs that `recentRuns` answers for an audience. Runs that are put in later need no more than these to find the
 * next ones: `recentOf(withRuns(recent, written))`.
 *
 * @param runs by date ascending
 */
export function recentOf(runs: readonly Run[]): readonly Run[] {
  const published = runs.filter((run) => run.outcome.kind === "published").slice(-RECENT_RUNS);
  const newest = runs.at(-1);
  return newest?.outcome.kind === "failed" ? [...published, newest] : published;
}
