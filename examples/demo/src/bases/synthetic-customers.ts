import type { CustomerInput, DataAdapter, EventInput, LoadProgress, TagInput } from "@audiencekit/core/adapter";
import { defineCatalog, type Attribute } from "@audiencekit/core";
import { memoryAdapter } from "@audiencekit/core/memory";
import { randomness, type Randomness } from "./randomness.js";

const SEED = 20_260_101;
const DAY = 86_400_000;
/** Where the data ends. */
const END = Date.parse("2026-06-30T13:00:00Z");

const homes: readonly (readonly [readonly [city: string, state: string], number])[] = [
  [["New York", "New York"], 20],
  [["Los Angeles", "California"], 14],
  [["Chicago", "Illinois"], 10],
  [["Houston", "Texas"], 9],
  [["Phoenix", "Arizona"], 6],
  [["Philadelphia", "Pennsylvania"], 6],
  [["San Antonio", "Texas"], 5],
  [["San Diego", "California"], 5],
  [["Columbus", "Ohio"], 4],
  [["Seattle", "Washington"], 4],
  [["Denver", "Colorado"], 4],
  [["Boston", "Massachusetts"], 4],
  [["Portland", "Oregon"], 3],
  [["Atlanta", "Georgia"], 3],
  [["Minneapolis", "Minnesota"], 3],
];
const genders: readonly (readonly [string | undefined, number])[] = [
  ["female", 50],
  ["male", 44],
  ["other", 2],
  [undefined, 4],
];
const tiers: readonly (readonly [string, number])[] = [
  ["basic", 58],
  ["silver", 25],
  ["gold", 13],
  ["platinum", 4],
];
const categories: readonly (readonly [string, number])[] = [
  ["grocery", 40],
  ["home", 18],
  ["clothing", 16],
  ["shoes", 9],
  ["electronics", 9],
  ["toys", 8],
];
const campaigns = ["spring-sale", "summer-preview", "loyalty-week"] as const;

const catalog = defineCatalog({
  timeZone: "America/New_York",
  attributes: [
    { name: "age", type: "number", scale: 0, label: "Age", unit: "years", bands: [18, 25, 35, 45, 55, 65, 75] },
    {
      name: "gender",
      type: "text",
      label: "Gender",
      values: { female: "Female", male: "Male", other: "Another gender" },
    },
    { name: "home_city", type: "text", label: "Home city" },
    { name: "home_state", type: "text", label: "Home state" },
    {
      name: "tier",
      type: "text",
      label: "Loyalty tier",
      values: { basic: "Basic", silver: "Silver", gold: "Gold", platinum: "Platinum" },
    },
    { name: "signed_up", type: "date", label: "Signed up", composition: false },
  ],
  eventTypes: [
    {
      name: "purchase",
      label: "Purchase",
      properties: [
        { name: "category", type: "text", label: "Category" },
        { name: "amount", type: "number", scale: 2, currency: "USD", label: "Amount" },
        { name: "online", type: "boolean", label: "Online" },
      ],
    },
    { name: "visit", label: "Store visit", properties: [{ name: "city", type: "text", label: "Store" }] },
    {
      name: "response",
      label: "Campaign response",
      properties: [
        { name: "campaign", type: "text", label: "Campaign" },
        { name: "clicked", type: "boolean", label: "Clicked" },
      ],
    },
  ],
  tags: ["newsletter", "complaint-open", "push-enabled", "bought-shoes"],
  tagRules: [
    { tag: "bought-shoes", event: "purchase", where: [{ property: "category", operator: "is", value: "shoes" }] },
  ],
  computed: [
    {
      name: "spend_90d",
      label: "Spend, 90 days",
      currency: "USD",
      bands: [50, 150, 400],
      event: "purchase",
      measure: { of: "sum", property: "amount" },
      window: { last: 90, unit: "day" },
    },
  ],
  rfm: {
    event: "purchase",
    amount: "amount",
    bins: 5,
    groups: [
      { name: "Champions", r: [4, 5], f: [4, 5], m: [4, 5] },
      { name: "Loyal", r: [3, 5], f: [3, 5], m: [1, 5] },
      { name: "New", r: [4, 5], f: [1, 1], m: [1, 5] },
      { name: "At risk", r: [1, 2], f: [3, 5], m: [1, 5] },
      { name: "Others", r: [1, 5], f: [1, 5], m: [1, 5] },
    ],
  },
});

