import fc from "fast-check";
import type { Catalog } from "../../catalog/catalog.js";
import type { Definition } from "../../definition/language.js";
import { parseDefinition } from "../../definition/parse.js";
import type { ReferencedAudience } from "../../definition/references.js";
import type { CustomerInput, EventInput, TagInput } from "../../source/records.js";
import { referenceOver } from "../reference/reference.js";
import type { World } from "../world.js";
import { catalogFor, type CatalogShape } from "./catalog.js";
import { definitionFor, type Vocabulary } from "./definition.js";
import { setting, type Setting } from "./setting.js";
import { valueOrMissing } from "./values.js";

/** A world, when it is looked at, and what is asked. */
export interface Scenario extends Vocabulary {
  readonly world: World;
  readonly definition: Definition;
}

const ids = ["c1", "C1", "é", "e\u0301", "6", " c6", "c7"];

/** A small world with a definition over it. */
export function scenario(shape: CatalogShape = { rfm: true }): fc.Arbitrary<Scenario> {
  return setting.chain((setting) =>
    catalogFor(setting, shape).chain((catalog) =>
      audiencesFor({ catalog, setting, audiences: [] }).chain((audiences) => {
        const words = { catalog, setting, audiences: audiences.map(({ id }) => id) };
        return fc
          .record({ data: dataFor(catalog, setting, ids), definition: definitionFor(words) })
          .map(({ data, definition }) => ({ ...words, world: { catalog, ...data, audiences }, definition }));
      }),
    ),
  );
}

/**
 * The scenario, or where its definition holds of nobody or everybody the same conditions joined the other way, or one
 * of them: the first that tells some customers from others.
 */
export function telling(given: Scenario): Scenario {
  const { world, definition, setting } = given;
  const { root } = definition;
  const candidates: Definition[] = [
    definition,
    { ...definition, root: { ...root, match: root.match === "all" ? "any" : "all" } },
    ...root.conditions.map((condition) => ({ ...definition, root: { ...root, conditions: [condition] } })),
  ];
  const members = referenceOver(world, setting.asOf);
  const found = candidates.find((candidate) => {
    const { size } = members(candidate);
    return size > 0 && size < world.customers.length;
  });
  return { ...given, definition: found ?? definition };
}

/** A list, an audience, and one that names both. */
function audiencesFor(words: Vocabulary): fc.Arbitrary<ReferencedAudience[]> {
  return fc.record({ list: fc.subarray([...ids, "stranger"]), plain: definitionFor(words) }).chain(({ list, plain }) =>
    definitionFor({ ...words, audiences: ["list", "plain"] }).map((nested): ReferencedAudience[] => [
      { id: "list", name: "List", status: "live", ids: list },
      { id: "plain", name: "Plain", status: "archived", definition: parseDefinition(plain) },
      { id: "nested", name: "Nested", status: "live", definition: parseDefinition(nested) },
    ]),
  );
}

/** Customers with these ids, their events and tags. */
export function dataFor(
  catalog: Catalog,
  setting: Setting,
  some: readonly string[],
): fc.Arbitrary<{ customers: CustomerInput[]; events: EventInput[]; tags: TagInput[] }> {
  const event = eventOf(catalog, setting);
  const tag = tagOf(setting);
  const one = fc.record({
    attributes: attributesOf(catalog, setting),
    events: fc.array(event, { maxLength: 6, size: "max" }),
    tags: fc.array(tag, { maxLength: 2 }),
  });
  const strangers = fc.array(event, { maxLength: 2 });
  return fc.tuple(fc.tuple(...some.map(() => one)), strangers).map(([each, strangers]) => {
    const known = each.map((customer, index) => ({ id: some[index] ?? "", ...customer }));
    return {
      customers: known.map(({ id, attributes }) => ({ id, attributes })),
      events: [
        ...known.flatMap(({ id, events }) => events.map((event) => ({ customer: id, ...event }))),
        ...strangers.map((event) => ({ customer: "stranger", ...event })),
      ],
      tags: known.flatMap(({ id, tags }) => tags.map((tag) => ({ customer: id, ...tag }))),
    };
  });
}

function attributesOf(catalog: Catalog, setting: Setting): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    Object.fromEntries(catalog.attributes.map((attribute) => [attribute.name, valueOrMissing(attribute, setting)])),
  );
}

/** An event, now and then at one instant and with one sequence as another. */
function eventOf(catalog: Catalog, setting: Setting): fc.Arbitrary<Omit<EventInput, "customer">> {
  const sequence = fc.constantFrom(undefined, 0, 1);
  const at = fc.constantFrom(...setting.instantTexts);
  return fc.oneof(
    ...catalog.eventTypes.map(({ name, properties }) => ({
      weight: name === "purchase" ? 3 : 1,
      arbitrary: fc
        .record({
          at,
          sequence,
          properties: fc.record(
            Object.fromEntries(
              properties.map((property) => [
                property.name,
                property.name === "basket" ? fc.constantFrom("1", "2", undefined) : valueOrMissing(property, setting),
              ]),
            ),
          ),
        })
        .map(({ sequence, ...event }) => ({
          type: name,
          ...event,
          ...(sequence === undefined ? {} : { sequence }),
        })),
    })),
  );
}

function tagOf({ instantTexts }: Setting): fc.Arbitrary<Omit<TagInput, "customer">> {
  const at = fc.option(fc.constantFrom(...instantTexts), { nil: undefined, freq: 3 });
  return fc.record({ tag: fc.constantFrom("vip", "news"), at });
}
