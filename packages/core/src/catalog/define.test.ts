import { describe, expect, it } from "vitest";
import { AudienceError } from "../issue/issue.js";
import type { CatalogInput } from "./catalog.js";
import { addAttributes, defineCatalog, readCatalog } from "./define.js";
import { allAttributes, findAttribute } from "./lookup.js";
import { rfmGroups } from "./rfm-groups.js";

const input = {
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "tier", type: "text", label: "Loyalty tier", values: { G: "Gold" } },
    { name: "age", type: "number", scale: 0, unit: "years", bands: [18, 35] },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2, currency: "EUR" },
        { name: "order", type: "text" },
        { name: "weight", type: "number" },
      ],
    },
    { name: "visit" },
  ],
  tags: ["vip", { name: "push", label: "Push" }],
  tagRules: [{ tag: "big", event: "purchase", where: [{ property: "amount", operator: "atLeast", value: 100 }] }],
  computed: [{ name: "spend", event: ["purchase"], measure: { of: "sum", property: "amount" } }],
  rfm: { event: "purchase", amount: "amount", frequency: { distinct: "order" }, groups: rfmGroups },
} satisfies CatalogInput;

const refusals = (written: unknown): readonly (readonly [string, string])[] => {
  try {
    readCatalog(written);
  } catch (error) {
    if (error instanceof AudienceError) return error.issues.map(({ code, path }) => [code, path]);
    throw error;
  }
  return [];
};

describe("defineCatalog", () => {
  it("fills in what is left out, and freezes all of it", () => {
    const bare = defineCatalog({ attributes: [{ name: "a", type: "text" }] });
    expect(bare).toEqual({
      timeZone: "UTC",
      attributes: [{ name: "a", type: "text", source: "standard" }],
      eventTypes: [],
      tags: [],
      tagRules: [],
      computed: [],
    });
    expect(Object.isFrozen(bare.attributes[0])).toBe(true);
    expect(Object.isFrozen(defineCatalog(input).tagRules[0]?.where?.[0])).toBe(true);
  });

  it("leaves what it was given as it is", () => {
    const before = JSON.stringify(input);
    defineCatalog(input);
    expect(JSON.stringify(input)).toBe(before);
    expect(Object.isFrozen(input.attributes)).toBe(false);
  });

  it("reads a catalogue it made", () => {
    const catalog = defineCatalog(input);
    expect(readCatalog(catalog)).toEqual(catalog);
    expect(catalog.tags).toEqual([{ name: "vip" }, { name: "push", label: "Push" }]);
    expect(catalog.computed[0]?.event).toBe("purchase");
  });

  it("puts every name that can be asked for into NFC", () => {
    const { eventTypes, rfm } = defineCatalog({
      attributes: [],
      eventTypes: [
        {
          name: "cafe\u0301",
          properties: [
            { name: "e\u0301", type: "number", scale: 0 },
            { name: "o\u0301", type: "text" },
          ],
        },
      ],
      rfm: {
        event: "cafe\u0301",
        amount: "e\u0301",
        frequency: { distinct: "o\u0301" },
        groups: [{ name: "Fide\u0301les", r: [1, 5], f: [1, 5], m: [1, 5] }],
      },
    });
    expect(eventTypes).toMatchObject([{ name: "caf\u00e9", properties: [{ name: "\u00e9" }, { name: "\u00f3" }] }]);
    expect(rfm).toMatchObject({
      event: "caf\u00e9",
      amount: "\u00e9",
      frequency: { distinct: "\u00f3" },
      groups: [{ name: "Fid\u00e9les" }],
    });
  });

  it("takes names such as __proto__ as any other", () => {
    const catalog = defineCatalog({
      attributes: [
        { name: "__proto__", type: "text" },
        { name: "constructor", type: "text" },
      ],
    });
    expect(findAttribute(catalog, "__proto__")?.type).toBe("text");
    expect(findAttribute(catalog, "toString")).toBeUndefined();
  });

  const attribute = (more: object) => ({ attributes: [{ name: "a", type: "number", ...more }] });
  const computed = (more: object) => ({
    ...input,
    computed: [{ name: "c", event: "purchase", measure: { of: "count" }, ...more }],
  });
  const rfm = (more: object) => ({ ...input, rfm: { event: "purchase", amount: "amount", ...more } });

  it.each<[unknown, string, string]>([
    [{}, "bad_catalog", "/attributes"],
    [{ attributes: [{ name: "a", type: "string" }] }, "bad_catalog", "/attributes/0/type"],
    [{ attributes: [{ name: "a" }] }, "bad_catalog", "/attributes/0/type"],
    [attribute({ lable: "x" }), "bad_catalog", "/attributes/0/lable"],
    [attribute({ source: "computed" }), "bad_catalog", "/attributes/0/source"],
    [attribute({ name: "" }), "bad_catalog", "/attributes/0/name"],
    [attribute({ name: "x".repeat(201) }), "bad_catalog", "/attributes/0/name"],
    [attribute({ name: "a\0" }), "bad_catalog", "/attributes/0/name"],
    [attribute({ name: "rfm.mine" }), "name_clash", "/attributes/0/name"],
    [attribute({ unit: "kg", currency: "EUR" }), "bad_catalog", "/attributes/0/unit"],
    [attribute({ currency: "euro" }), "bad_catalog", "/attributes/0/currency"],
    [attribute({ scale: 10 }), "bad_catalog", "/attributes/0/scale"],
    [attribute({ scale: 1.5 }), "bad_catalog", "/attributes/0/scale"],
    [attribute({ type: "text", scale: 1 }), "bad_catalog", "/attributes/0/scale"],
    [attribute({ type: "text", bands: [1] }), "bad_catalog", "/attributes/0/bands"],
    [attribute({ bands: [] }), "bad_catalog", "/attributes/0/bands"],
    [attribute({ bands: [1, 1] }), "bad_catalog", "/attributes/0/bands/1"],
    [attribute({ bands: [2, 1] }), "bad_catalog", "/attributes/0/bands/1"],
    [attribute({ bands: [Number.NaN] }), "bad_catalog", "/attributes/0/bands/0"],
    [{ ...input, timeZone: "Europe/Berln" }, "unknown_time_zone", "/timeZone"],
    [{ ...input, attributes: [...input.attributes, input.attributes[0]] }, "name_clash", "/attributes/2/name"],
    [{ ...input, eventTypes: [...input.eventTypes, { name: "visit" }] }, "name_clash", "/eventTypes/2/name"],
    [{ ...input, tags: ["vip", "vip"] }, "name_clash", "/tags/1/name"],
    [
      {
        attributes: [],
        eventTypes: [
          {
            name: "e",
            properties: [
              { name: "p", type: "text" },
              { name: "p", type: "number" },
            ],
          },
        ],
      },
      "name_clash",
      "/eventTypes/0/properties/1/name",
    ],
    [{ ...input, tagRules: [{ tag: "x", event: "visits" }] }, "unknown_event", "/tagRules/0/event"],
    [{ ...input, tagRules: [{ tag: "", event: "visit" }] }, "bad_catalog", "/tagRules/0/tag"],
    [
      {
        ...input,
        tagRules: [{ tag: "x", event: "purchase", where: [{ property: "amount", operator: "contains", value: "x" }] }],
      },
      "operator_mismatch",
      "/tagRules/0/where/0/operator",
    ],
    [computed({ name: "tier" }), "name_clash", "/computed/0/name"],
    [computed({ name: "rfm.x" }), "name_clash", "/computed/0/name"],
    [computed({ event: "nothing" }), "unknown_event", "/computed/0/event"],
    [computed({ measure: { of: "sum", property: "weight" } }), "scale_missing", "/computed/0/measure/property"],
    [computed({ measure: { of: "sum", property: "nothing" } }), "unknown_property", "/computed/0/measure/property"],
    [computed({ window: { next: 1, unit: "day" } }), "window_in_future", "/computed/0/window"],
    [rfm({ amount: "nothing" }), "unknown_property", "/rfm/amount"],
    [rfm({ amount: "order" }), "type_mismatch", "/rfm/amount"],
    [rfm({ amount: "weight" }), "scale_missing", "/rfm/amount"],
    [rfm({ frequency: { distinct: "nothing" } }), "unknown_property", "/rfm/frequency/distinct"],
    [rfm({ bins: 1 }), "bad_catalog", "/rfm/bins"],
    [rfm({ groups: [{ name: "g", r: [1, 6], f: [1, 5], m: [1, 5] }] }), "bad_catalog", "/rfm/groups/0/r"],
    [rfm({ groups: [{ name: "g", r: [1, 4], f: [1, 5], m: [1, 5] }] }), "bad_catalog", "/rfm/groups"],
  ])("refuses %j", (written, code, path) => {
    expect(refusals(written)).toEqual([[code, path]]);
  });

  it("takes a unit on values that are no numbers, where it says nothing", () => {
    expect(refusals(attribute({ type: "text", unit: "kg" }))).toEqual([]);
    expect(refusals(computed({ measure: { of: "lastAt" }, unit: "days" }))).toEqual([]);
  });
});

