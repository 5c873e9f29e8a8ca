import type { AudienceListing } from "@audiencekit/core";

/** What the newest night did. */
export interface LastRun {
  /** The local date it stands for, `YYYY-MM-DD`. */
  readonly date: string;
  /** First and last publication, milliseconds; absent where nothing was published that night. */
  readonly published: { readonly from: number; readonly to: number } | undefined;
  readonly processed: number;
  /** Live audiences that have had a night. */
  readonly due: number;
  readonly failed: number;
  readonly late: number;
}

/** Whether a live audience failed or is late. */
export function troubled({ readiness }: AudienceListing): boolean {
  return readiness.state === "failed" || readiness.state === "stale";
}

/** The newest night over all live audiences; undefined before the first. */
export function lastRun(listings: readonly AudienceListing[]): LastRun | undefined {
  const due = listings.filter(
    ({ audience, readiness }) => audience.status === "live" && readiness.state !== "processing",
  );
  const date = due.map(newestNight).reduce((a, b) => (a > b ? a : b), "");
  if (date === "") return undefined;
  const processed = due.flatMap(({ recent }) => {
    const run = recent.at(-1);
    return run?.date === date ? [run] : [];
  });
  const times = processed.map(({ processedAt }) => Date.parse(processedAt));
  return {
    date,
    published: times.length === 0 ? undefined : { from: Math.min(...times), to: Math.max(...times) },
    processed: processed.length,
    due: due.length,
    failed: due.filter(({ readiness }) => readiness.state === "failed").length,
    late: due.filter(({ readiness }) => readiness.state === "stale").length,
  };
}

function newestNight({ readiness, recent }: AudienceListing): string {
  const published = recent.at(-1)?.date ?? "";
  return readiness.state === "failed" && readiness.failedOn > published ? readiness.failedOn : published;
}
