import type { Seed } from "./base.js";

/** The audiences the sample orders start with. */
export const superstoreSeeds: readonly Seed[] = [
  {
    name: "Ordered in the last 90 days",
    by: "Maren Holt",
    createdDaysAgo: 210,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          {
            kind: "event",
            event: "purchase",
            measure: { of: "distinct", property: "order_id" },
            operator: "atLeast",
            value: 1,
            window: { last: 90, unit: "day" },
          },
        ],
      },
    },
  },
  {
    name: "Lapsed regulars",
    by: "Tomás Rivera",
    createdDaysAgo: 195,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          {
            kind: "event",
            event: "purchase",
            measure: { of: "distinct", property: "order_id" },
            operator: "atLeast",
            value: 5,
          },
          {
            kind: "event",
            exclude: true,
            event: "purchase",
            measure: { of: "count" },
            operator: "atLeast",
            value: 1,
            window: { last: 6, unit: "month" },
          },
        ],
      },
    },
  },
  {
    name: "Big spenders on the West Coast",
    by: "Aiko Tanaka",
    createdDaysAgo: 182,
    live: true,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          {
            kind: "event",
            event: "purchase",
            measure: { of: "sum", property: "amount" },
            operator: "atLeast",
            value: 2500,
            window: { last: 24, unit: "month" },
          },
          {
            kind: "attribute",
            attribute: "state",
            operator: "hasAny",
            value: ["California", "Oregon", "Washington"],
          },
        ],
      },
    },
  },
  {
    name: "Champions, never shipped same day",
    by: "Maren Holt",
    createdDaysAgo: 6,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "rfm.group", operator: "is", value: "Champions" },
          { kind: "tag", exclude: true, operator: "hasAny", tags: ["same-day-shipping"] },
        ],
      },
    },
  },
  {
    name: "Chairs, then no table within a year",
    by: "Tomás Rivera",
    createdDaysAgo: 3,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          {
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
          },
        ],
      },
    },
  },
  {
    name: "Consumer or home office, 10% sample",
    by: "Aiko Tanaka",
    createdDaysAgo: 1,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "segment", operator: "is", value: ["Consumer", "Home Office"] },
          { kind: "sample", salt: "newsletter", from: 0, to: 0.1 },
        ],
      },
    },
  },
  {
    name: "Technology regulars",
    by: "Maren Holt",
    createdDaysAgo: 0.05,
    live: false,
    definition: {
      version: 1,
      root: {
        kind: "group",
        match: "all",
        conditions: [
          { kind: "attribute", attribute: "segment", operator: "is", value: ["Consumer", "Home Office"] },
          {
            kind: "event",
            event: "purchase",
            where: [{ property: "category", operator: "is", value: "Technology" }],
            measure: { of: "count" },
            operator: "atLeast",
            value: 2,
            window: { last: 24, unit: "month" },
          },
          {
            kind: "group",
            match: "any",
            conditions: [
              { kind: "attribute", attribute: "rfm.group", operator: "is", value: ["Champions", "Loyal"] },
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
        ],
      },
    },
  },
];
