import * as z from "zod/mini";
import type { Attribute, Catalog, EventType, Property } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/define.js";
import { AudienceError, issue, type Issue } from "../issue/issue.js";
import { pointingIntoConfig, refuseLostKeys } from "./config-paths.js";

const name = z.string().check(z.minLength(1));
const scale = z.number().check(z.int(), z.gte(0), z.lte(9));
const types = z.enum(["text", "number", "boolean", "date", "datetime", "list"]);
const labels = z.record(z.string(), z.string());

const valueShape = {
  type: types,
  column: z.exactOptional(name),
  label: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  unit: z.exactOptional(z.string()),
  currency: z.exactOptional(z.string()),
  values: z.exactOptional(labels),
  composition: z.exactOptional(z.literal(false)),
  scale: z.exactOptional(scale),
  bands: z.exactOptional(z.array(z.number())),
  separator: z.exactOptional(name),
};
const values = z.record(name, z.strictObject(valueShape));
const eventNames = z.union([name, z.array(name)]);
/** Filters, measures, windows and definitions are checked by the rooms they belong to. */
const language = z.unknown();

const schema = z.strictObject({
  timeZone: z.exactOptional(name),
  customers: z.union([
    z.strictObject({ file: name, id: name, attributes: z.exactOptional(values) }),
    z.strictObject({ from: z.literal("events") }),
  ]),
  append: z.exactOptional(z.array(z.strictObject({ file: name, id: name, attributes: values }))),
  events: z.exactOptional(
    z.array(
      z.strictObject({
        file: name,
        customer: name,
        event: z.union([name, z.strictObject({ column: name })]),
        types: z.exactOptional(z.array(name).check(z.minLength(1))),
        at: name,
        properties: z.exactOptional(values),
      }),
    ),
  ),
  tags: z.exactOptional(z.array(z.strictObject({ file: name, customer: name, tag: name, at: z.exactOptional(name) }))),
  tagRules: z.exactOptional(
    z.array(z.strictObject({ tag: name, event: eventNames, where: z.exactOptional(language) })),
  ),
  computed: z.exactOptional(
    z.record(
      name,
      z.strictObject({
        label: z.exactOptional(z.string()),
        description: z.exactOptional(z.string()),
        unit: z.exactOptional(z.string()),
        currency: z.exactOptional(z.string()),
        composition: z.exactOptional(z.literal(false)),
        bands: z.exactOptional(z.array(z.number())),
        event: eventNames,
        where: z.exactOptional(language),
        measure: language,
        window: z.exactOptional(language),
      }),
    ),
  ),
  rfm: z.exactOptional(
    z.strictObject({
      event: eventNames,
      where: z.exactOptional(language),
      amount: name,
      frequency: z.exactOptional(z.strictObject({ distinct: name })),
      window: z.exactOptional(language),
      bins: z.exactOptional(z.number()),
      groups: z.exactOptional(language),
    }),
  ),
  audiences: z.exactOptional(
    z.array(
      z.union([
        z.strictObject({ id: name, name, definition: language }),
        z.strictObject({ id: name, name, members: z.strictObject({ file: name, id: name }) }),
      ]),
    ),
  ),
});

type DataConfig = z.infer<typeof schema>;
type ValueConfig = z.infer<typeof values>;

/** A column to read: where it stands in the file, and what it becomes. */
export interface ColumnOf<T> {
  readonly column: string;
  readonly separator: string | undefined;
  readonly target: T;
}

export interface CustomerSource {
  readonly file: string;
  readonly id: string;
  readonly columns: readonly ColumnOf<Attribute>[];
}

export interface EventSource {
  readonly file: string;
  readonly customer: string;
  /** The type itself, or the column that holds it. */
  readonly event: { readonly type: string } | { readonly column: string };
  /** Types that are known; others are rejected. Absent: all are. */
  readonly types: readonly string[] | undefined;
  readonly at: string;
  readonly columns: readonly ColumnOf<Property>[];
}

export interface TagSource {
  readonly file: string;
  readonly customer: string;
  readonly tag: string;
  readonly at: string | undefined;
}

export type AudienceSource =
  | { readonly id: string; readonly name: string; readonly definition: unknown }
  | { readonly id: string; readonly name: string; readonly members: { readonly file: string; readonly id: string } };

/** What `audiences.config.json` says: the catalogue, and where its data stands. */
export interface DataFolder {
  readonly catalog: Catalog;
  /** Absent: the base is every customer of any readable event. */
  readonly customers: CustomerSource | undefined;
  readonly append: readonly CustomerSource[];
  readonly events: readonly EventSource[];
  readonly tags: readonly TagSource[];
  readonly audiences: readonly AudienceSource[];
}

/**
 * Reads the description of a data folder, from its JSON text or the value of it.
 *
 * @throws AudienceError `bad_config` with the path of each thing that is wrong, or what `readCatalog` throws.
 */
export function parseDataFolder(input: unknown): DataFolder {
  const config = validated(typeof input === "string" ? parseJson(input) : input);
  const files: [string, string][] = [];
  const customers = customerSource(config, files);
  const append = (config.append ?? []).map((source, index) => {
    files.push([`/append/${index}/file`, source.file]);
    return { file: source.file, id: source.id, columns: columns(source.attributes, "appended") };
  });
  const events = (config.events ?? []).map((source, index): EventSource => {
    files.push([`/events/${index}/file`, source.file]);
    return {
      file: source.file,
      customer: source.customer,
      event: typeof source.event === "string" ? { type: nfc(source.event) } : source.event,
      types: source.types?.map(nfc),
      at: source.at,
      columns: propertyColumns(source.properties ?? {}),
    };
  });
  (config.tags ?? []).forEach((source, index) => files.push([`/tags/${index}/file`, source.file]));
  (config.audiences ?? []).forEach((audience, index) => {
    if ("members" in audience) files.push([`/audiences/${index}/members/file`, audience.members.file]);
  });
  refuseOutside(files);
  return {
    catalog: pointingIntoConfig(config, () => readCatalog(catalogInput(config, customers, append, events))),
    customers,
    append,
    events,
    tags: (config.tags ?? []).map((source) => ({ ...source, at: source.at })),
    audiences: audiencesOf(config),
  };
}

