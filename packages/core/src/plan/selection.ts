import type { Catalog, Property } from "../catalog/catalog.js";
import { namesOf, propertyOf } from "../catalog/lookup.js";
import type { Measure, PropertyFilter, Window } from "../definition/language.js";
import { refuse } from "../issue/issue.js";
import type { EventSelection, EventTypes, PlanFilter, PlanMeasure } from "./plan.js";
import { resolveTest, type Moment } from "./value-test.js";
import { pastRange } from "./window.js";

/** Events as conditions, computed attributes, RFM and tag rules name them. */
interface EventsWritten {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
}

/** As many names as are looked through faster than put into a set. */
const FEW = 8;

/** Each name once. */
export function distinct(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const isDistinct = names.length <= FEW && names.every((name, index) => names.indexOf(name) === index);
  return isDistinct ? names : [...new Set(names)];
}

/** Names of event types, each once. */
export function eventTypesOf({ event }: EventsWritten): EventTypes {
  return distinct(namesOf(event));
}

/** The events meant, of those that exist at the as-of. */
export function resolveSelection(
  catalog: Catalog,
  events: EventsWritten & { readonly window?: Window },
  moment: Moment,
): EventSelection {
  const types = eventTypesOf(events);
  return {
    types,
    filters: resolveFilters(catalog, types, events.where, moment),
    range: pastRange(events.window, moment.asOf, moment.zone),
  };
}

/** The tests of properties that an event of these types has to meet, all of them. */
export function resolveFilters(
  catalog: Catalog,
  types: EventTypes,
  where: readonly PropertyFilter[] | undefined,
  moment: Moment,
): readonly PlanFilter[] {
  if (where === undefined) return [];
  return where.map((filter) => {
    const property = knownProperty(catalog, types, filter.property);
    return {
      property: property.name,
      type: property.type,
      exclude: filter.exclude === true,
      test: resolveTest(property, filter, moment),
      zone: moment.zone,
    };
  });
}

export function resolveMeasure(
  catalog: Catalog,
  types: EventTypes,
  measure: Measure,
  zone: Moment["zone"],
): PlanMeasure {
  switch (measure.of) {
    case "count":
    case "firstAt":
    case "lastAt":
      return { of: measure.of };
    case "days":
    case "weeks":
    case "months":
      return { of: measure.of, zone };
    case "sum":
    case "average": {
      const { name, scale } = knownProperty(catalog, types, measure.property);
      if (scale === undefined) {
        throw refuse("scale_missing", "", `"${name}" has no scale, so it cannot be summed exactly.`);
      }
      return { of: measure.of, property: name, scale };
    }
    case "min":
    case "max": {
      const { name, scale } = knownProperty(catalog, types, measure.property);
      return scale === undefined ? { of: measure.of, property: name } : { of: measure.of, property: name, scale };
    }
    case "distinct":
      return { of: "distinct", property: knownProperty(catalog, types, measure.property).name };
  }
}

/** The scale of what a measure gives; undefined where it is no multiple of a power of ten, or no number. */
export function scaleOfMeasure(measure: PlanMeasure): number | undefined {
  switch (measure.of) {
    case "sum":
    case "min":
    case "max":
      return measure.scale;
    case "average":
    case "firstAt":
    case "lastAt":
      return undefined;
    default:
      return 0;
  }
}

export function knownProperty(catalog: Catalog, types: EventTypes, name: string): Property {
  const property = propertyOf(catalog, types, name);
  if (property === undefined) {
    throw refuse("unknown_property", "", `No event type of ${types.join(", ")} has a property "${name}".`);
  }
  return property;
}
