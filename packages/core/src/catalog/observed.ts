import type { Catalog } from "./catalog.js";
import { eventTypeOf } from "./lookup.js";

/** The catalogue with the tags and the open event types that data was found to have, in the order they were met. */
export function withObserved(
  catalog: Catalog,
  found: { readonly tags: Iterable<string>; readonly eventTypes: Iterable<string> },
): Catalog {
  const tags = new Set(catalog.tags.map(({ name }) => name));
  const types = new Set(catalog.eventTypes.map(({ name }) => name));
  const newTags = [...catalog.tagRules.map(({ tag }) => tag), ...found.tags].filter((tag) => !tags.has(tag));
  const newTypes = [...found.eventTypes].filter((type) => !types.has(type) && eventTypeOf(catalog, type) !== undefined);
  return Object.freeze({
    ...catalog,
    tags: Object.freeze([...catalog.tags, ...[...new Set(newTags)].map((name) => Object.freeze({ name }))]),
    eventTypes: Object.freeze([
      ...catalog.eventTypes,
      ...newTypes.map((name) => Object.freeze({ name, properties: catalog.otherEvents?.properties ?? [] })),
    ]),
  });
}
