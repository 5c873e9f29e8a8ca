import { compareCodePoints } from "../../adapter/code-point-order.js";
import { formatDay, formatInstant } from "../../definition/dates.js";
import { decimalOf } from "../../plan/decimal.js";
import {
  plainNumber,
  type AverageColumn,
  type CodeData,
  type Column,
  type ListColumn,
  type NumberData,
  type NumericColumn,
  type TextColumn,
} from "../columns/columns.js";
import type { Dictionary } from "../columns/dictionary.js";
import { compareDecimal } from "../columns/number-predicate.js";
import type { Pacer } from "../pacer.js";
import { BLOCK, eachRow, everyRow } from "./each-row.js";
import { NumberTable } from "./number-table.js";
import { tally, tallyListed } from "./tally.js";

export type CellValue = string | number | boolean;

/** Whole numbers up to so many from the first to the last have a cell each, met or not; where bands are made of them, fewer. */
const WIDTH = 2 ** 20;
const BANDED_WIDTH = 2 ** 12;

/** The values of a column in numbered cells. Rows without a value are in none; of a list a row may be in several. */
export interface Cells {
  /** Cells are 0 up to this. */
  readonly size: number;
  /** Adds the rows of a bitmap to the counts of their cells, the words from `from` up to `to`. */
  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void;
  /** The same of rows one by one, where there is a fast way. */
  readonly addListed?: ((rows: Int32Array, counts: Int32Array) => void) | undefined;
  /** As people read it: dates and instants as text, scaled numbers as decimals. */
  valueOf(cell: number): CellValue;
  /** The order of values: numbers by size, text by code point. */
  compare(a: number, b: number): number;
}

/** Cells of a column, with how many rows of the base are in each. */
export interface CountedCells {
  readonly cells: Cells;
  readonly base: Int32Array;
}

/** How many of these rows are in each cell. */
export async function countIn(cells: Cells, rows: Int32Array, pacer: Pacer): Promise<Int32Array> {
  const counts = new Int32Array(cells.size);
  for (let from = 0; from < rows.length; from += BLOCK) {
    cells.add(rows, from, Math.min(from + BLOCK, rows.length), counts);
    await pacer.breathe();
  }
  return counts;
}

interface Kept {
  /** The rows they were counted over. */
  readonly base: Int32Array;
  readonly cells: Map<string, CountedCells>;
}

/** A column that changes is another one; so is a base. */
const keptOf = new WeakMap<Column, Kept>();

/** Ways to cut one column that are kept. */
const MOST_KEPT = 8;

/** A cell for each value, or for each half-open band: the first below the first edge, the last from the last edge on. */
export async function countedCells(
  column: Column,
  edges: readonly number[] | undefined,
  base: Int32Array,
  pacer: Pacer,
): Promise<CountedCells> {
  const known = keptOf.get(column);
  const kept = known?.base === base ? known : { base, cells: new Map<string, CountedCells>() };
  keptOf.set(column, kept);
  const key = edges?.join() ?? "";
  const cells = kept.cells.get(key) ?? (await newCells(column, edges, base, pacer));
  if (kept.cells.size >= MOST_KEPT) kept.cells.clear();
  kept.cells.set(key, cells);
  return cells;
}

async function newCells(
  column: Column,
  edges: readonly number[] | undefined,
  base: Int32Array,
  pacer: Pacer,
): Promise<CountedCells> {
  switch (column.kind) {
    case "text":
      return counted(new TextCells(column), base, pacer);
    case "list":
      return counted(new ItemCells(column), base, pacer);
    case "average":
      return edges === undefined
        ? distinctCells(column, (row) => plainNumber(column, row), base, pacer)
        : counted(new AverageBands(column, edges), base, pacer);
    case "numeric": {
      const whole = wholeCells(column, base, edges === undefined ? WIDTH : BANDED_WIDTH);
      if (edges !== undefined) {
        return counted(
          whole === undefined ? new NumberBands(column, edges) : new WholeBands(whole, edges),
          base,
          pacer,
        );
      }
      if (whole !== undefined) return counted(whole, base, pacer);
      const { data } = column;
      return distinctCells(column, (row) => data[row] ?? 0, base, pacer);
    }
  }
}

