import type { CompositionCell } from "../../adapter/adapter.js";
import { findAttribute } from "../../catalog/lookup.js";
import { formatInstant } from "../../definition/dates.js";
import type { Definition } from "../../definition/language.js";
import type { World } from "../world.js";
import { compareExact, exactOf } from "./exact.js";
import { readCustomers, type Customer } from "./facts.js";
import { rfmValues } from "./rfm.js";
import { attributeValue, isMember, type Surroundings } from "./truth.js";
import type { Value } from "./values.js";

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

/** A cell of a composition, with the customers of the base in it. */
export interface ReferenceCell extends Pick<CompositionCell, "value" | "band"> {
  readonly ids: ReadonlySet<string>;
}

/**
 * The cells an attribute cuts the base into as of an instant, in no order: by value, by half-open band where the
 * attribute declares bands, and one without value. Of a list each element is a cell.
 */
export function referenceCells(world: World, attribute: string, asOf: number): ReferenceCell[] {
  const { customers, surroundings } = look(world, asOf);
  const { bands } = findAttribute(world.catalog, attribute) ?? {};
  const cells = new Map<string, ReferenceCell & { readonly ids: Set<string> }>();
  for (const customer of customers) {
    for (const place of placesOf(attributeValue(attribute, customer, surroundings), bands)) {
      const key = JSON.stringify([place.value ?? null, place.band?.low ?? null, place.band?.high ?? null]);
      const cell = cells.get(key) ?? { ...place, ids: new Set() };
      cells.set(key, cell);
      cell.ids.add(customer.id);
    }
  }
  return [...cells.values()];
}

type Place = Pick<CompositionCell, "value" | "band">;

function placesOf(value: Value | undefined, bands: readonly number[] | undefined): readonly Place[] {
  if (value === undefined) return [{ value: undefined }];
  switch (value.type) {
    case "list":
      return value.items.map((item) => ({ value: item }));
    case "text":
      return [{ value: value.text }];
    case "boolean":
      return [{ value: value.truth }];
    case "date":
      return [{ value: value.date.toString() }];
    case "datetime":
      return [{ value: formatInstant(value.instant) }];
    case "number": {
      const { number } = value;
      if (bands === undefined) return [{ value: Number(number.top) / Number(number.bottom) }];
      const passed = bands.filter((edge) => compareExact(exactOf(edge), number) <= 0).length;
      return [{ value: undefined, band: { low: bands[passed - 1], high: bands[passed] } }];
    }
  }
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
