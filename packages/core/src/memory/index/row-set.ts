import { paddedWords } from "../kernels/kernels.js";

/** Rows an index knows, in the form it holds them. Words are bitmaps of all rows. */
export type RowSet =
  | { readonly kind: "none" }
  | { readonly kind: "bits"; readonly words: Int32Array; readonly size: number }
  /** `rows[from]` up to, not including, `rows[to]`, ascending. */
  | { readonly kind: "list"; readonly rows: Int32Array; readonly from: number; readonly to: number }
  /** `upper`, or everybody, without `lower`, a part of it. There is one of them at least. */
  | {
      readonly kind: "between";
      readonly upper: Int32Array | undefined;
      readonly lower: Int32Array | undefined;
      readonly size: number;
    };

/** Rows an index knows of, but not ready to be used as they are. */
export type RoughSet =
  /** As a `list`, but in any order. */
  | { readonly kind: "loose"; readonly rows: Int32Array; readonly from: number; readonly to: number }
  /** As `between`, each end once it is mended. One of them at least is to be. */
  | { readonly kind: "rough"; readonly upper: End | undefined; readonly lower: End | undefined; readonly size: number };

/** A bitmap of the rows below an end of a range, but for some of them. */
export interface End {
  readonly words: Int32Array;
  /** What mends it; undefined where nothing is wrong. */
  readonly patch: Patch | undefined;
}

/** Rows to put in, or to take out: `rows[from]` up to, not including, `rows[to]`, in any order. */
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
    case "loose":
      return set.to - set.from;
  }
}
