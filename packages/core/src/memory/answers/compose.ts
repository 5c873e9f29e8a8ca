import type { Composition, CompositionCell } from "../../adapter/adapter.js";
import type { BandEdge, CompositionPlan } from "../../plan/plan.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { bandCells, valueCells, type Cells } from "../columns/cells.js";
import type { Column } from "../columns/columns.js";
import { float64, GrowingArray } from "../columns/growing-array.js";
import type { Pacer } from "../pacer.js";

const BLOCK = 65_536;

/** Cells of a column with the members and the customers of the base in each. */
export async function composition(
  members: Bitmap,
  column: Column,
  { bands }: CompositionPlan,
  pacer: Pacer,
): Promise<Composition> {
  const banded = bands !== undefined && (column.kind === "numeric" || column.kind === "average");
  const cells = banded
    ? bandCells(
        column,
        bands.map(({ position }) => position),
      )
    : valueCells(column);
  const counts = await countCells(cells, members, pacer);
  const found = [...Array(cells.count).keys()].filter((cell) => counts.base.get(cell) > 0);
  if (!banded) {
    found.sort(
      (a, b) =>
        counts.members.get(b) - counts.members.get(a) || counts.base.get(b) - counts.base.get(a) || cells.compare(a, b),
    );
  }
  const missing = column.valid.not();
  const base = members.length;
  const noValue = { value: undefined, count: missing.and(members).count(), base: missing.count() };
  return {
    size: members.count(),
    base,
    overlapping: column.kind === "list",
    cells: [
      ...found.map((cell): CompositionCell => {
        const numbers = { count: counts.members.get(cell), base: counts.base.get(cell) };
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

interface CellCounts {
  readonly members: GrowingArray<Float64Array>;
  readonly base: GrowingArray<Float64Array>;
}

async function countCells(cells: Cells, members: Bitmap, pacer: Pacer): Promise<CellCounts> {
  const counts = { members: new GrowingArray(float64), base: new GrowingArray(float64) };
  let member = false;
  const found = (cell: number): void => {
    counts.base.set(cell, counts.base.get(cell) + 1);
    if (member) counts.members.set(cell, counts.members.get(cell) + 1);
  };
  for (let row = 0; row < members.length; row++) {
    member = members.has(row);
    cells.eachOf(row, found);
    if (row % BLOCK === 0) await pacer.breathe();
  }
  return counts;
}
