import { askedTags, categories, EVENTS_A_CUSTOMER, eventTypes, EVENT_DAYS, skewed, tags } from "../workload/shape.mjs";

/**
 * Bytes an ideal answer has to read, ready-made sets being at hand: a bitmap is size / 8, a set under 1/32 is 4 bytes a
 * member; an event costs its customer (4), its instant (4) and what else is asked of it. A yardstick, not a law: an
 * engine that keeps more ready than this can be below it.
 */
export function idealBytes(query, constants, size, count) {
  const bitmap = size / 8;
  const set = (share) => Math.min(bitmap, 4 * size * share);
  const weights = skewed(tags.length, 6);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const tag = (name) => set((4 * weights[askedTags.indexOf(name)]) / total);
  const events = (type, days = EVENT_DAYS) =>
    (size * EVENTS_A_CUSTOMER * eventTypes[type] * Math.min(days, EVENT_DAYS)) / 100 / EVENT_DAYS;
  const of = {
    Q1: () => 6 * bitmap,
    Q2: ({ without }) => 4 * bitmap + tag(without),
    Q3: ({ tags: asked }) => 4 * bitmap + asked.reduce((sum, name) => sum + tag(name), 0),
    Q4: ({ first, second }) => of.Q1(first) + of.Q2(second) + bitmap,
    Q5: ({ days }) => {
      const all = skewed(categories.length, 2);
      const heaviest = all[0] / all.reduce((sum, weight) => sum + weight, 0);
      return events("purchase", days) * (4 + 4) * heaviest + bitmap;
    },
    Q6: ({ days, refundDays }) => events("purchase", days) * 12 + events("refund", refundDays) * 8,
    Q7: () => (events("add_to_cart") + events("purchase")) * 8,
    Q8: (asked) => of.Q3(asked) + 3 * count,
    Q9: ({ audiences }) => audiences.length * bitmap,
    Q10: () => undefined,
  };
  return of[query](constants);
}
