import type { Seed } from "./base.js";
import { bought, everyOf, isOneOf } from "./seed-conditions.js";

const orders = { of: "distinct", property: "order_id" } as const;
const twoYears = { last: 24, unit: "month" } as const;

/** The audiences the sample orders start with. */
export const superstoreSeeds: readonly Seed[] = [
  {
    name: "Ordered in the last 90 days",
    by: "Maren Holt",
    createdDaysAgo: 210,
    live: true,
    definition: everyOf(bought(1, { measure: orders, window: { last: 90, unit: "day" } })),
  },
  {
    name: "Lapsed regulars",
    by: "Tomás Rivera",
    createdDaysAgo: 195,
    live: true,
    definition: everyOf(
      bought(5, { measure: orders }),
      bought(1, { exclude: true, window: { last: 6, unit: "month" } }),
    ),
  },
  {
    name: "Big spenders on the West Coast",
    by: "Aiko Tanaka",
    createdDaysAgo: 182,
    live: true,
    definition: everyOf(bought(2500, { measure: { of: "sum", property: "amount" }, window: twoYears }), {
      kind: "attribute",
      attribute: "state",
      operator: "hasAny",
      value: ["California", "Oregon", "Washington"],
    }),
  },
  {
    name: "Champions, never shipped same day",
    by: "Maren Holt",
    createdDaysAgo: 6,
    live: false,
    definition: everyOf(
      { kind: "attribute", attribute: "rfm.group", operator: "is", value: "Champions" },
      { kind: "tag", exclude: true, operator: "hasAny", tags: ["same-day-shipping"] },
    ),
  },
  {
    name: "Chairs, then no table within a year",
    by: "Tomás Rivera",
    createdDaysAgo: 3,
    live: false,
    definition: everyOf({
      kind: "sequence",
      steps: [
        { event: "purchase", where: [{ property: "sub_category", operator: "is", value: "Chairs" }] },
        {
          event: "purchase",
          where: [{ property: "sub_category", operator: "is", value: "Tables" }],
          absent: true,
          within: { amount: 365, unit: "day" },
        },
      ],
    }),
  },
  {
    name: "Consumer or home office, 10% sample",
    by: "Aiko Tanaka",
    createdDaysAgo: 1,
    live: false,
    definition: everyOf(isOneOf("segment", "Consumer", "Home Office"), {
      kind: "sample",
      salt: "newsletter",
      from: 0,
      to: 0.1,
    }),
  },
  {
    name: "Technology regulars",
    by: "Maren Holt",
    createdDaysAgo: 0.05,
    live: false,
    definition: everyOf(
      isOneOf("segment", "Consumer", "Home Office"),
      bought(2, { where: [{ property: "category", operator: "is", value: "Technology" }], window: twoYears }),
      {
        kind: "group",
        match: "any",
        conditions: [
          isOneOf("rfm.group", "Champions", "Loyal"),
          { kind: "attribute", attribute: "state", operator: "hasAny", value: ["California", "New York"] },
        ],
      },
      {
        kind: "tag",
        exclude: true,
        operator: "hasAny",
        tags: ["same-day-shipping"],
        window: { last: 90, unit: "day" },
      },
    ),
  },
];
