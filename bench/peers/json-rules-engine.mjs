import { Engine } from "json-rules-engine";
import { audiencesAnswer } from "../queries/answers.mjs";
import { customerObjects } from "./rows.mjs";
import { versionOf } from "./version.mjs";

/** json-rules-engine: all audiences as rules of one engine. A million customers one by one would take a quarter of an hour. */
export const name = "json-rules-engine";
export const queries = ["Q10"];
export const repeats = 3;

const CUSTOMERS = 50;

const is = (fact, operator, value) => ({ fact, operator, value });

const statements = {
  Q1: ({ gender, states }) => ({ all: [is("gender", "equal", gender), is("home_state", "in", states)] }),
  Q2: ({ age: [low, high], tiers, without }) => ({
    all: [
      is("age", "greaterThanInclusive", low),
      is("age", "lessThanInclusive", high),
      is("loyalty_tier", "in", tiers),
      is("tags", "doesNotContain", without),
    ],
  }),
  Q3: ({ spend, boughtAfter, boughtUntil, tags: [a, b], notState }) => ({
    all: [
      is("lifetime_spend", "greaterThanInclusive", spend),
      is("last_purchase_date", "greaterThan", boughtAfter),
      is("last_purchase_date", "lessThanInclusive", boughtUntil),
      { any: [is("tags", "contains", a), is("tags", "contains", b)] },
      is("home_state", "notEqual", notState),
    ],
  }),
  Q4: ({ first, second, score }) => ({
    all: [{ any: [statements.Q1(first), statements.Q2(second)] }, is("score", "greaterThanInclusive", score)],
  }),
};

export async function open({ folder }) {
  const customers = customerObjects(folder);
  return {
    version: versionOf("json-rules-engine"),
    prepare: (query, { audiences }, ids) => {
      const engine = new Engine([], { allowUndefinedFacts: true });
      for (const [place, audience] of audiences.entries()) {
        const conditions = statements[audience.query](audience.constants);
        engine.addRule({ conditions, event: { type: "member", params: { place } } });
      }
      const asked = ids.slice(0, CUSTOMERS);
      return {
        customers: asked.length,
        run: async () => {
          const found = [];
          for (const id of asked) {
            const { events } = await engine.run(customers[id - 1]);
            found.push(events.map(({ params }) => params.place).sort((a, b) => a - b));
          }
          return found;
        },
        answer: audiencesAnswer,
      };
    },
  };
}
