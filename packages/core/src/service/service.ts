import type {
  Breakdown,
  CallOptions,
  Capabilities,
  Comparison,
  Composition,
  CustomerProfile,
  Histogram,
  Overlap,
  OverlapOptions,
  ValueCounts,
  ValueCountsOptions,
} from "../adapter/adapter.js";
import type { Audience, AudienceAction, InstantText, User } from "../audience/audience.js";
import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { Definition } from "../definition/language.js";
import type { Summary } from "../definition/summary.js";
import type { Issue } from "../issue/issue.js";
import type { Run } from "../store/store.js";

/**
 * Whether an audience can be used, derived from its runs and never stored. `ready`: last night's run is published.
 * `stale`: a published size, but of an earlier night than the last that should have run. `failed`: the last run
 * failed; `processed` is the last good one.
 */
export type Readiness =
  | { readonly state: "draft" | "archived" }
  | { readonly state: "processing"; readonly nextRun: InstantText }
  | { readonly state: "ready"; readonly processed: Run }
  | { readonly state: "stale"; readonly processed: Run; readonly nightsLate: number }
  | {
      readonly state: "failed";
      readonly code: string;
      readonly reason: string;
      readonly failedOn: string;
      readonly processed?: Run;
    };

/** A row of the dashboard. */
export interface AudienceListing {
  readonly audience: Audience;
  readonly readiness: Readiness;
  /** The newest published runs, by date ascending, at most 20: the sparkline; a date left out is a gap. */
  readonly recent: readonly Run[];
}

export interface CompositionSnapshot extends Composition {
  readonly attribute: Attribute;
  /** The instant it was computed at and as of. */
  readonly asOf: InstantText;
}

export interface AudienceMembers {
  readonly date: string;
  readonly processedAt: InstantText;
  readonly size: number;
  readonly ids: AsyncIterable<string>;
}

export interface ProcessReport {
  readonly date: string;
  readonly asOf: InstantText;
  readonly published: number;
  readonly failed: number;
  /** Had a published run of this date already. */
  readonly unchanged: number;
}

export type ServiceEvent =
  | { readonly type: "audience-changed"; readonly audience: Audience }
  | { readonly type: "audience-removed"; readonly id: string }
  | { readonly type: "processed"; readonly report: ProcessReport }
  | { readonly type: "catalog-changed" };

export interface CreateAudience {
  readonly name: string;
  readonly definition?: Definition;
}

/** Everything hosts and elements ask. One implementation runs in process, one (later) over HTTP. Every refusal is an `AudienceError`. */
export interface AudienceService {
  readonly user: User;
  /** IANA name: nights, and how dates are shown. */
  readonly timeZone: string;
  readonly capabilities: Capabilities;
  /** Whether activation publishes a first run at once; otherwise the next night does. */
  readonly processesOnActivation: boolean;
  now(): InstantText;
  catalog(options?: CallOptions): Promise<Catalog>;
  /** Number of customers of the base. */
  baseSize(options?: CallOptions): Promise<number>;
  /** Calls back on each change until the answer is called. */
  subscribe(listener: (event: ServiceEvent) => void): () => void;
  /** Whether the user may; false also where the host's hook throws or rejects. */
  can(action: AudienceAction, audience?: Audience): Promise<boolean>;

