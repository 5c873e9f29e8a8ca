import type { ValueTest } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import { columnScan, type ColumnScan } from "../columns/column-scan.js";
import type { Column } from "../columns/columns.js";
import { flagsOfTest } from "../columns/predicate.js";
import type { IndexedColumn } from "../index/column-indexes.js";
import type { RoughSet, RowSet } from "../index/row-set.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";

/** Of more codes than this in bitmaps of their own a scan of the column is cheaper than joining them. */
export const CODES = 32;

/** Ready-made sets, of which a customer must be in one (`any`) or in all (`all`). */
export interface SetTerm<S = RowSet | RoughSet> {
  readonly kind: "sets";
  readonly match: "any" | "all";
  readonly sets: readonly S[];
}

/** Where the customers of a condition are found: sets, or a scan, which writes the words of some rows. */
export type Term<S = RowSet | RoughSet> = SetTerm<S> | { readonly kind: "scan"; readonly scan: ColumnScan };

/** The sets that meet a test of a column of `rows` rows, undefined where there are none ready. */
export function readyTerm(
  column: Column,
  test: ValueTest,
  indexed: IndexedColumn | undefined,
  rows: number,
): SetTerm | undefined {
  if (test.test === "never") return anyOf([]);
  if (test.test === "hasValue") return anyOf([{ kind: "bits", words: column.valid.words, size: rows }]);
  if (indexed === undefined) return undefined;
  const { index, changed } = indexed;
  if (index.kind === "codes") {
    if (column.kind !== "text" && column.kind !== "list") return undefined;
    const codes = codesOf(column, test);
    if (codes === undefined) return undefined;
    const sets = codes.map((code) => index.codes.rowsOf(code));
    if (sets.length > CODES && sets.filter(({ kind }) => kind === "bits").length > CODES) return undefined;
    return { kind: "sets", match: test.test === "listAll" ? "all" : "any", sets };
  }
  if (column.kind !== "numeric") return undefined;
  if (test.test === "numberIn") {
    return anyOf(test.values.map((value) => index.numbers.range(value, value, column.data, changed, rows)));
  }
  const range = closedRange(test);
  return range === undefined
    ? undefined
    : anyOf([index.numbers.range(range.low, range.high, column.data, changed, rows)]);
}

/** Why a test of a column has sets ready. */
export function whyReady(column: Column, test: ValueTest, { sets }: SetTerm): string {
  if (test.test === "never") return "No value of the attribute can meet it.";
  if (test.test === "hasValue") return "The customers with a value are kept as a set.";
  if (column.kind !== "numeric") return `${sets.length} of the values have sets of their own.`;
  if (test.test === "numberIn") return "The numbers are found in the order of the attribute's values.";
  return "The range is one ready-made set without another, mended at its ends.";
}

/** The codes a test of texts names; undefined where it is not about single texts. */
function codesOf(column: Extract<Column, { kind: "text" | "list" }>, test: ValueTest): readonly number[] | undefined {
  const { dictionary } = column;
  const codes: number[] = [];
  switch (test.test) {
    case "textIn":
    case "listAny":
      for (const text of test.values) {
        const code = dictionary.find(text);
        if (code !== undefined) codes.push(code);
      }
      return codes;
    case "listAll":
      for (const text of test.values) codes.push(dictionary.find(text) ?? -1);
      return codes;
    case "textMatch":
      for (const [code, flag] of flagsOfTest(dictionary, test).entries()) if (flag === 1) codes.push(code);
      return codes;
    default:
      return undefined;
  }
}

/** A scan of the column for the rows that meet a test, undefined where no kernel has it. */
export function scanTerm(
  column: Column,
  test: ValueTest,
  space: Space,
  rows: number,
): Extract<Term, { kind: "scan" }> | undefined {
  // Columns made from events may be as short as the base.
  if (column.kind === "numeric" && column.data.length < paddedRows(rows)) return undefined;
  const scan = columnScan(column, test, space);
  return scan === undefined ? undefined : { kind: "scan", scan };
}

/** A set that is known by its words; nobody counted them. */
export function bitsTerm(words: Int32Array, size: number): SetTerm {
  return anyOf([{ kind: "bits", words, size }]);
}

export function anyOf(sets: readonly (RowSet | RoughSet)[]): SetTerm {
  return { kind: "sets", match: "any", sets };
}
