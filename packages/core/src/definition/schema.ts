import * as z from "zod/mini";
import type { CalendarUnit, ClockUnit, MeasureName, Operator, Window, WindowUnit } from "./language.js";

// Compiled schemas are probed for with `new Function`, which a strict content security policy reports.
z.config({ jitless: true });

const list = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

const operators = [
  "hasValue",
  "is",
  "contains",
  "startsWith",
  "endsWith",
  "lessThan",
  "atMost",
  "greaterThan",
  "atLeast",
  "between",
  "on",
  "before",
  "after",
  "onOrBefore",
  "onOrAfter",
  "inWindow",
  "anniversaryInWindow",
  "hasAny",
  "hasAll",
  "hasOnly",
  "countIs",
  "countAtLeast",
  "countAtMost",
] as const satisfies readonly Operator[];

const clockUnits = ["minute", "hour"] as const satisfies readonly ClockUnit[];
const calendarUnits = ["day", "week", "month", "quarter", "year"] as const satisfies readonly CalendarUnit[];
const windowUnits = [...clockUnits, ...calendarUnits] as const satisfies readonly WindowUnit[];
const eventMeasures = [
  "count",
  "days",
  "weeks",
  "months",
  "firstAt",
  "lastAt",
] as const satisfies readonly MeasureName[];
const propertyMeasures = ["sum", "average", "min", "max", "distinct"] as const satisfies readonly MeasureName[];

const never = z.exactOptional(z.never());

/** The shape of a window, before its numbers and dates are looked at. */
export const windowSchema: z.ZodMiniType<Window> = z.union([
  z.strictObject({ last: z.number(), unit: z.enum(windowUnits) }),
  z.strictObject({ ago: z.readonly(z.tuple([z.number(), z.number()])), unit: z.enum(windowUnits) }),
  z.strictObject({ next: z.number(), unit: z.enum(windowUnits) }),
  z.strictObject({ lastFull: z.number(), unit: z.enum(calendarUnits) }),
  z.strictObject({ current: z.enum(calendarUnits) }),
  z.strictObject({ nextFull: z.number(), unit: z.enum(calendarUnits) }),
  // Naming the keys of the other forms keeps their mistakes from being taken for unknown keys of this one.
  z.strictObject({
    from: z.exactOptional(z.string()),
    to: z.exactOptional(z.string()),
    last: never,
    ago: never,
    next: never,
    lastFull: never,
    current: never,
    nextFull: never,
  }),
]);

const valueSchema = z.union([z.string(), z.number(), z.boolean(), list(z.string()), list(z.number()), windowSchema]);

/** One name, or several of which any may hold. */
export const namesSchema = z.union([z.string(), list(z.string())]);

export const filterSchema = z.strictObject({
  property: z.string(),
  operator: z.enum(operators),
  value: z.exactOptional(valueSchema),
  matchCase: z.exactOptional(z.boolean()),
  exclude: z.exactOptional(z.boolean()),
});

export const measureSchema = z.discriminatedUnion("of", [
  z.strictObject({ of: z.enum(eventMeasures) }),
  z.strictObject({ of: z.enum(propertyMeasures), property: z.string() }),
]);

const base = { exclude: z.exactOptional(z.boolean()), id: z.exactOptional(z.string()) };
const filters = z.exactOptional(list(filterSchema));

const attributeSchema = z.strictObject({
  ...base,
  kind: z.literal("attribute"),
  attribute: z.string(),
  operator: z.enum(operators),
  value: z.exactOptional(valueSchema),
  matchCase: z.exactOptional(z.boolean()),
});

const tagSchema = z.strictObject({
  ...base,
  kind: z.literal("tag"),
  operator: z.enum(["hasAny", "hasAll"]),
  tags: list(z.string()),
  window: z.exactOptional(windowSchema),
});

const eventSchema = z.strictObject({
  ...base,
  kind: z.literal("event"),
  event: namesSchema,
  where: filters,
  measure: measureSchema,
  operator: z.enum(operators),
  value: z.exactOptional(valueSchema),
  window: z.exactOptional(windowSchema),
});

const stepSchema = z.strictObject({
  event: namesSchema,
  where: filters,
  absent: z.exactOptional(z.boolean()),
  within: z.exactOptional(z.strictObject({ amount: z.number(), unit: z.enum(["minute", "hour", "day", "week"]) })),
});

const sequenceSchema = z.strictObject({
  ...base,
  kind: z.literal("sequence"),
  steps: list(stepSchema),
  correlate: z.exactOptional(list(z.string())),
  window: z.exactOptional(windowSchema),
});

const audienceSchema = z.strictObject({ ...base, kind: z.literal("audience"), audience: z.string() });

const sampleSchema = z.strictObject({
  ...base,
  kind: z.literal("sample"),
  salt: z.string(),
  from: z.number(),
  to: z.number(),
});

/** A definition as it may be written: flags may be `false`, lists may repeat themselves. */
export interface WrittenGroup {
  readonly exclude?: boolean;
  readonly id?: string;
  readonly kind: "group";
  readonly match: "all" | "any";
  readonly conditions: readonly WrittenNode[];
}
export type WrittenAttribute = z.infer<typeof attributeSchema>;
export type WrittenTag = z.infer<typeof tagSchema>;
export type WrittenEvent = z.infer<typeof eventSchema>;
export type WrittenSequence = z.infer<typeof sequenceSchema>;
export type WrittenStep = z.infer<typeof stepSchema>;
export type WrittenFilter = z.infer<typeof filterSchema>;
export type WrittenNode =
  | WrittenGroup
  | WrittenAttribute
  | WrittenTag
  | WrittenEvent
  | WrittenSequence
  | z.infer<typeof audienceSchema>
  | z.infer<typeof sampleSchema>;
export interface WrittenDefinition {
  readonly version: 1;
  readonly timeZone?: string;
  readonly root: WrittenGroup;
}

const groupSchema = z.strictObject({
  ...base,
  kind: z.literal("group"),
  match: z.enum(["all", "any"]),
  get conditions(): z.ZodMiniType<readonly WrittenNode[]> {
    return list(nodeSchema);
  },
});

const nodeSchema: z.ZodMiniType<WrittenNode> = z.discriminatedUnion("kind", [
  groupSchema,
  attributeSchema,
  tagSchema,
  eventSchema,
  sequenceSchema,
  audienceSchema,
  sampleSchema,
]);

export const definitionSchema: z.ZodMiniType<WrittenDefinition> = z.strictObject({
  version: z.literal(1),
  timeZone: z.exactOptional(z.string()),
  root: groupSchema,
});

/** A node by itself, as the edit operations take it. */
export { nodeSchema };
