import type { RfmGroup, ValueType } from "../catalog/catalog.js";
import type { Zone } from "./zone.js";

/**
 * A definition with everything decided that can be decided before touching data: windows are instants, names are
 * columns, text is folded, references are inlined. Every engine evaluates this and nothing else.
 */
export interface Plan {
  /** Milliseconds since the epoch. Events and tags later than this do not exist. */
  readonly asOf: number;
  readonly root: PlanGroup;
  /** Every audience referred to, directly or not, each once, dependencies first. */
  readonly audiences: readonly PlanAudience[];
}

export type PlanAudience =
  | { readonly id: string; readonly kind: "definition"; readonly root: PlanGroup }
  | { readonly id: string; readonly kind: "static"; readonly ids: readonly string[] };

interface PlanNodeBase {
  readonly exclude: boolean;
  /** JSON pointer of the node in its own definition. */
  readonly path: string;
}

export type PlanNode = PlanGroup | PlanAttribute | PlanTag | PlanEvent | PlanSequence | PlanReference | PlanSample;

export interface PlanGroup extends PlanNodeBase {
  readonly kind: "group";
  readonly match: "all" | "any";
  readonly conditions: readonly PlanNode[];
}

export interface PlanAttribute extends PlanNodeBase {
  readonly kind: "attribute";
  readonly column: PlanColumn;
  readonly test: ValueTest;
}

export interface PlanTag extends PlanNodeBase {
  readonly kind: "tag";
  readonly match: "any" | "all";
  readonly tags: readonly string[];
  /** Absent: tags without an instant count too, those with one count up to the as-of. */
  readonly window?: InstantRange;
}

export interface PlanEvent extends PlanNodeBase {
  readonly kind: "event";
  readonly selection: EventSelection;
  readonly measure: PlanMeasure;
  readonly test: ValueTest;
}

export interface PlanSequence extends PlanNodeBase {
  readonly kind: "sequence";
  readonly steps: readonly PlanStep[];
  readonly correlate: readonly string[];
  /** Bounds the events of present steps. */
  readonly window: InstantRange;
}

export interface PlanStep {
  readonly types: EventTypes;
  readonly filters: readonly PlanFilter[];
  readonly absent: boolean;
  /** Milliseconds. */
  readonly within?: number;
}

/** Stands for `plan.audiences[index]`. */
export interface PlanReference extends PlanNodeBase {
  readonly kind: "audience";
  readonly audience: string;
  readonly index: number;
}

/** True when `from <= bucket < to`, the bucket being the first 32 bits of MD5 of `salt:id`. `to` may be 2^32. */
export interface PlanSample extends PlanNodeBase {
  readonly kind: "sample";
  readonly salt: string;
  readonly from: number;
  readonly to: number;
}

/** `from <= t < to` in whole milliseconds since the epoch; an end that is absent is open. */
export interface InstantRange {
  readonly from?: number;
  readonly to?: number;
}

/** `from <= d < to` in days since 1970-01-01; an end that is absent is open. */
export interface DayRange {
  readonly from?: number;
  readonly to?: number;
}

/** Names of event types, each once. */
export type EventTypes = readonly string[];

/** Events of these types that meet every filter and lie in the range, whose `to` never passes the as-of. */
export interface EventSelection {
  readonly types: EventTypes;
  readonly filters: readonly PlanFilter[];
  readonly range: InstantRange;
}

/** A test of one property. An event whose type lacks the property has it missing. */
export interface PlanFilter {
  readonly property: string;
  readonly type: ValueType;
  readonly exclude: boolean;
  readonly test: ValueTest;
  /** The zone datetime properties are read in, for anniversaries. */
  readonly zone: Zone;
}

export type PlanMeasure =
  | { readonly of: "count" }
  | { readonly of: "firstAt" | "lastAt" }
  | { readonly of: "days" | "weeks" | "months"; readonly zone: Zone }
  | { readonly of: "sum" | "average"; readonly property: string; readonly scale: number }
  | { readonly of: "min" | "max"; readonly property: string; readonly scale?: number }
  | { readonly of: "distinct"; readonly property: string };

