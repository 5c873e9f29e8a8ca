import type { ValueCounts, ValueCountsOptions } from "../../adapter/adapter.js";
import { compareCodePoints } from "../../adapter/code-point-order.js";
import { fold } from "../../definition/fold.js";
import type { Column } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { countedCells, type CellValue, type CountedCells } from "./cells.js";
import { sharedBy } from "./overlap.js";

const DEFAULT_LIMIT = 100;

/** Rows of a column. */
export interface CountedRows {
  /** One that is not there is missing in every row. */
  readonly column: Column | undefined;
  /** How many rows are looked at. */
  readonly rows: number;
  /** Which they are; all the column has unless told. */
  readonly among?: Bitmap;
}

/** Values by place, with their counts. */
interface CountedValues {
  readonly size: number;
  countOf(place: number): number;
  valueOf(place: number): CellValue;
  compare(a: number, b: number): number;
  /** As a search sees the value. */
  foldedOf(place: number): string;
}

/** The commonest values over the rows of some columns, which are of one type. */
export async function valueCounts(
  parts: readonly CountedRows[],
  options: ValueCountsOptions,
  kernels: Kernels,
  pacer: Pacer,
): Promise<ValueCounts> {
  const counted: { readonly column: Column; readonly cells: CountedCells }[] = [];
  let missing = 0;
  for (const { column, rows, among = column?.valid } of parts) {
    missing += rows;
    if (column === undefined || among === undefined) continue;
    missing -= sharedBy(among, column.valid, kernels);
    counted.push({ column, cells: await countedCells(column, undefined, among.words, pacer) });
  }
  const [only] = counted;
  if (only !== undefined && counted.length === 1) {
    return { ...commonestOf(valuesOfCells(only.column, only.cells), options), missing };
  }
  const counts = new Map<CellValue, number>();
  for (const { cells } of counted) {
    for (let cell = 0; cell < cells.base.length; cell++) {
      const count = cells.base[cell] ?? 0;
      if (count === 0) continue;
      const value = cells.cells.valueOf(cell);
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
    await pacer.breathe();
  }
  // Later events are parts of their own; instants as texts are not in the order of time.
  const timed = counted.some(({ column: { type } }) => type === "date" || type === "datetime");
  return { ...commonest(counts, options, timed ? (value) => Date.parse(String(value)) : undefined), missing };
}

/** The commonest first, equally common ones by value, or by what stands for it. */
export function commonest(
  counts: ReadonlyMap<CellValue, number>,
  options: ValueCountsOptions,
  orderOf: (value: CellValue) => CellValue = (value) => value,
): Omit<ValueCounts, "missing"> {
  const entries = [...counts];
  const orders = entries.map(([value]) => orderOf(value));
  const valueOf = (place: number): CellValue => entries[place]?.[0] ?? "";
  const values: CountedValues = {
    size: entries.length,
    countOf: (place) => entries[place]?.[1] ?? 0,
    valueOf,
    compare: (a, b) => compareValues(orders[a] ?? "", orders[b] ?? ""),
    foldedOf: (place) => fold(String(valueOf(place))),
  };
  return commonestOf(values, options);
}

function valuesOfCells(column: Column, { cells, base }: CountedCells): CountedValues {
  const dictionary = column.kind === "text" || column.kind === "list" ? column.dictionary : undefined;
  return {
    size: cells.size,
    countOf: (cell) => base[cell] ?? 0,
    valueOf: (cell) => cells.valueOf(cell),
    compare: (a, b) => cells.compare(a, b),
    foldedOf: (cell) => dictionary?.foldedOf(cell) ?? fold(String(cells.valueOf(cell))),
  };
}

function commonestOf(
  values: CountedValues,
  { search, limit = DEFAULT_LIMIT }: ValueCountsOptions,
): Omit<ValueCounts, "missing"> {
  const wanted = search === undefined || search === "" ? undefined : fold(search);
  const compare = (a: number, b: number): number => values.countOf(b) - values.countOf(a) || values.compare(a, b);
  const first: number[] = [];
  let distinct = 0;
  for (let place = 0; place < values.size; place++) {
    if (values.countOf(place) === 0) continue;
    if (wanted !== undefined && !values.foldedOf(place).includes(wanted)) continue;
    distinct++;
    keepFirst(first, place, limit, compare);
  }
  return {
    values: first.map((place) => ({ value: values.valueOf(place), count: values.countOf(place) })),
    distinct,
  };
}

/** Puts a place where it belongs among the first ones, of which there are no more than `limit`. */
function keepFirst(first: number[], place: number, limit: number, compare: (a: number, b: number) => number): void {
  const last = first.at(-1);
  if (first.length >= limit && (last === undefined || compare(place, last) >= 0)) return;
  let low = 0;
  let high = first.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(first[middle] ?? 0, place) <= 0) low = middle + 1;
    else high = middle;
  }
  first.splice(low, 0, place);
  if (first.length > limit) first.pop();
}

function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  return Number(a) - Number(b);
}
