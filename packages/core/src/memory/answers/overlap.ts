import type { Overlap } from "../../adapter/adapter.js";
import type { Bitmap } from "../kernels/bitmap.js";

/** How many customers each two sets share. */
export function overlapOf(sets: readonly Bitmap[], base: number): Overlap {
  const pairs = sets.map(() => new Array<number>(sets.length).fill(0));
  for (const [index, set] of sets.entries()) {
    for (let other = index; other < sets.length; other++) {
      const shared = set.and(sets[other] ?? set).count();
      const [row, column] = [pairs[index], pairs[other]];
      if (row !== undefined) row[other] = shared;
      if (column !== undefined) column[index] = shared;
    }
  }
  return { base, pairs };
}