/** Comes after the base is loaded, as the result of a model would. */
const churnScore: Omit<Attribute, "source"> = {
  name: "churn_score",
  type: "number",
  scale: 2,
  label: "Churn score",
  description: "0 stays, 1 leaves; appended to the running base",
  bands: [0.2, 0.4, 0.6, 0.8],
};

export interface SyntheticOptions {
  readonly onProgress: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Made-up customers; of one number the same ones every time. */
export async function syntheticCustomers(count: number, options: SyntheticOptions): Promise<DataAdapter> {
  const adapter = await memoryAdapter({
    catalog,
    customers: customers(count),
    events: events(count),
    tags: tags(count),
    ...options,
  });
  await adapter.append?.([churnScore], churnScores(count), { signal: options.signal });
  return adapter;
}

function* customers(count: number): Generator<CustomerInput> {
  const random = randomness(SEED);
  for (let index = 0; index < count; index += 1) {
    const [city, state] = random.weighted(homes);
    yield {
      id: idOf(index),
      attributes: {
        age: random.chance(0.03) ? undefined : 18 + Math.floor(((random.next() + random.next()) / 2) ** 1.3 * 72),
        gender: random.weighted(genders),
        home_city: city,
        home_state: state,
        tier: random.weighted(tiers),
        signed_up: new Date(END - Math.floor(random.skewed(1.4) * 2_200) * DAY),
      },
    };
  }
}

/** Of four customers in five; the others bought too little for a model. */
function* churnScores(count: number): Generator<CustomerInput> {
  const random = randomness(SEED + 3);
  for (let index = 0; index < count; index += 1) {
    const score = Math.round(random.next() * 100) / 100;
    if (random.chance(0.8)) yield { id: idOf(index), attributes: { churn_score: score } };
  }
}

function* events(count: number): Generator<EventInput> {
  const random = randomness(SEED + 1);
  for (let index = 0; index < count; index += 1) {
    const customer = idOf(index);
    const keenness = random.skewed(2.2);
    for (let left = Math.floor(keenness * 16); left > 0; left -= 1) yield purchase(customer, random);
    for (let left = Math.floor(random.skewed(3) * 8); left > 0; left -= 1) {
      yield { customer, type: "visit", at: instant(random), properties: { city: random.pick(homes)[0][0] } };
    }
    if (random.chance(0.35)) {
      const properties = { campaign: random.pick(campaigns), clicked: random.chance(0.4) };
      yield { customer, type: "response", at: instant(random), properties };
    }
  }
}

function purchase(customer: string, random: Randomness): EventInput {
  const refunded = random.chance(0.02);
  const amount = Math.round((4 + random.skewed(3) * 240) * 100) / 100;
  return {
    customer,
    type: "purchase",
    at: instant(random),
    properties: {
      category: random.weighted(categories),
      amount: refunded ? -amount : amount,
      online: random.chance(0.45),
    },
  };
}

function* tags(count: number): Generator<TagInput> {
  const random = randomness(SEED + 2);
  for (let index = 0; index < count; index += 1) {
    const customer = idOf(index);
    if (random.chance(0.4)) yield { customer, tag: "newsletter" };
    if (random.chance(0.25)) yield { customer, tag: "push-enabled" };
    if (random.chance(0.03)) yield { customer, tag: "complaint-open", at: instant(random) };
  }
}

function idOf(index: number): string {
  return `c${String(index + 1).padStart(6, "0")}`;
}

/** Within two years before the end: more at weekends and before Christmas, and a little more from year to year. */
function instant(random: Randomness): number {
  for (;;) {
    const ago = Math.floor(random.skewed(1.1) * 730 * DAY);
    const day = new Date(END - ago);
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const season = day.getUTCMonth() >= 10 ? 1 : 0.75;
    if (random.chance(season * (weekend ? 1 : 0.7))) return day.getTime();
  }
}
