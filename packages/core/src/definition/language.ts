/** Audience definition language, version 1. What each node means is docs/reference/language.md. */
export interface Definition {
  readonly version: 1;
  /** IANA name; the catalogue's zone unless told. */
  readonly timeZone?: string;
  readonly root: Group;
}

interface NodeBase {
  /** Negation: the exact complement over the base. */
  readonly exclude?: true;
  /** For editors; not part of the definition hash. */
  readonly id?: string;
}

export type Node =
  Group | AttributeCondition | TagCondition | EventCondition | SequenceCondition | AudienceCondition | SampleCondition;

/** A node that is not a group. */
export type Condition = Exclude<Node, Group>;
export type NodeKind = Node["kind"];

export interface Group extends NodeBase {
  readonly kind: "group";
  readonly match: "all" | "any";
  readonly conditions: readonly Node[];
}

export interface AttributeCondition extends NodeBase {
  readonly kind: "attribute";
  readonly attribute: string;
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly matchCase?: true;
}

export interface TagCondition extends NodeBase {
  readonly kind: "tag";
  readonly operator: "hasAny" | "hasAll";
  readonly tags: readonly string[];
  readonly window?: Window;
}

export interface EventCondition extends NodeBase {
  readonly kind: "event";
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
  readonly measure: Measure;
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly window?: Window;
}

export interface SequenceCondition extends NodeBase {
  readonly kind: "sequence";
  readonly steps: readonly Step[];
  /** Property names: all steps' events must agree on each. */
  readonly correlate?: readonly string[];
  /** Bounds the events of steps that must happen, not the absent ones. */
  readonly window?: Window;
}

export interface Step {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
  readonly absent?: true;
  /** An exact duration. */
  readonly within?: { readonly amount: number; readonly unit: "minute" | "hour" | "day" | "week" };
}

/** The set the named audience has by itself at the same as-of. */
export interface AudienceCondition extends NodeBase {
  readonly kind: "audience";
  readonly audience: string;
}

/** A stable random share: `0 <= from < to <= 1`. */
export interface SampleCondition extends NodeBase {
  readonly kind: "sample";
  readonly salt: string;
  readonly from: number;
  readonly to: number;
}

export interface PropertyFilter {
  readonly property: string;
  readonly operator: Operator;
  readonly value?: ConditionValue;
  readonly matchCase?: true;
  readonly exclude?: true;
}

export type Measure =
  | { readonly of: "count" | "days" | "weeks" | "months" | "firstAt" | "lastAt" }
  | { readonly of: "sum" | "average" | "min" | "max" | "distinct"; readonly property: string };
export type MeasureName = Measure["of"];

export type Operator =
  | "hasValue"
  | "is"
  | "contains"
  | "startsWith"
  | "endsWith"
  | "lessThan"
  | "atMost"
  | "greaterThan"
  | "atLeast"
  | "between"
  | "on"
  | "before"
  | "after"
  | "onOrBefore"
  | "onOrAfter"
  | "inWindow"
  | "anniversaryInWindow"
  | "hasAny"
  | "hasAll"
  | "hasOnly"
  | "countIs"
  | "countAtLeast"
  | "countAtMost";

export type Scalar = string | number | boolean;
export type ConditionValue = Scalar | readonly string[] | readonly number[] | Window;

export type CalendarUnit = "day" | "week" | "month" | "quarter" | "year";
export type ClockUnit = "minute" | "hour";
export type WindowUnit = ClockUnit | CalendarUnit;

export type Window =
  | { readonly last: number; readonly unit: WindowUnit }
  | { readonly ago: readonly [number, number]; readonly unit: WindowUnit }
  | { readonly next: number; readonly unit: WindowUnit }
  | { readonly lastFull: number; readonly unit: CalendarUnit }
  | { readonly current: CalendarUnit }
  | { readonly nextFull: number; readonly unit: CalendarUnit }
  | { readonly from?: string; readonly to?: string };
