import * as z from "zod/mini";
import { filterSchema, measureSchema, namesSchema, windowSchema } from "../definition/schema.js";

const list = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));
const text = z.exactOptional(z.string());

const described = { name: z.string(), label: text, description: text };
const typed = {
  ...described,
  type: z.enum(["text", "number", "boolean", "date", "datetime", "list"]),
  unit: text,
  currency: text,
  scale: z.exactOptional(z.number()),
  values: z.exactOptional(z.record(z.string(), z.string())),
};
const offered = {
  composition: z.exactOptional(z.literal(false)),
  bands: z.exactOptional(list(z.number())),
};
const propertySchema = z.strictObject(typed);
const properties = list(propertySchema);
const chosen = { event: namesSchema, where: z.exactOptional(list(filterSchema)) };
const range = z.readonly(z.tuple([z.number(), z.number()]));

/** The shape of what a host writes, before names, types and numbers are looked at. */
export const catalogSchema = z.strictObject({
  timeZone: text,
  attributes: list(z.strictObject({ ...typed, ...offered, source: z.exactOptional(z.enum(["standard", "appended"])) })),
  eventTypes: z.exactOptional(list(z.strictObject({ ...described, properties: z.exactOptional(properties) }))),
  otherEvents: z.exactOptional(z.strictObject({ properties })),
  tags: z.exactOptional(list(z.union([z.string(), z.strictObject(described)]))),
  tagRules: z.exactOptional(list(z.strictObject({ tag: z.string(), ...chosen }))),
  computed: z.exactOptional(
    list(
      z.strictObject({
        ...described,
        unit: text,
        currency: text,
        ...offered,
        ...chosen,
        measure: measureSchema,
        window: z.exactOptional(windowSchema),
      }),
    ),
  ),
  rfm: z.exactOptional(
    z.strictObject({
      ...chosen,
      amount: z.string(),
      frequency: z.exactOptional(z.strictObject({ distinct: z.string() })),
      window: z.exactOptional(windowSchema),
      bins: z.exactOptional(z.number()),
      groups: z.exactOptional(list(z.strictObject({ name: z.string(), r: range, f: range, m: range }))),
    }),
  ),
});

export type WrittenCatalog = z.infer<typeof catalogSchema>;
