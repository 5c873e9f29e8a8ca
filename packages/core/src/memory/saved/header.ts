import * as z from "zod/mini";

const count = z.int().check(z.gte(0));
/** The number of a section. */
const section = count;

const texts = z.strictObject({ bytes: section, starts: section });

const numeric = z.strictObject({
  kind: z.literal("numeric"),
  type: z.enum(["number", "boolean", "date", "datetime"]),
  valid: section,
  data: section,
  scale: z.exactOptional(count),
  /** Rows with sums that a double does not hold. */
  beyond: z.readonly(z.array(z.readonly(z.tuple([count, z.string().check(z.regex(/^-?\d{1,400}$/))])))),
});

/** A dictionary is told by its place among the dictionaries. */
const column = z.discriminatedUnion("kind", [
  numeric,
  z.strictObject({ kind: z.literal("text"), valid: section, codes: section, dictionary: count }),
  z.strictObject({
    kind: z.literal("list"),
    valid: section,
    starts: section,
    ends: section,
    codes: section,
    dictionary: count,
  }),
]);

const columns = z.readonly(z.array(z.strictObject({ name: z.string(), column })));

const events = {
  length: count,
  customers: section,
  at: section,
  sequence: section,
  properties: columns,
  /** The time of each event, roughly, and how long the spans are: in the unit of the instants. */
  spans: z.strictObject({ spans: section, width: z.number().check(z.gte(1)) }),
  /** Milliseconds; null of no event. */
  firstAt: z.nullable(z.number()),
  lastAt: z.nullable(z.number()),
};
const eventTable = z.strictObject(events);

const rejected = z.strictObject({ source: z.string(), record: z.number(), column: z.string(), reason: z.string() });

/** All that a saved base is but its arrays, which are sections. */
export const headerSchema = z.strictObject({
  catalog: z.unknown(),
  customers: z.strictObject({
    rows: count,
    /** Rows below this one stand in code-point order of their ids. */
    sorted: count,
    ids: texts,
    base: section,
  }),
  dictionaries: z.readonly(z.array(texts)),
  columns,
  /** The rows in the order of their numbers, of attributes whose index was made. */
  orders: z.readonly(z.array(z.strictObject({ name: z.string(), rows: section }))),
  events: z.readonly(z.array(z.strictObject({ type: z.string(), ...events, tail: z.exactOptional(eventTable) }))),
  tags: z.readonly(z.array(z.strictObject({ name: z.string(), customers: section, at: section }))),
  report: z.strictObject({
    customers: count,
    events: count,
    tags: count,
    unknownCustomers: z.strictObject({ events: count, tags: count, appended: count }),
    rejectedCount: count,
    rejected: z.readonly(z.array(rejected)),
  }),
  /** The base is every customer of any readable event, later ones included. */
  baseFromEvents: z.boolean(),
  /** Milliseconds; null of a base without instants. */
  dataUntil: z.nullable(z.number()),
  sections: z.readonly(
    z.array(
      z.strictObject({
        name: z.string(),
        type: z.enum(["uint8", "uint16", "int32", "float64"]),
        /** In elements. */
        length: count,
        /** In bytes, from the first section. */
        offset: count,
        /** Of the bytes with their padding. */
        checksum: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
      }),
    ),
  ),
});

export type SavedHeader = z.infer<typeof headerSchema>;
export type SavedColumn = z.infer<typeof column>;
export type SavedColumns = z.infer<typeof columns>;
export type SavedEvents = z.infer<typeof eventTable>;
export type SavedTexts = z.infer<typeof texts>;
export type SectionEntry = SavedHeader["sections"][number];
