import { formatDay, formatInstant } from "../../definition/dates.js";
import { decimalOf } from "../../plan/decimal.js";
import { compareCodePoints } from "../../adapter/code-point-order.js";
import { plainNumber, type AverageColumn, type Column, type ListColumn, type NumericColumn } from "./columns.js";
import { compareDecimal } from "./number-predicate.js";

export type CellValue = string | number | boolean;

/** Cuts the values of a column into numbered cells. Rows without a value are in none; of a list a row may be in several. */
export interface Cells {
  /** Cells met so far are 0 up to this. */
  readonly count: number;
  eachOf(row: number, found: (cell: number) => void): void;
  /** As people read it: dates and instants as text, scaled numbers as decimals. */
  valueOf(cell: number): CellValue;
  /** The order of values: numbers by size, text by code point. */
  compare(a: number, b: number): number;
}

/** A cell for each value of a column. */
export function valueCells(column: Column): Cells {
  switch (column.kind) {
    case "text": {
      const { codes, dictionary, valid } = column;
      return textCells(dictionary.texts, (row, found) => {
        if (valid.has(row)) found(codes[row] ?? 0);
      });
    }
    case "list":
      return textCells(column.dictionary.texts, (row, found) => eachItem(column, row, found));
    case "numeric":
    case "average":
      return new NumberCells(column);
  }
}

/** Half-open bands between ascending edges: cell 0 lies below the first edge, the last one from the last edge upwards. */
export function bandCells(column: NumericColumn | AverageColumn, edges: readonly number[]): Cells {
  const below = edgeTest(column, edges);
  return {
    count: edges.length + 1,
    eachOf(row, found) {
      if (!column.valid.has(row)) return;
      let low = 0;
      let high = edges.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (below(row, middle)) high = middle;
        else low = middle + 1;
      }
      found(low);
    },
    valueOf: (cell) => cell,
    compare: (a, b) => a - b,
  };
}

function edgeTest(
  column: NumericColumn | AverageColumn,
  edges: readonly number[],
): (row: number, edge: number) => boolean {
  if (column.kind === "numeric") return (row, edge) => (column.data[row] ?? 0) < (edges[edge] ?? Infinity);
  const decimals = edges.map(decimalOf);
  return (row, edge) => {
    const decimal = decimals[edge];
    return decimal === undefined || compareDecimal(column, row, decimal) < 0;
  };
}

function textCells(texts: readonly string[], eachOf: Cells["eachOf"]): Cells {
  return {
    count: texts.length,
    eachOf,
    valueOf: (cell) => texts[cell] ?? "",
    compare: (a, b) => compareCodePoints(texts[a] ?? "", texts[b] ?? ""),
  };
}

function eachItem({ starts, ends, codes }: ListColumn, row: number, found: (cell: number) => void): void {
  for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) found(codes[item] ?? 0);
}

/** A cell for each number as it is held: two scaled numbers can be one double once they are decimals. */
class NumberCells implements Cells {
  readonly #column: NumericColumn | AverageColumn;
  readonly #cellOf = new Map<number, number>();
  readonly #numbers: number[] = [];

  constructor(column: NumericColumn | AverageColumn) {
    this.#column = column;
  }

  get count(): number {
    return this.#numbers.length;
  }

  eachOf(row: number, found: (cell: number) => void): void {
    const column = this.#column;
    if (!column.valid.has(row)) return;
    const number = column.kind === "average" ? plainNumber(column, row) : (column.data[row] ?? 0);
    let cell = this.#cellOf.get(number);
    if (cell === undefined) {
      cell = this.#numbers.push(number) - 1;
      this.#cellOf.set(number, cell);
    }
    found(cell);
  }

  valueOf(cell: number): CellValue {
    const number = this.#numbers[cell] ?? 0;
    switch (this.#column.type) {
      case "boolean":
        return number === 1;
      case "date":
        return formatDay(number);
      case "datetime":
        return formatInstant(number);
      case "number":
        return this.#column.kind === "average" ? number : number / 10 ** (this.#column.scale ?? 0);
    }
  }

  compare(a: number, b: number): number {
    return (this.#numbers[a] ?? 0) - (this.#numbers[b] ?? 0);
  }
}