async function counted(cells: Cells, base: Int32Array, pacer: Pacer): Promise<CountedCells> {
  return { cells, base: await countIn(cells, base, pacer) };
}

/** A byte is the number of its cell. */
function listedTally(codes: NumberData | CodeData, { valid }: Pick<Column, "valid">): Cells["addListed"] {
  return codes instanceof Uint8Array ? (rows, counts) => tallyListed(codes, rows, valid.words, counts) : undefined;
}

abstract class DictionaryCells {
  readonly size: number;
  readonly #dictionary: Dictionary;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.size = dictionary.size;
  }

  valueOf(cell: number): CellValue {
    return this.#dictionary.textOf(cell);
  }

  compare(a: number, b: number): number {
    return compareCodePoints(this.#dictionary.textOf(a), this.#dictionary.textOf(b));
  }
}

class TextCells extends DictionaryCells implements Cells {
  readonly addListed: Cells["addListed"];
  readonly #column: TextColumn;

  constructor(column: TextColumn) {
    super(column.dictionary);
    this.#column = column;
    this.addListed = listedTally(column.codes, column);
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    const { codes, valid } = this.#column;
    tally(codes, 0, rows, valid.words, from, to, counts);
  }
}

class ItemCells extends DictionaryCells implements Cells {
  readonly #column: ListColumn;

  constructor(column: ListColumn) {
    super(column.dictionary);
    this.#column = column;
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    const { starts, ends, codes, valid } = this.#column;
    eachRow(rows, valid.words, from, to, (row) => {
      for (let item = starts[row] ?? 0; item < (ends[row] ?? 0); item++) {
        const code = codes[item] ?? 0;
        counts[code] = (counts[code] ?? 0) + 1;
      }
    });
  }
}

/** Whole numbers that lie close together: a cell for each from the first to the last. */
class WholeCells implements Cells {
  readonly size: number;
  readonly low: number;
  readonly addListed: Cells["addListed"];
  readonly #column: NumericColumn;
  readonly #data: Uint8Array | Int32Array;

  constructor(column: NumericColumn, data: Uint8Array | Int32Array, low: number, size: number) {
    this.#column = column;
    this.#data = data;
    this.low = low;
    this.size = size;
    this.addListed = listedTally(data, column);
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    tally(this.#data, this.low, rows, this.#column.valid.words, from, to, counts);
  }

  valueOf(cell: number): CellValue {
    return shown(this.#column, this.low + cell);
  }

  compare(a: number, b: number): number {
    return a - b;
  }
}

function wholeCells(column: NumericColumn, base: Int32Array, width: number): WholeCells | undefined {
  const { data, valid } = column;
  if (data instanceof Uint8Array) return new WholeCells(column, data, 0, 256);
  if (!(data instanceof Int32Array)) return undefined;
  let low = Infinity;
  let high = -Infinity;
  eachRow(base, valid.words, 0, base.length, (row) => {
    const number = data[row] ?? 0;
    if (number < low) low = number;
    if (number > high) high = number;
  });
  if (low > high) return new WholeCells(column, data, 0, 0);
  return high - low < width ? new WholeCells(column, data, low, high - low + 1) : undefined;
}

/** A cell for each number as it is held: two scaled numbers can be one double once they are decimals. */
class DistinctCells implements Cells {
  readonly #column: NumericColumn | AverageColumn;
  readonly #numberOf: (row: number) => number;
  readonly #numbers: NumberTable;

  constructor(column: NumericColumn | AverageColumn, numberOf: (row: number) => number, numbers: NumberTable) {
    this.#column = column;
    this.#numberOf = numberOf;
    this.#numbers = numbers;
  }

  get size(): number {
    return this.#numbers.size;
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    eachRow(rows, this.#column.valid.words, from, to, (row) => {
      const cell = this.#numbers.find(this.#numberOf(row));
      counts[cell] = (counts[cell] ?? 0) + 1;
    });
  }

  valueOf(cell: number): CellValue {
    const number = this.#numbers.numberAt(cell);
    return this.#column.kind === "average" ? number : shown(this.#column, number);
  }

  compare(a: number, b: number): number {
    return this.#numbers.numberAt(a) - this.#numbers.numberAt(b);
  }
}

async function distinctCells(
  column: NumericColumn | AverageColumn,
  numberOf: (row: number) => number,
  base: Int32Array,
  pacer: Pacer,
): Promise<CountedCells> {
  const numbers = new NumberTable();
  await everyRow(base, column.valid.words, pacer, (row) => numbers.add(numberOf(row)));
  return { cells: new DistinctCells(column, numberOf, numbers), base: numbers.counts };
}

/** A band between ascending edges is known by its place; an edge belongs to the band above it. */
abstract class Bands {
  readonly size: number;

