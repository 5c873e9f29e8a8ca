import type { AudienceListing } from "@audiencekit/core";
import type { Format } from "../format/format.js";
import type { Messages } from "../messages/messages.js";

/** Whether a live audience failed or is late. */
export function troubled({ readiness }: AudienceListing): boolean {
  return readiness.state === "failed" || readiness.state === "stale";
}

/** When the last run was, how many audiences it reached, and what went wrong. */
export function lastRunLine(
  listings: readonly AudienceListing[],
  { dashboard }: Messages,
  format: Format,
): { readonly text: string; readonly trouble: string | undefined } {
  const live = listings.filter(({ audience }) => audience.status === "live");
  const last = live.map(({ recent }) => recent.at(-1)?.processedAt ?? "").reduce((a, b) => (a > b ? a : b), "");
  if (last === "") return { text: dashboard.noRunYet, trouble: undefined };
  const ready = live.filter(({ readiness }) => readiness.state === "ready").length;
  const failed = live.filter(({ readiness }) => readiness.state === "failed").length;
  const late = live.filter(({ readiness }) => readiness.state === "stale").length;
  const trouble = [
    ...(failed === 0 ? [] : [dashboard.failedCount(failed)]),
    ...(late === 0 ? [] : [dashboard.lateCount(late)]),
  ].join(", ");
  const processed = dashboard.processed(format.number(ready), format.number(live.length));
  return {
    text: `${dashboard.lastRun(format.dateTime(last))} ${processed}`,
    trouble: trouble === "" ? undefined : trouble,
  };
}
