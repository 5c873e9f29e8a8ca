import type { Catalog } from "../catalog/catalog.js";
import type { EventTypes, PlanFilter } from "./plan.js";
import { eventTypesOf, resolveFilters } from "./selection.js";
import { zoneOf } from "./zone-of.js";

/** Every event of these types that meets the filters drops the tag at its own instant. */
export interface PlanTagRule {
  readonly tag: string;
  readonly types: EventTypes;
  readonly filters: readonly PlanFilter[];
}

/**
 * The catalogue's tag rules, in its zone. They are no part of a plan: an engine knows them from its catalogue and makes
 * the tags of its events by them. Only filters with a window depend on the as-of.
 */
export function resolveTagRules(catalog: Catalog, asOf: number): readonly PlanTagRule[] {
  const zone = zoneOf(catalog.timeZone);
  return catalog.tagRules.map((rule) => {
    const types = eventTypesOf(rule);
    return { tag: rule.tag, types, filters: resolveFilters(catalog, types, rule.where, { asOf, zone }) };
  });
}
