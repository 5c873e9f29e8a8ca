import { openDataFolder } from "@audiencekit/core/memory";
import type { Base, ReadFile } from "./base.js";

/** 793 fictional customers and their 5,009 orders, read as a data folder. */
export function superstore(read: ReadFile): Base {
  return {
    id: "superstore",
    label: "Superstore, 793 customers",
    provenance: "Fictional sample orders of an office supplies shop, 2014 to 2017.",
    clockStart: "2017-12-31T09:00:00Z",
    timeZone: "UTC",
    backfilledNights: 180,
    seeds: [
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
        name: "Champions, no technology yet",
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
              { kind: "tag", exclude: true, operator: "hasAny", tags: ["technology-buyer"] },
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
    ],
    load: async (onProgress) => {
      const config = await (await read("superstore/audiences.config.json")).text();
      const { adapter } = await openDataFolder({ config, open: (name) => read(`superstore/${name}`), onProgress });
      return adapter;
    },
  };
}
