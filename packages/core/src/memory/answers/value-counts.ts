import type { Histogram, ValueCounts, ValueCountsOptions } from "../../adapter/adapter.js";
import { fold } from "../../definition/fold.js";
import { valueCells, type CellValue } from "../columns/cells.js";
import { compareCodePoints } from "../../adapter/code-point-order.js";
import { plainNumber, type Column } from "../columns/columns.js";
import { float64, GrowingArray } from "../columns/growing-array.js";
import type { Pacer } from "../pacer.js";

const BLOCK = 65_536;
const DEFAULT_LIMIT = 100;

/** The commonest values over the rows of some columns, which are of one type. */
export async function valueCounts(
  columns: readonly { readonly column: Column | undefined; readonly rows: number }[],
  options: ValueCountsOptions,
  pacer: Pacer,
): Promise<ValueCounts> {
  const counts = new Map<CellValue, number>();
  let missing = 0;
  for (const { column, rows } of columns) {
    if (column === undefined) {
      missing += rows;
      continue;
    }
    missing += rows - column.valid.count();
    for (const [value, count] of await countValues(column, rows, pacer)) {
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
  }
  return { ...commonest(counts, options), missing };
}

async function countValues(
  column: Column,
  rows: number,
  pacer: Pacer,
): Promise<readonly (readonly [CellValue, number])[]> {
  const cells = valueCells(column);
  const counts = new GrowingArray(float64);
  const found = (cell: number): void => counts.set(cell, counts.get(cell) + 1);
  for (let row = 0; row < rows; row++) {
    cells.eachOf(row, found);
    if (row % BLOCK === 0) await pacer.breathe();
  }
  const met = [...Array(cells.count).keys()].filter((cell) => counts.get(cell) > 0);
  return met.map((cell) => [cells.valueOf(cell), counts.get(cell)] as const);
}

/** The commonest first, equally common ones by value. */
export function commonest(
  counts: ReadonlyMap<CellValue, number>,
  { search, limit = DEFAULT_LIMIT }: ValueCountsOptions,
): Omit<ValueCounts, "missing"> {
  const wanted = search === undefined || search === "" ? undefined : fold(search);
  const found = [...counts].filter(([value]) => wanted === undefined || fold(String(value)).includes(wanted));
  found.sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareValues(a, b));
  return { values: found.slice(0, limit).map(([value, count]) => ({ value, count })), distinct: found.length };
}

function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  return Number(a) - Number(b);
}

/** Equal-width bins over a column's numbers, dates (days since 1970-01-01) or instants (milliseconds). */
export async function histogram(column: Column, bins: number, rows: number, pacer: Pacer): Promise<Histogram> {
  const missing = rows - column.valid.count();
  if ((column.kind !== "numeric" && column.kind !== "average") || missing === rows) {
    return { low: 0, high: 0, counts: [], missing };
  }
  let low = Infinity;
  let high = -Infinity;
  for (const row of column.valid.rows()) {
    const number = plainNumber(column, row);
    if (number < low) low = number;
    if (number > high) high = number;
    if (row % BLOCK === 0) await pacer.breathe();
  }
  const counts = new Array<number>(bins).fill(0);
  const width = high - low;
  for (const row of column.valid.rows()) {
    const share = width === 0 ? 0 : (plainNumber(column, row) - low) / width;
    const bin = Math.min(Math.floor(share * bins), bins - 1);
    counts[bin] = (counts[bin] ?? 0) + 1;
    if (row % BLOCK === 0) await pacer.breathe();
  }
  return { low, high, counts, missing };
}
