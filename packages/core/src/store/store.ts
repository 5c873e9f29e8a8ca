import type { Audience } from "../audience/audience.js";
import type { InstantText } from "../audience/audience.js";

/** One night of one audience: published whole, or a failure with its reason. */
export interface Run {
  readonly audienceId: string;
  /** The local date it stands for, `YYYY-MM-DD`. */
  readonly date: string;
  /** The as-of it was evaluated at. */
  readonly asOf: InstantText;
  /** When it was published, by the service's clock. */
  readonly processedAt: InstantText;
  readonly definitionHash: string;
  readonly outcome: RunOutcome;
  /** True when it was computed after its night, as of that night's own instant. */
  readonly backfilled: boolean;
  /** True when backfilled from standard or appended attributes, which have no history. */
  readonly usedTodaysAttributes: boolean;
}

export type RunOutcome =
  | {
      readonly kind: "published";
      readonly size: number;
      readonly base: number;
      /** Against the run before; null for the first. */
      readonly entered: number | null;
      readonly left: number | null;
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** Published runs of an audience that are at hand without reading its history. */
export const RECENT_RUNS = 20;

/** Members of a published run, in code-point order. */
export interface Snapshot {
  readonly audienceId: string;
  readonly date: string;
  readonly ids: readonly string[];
}

/** A run to be written, with its members. */
export interface Publication {
  readonly run: Run;
  /** Goes with a published run; a failed one has none. */
  readonly snapshot?: Snapshot;
  /** Date of the published run that entered and left were counted against; null: there was none. */
  readonly after: string | null;
  /** The published run that follows by date, counted anew against this one. */
  readonly next?: Recount;
}

/** Entered and left of a run that is there already, against the one now published before it. */
export interface Recount {
  readonly date: string;
  readonly entered: number;
  readonly left: number;
}

/**
 * Keeps records, runs, snapshots and static lists of tenants. Every call names the tenant; nothing of another tenant
 * is ever answered. All writes of one call happen or none. What is answered is frozen and shares nothing with what
 * was given.
 *
 * Every call may reject with `store_corrupt` (names the record that is not as it was written) or `store_newer` (a
 * later release wrote it). `testAudienceStore` of the testing entry proves an implementation.
 */
export interface AudienceStore {
  /** By id. */
  list(tenant: string): Promise<readonly Audience[]>;
  get(tenant: string, id: string): Promise<Audience | undefined>;
  /** Inserts, or replaces the record whose version is `expected`; otherwise `conflict`, which names the version there. */
  put(tenant: string, audience: Audience, expected: number | undefined): Promise<void>;
  /** Removes the record with its runs, snapshots and list when its version is `expected`; otherwise `conflict`. */
  remove(tenant: string, id: string, expected: number): Promise<void>;
  /** The ids of a static audience, as given, each once. Written together with the record by `putStatic`. */
  members(tenant: string, id: string): Promise<readonly string[] | undefined>;
  /** Inserts a static audience with its ids; `conflict` when the id is taken. */
  putStatic(tenant: string, audience: Audience, ids: readonly string[]): Promise<void>;
  /**
   * Publishes runs with their snapshots in one transaction. A run replaces a failed one of the same audience and
   * date; a published one stays and the new one is dropped. `conflict`, and nothing is written, when the published
   * runs around the date are no longer `after` and `next`. Answers the runs that were written.
   */
  publish(tenant: string, publications: readonly Publication[]): Promise<readonly Run[]>;
  /** Runs of one audience, by date ascending. */
  runs(tenant: string, audienceId: string): Promise<readonly Run[]>;
  /**
   * What a list of audiences shows of their runs, by audience id, each by date ascending: the newest published ones, at
   * most `RECENT_RUNS`, and after them the newest failed one where it is later than all of these.
   */
  recentRuns(tenant: string): Promise<ReadonlyMap<string, readonly Run[]>>;
  /** The snapshot of a date, or the newest there is. */
  snapshot(tenant: string, audienceId: string, date?: string): Promise<Snapshot | undefined>;
}
