import { canonicalFilter, canonicalMeasure, canonicalNames, canonicalWindow } from "../definition/canonical.js";
import { deepFreeze } from "../definition/freeze.js";
import { throwIssues } from "../definition/prewalk.js";
import type { Window } from "../definition/language.js";
import { schemaIssues } from "../definition/schema-issues.js";
import type { WrittenFilter } from "../definition/schema.js";
import { refuse } from "../issue/issue.js";
import type { Attribute, Catalog, CatalogInput, EventType, Property, RfmScheme, Tag } from "./catalog.js";
import { catalogIssues } from "./check.js";
import { catalogSchema, type WrittenCatalog } from "./schema.js";

/**
 * Makes a catalogue of what a host writes: checked, with its defaults, deeply frozen.
 *
 * @throws AudienceError `bad_catalog`, `name_clash`, or the code of the filter, measure, window or zone that is wrong;
 *   the path points into the input
 */
export function defineCatalog(input: CatalogInput): Catalog {
  return readCatalog(input);
}

/** The same for a value of unknown origin, such as a configuration file. */
export function readCatalog(input: unknown): Catalog {
  const { data, error } = catalogSchema.safeParse(input, { reportInput: true });
  if (error !== undefined) {
    throwIssues(schemaIssues(error.issues).map((found) => ({ ...found, code: "bad_catalog" })));
  }
  if (data === undefined) throw refuse("bad_catalog", "", "This is no catalogue.");
  const catalog = deepFreeze(withDefaults(data));
  throwIssues(catalogIssues(catalog));
  return catalog;
}

/**
 * The catalogue with further attributes, marked as appended.
 *
 * @throws AudienceError `name_clash` where a name is taken, `bad_catalog` where an attribute is wrong
 */
export function addAttributes(catalog: Catalog, attributes: readonly Omit<Attribute, "source">[]): Catalog {
  return readCatalog({
    ...catalog,
    attributes: [...catalog.attributes, ...attributes.map((attribute) => ({ ...attribute, source: "appended" }))],
  });
}

function withDefaults(input: WrittenCatalog): Catalog {
  const { otherEvents, rfm } = input;
  return {
    timeZone: input.timeZone ?? "UTC",
    attributes: input.attributes.map((attribute) => ({ source: "standard", ...attribute, name: nfc(attribute.name) })),
    eventTypes: (input.eventTypes ?? []).map((type): EventType => ({
      ...type,
      name: nfc(type.name),
      properties: (type.properties ?? []).map(property),
    })),
    ...(otherEvents === undefined ? {} : { otherEvents: { properties: otherEvents.properties.map(property) } }),
    tags: (input.tags ?? []).map((tag): Tag =>
      typeof tag === "string" ? { name: nfc(tag) } : { ...tag, name: nfc(tag.name) },
    ),
    tagRules: (input.tagRules ?? []).map(({ tag, event, where }) => ({ tag: nfc(tag), ...chosen(event, where) })),
    computed: (input.computed ?? []).map(({ name, event, where, measure, window, ...shown }) => ({
      ...shown,
      name: nfc(name),
      ...chosen(event, where),
      measure: canonicalMeasure(measure),
      ...bounded(window),
    })),
    ...(rfm === undefined ? {} : { rfm: withDefaultsOfRfm(rfm) }),
  };
}

function property(written: Property): Property {
  return { ...written, name: nfc(written.name) };
}

const nfc = (text: string): string => text.normalize("NFC");

function withDefaultsOfRfm(written: NonNullable<WrittenCatalog["rfm"]>): RfmScheme {
  const { event, where, amount, frequency, window, groups, ...scheme } = written;
  return {
    ...scheme,
    ...chosen(event, where),
    amount: nfc(amount),
    ...(frequency === undefined ? {} : { frequency: { distinct: nfc(frequency.distinct) } }),
    ...bounded(window),
    ...(groups === undefined ? {} : { groups: groups.map((group) => ({ ...group, name: nfc(group.name) })) }),
  };
}

function chosen(event: string | readonly string[], where: readonly WrittenFilter[] | undefined) {
  return { event: canonicalNames(event), ...(where === undefined ? {} : { where: where.map(canonicalFilter) }) };
}

function bounded(window: Window | undefined) {
  return window === undefined ? {} : { window: canonicalWindow(window) };
}
