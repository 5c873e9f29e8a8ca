import type { ValueTest } from "../../plan/plan.js";
import type { Column, NumericColumn, TextColumn } from "./columns.js";
import { flagsOfTest } from "./predicate.js";
import type { Kernels } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import { closedRange } from "./closed-range.js";

type ClosedRange = NonNullable<ReturnType<typeof closedRange>>;

/** A test of a column by a kernel. Rows are those of whole pages. */
export interface ColumnScan {
  /** Overwrites the words of `rows` rows from `row` on: rows whose value meets the test, missing ones left out. */
  scan(out: Int32Array, row: number, rows: number): void;
  /** Clears the bits of rows that do not meet the test, where that is faster than a scan when few are set. */
  readonly keep?: (bits: Int32Array, word: number, words: number) => void;
  /** Bytes looked at for a row. */
  readonly width: number;
  /** Gives back what the scan took of the space. */
  free(): void;
}

/** Nothing meets it. */
export const NO_ROW: ColumnScan = {
  scan: (out, row, rows) => void out.fill(0, row >>> 5, (row + rows) >>> 5),
  width: 0,
  free: nothing,
};

/** How a kernel tests a column; undefined where none can. */
export function columnScan(column: Column, test: ValueTest, space: Space): ColumnScan | undefined {
  const { kernels } = space;
  if (test.test === "never") return NO_ROW;
  if (test.test === "hasValue") {
    const { words } = column.valid;
    const scan: ColumnScan["scan"] = (out, row, rows) => kernels.copy(out, row >>> 5, words, row >>> 5, rows >>> 5);
    return { scan, width: 0, free: nothing };
  }
  if (column.kind === "text") return textScan(column, test, space);
  return column.kind === "numeric" ? numericScan(column, test, space) : undefined;
}

function textScan(column: TextColumn, test: ValueTest, space: Space): ColumnScan | undefined {
  if (test.test !== "textIn" && test.test !== "textMatch") return undefined;
  return flagScan(column, column.codes, flagsOfTest(column.dictionary, test), space);
}

function numericScan(column: NumericColumn, test: ValueTest, space: Space): ColumnScan | undefined {
  const { data } = column;
  if (column.beyond.size > 0) return undefined;
  if (test.test === "numberIn" && test.values.length > 1) {
    if (!(data instanceof Uint8Array)) return undefined;
    const flags = new Uint8Array(256);
    for (const value of test.values) if (Number.isInteger(value) && 0 <= value && value < 256) flags[value] = 1;
    return flagScan(column, data, flags, space);
  }
  const range = closedRange(test);
  return range === undefined ? undefined : rangeScan(column, range, space.kernels);
}

function flagScan(
  { valid }: Column,
  codes: Uint8Array | Uint16Array | Int32Array,
  wanted: Uint8Array,
  space: Space,
): ColumnScan {
  const { kernels } = space;
  const flags = space.uint8(Math.max(256, wanted.length));
  flags.set(wanted);
  // A missing value has code 0.
  const masked = flags[0] === 1;
  return {
    scan(out, row, rows) {
      if (codes instanceof Uint8Array) kernels.inSet8(codes, flags, out, row, rows);
      else if (codes instanceof Uint16Array) kernels.inSet16(codes, flags, out, row, rows);
      else kernels.inSet32(codes, flags, out, row, rows);
      if (masked) kernels.and(out, row >>> 5, valid.words, row >>> 5, rows >>> 5);
    },
    width: codes.BYTES_PER_ELEMENT,
    free: () => space.free(flags),
  };
}

function rangeScan({ valid, data }: NumericColumn, range: ClosedRange, kernels: Kernels): ColumnScan {
  const plain = data instanceof Uint8Array ? byteScan(data, range, kernels) : wideScan(data, range, kernels);
  // A missing value is 0 in the data.
  if (0 < range.low || range.high < 0) return plain;
  const mask = (bits: Int32Array, word: number, words: number): void =>
    void kernels.and(bits, word, valid.words, word, words);
  const { keep } = plain;
  return {
    width: plain.width,
    free: nothing,
    scan(out, row, rows) {
      plain.scan(out, row, rows);
      mask(out, row >>> 5, rows >>> 5);
    },
    ...(keep === undefined
      ? {}
      : {
          keep(bits: Int32Array, word: number, words: number) {
            keep(bits, word, words);
            mask(bits, word, words);
          },
        }),
  };
}

function byteScan(data: Uint8Array, { low, high }: ClosedRange, kernels: Kernels): ColumnScan {
  return {
    scan: (out, row, rows) => kernels.range8(data, low, high, out, row, rows),
    width: data.BYTES_PER_ELEMENT,
    free: nothing,
  };
}

/** Which of the numbers lie in a range; none of them is missing. */
function wideScan(data: Int32Array | Float64Array, { low, high }: ClosedRange, kernels: Kernels): ColumnScan {
  const width = data.BYTES_PER_ELEMENT;
  if (data instanceof Int32Array) {
    return {
      scan: (out, row, rows) => kernels.range32(data, low, high, out, row, rows),
      keep: (bits, word, words) => kernels.keep32(data, low, high, bits, word, words),
      width,
      free: nothing,
    };
  }
  return {
    scan: (out, row, rows) => kernels.range64(data, low, high, out, row, rows),
    keep: (bits, word, words) => kernels.keep64(data, low, high, bits, word, words),
    width,
    free: nothing,
  };
}

function nothing(): void {
  // It took nothing.
}
