import type { Composition, CompositionCell } from "../../adapter/adapter.js";
import type { BandEdge, CompositionPlan } from "../../plan/plan.js";
import type { Column } from "../columns/columns.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Pacer } from "../pacer.js";
import { countedCells, countIn } from "./cells.js";
import { sharedBy } from "./overlap.js";

/** Cells of a column with the members, who are of the base, and the customers of the base in each. */
export async function composition(
  members: Bitmap,
  base: Bitmap,
  column: Column,
  { bands }: CompositionPlan,
  kernels: Kernels,
  pacer: Pacer,
): Promise<Composition> {
  const banded = bands !== undefined && (column.kind === "numeric" || column.kind === "average");
  const edges = banded ? bands.map(({ position }) => position) : undefined;
  const inCell = await countedCells(column, edges, base.words, pacer);
  const { cells } = inCell;
  const counts = await countIn(cells, members.words, pacer);
  const found: number[] = [];
  for (let cell = 0; cell < cells.size; cell++) if ((inCell.base[cell] ?? 0) > 0) found.push(cell);
  const countOf = (cell: number): number => counts[cell] ?? 0;
  const baseOf = (cell: number): number => inCell.base[cell] ?? 0;
  if (!banded) {
    found.sort((a, b) => countOf(b) - countOf(a) || baseOf(b) - baseOf(a) || cells.compare(a, b));
  }
  const [size, all] = [members.count(), base.count()];
  const noValue = {
    value: undefined,
    count: size - sharedBy(members, column.valid, kernels),
    base: all - sharedBy(base, column.valid, kernels),
  };
  return {
    size,
    base: all,
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
