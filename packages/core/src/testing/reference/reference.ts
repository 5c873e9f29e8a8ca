import { findAttribute } from "../../catalog/lookup.js";
import type { Definition } from "../../definition/language.js";
import type { World } from "../world.js";
import { compareExact, exactOf } from "./exact.js";
import { readCustomers, type Customer } from "./facts.js";
import { rfmValues } from "./rfm.js";
import { attributeValue, isMember, type Surroundings } from "./truth.js";
import { valueKey, type Value } from "./values.js";

/**
 * The ids of those in a definition as of an instant (milliseconds since the epoch), found the slow and plain way: each
 * customer by itself, each rule as the language reference words it. Nothing is validated: give it definitions that
 * pass `checkDefinition`.
 */
export function referenceMembers(world: World, definition: Definition, asOf: number): Set<string> {
  return referenceOver(world, asOf)(definition);
}

/** The same for several definitions over one world as of one instant. */
export function referenceOver(world: World, asOf: number): (definition: Definition) => Set<string> {
  const { customers, surroundings } = look(world, asOf);
  return (definition) => membersOf(definition, customers, surroundings);
}

/**
 * The ids of the base in each cell of an attribute: by the text of its value, by its band (`18..35`), or
 * `undefined` for "(no value)". Of a list each element is a cell.
 */
export function referenceCells(world: World, attribute: string, asOf: number): Map<string | undefined, Set<string>> {
  const { customers, surroundings } = look(world, asOf);
  const { bands } = findAttribute(world.catalog, attribute) ?? {};
  const cells = new Map<string | undefined, Set<string>>();
  for (const customer of customers) {
    const value = attributeValue(attribute, customer, surroundings);
    const keys = value === undefined ? [undefined] : cellsOf(value, bands);
    for (const key of keys) cells.set(key, (cells.get(key) ?? new Set()).add(customer.id));
  }
  return cells;
}

function cellsOf(value: Value, bands: readonly number[] | undefined): readonly string[] {
  if (value.type === "list") return value.items;
  if (value.type !== "number" || bands === undefined) return [valueKey(value)];
  const passed = bands.filter((edge) => compareExact(exactOf(edge), value.number) <= 0).length;
  return [`${bands[passed - 1] ?? ""}..${bands[passed] ?? ""}`];
}

function look(world: World, asOf: number): { customers: Customer[]; surroundings: Surroundings } {
  const { catalog } = world;
  const customers = readCustomers(world, asOf);
  const found = new Map<string, ReadonlySet<string>>();
  let scored: ReturnType<typeof rfmValues> | undefined;
  const surroundings: Surroundings = {
    catalog,
    asOf,
    rfm(customer) {
      if (catalog.rfm === undefined) return undefined;
      scored ??= rfmValues(catalog.rfm, customers, { asOf, zone: catalog.timeZone });
      return scored.get(customer.id);
    },
    audience(id) {
      const ids = found.get(id) ?? audienceIds(id);
      found.set(id, ids);
      return ids;
    },
  };
  return { customers, surroundings };

  function audienceIds(id: string): ReadonlySet<string> {
    const audience = world.audiences?.find((one) => one.id === id);
    if (audience === undefined) throw new TypeError(`No audience ${id}`);
    return "ids" in audience ? new Set(audience.ids) : membersOf(audience.definition, customers, surroundings);
  }
}

function membersOf(definition: Definition, customers: readonly Customer[], surroundings: Surroundings): Set<string> {
  return new Set(
    customers.filter((customer) => isMember(definition, customer, surroundings)).map((customer) => customer.id),
  );
}
