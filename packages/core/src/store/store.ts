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

/** Members of a published run, in code-point order. */
export interface Snapshot {
  readonly audienceId: string;
  readonly date: string;
  readonly ids: readonly string[];
}

/**
 * Keeps records, runs, snapshots and static lists of tenants. Every call names the tenant; nothing of another tenant
 * is ever answered. All writes of one call happen or none.
 */
export interface AudienceStore {
  list(tenant: string): Promise<readonly Audience[]>;
  get(tenant: string, id: string): Promise<Audience | undefined>;
  /** Inserts, or replaces the record whose version is `expected`; otherwise `conflict`. */
  put(tenant: string, audience: Audience, expected: number | undefined): Promise<void>;
  /** Removes the record with its runs, snapshots and list when its version is `expected`; otherwise `conflict`. */
  remove(tenant: string, id: string, expected: number): Promise<void>;
  /** The ids of a static audience, as given, each once. Written together with the record by `putStatic`. */
  members(tenant: string, id: string): Promise<readonly string[] | undefined>;
  putStatic(tenant: string, audience: Audience, ids: readonly string[]): Promise<void>;
  /**
   * Publishes runs with their snapshots in one transaction. A run replaces a failed one of the same audience and
   * date; a published one stays and the new one is dropped. Answers the runs that were written.
   */
  publish(tenant: string, entries: readonly { readonly run: Run; readonly snapshot?: Snapshot }[]): Promise<readonly Run[]>;
  /** Runs of one audience, by date ascending. */
  runs(tenant: string, audienceId: string): Promise<readonly Run[]>;
  /** Runs of all audiences, by audience id. */
  allRuns(tenant: string): Promise<ReadonlyMap<string, readonly Run[]>>;
  /** The snapshot of a date, or the newest there is. */
  snapshot(tenant: string, audienceId: string, date?: string): Promise<Snapshot | undefined>;
}
