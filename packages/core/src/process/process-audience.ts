import type { CallOptions, DataAdapter } from "../adapter/adapter.js";
import type { Audience } from "../audience/audience.js";
import { definitionHash } from "../definition/canonical.js";
import { formatInstant } from "../definition/dates.js";
import type { AudienceLookup } from "../definition/references.js";
import { AudienceError, refuse, type IssueCode } from "../issue/issue.js";
import { resolvePlan } from "../plan/resolve.js";
import { changeBetween } from "../store/membership-change.js";
import type { AudienceStore, Publication, Recount, Run } from "../store/store.js";
import { definitionOf } from "./referenced-audiences.js";
import { readsStoredAttributes } from "./stored-attributes.js";

/** One night: its date, and the instant everything of it is evaluated at. */
export interface Night {
  readonly date: string;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  /** Its date is over already. */
  readonly backfilled: boolean;
}

/** What a night needs of the world. */
export interface Processing extends CallOptions {
  readonly adapter: DataAdapter;
  readonly store: AudienceStore;
  readonly tenant: string;
  readonly audiences: AudienceLookup;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What became of one audience in one night; `unchanged`: a run of that date was there. */
export type NightOutcome = "published" | "failed" | "unchanged";

/** Other workers may publish next to us; after so many times it is a failure. */
const ATTEMPTS = 4;

/** Codes that tell that the catalogue no longer has what an audience was activated with. */
const catalogueCodes: ReadonlySet<string> = new Set<IssueCode>([
  "unknown_attribute",
  "unknown_property",
  "unknown_event",
  "operator_mismatch",
  "type_mismatch",
  "scale_missing",
]);

/**
 * Evaluates one audience for one night and publishes run and snapshot together, once for each date. What goes wrong
 * becomes a failed run with its reason, and what was published before stays.
 *
 * @throws AudienceError `aborted`; whatever the store rejects with when not even the failure can be written
 */
export async function processAudience(processing: Processing, audience: Audience, night: Night): Promise<NightOutcome> {
  const { store, tenant, signal } = processing;
  for (let attempt = 1; ; attempt++) {
    stopIfAborted(signal);
    try {
      const runs = await store.runs(tenant, audience.id);
      const published = runs.filter((run) => run.outcome.kind === "published");
      if (published.some((run) => run.date === night.date)) return "unchanged";
      const publication = await evaluate(processing, audience, night, published);
      stopIfAborted(signal);
      return (await store.publish(tenant, [publication])).length > 0 ? "published" : "unchanged";
    } catch (error) {
      stopIfAborted(signal);
      if (error instanceof AudienceError && error.code === "conflict" && attempt < ATTEMPTS) continue;
      const run = failedRun(processing, audience, night, error);
      return (await store.publish(tenant, [{ run, after: null }])).length > 0 ? "failed" : "unchanged";
    }
  }
}

/** Rejects with `aborted` rather than whatever an engine makes of it. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw refuse("aborted", "", "The request was given up.");
}

async function evaluate(
  processing: Processing,
  audience: Audience,
  night: Night,
  published: readonly Run[],
): Promise<Publication> {
  const { adapter, audiences, now, signal } = processing;
  const plan = resolvePlan(definitionOf(audience), { catalog: adapter.catalog(), asOf: night.asOf, audiences });
  const membership = await adapter.evaluate(plan, { signal });
  const base = await adapter.baseSize({ signal });
  const ids: string[] = [];
  for await (const id of membership.ids({ signal })) ids.push(id);
  if (ids.length !== membership.size) {
    throw refuse("internal", "", `${ids.length} of ${membership.size} members were delivered.`);
  }
  const before = published.filter((run) => run.date < night.date).at(-1);
  const following = published.find((run) => run.date > night.date);
  const change = before === undefined ? undefined : changeBetween(await idsOn(processing, before), ids);
  const run: Run = {
    ...identity(audience, night),
    processedAt: formatInstant(now()),
    outcome: {
      kind: "published",
      size: ids.length,
      base,
      entered: change?.entered.length ?? null,
      left: change?.left.length ?? null,
    },
    usedTodaysAttributes: night.backfilled && readsStoredAttributes(plan),
  };
  return {
    run,
    snapshot: { audienceId: audience.id, date: night.date, ids },
    after: before?.date ?? null,
    ...(following === undefined ? {} : { next: recount(following, ids, await idsOn(processing, following)) }),
  };
}

async function idsOn({ store, tenant }: Processing, run: Run): Promise<readonly string[]> {
  const snapshot = await store.snapshot(tenant, run.audienceId, run.date);
  if (snapshot === undefined) {
    throw refuse("store_corrupt", "", `The snapshot of audience ${run.audienceId} on ${run.date} is not there.`);
  }
  return snapshot.ids;
}

function recount(following: Run, before: readonly string[], after: readonly string[]): Recount {
  const { entered, left } = changeBetween(before, after);
  return { date: following.date, entered: entered.length, left: left.length };
}

function failedRun({ now }: Processing, audience: Audience, night: Night, error: unknown): Run {
  return {
    ...identity(audience, night),
    processedAt: formatInstant(now()),
    outcome: { kind: "failed", ...reasonOf(error) },
    usedTodaysAttributes: false,
  };
}

function identity(
  audience: Audience,
  { date, asOf, backfilled }: Night,
): Pick<Run, "audienceId" | "date" | "asOf" | "definitionHash" | "backfilled"> {
  const hash = audience.kind === "defined" ? audience.definitionHash : definitionHash(definitionOf(audience));
  return { audienceId: audience.id, date, asOf: formatInstant(asOf), definitionHash: hash, backfilled };
}

function reasonOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof AudienceError) {
    return { code: catalogueCodes.has(error.code) ? "attribute_missing" : error.code, message: error.message };
  }
  return {
    code: "internal",
    message: `The data could not be read: ${error instanceof Error ? error.message : "no reason given"}`,
  };
}
