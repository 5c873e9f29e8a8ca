import type { Seed } from "./base.js";

/** The audiences the synthetic base starts with. */
export const syntheticSeeds: readonly Seed[] = [
  {
    name: "Lapsed gold members",
    by: "Maren Holt",
    createdDaysAgo: 75,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "tier", operator: "is", value: ["gold", "platinum"] },
          {
            kind: "event",
            event: "purchase",
            measure: { of: "count" },
            operator: "atLeast",
            value: 3,
          },
          {
            kind: "event",
            exclude: true,
            event: "purchase",
            measure: { of: "count" },
            operator: "atLeast",
            value: 1,
            window: { last: 60, unit: "day" },
          },
        ],
      },
    },
  },
  {
    name: "Bought shoes in the last month",
    by: "Tomás Rivera",
    createdDaysAgo: 70,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [{ kind: "tag", operator: "hasAny", tags: ["bought-shoes"], window: { last: 30, unit: "day" } }],
      },
    },
  },
  {
    name: "Young city shoppers",
    by: "Aiko Tanaka",
    createdDaysAgo: 64,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "age", operator: "between", value: [18, 34] },
          { kind: "attribute", attribute: "home_city", operator: "is", value: ["New York", "Chicago", "Boston"] },
          {
            kind: "event",
            event: ["purchase", "visit"],
            measure: { of: "days" },
            operator: "atLeast",
            value: 2,
            window: { last: 90, unit: "day" },
          },
        ],
      },
    },
  },
  {
    name: "Champions at risk of leaving",
    by: "Maren Holt",
    createdDaysAgo: 5,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "rfm.group", operator: "is", value: ["Champions", "Loyal"] },
          { kind: "attribute", attribute: "churn_score", operator: "atLeast", value: 0.6 },
        ],
      },
    },
  },
  {
    name: "Reachable, no open complaint",
    by: "Aiko Tanaka",
    createdDaysAgo: 2,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
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
                window: { last: 90, unit: "day" },
              },
            ],
          },
          { kind: "tag", exclude: true, operator: "hasAny", tags: ["complaint-open"] },
        ],
      },
    },
  },
  {
    name: "Spring newsletter test",
    by: "Tomás Rivera",
    createdDaysAgo: 1,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [{ kind: "sample", salt: "spring", from: 0, to: 0.1 }],
      },
    },
  },
];
