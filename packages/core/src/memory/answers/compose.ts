import type { Composition, CompositionCell } from "../../adapter/adapter.js";
import type { BandEdge, CompositionPlan } from "../../plan/plan.js";
import type { Column } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { countedCells, countIn } from "./cells.js";
import { listedRows } from "./listed-rows.js";
import { sharedBy, type SizedRows } from "./overlap.js";

/** Cells of a column with the members, who are of the base, and the customers of the base in each. */
export async function composition(
  members: SizedRows,
  base: SizedRows,
  column: Column,
  { bands }: CompositionPlan,
  kernels: Kernels,
  pacer: Pacer,
): Promise<Composition> {
  const banded = bands !== undefined && (column.kind === "numeric" || column.kind === "average");
  const edges = banded ? bands.map(({ position }) => position) : undefined;
  const inCell = await countedCells(column, edges, base.rows.words, pacer);
  const { cells } = inCell;
  const listed = cells.addListed && listedRows(members);
  const counts = listed ? new Int32Array(cells.size) : await countIn(cells, members.rows.words, pacer);
  if (listed) cells.addListed(listed, counts);
  const found: number[] = [];
  for (let cell = 0; cell < cells.size; cell++) if ((inCell.base[cell] ?? 0) > 0) found.push(cell);
  const countOf = (cell: number): number => counts[cell] ?? 0;
  const baseOf = (cell: number): number => inCell.base[cell] ?? 0;
  if (!banded) {
    found.sort((a, b) => countOf(b) - countOf(a) || baseOf(b) - baseOf(a) || cells.compare(a, b));
  }
  // Of a list a customer is in several cells or none; else whoever is in none has no value.
  const valued = (rows: Bitmap, inCells: Int32Array): number =>
    column.kind === "list" ? sharedBy(rows, column.valid, kernels) : inCells.reduce((sum, count) => sum + count, 0);
  const noValue = {
    value: undefined,
    count: members.size - valued(members.rows, counts),
    base: base.size - valued(base.rows, inCell.base),
  };
  return {
    size: members.size,
    base: base.size,
    overlapping: column.kind === "list",
    cells: [
      ...found.map((cell): CompositionCell => {
        const numbers = { count: countOf(cell), base: baseOf(cell) };
        if (!banded) return { value: cells.valueOf(cell), ...numbers };
        return { value: undefined, band: bandAt(bands, cell), ...numbers };
      }),
      ...(noValue.base > 0 ? [noValue] : []),
    ],
  };
}

function bandAt(bands: readonly BandEdge[], cell: number): NonNullable<CompositionCell["band"]> {
  return { low: bands[cell - 1]?.edge, high: bands[cell]?.edge };
}