/** Where a customer's value is found, or how it is made. */
export type PlanColumn = StoredColumn | ComputedColumn | RfmColumn;

export interface StoredColumn {
  readonly kind: "stored";
  readonly name: string;
  readonly type: ValueType;
  readonly scale?: number;
  /** The zone in which a datetime has a date. */
  readonly zone: Zone;
}

export interface ComputedColumn {
  readonly kind: "computed";
  readonly name: string;
  /** `datetime` for firstAt and lastAt, else `number`. */
  readonly type: "number" | "datetime";
  /** Absent for an average and for min and max of a property without scale. */
  readonly scale?: number;
  readonly selection: EventSelection;
  readonly measure: PlanMeasure;
  readonly zone: Zone;
}

export type RfmField =
  "recencyDays" | "frequency" | "monetary" | "recencyScore" | "frequencyScore" | "monetaryScore" | "group";

export interface RfmColumn {
  readonly kind: "rfm";
  readonly name: string;
  readonly field: RfmField;
  /** `text` for the group, else `number`. */
  readonly type: "number" | "text";
  /** The amount's scale for `monetary`, else 0; absent for the group. */
  readonly scale?: number;
  readonly rfm: PlanRfm;
}

export interface PlanRfm {
  readonly selection: EventSelection;
  readonly amount: string;
  readonly scale: number;
  /** The order property whose distinct values are the frequency; absent: purchases are counted. */
  readonly order?: string;
  readonly bins: number;
  readonly groups: readonly RfmGroup[];
  /** The date of the as-of in the catalogue's zone, days since 1970-01-01. */
  readonly today: number;
  readonly zone: Zone;
}

/** An exact decimal: `coefficient * 10^-scale`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

/**
 * A test of one value; a missing value fails every one of them. Numbers of a column with a scale are scaled integers,
 * and the test's bounds are whole numbers at that scale already; dates are days since 1970-01-01; datetimes are
 * milliseconds.
 */
export type ValueTest =
  | { readonly test: "hasValue" }
  | { readonly test: "textIn"; readonly values: readonly string[] }
  | {
      readonly test: "textMatch";
      readonly how: "contains" | "startsWith" | "endsWith";
      /** Folded already unless `matchCase`. */
      readonly values: readonly string[];
      readonly matchCase: boolean;
    }
  | { readonly test: "numberIn"; readonly values: readonly number[] }
  | {
      readonly test: "numberRange";
      readonly low?: number;
      readonly lowOpen: boolean;
      readonly high?: number;
      readonly highOpen: boolean;
    }
  /**
   * For averages: compares `sum` with `bound * count`, exactly. Of other numbers with a scale, where a bound is past
   * 2^53 - 1 at that scale: compares the value, a sum perhaps, with the bound.
   */
  | { readonly test: "averageIn"; readonly values: readonly Decimal[] }
  | {
      readonly test: "averageRange";
      readonly low?: Decimal;
      readonly lowOpen: boolean;
      readonly high?: Decimal;
      readonly highOpen: boolean;
    }
  | { readonly test: "boolean"; readonly value: boolean }
  | { readonly test: "dayRange"; readonly range: DayRange }
  | { readonly test: "instantRange"; readonly range: InstantRange }
  /** Month and day as `month * 100 + day`, ascending; 229 is listed wherever 29 February is met. */
  | { readonly test: "anniversary"; readonly monthDays: readonly number[]; readonly zone: Zone }
  | { readonly test: "listAny" | "listAll" | "listOnly"; readonly values: readonly string[] }
  | { readonly test: "listCount"; readonly low?: number; readonly high?: number }
  /** Decided already: no value of the column can meet it. */
  | { readonly test: "never" };

/** How an attribute is cut into cells for a composition. */
export interface CompositionPlan {
  readonly column: PlanColumn;
  /** Ascending edges of half-open bands. Absent: a cell per value. */
  readonly bands?: readonly BandEdge[];
}

/** Where one band ends and the next begins. */
export interface BandEdge {
  /** As it was declared, and as the cells tell it. */
  readonly edge: number;
  /** The first of the column's own numbers (scaled where it has a scale) that is not below the edge. */
  readonly position: number;
}
