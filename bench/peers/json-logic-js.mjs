import logic from "json-logic-js";
import { customerObjects, rowAtATime } from "./rows.mjs";
import { versionOf } from "./version.mjs";

export const name = "json-logic-js";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q10"];
export const repeats = 3;

const of = (field) => ({ var: field });
const tagged = (tag) => ({ in: [tag, of("tags")] });

/** It has numbers and `null` compare as JavaScript does, so what may be missing and is asked to be small is asked for. */
const statements = {
  Q1: ({ gender, states }) => ({ and: [{ "===": [of("gender"), gender] }, { in: [of("home_state"), states] }] }),
  Q2: ({ age: [low, high], tiers, without }) => ({
    and: [{ "<=": [low, of("age"), high] }, { in: [of("loyalty_tier"), tiers] }, { "!": [tagged(without)] }],
  }),
  Q3: ({ spend, boughtAfter, boughtUntil, tags: [a, b], notState }) => ({
    and: [
      { ">=": [of("lifetime_spend"), spend] },
      { ">": [of("last_purchase_date"), boughtAfter] },
      { "<=": [of("last_purchase_date"), boughtUntil] },
      { or: [tagged(a), tagged(b)] },
      { "!==": [of("home_state"), notState] },
    ],
  }),
  Q4: ({ first, second, score }) => ({
    and: [{ or: [statements.Q1(first), statements.Q2(second)] }, { ">=": [of("score"), score] }],
  }),
};

export async function open({ folder }) {
  const test = (query, constants) => {
    const rule = statements[query](constants);
    return (customer) => logic.apply(rule, customer);
  };
  return rowAtATime(customerObjects(folder), versionOf("json-logic-js"), test, { limit: 1_000 });
}
