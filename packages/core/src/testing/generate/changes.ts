import fc from "fast-check";
import type { Attribute, Catalog } from "../../catalog/catalog.js";
import type { CustomerInput, EventInput, TagInput } from "../../source/records.js";
import { dataFor } from "./scenario.js";
import type { Setting } from "./setting.js";
import { valueOrMissing } from "./values.js";

/** What a host tells a running base. */
export type Change =
  | { readonly kind: "upsert"; readonly customers: readonly CustomerInput[] }
  | { readonly kind: "erase"; readonly ids: readonly string[] }
  | { readonly kind: "events"; readonly events: readonly EventInput[] }
  | { readonly kind: "tags"; readonly tags: readonly TagInput[] }
  | {
      readonly kind: "append";
      readonly attributes: readonly Omit<Attribute, "source">[];
      readonly customers: readonly CustomerInput[];
    };

/** Customers a base may come to hold; the first ones may be there from the beginning. */
export const ids = ["c1", "C1", "é", "6", " c6", "a", "c2", "zz", "\u{1F600}", "\uFFFD"];

/** Changes one after the other, some of one row, some of several. */
export function changesOf(catalog: Catalog, setting: Setting): fc.Arbitrary<readonly Change[]> {
  return fc.array(changeOf(catalog, setting), { minLength: 1, maxLength: 9, size: "max" }).map(withOwnNames);
}

function changeOf(catalog: Catalog, setting: Setting): fc.Arbitrary<Change> {
  const id = fc.constantFrom(...ids);
  const some = fc.oneof(
    id.map((one) => [one]),
    fc.array(id, { minLength: 2, maxLength: 5 }),
  );
  // Not of any number: those that a column is narrow for, and those that make it wide.
  const number = fc.constantFrom(0, 7, 200, 255, 256, -1, 70_000, 2 ** 31, 0.5);
  const named = fc.record(
    Object.fromEntries(
      catalog.attributes.map((attribute) => [
        attribute.name,
        attribute.name === "score"
          ? fc.oneof(number, valueOrMissing(attribute, setting))
          : valueOrMissing(attribute, setting),
      ]),
    ),
    { requiredKeys: [] },
  );
  const told = some.chain((told) => dataFor(catalog, setting, told));
  return fc.oneof(
    {
      weight: 3,
      arbitrary: some.chain((told) =>
        fc.tuple(...told.map(() => named)).map((each): Change => ({
          kind: "upsert",
          customers: each.map((attributes, index) => ({ id: told[index] ?? "", attributes })),
        })),
      ),
    },
    { weight: 2, arbitrary: some.map((ids): Change => ({ kind: "erase", ids })) },
    { weight: 3, arbitrary: told.map(({ events }): Change => ({ kind: "events", events })) },
    { weight: 2, arbitrary: told.map(({ tags }): Change => ({ kind: "tags", tags })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.subarray(ids), fc.constantFrom("text" as const, "number" as const, "list" as const))
        .chain(([ids, type]) =>
          fc.tuple(...ids.map(() => valueOrMissing({ name: "later", type }, setting))).map((values): Change => ({
            kind: "append",
            attributes: [{ name: "later", type }],
            customers: ids.map((id, index) => ({ id, attributes: { later: values[index] } })),
          })),
        ),
    },
  );
}

/** A name is appended once, and an event has a number, so that events are the same ones in any order of telling. */
function withOwnNames(changes: readonly Change[]): readonly Change[] {
  let sequence = 1_000;
  return changes.map((change, index) => {
    if (change.kind === "events") {
      const events = change.events.map((event) => ({ ...event, sequence: event.sequence ?? sequence++ }));
      return { kind: "events", events };
    }
    if (change.kind !== "append") return change;
    const name = `later${index}`;
    const attributes = change.attributes.map((attribute) => ({ ...attribute, name }));
    const customers = change.customers.map(({ id, attributes }) => ({ id, attributes: { [name]: attributes?.later } }));
    return { kind: "append", attributes, customers };
  });
}
