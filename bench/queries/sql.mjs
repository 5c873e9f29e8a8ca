import { ageBands, askedTags, genders, states, tiers } from "../workload/shape.mjs";

/**
 * What the SQL dialects have in common. Texts are codes: their place in the lists of the workload. Money is in cents.
 * Every tag that is asked for is a column of its own.
 */
export const tagColumn = (tag) => `tag_${askedTags.indexOf(tag)}`;

const code = (list, value) => list.indexOf(value);
const codes = (list, values) => values.map((value) => list.indexOf(value));

/** The condition of a profile query. `date` writes days since the epoch as the dialect's date, `isOff` that a flag is. */
export function profileCondition(query, constants, dialect) {
  return conditions[query](constants, {
    among: (column, values) => `${column} IN (${values.join(", ")})`,
    isOff: (flag) => `NOT ${flag}`,
    ...dialect,
  });
}

const conditions = {
  Q1: ({ gender, states: wanted }, { among }) =>
    `gender = ${code(genders, gender)} AND ${among("home_state", codes(states, wanted))}`,
  Q2: ({ age: [low, high], tiers: wanted, without }, { among, isOff }) =>
    `age BETWEEN ${low} AND ${high} AND ${among("loyalty_tier", codes(tiers, wanted))} AND ${isOff(tagColumn(without))}`,
  Q3: ({ spend, boughtAfter, boughtUntil, tags: [a, b], notState }, { date }) =>
    `lifetime_spend >= ${spend} AND last_purchase_date > ${date(boughtAfter)}
     AND last_purchase_date <= ${date(boughtUntil)} AND (${tagColumn(a)} OR ${tagColumn(b)})
     AND home_state <> ${code(states, notState)}`,
  Q4: ({ first, second, score }, dialect) =>
    `((${conditions.Q1(first, dialect)}) OR (${conditions.Q2(second, dialect)})) AND score >= ${score}`,
};

/** The age band as a number: place among the bands, and one past them for no value. */
export const bandExpression = `CASE ${ageBands
  .map((edge, place) => `WHEN age < ${edge} THEN ${place}`)
  .join(" ")} WHEN age <= 120 THEN ${ageBands.length} ELSE ${ageBands.length + 1} END`;
