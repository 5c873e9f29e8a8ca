import { Random } from "../workload/random.mjs";
import { askedTags, categories, END, genders, states, tiers } from "../workload/shape.mjs";

const DAY = 86_400;

/** Audiences of Q9 and of Q10. */
export const OVERLAPPING = 20;
export const LIVE = 500;

/**
 * The constants of a query in a repetition: always the same for the same pair, never those of another repetition. Ages
 * are whole years, money is in cents, dates are days and instants seconds since the epoch.
 */
export function drawConstants(query, repetition) {
  return draws[query](new Random(1 + 7_919 * (repetition + 1) + 104_729 * Number(query.slice(1))));
}

/** Profile questions in turn: what makes up the audiences of Q9 and Q10. */
const profileQueries = ["Q1", "Q2", "Q3", "Q4"];

const draws = {
  Q1: (random) => ({ gender: random.one(genders), states: random.some(states, 5), ...moment(random) }),
  Q2: (random) => {
    const low = random.between(18, 60);
    return { age: [low, low + 9], tiers: random.some(tiers, 2), without: random.one(askedTags), ...moment(random) };
  },
  Q3: (random) => {
    const { asOf } = moment(random);
    const until = Math.floor(asOf / DAY);
    const days = random.between(60, 120);
    return {
      spend: random.between(30_000, 80_000),
      days,
      boughtAfter: until - days,
      boughtUntil: until,
      tags: random.some(askedTags, 2),
      notState: random.one(states),
      asOf,
    };
  },
  Q4: (random) => ({
    first: draws.Q1(random),
    second: draws.Q2(random),
    score: random.between(1_000, 3_000) / 10_000,
    ...moment(random),
  }),
  Q5: (random) => ({ category: random.one(categories.slice(0, 8)), atLeast: 3, ...window(random, 60, 120) }),
  Q6: (random) => {
    const { asOf, days, from } = window(random, 300, 400);
    const refundDays = random.between(20, 40);
    return { sum: random.between(80_000, 120_000), days, from, refundDays, refundFrom: asOf - refundDays * DAY, asOf };
  },
  Q7: (random) => ({ hours: random.between(120, 216), ...moment(random) }),
  Q8: (random) => draws.Q3(random),
  Q9: (random) => ({ audiences: audiences(random, OVERLAPPING), asOf: END }),
  Q10: (random) => ({ audiences: audiences(random, LIVE), asOf: END }),
};

function audiences(random, count) {
  return Array.from({ length: count }, (_, place) => {
    const query = profileQueries[place % profileQueries.length];
    return { query, constants: { ...draws[query](random) } };
  });
}

/** Some second of the last two days. */
function moment(random) {
  return { asOf: END - random.between(0, 2 * DAY) };
}

function window(random, least, most) {
  const { asOf } = moment(random);
  const days = random.between(least, most);
  return { asOf, days, from: asOf - days * DAY };
}
