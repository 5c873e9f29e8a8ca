import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { Rows } from "../source/read-rows.js";
import type { CustomerInput, EventInput, LoadReport, TagInput } from "../source/records.js";

/** A set of customers, held by the engine that made it. Only `ids()` brings ids out. */
export interface Membership {
  readonly size: number;
  has(id: string): Promise<boolean>;
  /** In code-point order. */
  ids(options?: CallOptions): AsyncIterable<string>;
  and(other: Membership): Promise<Membership>;
  or(other: Membership): Promise<Membership>;
  /** Those of this set that are not in the other. */
  without(other: Membership): Promise<Membership>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What an engine can do; what it cannot is named with the reason and not offered. */
export interface Capabilities {
  readonly engine: string;
  /** `true`, or the sentence that says why not. */
  readonly append: true | string;
  readonly asOf: true | string;
  readonly breakdown: true | string;
  /** Customers, events and tags can be put in and taken out while it runs. */
  readonly change: true | string;
}

/** Counts while a definition is edited. All exact unless `exact` is false. */
export interface Breakdown {
  readonly size: number;
  readonly base: number;
  readonly exact: boolean;
  /** Matches of every node by itself, `exclude` applied, by JSON pointer. */
  readonly nodes: readonly { readonly path: string; readonly matches: number }[];
  /** For each condition of the root, in order: the size with it and those before it, and the size were it removed. */
  readonly steps: readonly { readonly path: string; readonly after: number; readonly without: number }[];
  /** For attribute conditions: members of the base whose value is missing, by JSON pointer. */
  readonly missing: readonly { readonly path: string; readonly count: number }[];
}

/**
 * A cell of a composition. `value` is undefined for "(no value)"; a band has low and high, either open: decimals, of a
 * date days since 1970-01-01, of an instant milliseconds since the epoch.
 */
export interface CompositionCell {
  readonly value: string | number | boolean | undefined;
  readonly band?: { readonly low: number | undefined; readonly high: number | undefined };
  /** Members of the audience in this cell. */
  readonly count: number;
  /** Customers of the base in this cell. */
  readonly base: number;
}

/** Cells of one attribute; they sum to the size unless the attribute is a list (`overlapping`). Every cell with anybody of the base in it is listed. */
export interface Composition {
  readonly size: number;
  readonly base: number;
  readonly overlapping: boolean;
  /** Bands ascending; values by descending count, then by value; "(no value)" last. Dates as `YYYY-MM-DD`, instants as ISO text, scaled numbers as decimals. */
  readonly cells: readonly CompositionCell[];
}

/** The commonest values of an attribute or property in the base. */
export interface ValueCounts {
  readonly values: readonly { readonly value: string | number | boolean; readonly count: number }[];
  /** Distinct values that matched, of which `values` is the beginning. */
  readonly distinct: number;
  readonly missing: number;
}

export interface ValueCountsOptions extends CallOptions {
  /** Keeps values whose text contains this, folded. */
  readonly search?: string | undefined;
  readonly limit?: number | undefined;
}

/** Equal-width bins over the finite values of a number, date or datetime. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly missing: number;
}

/** How sets of customers lie over one another. */
export interface Overlap {
  readonly base: number;
  /** `pairs[i][j]`: customers who are in both; the sizes stand on the diagonal. */
  readonly pairs: readonly (readonly number[])[];
  /** Customers in exactly these sets and in none of the others, by descending count; only those with anybody in them. */
  readonly regions?: readonly { readonly sets: readonly number[]; readonly count: number }[];
}

export interface OverlapOptions extends CallOptions {
  /** Also counts the regions; for at most 30 sets. */
  readonly regions?: boolean | undefined;
}

/** What would change if one definition took the place of another. */
export interface Comparison {
  readonly size: number;
  /** Size of the other. */
  readonly against: number;
  /** In the definition and not in the other. */
  readonly entered: number;
  /** In the other and not in the definition. */
  readonly left: number;
  readonly stayed: number;
}

/** A customer as told, stored or not. */
export interface CustomerProfile extends CustomerInput {
  readonly events?: readonly Omit<EventInput, "customer">[];
  readonly tags?: readonly Omit<TagInput, "customer">[];
}

/**
 * Many plans made ready for one customer at a time. It answers from the base as it was when it was made; only those
 * taken out of the base since then are nobody.
 */
export interface AudienceMatcher {
  /** Places of the plans the customer is in, ascending; undefined for nobody of the base. */
  audiencesOf(id: string): readonly number[] | undefined;
  /**
   * The same for somebody as told, as if the base held this one customer more: a score of RFM is
   * `1 + floor(bins * worse / (buyers + 1))`, where the buyers and the strictly worse ones are those of the base. Of
   * an id that the base holds too nothing stored is looked at.
   *
   * @throws AudienceError `bad_row` with the path of a value, event or tag that cannot be read
   */
  audiencesOfProfile(profile: CustomerProfile): Promise<readonly number[]>;
}

/** A matcher in another thread or on another machine: the same answers, later. */
export interface DistantMatcher {
  audiencesOf(id: string, options?: CallOptions): Promise<readonly number[] | undefined>;
  audiencesOfProfile(profile: CustomerProfile, options?: CallOptions): Promise<readonly number[]>;
}

/** How a node of a plan is answered. */
export interface ExplainedNode {
  /** JSON pointer of the node. */
  readonly path: string;
  /** `index`: ready-made sets. `scan`: a kernel over a column. `events`: a kernel over events. `walk`: row by row. `sets`: sets joined. `cache`: an earlier answer. */
  readonly way: "index" | "scan" | "events" | "walk" | "sets" | "cache";
  /** A sentence. */
  readonly why: string;
}

/** What became of customers put in or taken out. */
export interface ChangeReport extends LoadReport {
  /** Customers who were not in the base before. */
  readonly added: number;
}

/** A place where customers are; the one thing an engine implements. */
export interface DataAdapter {
  readonly capabilities: Capabilities;
  /** What can be asked now; `append` changes it. */
  catalog(): Catalog;
  /** Another number after each change of what is known; absent where only the catalogue tells of changes. */
  revision?(): number;
  /** Number of customers of the base. */
  baseSize(options?: CallOptions): Promise<number>;
  /** The latest instant of any event or tag, milliseconds; undefined without any. */
  dataUntil(options?: CallOptions): Promise<number | undefined>;
  evaluate(plan: Plan, options?: CallOptions): Promise<Membership>;
  breakdown(plan: Plan, options?: CallOptions): Promise<Breakdown>;
  compose(members: Membership, composition: CompositionPlan, options?: CallOptions): Promise<Composition>;
  /** The base, or those of these ids that are in it. */
  base(options?: CallOptions): Promise<Membership>;
  membershipOf(ids: Iterable<string>, options?: CallOptions): Promise<Membership>;
  valueCounts(column: PlanColumn, options?: ValueCountsOptions): Promise<ValueCounts>;
  /** Values of a property over the events of these types. */
  propertyCounts(types: readonly string[], property: string, options?: ValueCountsOptions): Promise<ValueCounts>;
  histogram(column: PlanColumn, bins: number, options?: CallOptions): Promise<Histogram>;
  /** Counts of how memberships of this engine lie over one another. */
  overlap(sets: readonly Membership[], options?: OverlapOptions): Promise<Overlap>;
  /** Who would enter and leave, in numbers, if `plan` took the place of `against`. */
  compare(plan: Plan, against: Plan, options?: CallOptions): Promise<Comparison>;
  /** How each node would be answered, root first. */
  explainPlan?(plan: Plan, options?: CallOptions): Promise<readonly ExplainedNode[]>;
  matcher?(plans: readonly Plan[], options?: CallOptions): Promise<AudienceMatcher | DistantMatcher>;
  /** Customers who carry each tag at the as-of, commonest first. */
  tagCounts(asOf: number, options?: ValueCountsOptions): Promise<ValueCounts>;
  /** Adds attributes to customers of a running base and to the catalogue, or nothing. */
  append?(
    attributes: readonly Omit<Attribute, "source">[],
    rows: Iterable<CustomerInput> | AsyncIterable<CustomerInput>,
    options?: CallOptions,
  ): Promise<LoadReport>;
  /**
   * Puts customers in, or changes those there are: attributes that are named take the value told, `null` takes it
   * away, those not named stay. An id may stand twice: the later row counts.
   */
  upsert?(customers: Rows<CustomerInput>, options?: CallOptions): Promise<ChangeReport>;
  /** Takes customers out with all that is known of them. How many were there. */
  erase?(ids: Iterable<string>, options?: CallOptions): Promise<number>;
  /** Events in any order, late ones too; those of customers outside the base are counted unless the base comes from the events. */
  addEvents?(events: Rows<EventInput>, options?: CallOptions): Promise<ChangeReport>;
  addTags?(tags: Rows<TagInput>, options?: CallOptions): Promise<ChangeReport>;
}
