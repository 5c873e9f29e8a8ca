import type { ExplainedNode } from "../../adapter/adapter.js";
import type { ValueTest } from "../../plan/plan.js";
import { closedRange } from "../columns/closed-range.js";
import { columnScan, type ColumnScan } from "../columns/column-scan.js";
import type { Column } from "../columns/columns.js";
import { flagsOfTest } from "../columns/predicate.js";
import type { IndexedColumn } from "../index/column-indexes.js";
import { sizeOf, type RoughSet, type RowSet } from "../index/row-set.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";

/** Of more codes than this in bitmaps of their own a scan of the column is cheaper than joining them. */
const CODES = 32;

/**
 * Where the customers of a condition are found: sets of an index, of which a customer must be in one (`any`) or in all
 * (`all`); or a scan, which writes the words of some rows.
 */
export type Term<S = RowSet> =
  | { readonly kind: "sets"; readonly match: "any" | "all"; readonly sets: readonly S[] }
  | { readonly kind: "scan"; readonly scan: ColumnScan };

export interface PlannedTerm {
  readonly term: Term<RowSet | RoughSet>;
  readonly way: ExplainedNode["way"];
  readonly why: string;
}

/** The share of rows a term is expected to hold, 0 to 1. */
export function shareOf(term: Term, rows: number): number {
  if (term.kind === "scan" || rows === 0) return 0.5;
  const sizes = term.sets.map((set) => sizeOf(set) / rows);
  return term.match === "any"
    ? Math.min(
        1,
        sizes.reduce((a, b) => a + b, 0),
      )
    : Math.min(1, ...sizes);
}

/** The term of a test of a column, undefined where neither an index nor a kernel has it. */
export function termOf(
  column: Column,
  test: ValueTest,
  indexed: IndexedColumn | undefined,
  space: Space,
  rows: number,
): PlannedTerm | undefined {
  if (test.test === "never") return ready(any([]), "No value of the attribute can meet it.");
  if (test.test === "hasValue") {
    const valid: RowSet = { kind: "bits", words: column.valid.words, size: rows };
    return ready(any([valid]), "The customers with a value are kept as a set.");
  }
  const set = indexed === undefined ? undefined : indexTerm(column, test, indexed);
  if (set !== undefined) return set;
  return scanTerm(column, test, space, rows);
}

function indexTerm(column: Column, test: ValueTest, { index, changed }: IndexedColumn): PlannedTerm | undefined {
  if (index.kind === "codes") {
    if (column.kind !== "text" && column.kind !== "list") return undefined;
    const codes = codesOf(column, test);
    if (codes === undefined) return undefined;
    const sets = codes.map((code) => index.codes.rowsOf(code));
    if (sets.filter(({ kind }) => kind === "bits").length > CODES) return undefined;
    const match = test.test === "listAll" ? "all" : "any";
    return ready({ kind: "sets", match, sets }, `${codes.length} of the values have sets of their own.`);
  }
  if (column.kind !== "numeric") return undefined;
  if (test.test === "numberIn") {
    const sets = test.values.map((value) => index.numbers.range(value, value, column.data, changed));
    return ready(any(sets), "The numbers are found in the order of the attribute's values.");
  }
  const range = closedRange(test);
  if (range === undefined) return undefined;
  const set = index.numbers.range(range.low, range.high, column.data, changed);
  return ready(any([set]), "The range is one ready-made set without another, mended at its ends.");
}

/** The codes a test of texts names; undefined where it is not about single texts. */
function codesOf(column: Extract<Column, { kind: "text" | "list" }>, test: ValueTest): readonly number[] | undefined {
  const { dictionary } = column;
  switch (test.test) {
    case "textIn":
    case "listAny":
      return [...new Set(test.values)].flatMap((text) => dictionary.find(text) ?? []);
    case "listAll":
      return [...new Set(test.values)].map((text) => dictionary.find(text) ?? -1);
    case "textMatch": {
      const codes: number[] = [];
      for (const [code, flag] of flagsOfTest(dictionary, test).entries()) if (flag === 1) codes.push(code);
      return codes;
    }
    default:
      return undefined;
  }
}

function scanTerm(column: Column, test: ValueTest, space: Space, rows: number): PlannedTerm | undefined {
  // Columns made from events may be as short as the base.
  if (column.kind === "numeric" && column.data.length < paddedRows(rows)) return undefined;
  const scan = columnScan(column, test, space);
  if (scan === undefined) return undefined;
  return { term: { kind: "scan", scan }, way: "scan", why: "A kernel reads the attribute's column." };
}

function any(sets: readonly (RowSet | RoughSet)[]): PlannedTerm["term"] {
  return { kind: "sets", match: "any", sets };
}

function ready(term: PlannedTerm["term"], why: string): PlannedTerm {
  return { term, way: "index", why };
}
