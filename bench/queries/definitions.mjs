/** Each query as a definition of the audience language; see the table in the README. */
export function definitionOf(query, constants) {
  return { version: 1, root: roots[query](constants) };
}

const all = (...conditions) => ({ kind: "group", match: "all", conditions });
const any = (...conditions) => ({ kind: "group", match: "any", conditions });
const not = (node) => ({ ...node, exclude: true });
const attribute = (name, operator, value) => ({
  kind: "attribute",
  attribute: name,
  operator,
  ...(value === undefined ? {} : { value }),
});
const tagged = (...tags) => ({ kind: "tag", operator: "hasAny", tags });

const roots = {
  Q1: ({ gender, states }) => all(attribute("gender", "is", gender), attribute("home_state", "is", states)),
  Q2: ({ age, tiers, without }) =>
    all(attribute("age", "between", age), attribute("loyalty_tier", "is", tiers), not(tagged(without))),
  Q3: ({ spend, days, tags, notState }) =>
    all(
      attribute("lifetime_spend", "atLeast", spend / 100),
      attribute("last_purchase_date", "inWindow", { last: days, unit: "day" }),
      tagged(...tags),
      not(attribute("home_state", "is", notState)),
    ),
  Q4: ({ first, second, score }) =>
    all(
      any(roots.Q1(first), roots.Q2(second)),
      not(any(attribute("score", "lessThan", score), not(attribute("score", "hasValue")))),
    ),
  Q5: ({ category, atLeast, days }) =>
    all({
      kind: "event",
      event: "purchase",
      where: [{ property: "category", operator: "is", value: category }],
      measure: { of: "count" },
      operator: "atLeast",
      value: atLeast,
      window: { last: days, unit: "day" },
    }),
  Q6: ({ sum, days, refundDays }) =>
    all(
      {
        kind: "event",
        event: "purchase",
        measure: { of: "sum", property: "amount" },
        operator: "atLeast",
        value: sum / 100,
        window: { last: days, unit: "day" },
      },
      not({
        kind: "event",
        event: "refund",
        measure: { of: "count" },
        operator: "atLeast",
        value: 1,
        window: { last: refundDays, unit: "day" },
      }),
    ),
  Q7: ({ hours }) =>
    all({
      kind: "sequence",
      steps: [{ event: "add_to_cart" }, { event: "purchase", absent: true, within: { amount: hours, unit: "hour" } }],
    }),
  Q8: (constants) => roots.Q3(constants),
};
