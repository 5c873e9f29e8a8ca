import type { Histogram } from "../../adapter/adapter.js";
import { plainNumber, type Column } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { everyRow } from "./each-row.js";
import { sharedBy } from "./overlap.js";

/** Equal-width bins over a column's numbers, dates (days since 1970-01-01) or instants (milliseconds). */
export async function histogram(
  column: Column,
  bins: number,
  base: Bitmap,
  kernels: Kernels,
  pacer: Pacer,
): Promise<Histogram> {
  const { valid } = column;
  const all = base.count();
  const missing = all - sharedBy(base, valid, kernels);
  if ((column.kind !== "numeric" && column.kind !== "average") || missing === all) {
    return { low: 0, high: 0, counts: [], missing };
  }
  let low = Infinity;
  let high = -Infinity;
  await everyRow(base.words, valid.words, pacer, (row) => {
    const number = plainNumber(column, row);
    if (number < low) low = number;
    if (number > high) high = number;
  });
  const counts = new Array<number>(bins).fill(0);
  const width = high - low;
  await everyRow(base.words, valid.words, pacer, (row) => {
    const share = width === 0 ? 0 : (plainNumber(column, row) - low) / width;
    const bin = Math.min(Math.floor(share * bins), bins - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
  });
  return { low, high, counts, missing };
}
