import { ageBands, genders, states } from "../workload/shape.mjs";

/**
 * What engines must agree on: a count, and for Q8 the cells, for Q9 the matrix, for Q10 the audiences of the first
 * customers, each as one text.
 */
export const countAnswer = (count) => ({ count: Number(count), agreed: String(count) });

/** Cells of Q8 by attribute and value; those with nobody in them are left out. */
export function compositionAnswer(cells) {
  const held = cells.filter(({ count }) => count > 0).map(({ of, value, count }) => `${of} ${value}: ${count}`);
  const size = cells.filter(({ of }) => of === "gender").reduce((sum, { count }) => sum + count, 0);
  return { count: size, agreed: held.sort().join("; ") };
}

export const genderCell = (code, count) => ({ of: "gender", value: genders[code] ?? "none", count: Number(count) });
export const stateCell = (code, count) => ({ of: "state", value: states[code] ?? "none", count: Number(count) });
export const bandCell = (band, count) => ({
  of: "age",
  value: band > ageBands.length ? "none" : band,
  count: Number(count),
});

/** `pairs[i][j]` for i <= j. */
export function overlapAnswer(pairs) {
  const upper = pairs.map((row, place) => row.slice(place));
  return { count: upper.reduce((sum, row) => sum + row[0], 0), agreed: upper.map((row) => row.join(",")).join(";") };
}

/** Customers of Q10 whose audiences are compared. */
export const COMPARED = 5;

export function audiencesAnswer(places) {
  const compared = places.slice(0, COMPARED);
  return {
    count: compared.reduce((sum, list) => sum + list.length, 0),
    agreed: compared.map((list) => list.join(",")).join(";"),
  };
}