const nfc = (text: string): string => text.normalize("NFC");

function audiencesOf(config: DataConfig): readonly AudienceSource[] {
  const ids = new Set<string>();
  return (config.audiences ?? []).map((audience, index) => {
    const id = nfc(audience.id);
    if (ids.has(id)) {
      throw new AudienceError(issue("name_clash", `/audiences/${index}/id`, `Two audiences have the id "${id}".`));
    }
    ids.add(id);
    return { ...audience, id };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AudienceError(issue("bad_config", "", "The config is not JSON."), { cause });
  }
}

function validated(input: unknown): DataConfig {
  refuseLostKeys(input);
  const result = schema.safeParse(input, { jitless: true });
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(flattened).slice(0, 20);
  const [first, ...rest] = issues;
  throw new AudienceError(
    first === undefined ? issue("bad_config", "", "The config cannot be read.") : [first, ...rest],
  );
}

type SchemaIssue = z.core.$ZodIssue;

function flattened(found: SchemaIssue): Issue[] {
  if (found.code === "invalid_union" && found.errors.length > 0) {
    const closest = found.errors.reduce((best, branch) => (branch.length < best.length ? branch : best));
    return closest.flatMap((inner) => flattened({ ...inner, path: [...found.path, ...inner.path] }));
  }
  if (found.code === "unrecognized_keys") {
    return found.keys.map((key) =>
      issue("bad_config", pointer([...found.path, key]), `The key "${key}" is not known.`),
    );
  }
  return [issue("bad_config", pointer(found.path), found.message)];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function customerSource(config: DataConfig, files: [string, string][]): CustomerSource | undefined {
  if ("from" in config.customers) return undefined;
  files.push(["/customers/file", config.customers.file]);
  return {
    file: config.customers.file,
    id: config.customers.id,
    columns: columns(config.customers.attributes ?? {}, "standard"),
  };
}

function columns(attributes: ValueConfig, source: "standard" | "appended"): readonly ColumnOf<Attribute>[] {
  return Object.entries(attributes).map(([attribute, { column, separator, ...typed }]) => ({
    column: column ?? attribute,
    separator,
    target: { name: nfc(attribute), source, ...typed },
  }));
}

/** `composition` and `bands` may stand at a property as at an attribute, and say nothing there. */
function propertyColumns(properties: ValueConfig): readonly ColumnOf<Property>[] {
  return Object.entries(properties).map(
    ([property, { column, separator, composition: _composition, bands: _bands, ...typed }]) => ({
      column: column ?? property,
      separator,
      target: { name: nfc(property), ...typed },
    }),
  );
}

function catalogInput(
  config: DataConfig,
  customers: CustomerSource | undefined,
  append: readonly CustomerSource[],
  events: readonly EventSource[],
): unknown {
  const eventTypes = new Map<string, Map<string, Property>>();
  const open = new Map<string, Property>();
  let isOpen = false;
  for (const source of events) {
    const known = "type" in source.event ? [source.event.type] : source.types;
    if (known === undefined) isOpen = true;
    const targets = known === undefined ? [open] : known.map((type) => entry(eventTypes, type));
    for (const target of targets) for (const { target: property } of source.columns) merge(target, property);
  }
  for (const declared of eventTypes.values()) for (const property of open.values()) merge(declared, property);
  const { timeZone, tagRules, computed, rfm } = config;
  return {
    ...(timeZone === undefined ? {} : { timeZone }),
    attributes: [customers, ...append].flatMap((source) => source?.columns.map(({ target }) => target) ?? []),
    eventTypes: [...eventTypes].map(([type, properties]): EventType => ({
      name: type,
      properties: [...properties.values()],
    })),
    ...(isOpen ? { otherEvents: { properties: [...open.values()] } } : {}),
    ...(tagRules === undefined ? {} : { tagRules }),
    ...(computed === undefined
      ? {}
      : { computed: Object.entries(computed).map(([attribute, rule]) => ({ name: attribute, ...rule })) }),
    ...(rfm === undefined ? {} : { rfm }),
  };
}

function entry(eventTypes: Map<string, Map<string, Property>>, type: string): Map<string, Property> {
  const known = eventTypes.get(type) ?? new Map<string, Property>();
  eventTypes.set(type, known);
  return known;
}

function merge(known: Map<string, Property>, property: Property): void {
  const before = known.get(property.name);
  if (before !== undefined && (before.type !== property.type || before.scale !== property.scale)) {
    const message = `The property "${property.name}" has two types for one event type.`;
    throw new AudienceError(issue("name_clash", "/events", message, "Give one of them another name and a column."));
  }
  known.set(property.name, before ?? property);
}

function refuseOutside(files: readonly (readonly [string, string])[]): void {
  for (const [path, file] of files) {
    const inside = !/^[/\\]|^[A-Za-z]:|\\|\0/.test(file) && !file.split("/").includes("..");
    if (!inside) {
      throw new AudienceError(issue("bad_config", path, `"${file}" is not a path inside the data folder.`));
    }
  }
}
