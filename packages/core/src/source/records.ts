/**
 * Values as they are held after reading: text in NFC; numbers finite (scaled integers where the attribute has a
 * scale, -0 as 0); dates as days since 1970-01-01; datetimes as milliseconds since the epoch; lists without
 * duplicates and empty items. `undefined` is missing.
 */
export type StoredValue = string | number | boolean | readonly string[] | undefined;

/** A customer as a host writes it. Values may be strings in the forms of the language, numbers, booleans, Dates, arrays. */
export interface CustomerInput {
  readonly id: string | number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface EventInput {
  readonly customer: string | number;
  readonly type: string;
  /** ISO 8601 text, a Date, or milliseconds since the epoch. */
  readonly at: string | number | Date;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Order of ingestion; the position in the list unless told. */
  readonly sequence?: number;
}

export interface TagInput {
  readonly customer: string | number;
  readonly tag: string;
  /** Absent: counts outside windows, at every as-of, and inside none. */
  readonly at?: string | number | Date | undefined;
}

/** A readable customer; `values` stand in the order of the attributes announced with the batch. */
export interface CustomerRecord {
  readonly id: string;
  readonly values: readonly StoredValue[];
}

export interface EventRecord {
  readonly customer: string;
  readonly type: string;
  readonly at: number;
  readonly sequence: number;
  /** In the order of the properties announced with the batch. */
  readonly values: readonly StoredValue[];
}

export interface TagRecord {
  readonly customer: string;
  readonly tag: string;
  readonly at: number | undefined;
}

/** A row that was not loaded, and why. */
export interface RejectedRow {
  /** The file or list it came from. */
  readonly source: string;
  /** From 1, the header not counted. */
  readonly record: number;
  readonly column: string;
  readonly reason: string;
}

/** What became of a load. */
export interface LoadReport {
  readonly customers: number;
  readonly events: number;
  readonly tags: number;
  /** Readable rows of customers outside the base: counted, they add nobody. */
  readonly unknownCustomers: { readonly events: number; readonly tags: number; readonly appended: number };
  readonly rejectedCount: number;
  /** The first 1,000 of them. */
  readonly rejected: readonly RejectedRow[];
}

/** Progress of a load, told at most a few times a second. */
export interface LoadProgress {
  readonly stage: "customers" | "append" | "events" | "tags" | "index";
  readonly source: string;
  readonly rows: number;
  /** 0 to 1 of this source's bytes or rows, where known. */
  readonly share: number | undefined;
}
