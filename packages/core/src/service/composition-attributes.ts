import type { Attribute, Catalog } from "../catalog/catalog.js";
import { allAttributes } from "../catalog/lookup.js";

/** What a report shows first unless the host says otherwise, as far as the catalogue has it. */
const defaults: readonly ((name: string) => boolean)[] = [
  (name) => name.toLowerCase() === "gender",
  (name) => name.toLowerCase() === "age",
  (name) => name === "rfm.recencyDays",
  (name) => name === "rfm.frequency",
  (name) => name === "rfm.monetary",
];

/**
 * The attributes offered in View attribute: the host's, else the five defaults, and then all others of the catalogue.
 * Names the catalogue does not have, and attributes it does not offer, are left out.
 */
export function compositionAttributes(catalog: Catalog, names: readonly string[] | undefined): readonly Attribute[] {
  const offered = allAttributes(catalog).filter((attribute) => attribute.composition !== false);
  const wanted = names?.map((name) => (other: string) => other === name) ?? defaults;
  const first = wanted.flatMap((is) => offered.find((attribute) => is(attribute.name)) ?? []);
  return Object.freeze([...new Set([...first, ...offered])]);
}
