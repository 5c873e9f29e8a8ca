import sift from "sift";
import { customerObjects, rowAtATime } from "./rows.mjs";
import { versionOf } from "./version.mjs";

export const name = "sift";
export const queries = ["Q1", "Q2", "Q3", "Q4", "Q10"];
export const repeats = 3;

const statements = {
  Q1: ({ gender, states }) => ({ gender, home_state: { $in: states } }),
  Q2: ({ age: [low, high], tiers, without }) => ({
    age: { $gte: low, $lte: high },
    loyalty_tier: { $in: tiers },
    tags: { $ne: without },
  }),
  Q3: ({ spend, boughtAfter, boughtUntil, tags, notState }) => ({
    lifetime_spend: { $gte: spend },
    last_purchase_date: { $gt: boughtAfter, $lte: boughtUntil },
    tags: { $in: tags },
    home_state: { $ne: notState },
  }),
  Q4: ({ first, second, score }) => ({
    $or: [statements.Q1(first), statements.Q2(second)],
    score: { $gte: score },
  }),
};

export async function open({ folder }) {
  const test = (query, constants) => sift(statements[query](constants));
  return rowAtATime(customerObjects(folder), versionOf("sift"), test, { limit: 1_000 });
}
