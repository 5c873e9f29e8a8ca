import type { Attribute, Catalog, ComputedAttribute, EventType, Property, RfmScheme } from "./catalog.js";

/** The part of a catalogue that tells event types and their properties. */
export type EventCatalog = Pick<Catalog, "eventTypes" | "otherEvents">;

/** What is worked out of a catalogue is kept as long as the catalogue is; of the last one that was asked it is at hand. */
function once<Source extends object, Found>(find: (catalog: Source) => Found): (catalog: Source) => Found {
  const known = new WeakMap<Source, Found>();
  let last: Source | undefined;
  let found: Found | undefined;
  return (catalog) => {
    if (catalog !== last || found === undefined) {
      found = known.get(catalog) ?? find(catalog);
      known.set(catalog, found);
      last = catalog;
    }
    return found;
  };
}

const attributesByName = once((catalog: Catalog): ReadonlyMap<string, Attribute> => {
  const all = [
    ...catalog.attributes,
    ...catalog.computed.map((computed) => computedAttribute(catalog, computed)),
    ...(catalog.rfm === undefined ? [] : rfmAttributes(catalog, catalog.rfm)),
  ];
  return new Map(all.map((attribute) => [attribute.name, attribute]));
});

/** Where two have one name, which `defineCatalog` refuses, the first. */
const eventTypesByName = once(
  (catalog: EventCatalog): ReadonlyMap<string, EventType> =>
    new Map(catalog.eventTypes.map((type) => [type.name, type] as const).reverse()),
);

/** The tags a catalogue lists, and those its rules drop. */
export const tagNames = once(
  (catalog: Catalog): ReadonlySet<string> =>
    new Set([...catalog.tags.map(({ name }) => name), ...catalog.tagRules.map(({ tag }) => tag)]),
);

/** Every attribute that can be asked for: stored ones, computed ones, then those of RFM. */
export function allAttributes(catalog: Catalog): readonly Attribute[] {
  return [...attributesByName(catalog).values()];
}

/** The attribute of a name; undefined where the catalogue has none. */
export function findAttribute(catalog: Catalog, name: string): Attribute | undefined {
  return attributesByName(catalog).get(name);
}

/** The event type of a name; where event types are open, any name has one. */
export function eventTypeOf(catalog: EventCatalog, name: string): EventType | undefined {
  const declared = eventTypesByName(catalog).get(name);
  if (declared !== undefined) return declared;
  return catalog.otherEvents === undefined ? undefined : { name, properties: catalog.otherEvents.properties };
}

/** A property by the first of these event types that has it. */
export function propertyOf(
  catalog: EventCatalog,
  eventTypes: readonly string[],
  property: string,
): Property | undefined {
  for (const name of eventTypes) {
    const properties = eventTypeOf(catalog, name)?.properties ?? [];
    // Engines are slow to call back for the items of a list that is frozen.
    for (let index = 0; index < properties.length; index++) {
      const found = properties[index];
      if (found?.name === property) return found;
    }
  }
  return undefined;
}

/** One or several names, as a list. */
export function namesOf(names: string | readonly string[]): readonly string[] {
  return typeof names === "string" ? [names] : names;
}

function computedAttribute(catalog: Catalog, computed: ComputedAttribute): Attribute {
  const { name, label, description, bands, composition, measure } = computed;
  const property = "property" in measure ? propertyOf(catalog, namesOf(computed.event), measure.property) : undefined;
  const ofProperty = measure.of === "distinct" ? undefined : property;
  const unit = computed.unit ?? (computed.currency === undefined ? ofProperty?.unit : undefined);
  const currency = computed.currency ?? (computed.unit === undefined ? ofProperty?.currency : undefined);
  const scale = computedScale(computed, ofProperty);
  return Object.freeze({
    name,
    type: measure.of === "firstAt" || measure.of === "lastAt" ? "datetime" : "number",
    source: "computed",
    ...(label === undefined ? {} : { label }),
    ...(description === undefined ? {} : { description }),
    ...(unit === undefined ? {} : { unit }),
    ...(currency === undefined ? {} : { currency }),
    ...(scale === undefined ? {} : { scale }),
    ...(bands === undefined ? {} : { bands }),
    ...(composition === undefined ? {} : { composition }),
  });
}

function computedScale({ measure }: ComputedAttribute, property: Property | undefined): number | undefined {
  switch (measure.of) {
    case "count":
    case "days":
    case "weeks":
    case "months":
    case "distinct":
      return 0;
    case "sum":
    case "min":
    case "max":
      return property?.scale;
    case "average":
    case "firstAt":
    case "lastAt":
      return undefined;
  }
}

function rfmAttributes(catalog: Catalog, rfm: RfmScheme): readonly Attribute[] {
  const amount = propertyOf(catalog, namesOf(rfm.event), rfm.amount);
  const score = (name: string, label: string, description: string): Attribute => ({
    name: `rfm.${name}`,
    label,
    description,
    type: "number",
    scale: 0,
    source: "rfm",
  });
  const attributes: Attribute[] = [
    {
      ...score("recencyDays", "Purchase recency", "Whole days between the last purchase and today."),
      unit: "days",
    },
    score("frequency", "Purchase frequency", "Purchases, or orders, in the time RFM looks at."),
    {
      ...score(
        "monetary",
        rfm.window === undefined ? "Monetary spend (lifetime)" : "Monetary spend",
        "Sum of the amounts, refunds taken off.",
      ),
      ...(amount?.scale === undefined ? {} : { scale: amount.scale }),
      ...(amount?.unit === undefined ? {} : { unit: amount.unit }),
      ...(amount?.currency === undefined ? {} : { currency: amount.currency }),
    },
    score("recencyScore", "Recency score", "How recently customers bought, against all buyers; the highest is best."),
    score("frequencyScore", "Frequency score", "How often customers bought, against all buyers; the highest is best."),
    score("monetaryScore", "Monetary score", "How much customers spent, against all buyers; the highest is best."),
  ];
  if (rfm.groups !== undefined) {
    attributes.push({
      name: "rfm.group",
      label: "RFM group",
      description: "The first group whose ranges hold the three scores.",
      type: "text",
      source: "rfm",
    });
  }
  return attributes.map((attribute) => Object.freeze(attribute));
}

/** The known name most like this one, for a hint; undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, removals, replacements and swaps of neighbours between two texts; `limit` stands for that many or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (last[column - 1] ?? limit) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? limit) + 1);
      }
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? limit, limit);
}
