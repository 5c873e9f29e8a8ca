import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { CustomerInput, LoadReport } from "../source/records.js";

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

/** A place where customers are; the one thing an engine implements. */
export interface DataAdapter {
  readonly capabilities: Capabilities;
  /** What can be asked now; `append` changes it. */
  catalog(): Catalog;
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
  /** Customers who carry each tag at the as-of, commonest first. */
  tagCounts(asOf: number, options?: ValueCountsOptions): Promise<ValueCounts>;
  /** Adds attributes to customers of a running base and to the catalogue, or nothing. */
  append?(
    attributes: readonly Omit<Attribute, "source">[],
    rows: Iterable<CustomerInput> | AsyncIterable<CustomerInput>,
    options?: CallOptions,
  ): Promise<LoadReport>;
}