  list(options?: CallOptions): Promise<readonly AudienceListing[]>;
  get(id: string, options?: CallOptions): Promise<Audience>;
  /** A draft; a definition with issues may be saved, one that is not of the language may not. */
  create(audience: CreateAudience): Promise<Audience>;
  /** A named list of ids, live at once. */
  createStatic(audience: { readonly name: string; readonly ids: Iterable<string> }): Promise<Audience>;
  /** Changes a draft; `version` is the one that was read. Refused: `audience_live`, `audience_archived`, `conflict`. */
  update(
    id: string,
    change: { readonly name?: string; readonly definition?: Definition; readonly version: number },
  ): Promise<Audience>;
  /** Draft to live, for good; processed at once unless the host turned that off. */
  activate(id: string, options?: { readonly version?: number }): Promise<Audience>;
  archive(id: string, options?: { readonly version?: number }): Promise<Audience>;
  /** Archived back to live, or to draft when it never was live. */
  restore(id: string, options?: { readonly version?: number }): Promise<Audience>;
  /** A new draft of the same definition; a static audience gives a copy of its list. */
  duplicate(id: string, options?: { readonly name?: string }): Promise<Audience>;
  /**
   * Removes a draft. Refused for anything that was ever live (`audience_live`, `audience_archived`: archive it) and for
   * what another audience refers to (`audience_in_use`).
   */
  remove(id: string, options?: { readonly version?: number }): Promise<void>;

  /** What is wrong with a definition against the catalogue and the audiences there are; empty: it can be activated. */
  check(definition: Definition, options?: CallOptions & { readonly audienceId?: string }): Promise<readonly Issue[]>;
  summarize(definition: Definition): Promise<Summary>;
  estimate(
    definition: Definition,
    options?: CallOptions & { readonly asOf?: InstantText; readonly audienceId?: string },
  ): Promise<Breakdown & { readonly asOf: InstantText }>;
  valueCounts(attribute: string, options?: ValueCountsOptions): Promise<ValueCounts>;
  propertyCounts(event: readonly string[], property: string, options?: ValueCountsOptions): Promise<ValueCounts>;
  histogram(attribute: string, options?: CallOptions & { readonly bins?: number }): Promise<Histogram>;
  tagCounts(options?: ValueCountsOptions): Promise<ValueCounts>;

  /**
   * Ids of the live audiences a customer is in, by an id of the base or as told with attributes, events and tags. As of
   * an instant at most a minute ago; changes of audiences and data count at once. Nobody's id is in none. Refused:
   * `bad_row` for a profile that cannot be read, `not_supported` for one where the engine knows only its own.
   */
  audiencesOf(customer: string | CustomerProfile, options?: CallOptions): Promise<readonly string[]>;
  /** How audiences (by id) and definitions lie over one another, in numbers; at most 30 of them where regions are asked for. */
  overlap(
    sets: readonly (string | Definition)[],
    options?: OverlapOptions & { readonly asOf?: InstantText },
  ): Promise<Overlap & { readonly asOf: InstantText }>;
  /** How many would enter, leave and stay if a definition took the place of an audience or of another definition. */
  compare(
    definition: Definition,
    against: Definition | { readonly audienceId: string },
    options?: CallOptions & { readonly asOf?: InstantText; readonly audienceId?: string },
  ): Promise<Comparison & { readonly asOf: InstantText }>;

  /** Composition now, of the set as it is now. */
  compose(id: string, attribute: string, options?: CallOptions): Promise<CompositionSnapshot>;
  /** Attributes offered for composition, the host's list or the five defaults first. */
  compositionAttributes(options?: CallOptions): Promise<readonly Attribute[]>;
  /** Runs by date ascending, failures included. */
  history(id: string, options?: CallOptions): Promise<readonly Run[]>;
  readiness(id: string): Promise<Readiness>;
  /** For campaigns: the members last published, streamed. `audience_not_ready` for anything without a published run. */
  members(id: string, options?: CallOptions): Promise<AudienceMembers>;

  /** Evaluates and publishes every live audience for the service's today, or the date of `asOf`, which is not to come. */
  process(options?: CallOptions & { readonly asOf?: InstantText }): Promise<ProcessReport>;
  /** Past nights `from` to `to` (dates, both belong) of one audience or all live ones, each as of its own start of day. */
  backfill(
    options: CallOptions & { readonly from: string; readonly to: string; readonly audienceId?: string },
  ): Promise<readonly ProcessReport[]>;
}
