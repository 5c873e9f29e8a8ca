import type { RfmGroup } from "./catalog.js";

/** Scores of one buyer: recency, frequency, monetary. */
export type RfmTriple = readonly [r: number, f: number, m: number];

const within = (score: number, [low, high]: readonly [number, number]): boolean => score >= low && score <= high;

/** The first group whose ranges hold the scores; undefined where none does. */
export function rfmGroupOf([r, f, m]: RfmTriple, groups: readonly RfmGroup[]): RfmGroup | undefined {
  return groups.find((group) => within(r, group.r) && within(f, group.f) && within(m, group.m));
}

/** Every triple of scores 1 to `bins` that belongs to no group, in ascending order; none when the table is whole. */
export function checkRfmGroups(groups: readonly RfmGroup[], bins: number): readonly RfmTriple[] {
  const holes: RfmTriple[] = [];
  for (let r = 1; r <= bins; r++) {
    for (let f = 1; f <= bins; f++) {
      for (let m = 1; m <= bins; m++) {
        if (rfmGroupOf([r, f, m], groups) === undefined) holes.push([r, f, m]);
      }
    }
  }
  return holes;
}

/**
 * Ten groups over scores 1 to 5, by how lately and how often customers bought; amounts single out the biggest spenders
 * among those who stay away. The first match wins.
 */
export const rfmGroups: readonly RfmGroup[] = Object.freeze([
  { name: "Champions", r: [5, 5], f: [4, 5], m: [4, 5] },
  { name: "Loyal", r: [3, 5], f: [4, 5], m: [1, 5] },
  { name: "Cannot lose", r: [1, 2], f: [4, 5], m: [4, 5] },
  { name: "Potential loyalists", r: [4, 5], f: [2, 3], m: [1, 5] },
  { name: "New", r: [5, 5], f: [1, 1], m: [1, 5] },
  { name: "Promising", r: [4, 4], f: [1, 1], m: [1, 5] },
  { name: "Need attention", r: [3, 3], f: [3, 3], m: [1, 5] },
  { name: "About to sleep", r: [3, 3], f: [1, 2], m: [1, 5] },
  { name: "At risk", r: [1, 2], f: [3, 5], m: [1, 5] },
  { name: "Hibernating", r: [1, 2], f: [1, 2], m: [1, 5] },
] satisfies readonly RfmGroup[]);
