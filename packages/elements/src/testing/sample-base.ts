import { defineCatalog, type Catalog } from "@audiencekit/core";
import type { CustomerInput, EventInput, TagInput } from "@audiencekit/core/adapter";

/** Customers of the sample base. */
const SAMPLE_CUSTOMERS = 400;

/** The local day the sample's data end on; its clock stands at ten in the morning of it. */
export const SAMPLE_TODAY = "2026-11-23";

const DAY = 86_400_000;
const END = Date.parse(`${SAMPLE_TODAY}T09:00:00Z`);

export const sampleCatalog: Catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "gender", type: "text", label: "Gender", values: { f: "Female", m: "Male", x: "Diverse" } },
    { name: "age", type: "number", scale: 0, label: "Age", unit: "years", bands: [18, 25, 35, 50, 65] },
    { name: "city", type: "text", label: "Home city" },
    { name: "tier", type: "text", label: "Loyalty tier", values: { none: "None", silver: "Silver", gold: "Gold" } },
    { name: "birthday", type: "date", label: "Date of birth" },
    { name: "emailConsent", type: "boolean", label: "Email consent" },
    { name: "propensity", type: "number", scale: 2, label: "Propensity to buy", source: "appended" },
  ],
  eventTypes: [
    {
      name: "purchase",
      label: "Purchase",
      properties: [
        { name: "amount", type: "number", scale: 2, label: "Amount", currency: "EUR" },
        { name: "category", type: "text", label: "Category" },
        { name: "order", type: "text", label: "Order" },
      ],
    },
    { name: "visit", label: "Store visit", properties: [{ name: "store", type: "text", label: "Store" }] },
  ],
  tags: ["newsletter", "app", "complaint"],
  rfm: { event: "purchase", amount: "amount", frequency: { distinct: "order" } },
});

/** Plainly synthetic, and the same each time. */
export function sampleRows(count = SAMPLE_CUSTOMERS): {
  readonly customers: readonly CustomerInput[];
  readonly events: readonly EventInput[];
  readonly tags: readonly TagInput[];
} {
  const draw = drawing(20_261_123);
  const customers: CustomerInput[] = [];
  const events: EventInput[] = [];
  const tags: TagInput[] = [];
  const pick = <T>(...choices: readonly [T, ...T[]]): T => choices[Math.floor(draw() * choices.length)] ?? choices[0];
  for (let n = 1; n <= count; n++) {
    const id = `c${String(n).padStart(4, "0")}`;
    const age = 16 + Math.floor(draw() * 65);
    const birthday = `${2026 - age}-${twoDigits(1 + Math.floor(draw() * 12))}-${twoDigits(1 + Math.floor(draw() * 28))}`;
    const known = draw() > 0.06;
    customers.push({
      id,
      attributes: {
        ...(known ? { gender: pick("f", "f", "m", "m", "x"), age, birthday } : {}),
        city: pick("Berlin", "Hamburg", "München", "Köln", "Leipzig"),
        tier: pick("none", "none", "none", "silver", "silver", "gold"),
        emailConsent: draw() > 0.3,
        ...(draw() > 0.2 ? { propensity: Math.round(draw() * 100) / 100 } : {}),
      },
    });
    const orders = Math.floor(draw() ** 2 * 14);
    for (let order = 0; order < orders; order++) {
      const at = END - Math.floor(draw() * 540) * DAY - Math.floor(draw() * 12) * 3_600_000;
      const properties = {
        amount: Math.round(500 + draw() * 14_000) / 100,
        category: pick("shoes", "grocery", "home", "toys"),
        order: `o${n}-${order}`,
      };
      events.push({ customer: id, type: "purchase", at, properties });
    }
    for (let visit = Math.floor(draw() * 4); visit > 0; visit--) {
      const at = END - Math.floor(draw() * 200) * DAY;
      events.push({ customer: id, type: "visit", at, properties: { store: pick("Mitte", "West", "Nord") } });
    }
    if (draw() > 0.5) tags.push({ customer: id, tag: "newsletter", at: END - Math.floor(draw() * 300) * DAY });
    if (draw() > 0.7) tags.push({ customer: id, tag: "app" });
    if (draw() > 0.95) tags.push({ customer: id, tag: "complaint", at: END - Math.floor(draw() * 60) * DAY });
  }
  return { customers, events, tags };
}

/** Numbers in [0, 1) that only look random: mulberry32. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
