import fc from "fast-check";
import type { Catalog, CatalogInput, Property } from "../../catalog/catalog.js";
import { defineCatalog } from "../../catalog/define.js";
import { filtersOf, measureOf } from "./events.js";
import type { Setting } from "./setting.js";
import { windowOf } from "./values.js";

export interface CatalogShape {
  /** `false`: no RFM, whose scores of one customer hang on all the others. */
  readonly rfm: boolean;
}

/** A property has one type in every event type that has it. */
function propertiesFor(scale: number): readonly Property[] {
  return [
    { name: "rating", type: "number" },
    { name: "category", type: "text" },
    { name: "paid", type: "boolean" },
    { name: "due", type: "date" },
    { name: "shipped", type: "datetime" },
    { name: "labels", type: "list" },
    { name: "amount", type: "number", scale },
  ];
}

/** A catalogue with an attribute of every type, three event types, a tag rule, computed attributes and RFM. */
export function catalogFor(setting: Setting, shape: CatalogShape): fc.Arbitrary<Catalog> {
  return fc
    .record({
      scale: fc.integer({ min: 0, max: 3 }),
      visit: fc.subarray([0, 1, 2, 3, 4, 5]),
      cart: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
    })
    .chain(({ scale, visit, cart }) => {
      const properties = propertiesFor(scale);
      const basket: Property = { name: "basket", type: "text" };
      const pick = (indexes: readonly number[]) => properties.filter((_, index) => indexes.includes(index));
      const plain: CatalogInput = {
        timeZone: setting.zone,
        attributes: [
          { name: "tier", type: "text" },
          { name: "score", type: "number" },
          { name: "spend", type: "number", scale, bands: [0, 10 / 10 ** scale, 100 / 10 ** scale] },
          { name: "married", type: "boolean" },
          { name: "born", type: "date" },
          { name: "seen", type: "datetime" },
          { name: "interests", type: "list" },
        ],
        eventTypes: [
          { name: "purchase", properties: [...properties, basket] },
          { name: "visit", properties: [...pick(visit), basket] },
          { name: "cart", properties: [...pick(cart), basket] },
        ],
        tags: ["vip", "news", "made"],
      };
      return derivedFor(defineCatalog(plain), setting, shape).map((derived) => defineCatalog({ ...plain, ...derived }));
    });
}

function derivedFor(
  catalog: Catalog,
  setting: Setting,
  shape: CatalogShape,
): fc.Arbitrary<Pick<CatalogInput, "tagRules" | "computed" | "rfm">> {
  const event = fc.constantFrom("purchase", "visit", "cart");
  const where = filtersOf(catalog, ["purchase"], setting);
  const window = fc.option(windowOf("events", setting), { nil: undefined });
  const computed = fc.tuple(measureOf(catalog, ["purchase"]), window, where).map(([measure, window, where]) => ({
    event: "purchase",
    measure,
    where,
    ...(window === undefined ? {} : { window }),
  }));
  const tagRules = event.map((event) => [{ tag: "made", event }]);
  const rfm = fc
    .record({ bins: fc.constantFrom(2, 3, 5), byOrder: fc.boolean(), window })
    .map(({ bins, byOrder, window }) => ({
      event: "purchase",
      amount: "amount",
      bins,
      ...(byOrder ? { frequency: { distinct: "basket" } } : {}),
      ...(window === undefined ? {} : { window }),
      groups: [
        { name: "best", r: [2, bins] as const, f: [1, bins] as const, m: [2, bins] as const },
        { name: "rest", r: [1, bins] as const, f: [1, bins] as const, m: [1, bins] as const },
      ],
    }));
  const attributes = fc
    .array(computed, { minLength: 2, maxLength: 3 })
    .map((found) => found.map((attribute, index) => ({ name: `computed${index}`, ...attribute })));
  return shape.rfm ? fc.record({ tagRules, computed: attributes, rfm }) : fc.record({ tagRules, computed: attributes });
}
