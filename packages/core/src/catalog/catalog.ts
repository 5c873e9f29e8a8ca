import type { Measure, PropertyFilter, Window } from "../definition/language.js";

/** Types of values. `date` has no zone; `datetime` is an instant of whole milliseconds; `list` is a set of texts. */
export type ValueType = "text" | "number" | "boolean" | "date" | "datetime" | "list";

/** What is common to everything that has a name, a type and a value. */
export interface Typed {
  readonly name: string;
  readonly type: ValueType;
  readonly label?: string;
  readonly description?: string;
  /** Shown after numbers: `"points"`. Not together with `currency`. */
  readonly unit?: string;
  /** ISO 4217 code; numbers are shown as money. */
  readonly currency?: string;
  /** Numbers only: values are multiples of 10^-scale, 0 to 9, held as integers. */
  readonly scale?: number;
  /** Labels of single values, by value as text. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Where an attribute's value comes from. */
export type AttributeSource = "standard" | "appended" | "computed" | "rfm";

/** A typed value of a customer. */
export interface Attribute extends Typed {
  readonly source: AttributeSource;
  /** `false`: not offered in View attribute. */
  readonly composition?: false;
  /** Numbers: ascending edges of half-open bands, `[18, 35]` = below 18, 18 to 35, 35 and over. */
  readonly bands?: readonly number[];
}

/** A property of an event type. */
export type Property = Typed;

export interface EventType {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly properties: readonly Property[];
}

/** Drops `tag` at the instant of each matching event. */
export interface TagRule {
  readonly tag: string;
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
}

/** A tag that is known; an unknown tag in a definition is only a warning. */
export interface Tag {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
}

/** An attribute whose value is a measure over events, in the catalogue's zone. */
export interface ComputedAttribute {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly currency?: string;
  readonly composition?: false;
  readonly bands?: readonly number[];
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
  readonly measure: Measure;
  readonly window?: Window;
}

/** A named region of the score cube; both ends of each range belong. Of an ordered table the first match wins. */
export interface RfmGroup {
  readonly name: string;
  readonly r: readonly [number, number];
  readonly f: readonly [number, number];
  readonly m: readonly [number, number];
}

/** Recency, frequency and monetary scores over purchases. */
export interface RfmScheme {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
  /** The amount property: a number with a scale. */
  readonly amount: string;
  /** Count distinct values of a property (orders) rather than events. */
  readonly frequency?: { readonly distinct: string };
  readonly window?: Window;
  /** Scores run 1..bins; 5 unless told. */
  readonly bins?: number;
  readonly groups?: readonly RfmGroup[];
}

/** What can be asked. */
export interface Catalog {
  /** IANA name; calendar words and bare dates are read in it. `"UTC"` unless told. */
  readonly timeZone: string;
  /** Standard and appended attributes, in the order they are shown. Computed and RFM attributes are derived: `allAttributes`. */
  readonly attributes: readonly Attribute[];
  readonly eventTypes: readonly EventType[];
  /** Present when event types are open: any other type is known, with these properties. */
  readonly otherEvents?: { readonly properties: readonly Property[] };
  readonly tags: readonly Tag[];
  readonly tagRules: readonly TagRule[];
  readonly computed: readonly ComputedAttribute[];
  readonly rfm?: RfmScheme;
}

/** What a host writes: everything but `attributes` may be left out; see `defineCatalog`. */
export interface CatalogInput {
  readonly timeZone?: string;
  readonly attributes: readonly (Omit<Attribute, "source"> & { readonly source?: "standard" | "appended" })[];
  readonly eventTypes?: readonly (Omit<EventType, "properties"> & { readonly properties?: readonly Property[] })[];
  readonly otherEvents?: { readonly properties: readonly Property[] };
  readonly tags?: readonly (string | Tag)[];
  readonly tagRules?: readonly TagRule[];
  readonly computed?: readonly ComputedAttribute[];
  readonly rfm?: RfmScheme;
}