describe("attributes", () => {
  it("come in order: stored, computed, RFM", () => {
    const names = allAttributes(defineCatalog(input)).map(({ name, source, type }) => `${name} ${source} ${type}`);
    expect(names).toEqual([
      "tier standard text",
      "age standard number",
      "spend computed number",
      "rfm.recencyDays rfm number",
      "rfm.frequency rfm number",
      "rfm.monetary rfm number",
      "rfm.recencyScore rfm number",
      "rfm.frequencyScore rfm number",
      "rfm.monetaryScore rfm number",
      "rfm.group rfm text",
    ]);
  });

  it("of a measure take the scale and money of what is measured", () => {
    const measured = (measure: object) =>
      findAttribute(readCatalog({ ...input, computed: [{ name: "c", event: "purchase", measure }] }), "c");
    expect(measured({ of: "sum", property: "amount" })).toMatchObject({ scale: 2, currency: "EUR" });
    expect(measured({ of: "max", property: "amount" })).toMatchObject({ scale: 2 });
    expect(measured({ of: "max", property: "weight" })).not.toHaveProperty("scale");
    expect(measured({ of: "average", property: "amount" })).not.toHaveProperty("scale");
    expect(measured({ of: "distinct", property: "amount" })).toMatchObject({ scale: 0 });
    expect(measured({ of: "distinct", property: "amount" })).not.toHaveProperty("currency");
    expect(measured({ of: "weeks" })).toMatchObject({ scale: 0, type: "number" });
    expect(measured({ of: "firstAt" })).toMatchObject({ type: "datetime" });
    expect(findAttribute(defineCatalog(input), "rfm.monetary")).toMatchObject({ scale: 2, currency: "EUR" });
  });

  it("can be added, marked as appended", () => {
    const catalog = addAttributes(defineCatalog(input), [{ name: "churn", type: "number", scale: 2 }]);
    expect(findAttribute(catalog, "churn")?.source).toBe("appended");
    expect(findAttribute(catalog, "tier")?.source).toBe("standard");
    expect(() => addAttributes(catalog, [{ name: "churn", type: "number" }])).toThrow(
      expect.objectContaining({ code: "name_clash" }),
    );
    expect(() => addAttributes(catalog, [{ name: "spend", type: "number" }])).toThrow(
      expect.objectContaining({ code: "name_clash" }),
    );
  });
});