  constructor(edges: readonly number[]) {
    this.size = edges.length + 1;
  }

  valueOf(cell: number): CellValue {
    return cell;
  }

  compare(a: number, b: number): number {
    return a - b;
  }
}

class WholeBands extends Bands implements Cells {
  readonly addListed: Cells["addListed"];
  readonly #whole: WholeCells;
  readonly #bandOf: Int32Array;

  constructor(whole: WholeCells, edges: readonly number[]) {
    super(edges);
    this.#whole = whole;
    this.#bandOf = Int32Array.from({ length: whole.size }, (_, cell) => bandOf(whole.low + cell, edges));
    const { addListed } = whole;
    this.addListed = addListed && ((rows, counts) => this.#band(counts, (each) => addListed(rows, each)));
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    this.#band(counts, (each) => this.#whole.add(rows, from, to, each));
  }

  #band(counts: Int32Array, add: (each: Int32Array) => void): void {
    const each = new Int32Array(this.#whole.size);
    add(each);
    for (let cell = 0; cell < each.length; cell++) {
      const band = this.#bandOf[cell] ?? 0;
      counts[band] = (counts[band] ?? 0) + (each[cell] ?? 0);
    }
  }
}

class NumberBands extends Bands implements Cells {
  readonly #column: NumericColumn;
  readonly #edges: readonly number[];

  constructor(column: NumericColumn, edges: readonly number[]) {
    super(edges);
    this.#column = column;
    this.#edges = edges;
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    const { data, valid } = this.#column;
    eachRow(rows, valid.words, from, to, (row) => {
      const band = bandOf(data[row] ?? 0, this.#edges);
      counts[band] = (counts[band] ?? 0) + 1;
    });
  }
}

/** Averages are compared as they are, not as the nearest double. */
class AverageBands extends Bands implements Cells {
  readonly #column: AverageColumn;
  readonly #edges: readonly ReturnType<typeof decimalOf>[];

  constructor(column: AverageColumn, edges: readonly number[]) {
    super(edges);
    this.#column = column;
    this.#edges = edges.map(decimalOf);
  }

  add(rows: Int32Array, from: number, to: number, counts: Int32Array): void {
    eachRow(rows, this.#column.valid.words, from, to, (row) => {
      const above = this.#edges.findIndex((edge) => compareDecimal(this.#column, row, edge) < 0);
      const band = above < 0 ? this.#edges.length : above;
      counts[band] = (counts[band] ?? 0) + 1;
    });
  }
}

function bandOf(number: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (number < (edges[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function shown({ type, scale }: NumericColumn, number: number): CellValue {
  switch (type) {
    case "boolean":
      return number === 1;
    case "date":
      return formatDay(number);
    case "datetime":
      return formatInstant(number);
    case "number":
      return number / 10 ** (scale ?? 0);
  }
}
