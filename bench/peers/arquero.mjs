import { op, table } from "arquero";
import { countAnswer } from "../queries/answers.mjs";
import { tagColumn } from "../queries/sql.mjs";
import { genders, states, tiers } from "../workload/shape.mjs";
import { profileCodes } from "./codes.mjs";
import { versionOf } from "./version.mjs";

/** arquero: its expressions are compiled to loops over arrays; the constants are parameters. */
export const name = "arquero";
export const queries = ["Q1", "Q2", "Q3", "Q4"];
export const repeats = 5;

const codes = (list, values) => values.map((value) => list.indexOf(value));

const parameters = {
  Q1: ({ gender, states: wanted }) => ({ gender: genders.indexOf(gender), states: codes(states, wanted) }),
  Q2: ({ age: [low, high], tiers: wanted }) => ({ low, high, tiers: codes(tiers, wanted) }),
  Q3: ({ spend, boughtAfter, boughtUntil, notState }) => ({
    spend,
    boughtAfter,
    boughtUntil,
    notState: states.indexOf(notState),
  }),
  Q4: ({ first, second, score }) => ({ ...parameters.Q1(first), ...parameters.Q2(second), score }),
};

/** Columns of tags under names of their own, so that one expression serves all constants. */
const renamed = {
  Q1: () => ({}),
  Q2: ({ without }) => ({ without }),
  Q3: ({ tags: [a, b] }) => ({ a, b }),
  Q4: ({ second }) => ({ without: second.without }),
};

const statements = {
  Q1: (d, $) => d.gender === $.gender && op.includes($.states, d.home_state),
  Q2: (d, $) => d.age >= $.low && d.age <= $.high && op.includes($.tiers, d.loyalty_tier) && d.without === 0,
  Q3: (d, $) =>
    d.lifetime_spend >= $.spend &&
    d.last_purchase_date > $.boughtAfter &&
    d.last_purchase_date <= $.boughtUntil &&
    (d.a === 1 || d.b === 1) &&
    d.home_state !== $.notState,
  Q4: (d, $) =>
    ((d.gender === $.gender && op.includes($.states, d.home_state)) ||
      (d.age >= $.low && d.age <= $.high && op.includes($.tiers, d.loyalty_tier) && d.without === 0)) &&
    d.score >= $.score,
};

export async function open({ folder }) {
  const columns = profileCodes(folder);
  return {
    version: versionOf("arquero"),
    prepare: (query, constants) => {
      const tags = Object.entries(renamed[query](constants)).map(([as, tag]) => [as, columns[tagColumn(tag)]]);
      const customers = table({ ...columns, ...Object.fromEntries(tags) });
      return {
        run: async () => customers.params(parameters[query](constants)).filter(statements[query]).numRows(),
        answer: countAnswer,
      };
    },
  };
}
