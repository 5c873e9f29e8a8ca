import type { Seed } from "./base.js";
import { bought, everyOf, isOneOf } from "./seed-conditions.js";

const lastQuarter = { last: 90, unit: "day" } as const;

/** The audiences the synthetic base starts with. */
export const syntheticSeeds: readonly Seed[] = [
  {
    name: "Lapsed gold members",
    by: "Maren Holt",
    createdDaysAgo: 75,
    live: true,
    definition: everyOf(
      isOneOf("tier", "gold", "platinum"),
      bought(3),
      bought(1, { exclude: true, window: { last: 60, unit: "day" } }),
    ),
  },
  {
    name: "Bought shoes in the last month",
    by: "Tomás Rivera",
    createdDaysAgo: 70,
    live: true,
    definition: everyOf({
      kind: "tag",
      operator: "hasAny",
      tags: ["bought-shoes"],
      window: { last: 30, unit: "day" },
    }),
  },
  {
    name: "Young city shoppers",
    by: "Aiko Tanaka",
    createdDaysAgo: 64,
    live: true,
    definition: everyOf(
      { kind: "attribute", attribute: "age", operator: "between", value: [18, 34] },
      isOneOf("home_city", "New York", "Chicago", "Boston"),
      bought(2, { event: ["purchase", "visit"], measure: { of: "days" }, window: lastQuarter }),
    ),
  },
  {
    name: "Champions at risk of leaving",
    by: "Maren Holt",
    createdDaysAgo: 5,
    live: false,
    definition: everyOf(isOneOf("rfm.group", "Champions", "Loyal"), {
      kind: "attribute",
      attribute: "churn_score",
      operator: "atLeast",
      value: 0.6,
    }),
  },
  {
    name: "Reachable, no open complaint",
    by: "Aiko Tanaka",
    createdDaysAgo: 2,
    live: false,
    definition: everyOf(
      {
        kind: "group",
        match: "any",
        conditions: [
          { kind: "tag", operator: "hasAny", tags: ["newsletter", "push-enabled"] },
          {
            kind: "event",
            event: "response",
            measure: { of: "count" },
            operator: "atLeast",
            value: 1,
            window: lastQuarter,
          },
        ],
      },
      { kind: "tag", exclude: true, operator: "hasAny", tags: ["complaint-open"] },
    ),
  },
  {
    name: "Spring newsletter test",
    by: "Tomás Rivera",
    createdDaysAgo: 1,
    live: false,
    definition: everyOf({ kind: "sample", salt: "spring", from: 0, to: 0.1 }),
  },
];
