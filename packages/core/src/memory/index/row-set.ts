import { paddedWords } from "../kernels/kernels.js";

/** Rows an index knows, in the form it holds them. Words are bitmaps of all rows. */
export type RowSet =
  | { readonly kind: "none" }
  | { readonly kind: "bits"; readonly words: Int32Array; readonly size: number }
  /** `rows[from]` up to, not including, `rows[to]`, ascending. */
  | { readonly kind: "list"; readonly rows: Int32Array; readonly from: number; readonly to: number }
  /** `upper` without `lower`, a part of it. */
  | {
      readonly kind: "between";
      readonly upper: Int32Array;
      readonly lower: Int32Array | undefined;
      readonly size: number;
    };

/** `upper` without `lower`, a part of it, with some rows put in and some taken out: to be mended before it is used. */
export interface RoughSet {
  readonly kind: "rough";
  readonly upper: Int32Array | undefined;
  readonly lower: Int32Array | undefined;
  readonly size: number;
  readonly patches: readonly Patch[];
}

/** Rows to put in or take out, in any order. */
export interface Patch {
  readonly add: boolean;
  readonly rows: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** The words of a bitmap of an index: customers put in later find room, a sixteenth of those there are. */
export function wordsWithRoom(rows: number): number {
  return paddedWords(rows + (rows >>> 4));
}

export const NO_ROWS: RowSet = { kind: "none" };

export function sizeOf(set: RowSet | RoughSet): number {
  switch (set.kind) {
    case "none":
      return 0;
    case "bits":
    case "between":
    case "rough":
      return set.size;
    case "list":
      return set.to - set.from;
  }
}
