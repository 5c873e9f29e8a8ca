import crossfilter from "crossfilter2";
import { countAnswer } from "../queries/answers.mjs";
import { askedTags } from "../workload/shape.mjs";
import { customerObjects } from "./rows.mjs";
import { versionOf } from "./version.mjs";

/** crossfilter2: sorted dimensions that are filtered one after another. It can only join them with "and": no Q4. */
export const name = "crossfilter";
export const queries = ["Q1", "Q2", "Q3"];
export const repeats = 3;

const bit = (tag) => 1 << askedTags.indexOf(tag);

/** The filters of a query, by dimension. */
const statements = {
  Q1: ({ gender, states }) => ({
    gender: (dimension) => dimension.filterExact(gender),
    home_state: (dimension) => dimension.filterFunction((state) => states.includes(state)),
  }),
  Q2: ({ age: [low, high], tiers, without }) => ({
    age: (dimension) => dimension.filterRange([low, high + 1]),
    loyalty_tier: (dimension) => dimension.filterFunction((tier) => tiers.includes(tier)),
    tags: (dimension) => dimension.filterFunction((held) => (held & bit(without)) === 0),
  }),
  Q3: ({ spend, boughtAfter, boughtUntil, tags: [a, b], notState }) => ({
    lifetime_spend: (dimension) => dimension.filterRange([spend, Infinity]),
    last_purchase_date: (dimension) => dimension.filterRange([boughtAfter + 1, boughtUntil + 1]),
    tags: (dimension) => dimension.filterFunction((held) => (held & (bit(a) | bit(b))) !== 0),
    home_state: (dimension) => dimension.filterFunction((state) => state !== notState),
  }),
};

export async function open({ folder }) {
  const base = crossfilter(customerObjects(folder));
  const missing = (value) => value ?? -1;
  const masked = ({ tags }) => tags.reduce((mask, tag) => (askedTags.includes(tag) ? mask | bit(tag) : mask), 0);
  const dimensions = {
    gender: base.dimension(({ gender }) => gender ?? ""),
    home_state: base.dimension((customer) => customer.home_state),
    age: base.dimension(({ age }) => missing(age)),
    loyalty_tier: base.dimension((customer) => customer.loyalty_tier),
    lifetime_spend: base.dimension((customer) => customer.lifetime_spend),
    last_purchase_date: base.dimension((customer) => missing(customer.last_purchase_date)),
    tags: base.dimension(masked),
  };
  const all = base.groupAll().reduceCount();
  return {
    version: versionOf("crossfilter2"),
    prepare: (query, constants) => {
      const filters = Object.entries(statements[query](constants));
      return {
        run: async () => {
          for (const [dimension, filter] of filters) filter(dimensions[dimension]);
          return all.value();
        },
        answer: countAnswer,
        close: () => {
          for (const [dimension] of filters) dimensions[dimension].filterAll();
        },
      };
    },
  };
}
