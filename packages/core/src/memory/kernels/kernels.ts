/** Rows that a bitmap and a column are padded to: a multiple of this, so that no kernel has a tail. */
export const ROWS_A_PAGE = 4096;

/** Words of a bitmap that hold one page of rows. */
export const WORDS_A_PAGE = ROWS_A_PAGE / 32;

/** The rows a bitmap or a column of this many rows is padded to. */
export function paddedRows(rows: number): number {
  return Math.ceil(rows / ROWS_A_PAGE) * ROWS_A_PAGE;
}

/** The words of a bitmap of this many rows, padding included. */
export function paddedWords(rows: number): number {
  return paddedRows(rows) / 32;
}

/** Sets of which a row is in one, or, left out, in none. */
export interface SetGroup {
  readonly sets: readonly Int32Array[];
  readonly leftOut: boolean;
}

/** Words of a programme between which groups stand: who meets all of them is taken out of those who met what came before. */
export const OPEN = 0;
export const CLOSE = 1;

/**
 * Sets joined by their addresses, where the kernels run in a memory. A group is a word, twice the number of its sets and 1
 * more when it is left out, and the addresses.
 */
export interface SetProgramme {
  /** Room for the words. */
  readonly code: Uint32Array;
  /**
   * How many rows, of so many words, meet all groups of the first `length` words, `opened` of which open something;
   * undefined where there was no room for them.
   */
  run(length: number, opened: number, words: number): number | undefined;
}

/**
 * The inner loops of the engine. Bitmaps hold 32 rows a word, lowest bit first. Positions and lengths are in words for
 * bitmaps and in rows for data, multiples of 32 words and 1,024 rows; nothing is checked. `data` and `out` are indexed by the same rows:
 * the row `r` is the bit `r & 31` of the word `r >>> 5`. Two parts of one bitmap may be given, if equal or apart.
 */
export interface Kernels {
  /** `out &= a`. Gives the OR of the words written: 0 when nothing is left. */
  and(out: Int32Array, outAt: number, a: Int32Array, aAt: number, words: number): number;
  /** `out |= a`. Gives the OR of the words written. */
  or(out: Int32Array, outAt: number, a: Int32Array, aAt: number, words: number): number;
  /** `out &= ~a`. Gives the OR of the words written. */
  andNot(out: Int32Array, outAt: number, a: Int32Array, aAt: number, words: number): number;
  /** `out = a`. */
  copy(out: Int32Array, outAt: number, a: Int32Array, aAt: number, words: number): void;
  /** `out = 0`; shared memory is filled many times slower without. */
  clear(out: Int32Array, at: number, words: number): void;
  /** The bits set. */
  count(a: Int32Array, at: number, words: number): number;
  /** The bits set in both. */
  countAnd(a: Int32Array, aAt: number, b: Int32Array, bAt: number, words: number): number;

  /**
   * Adds to `counts`, which has a row for each of `many` sets, the bits each shares with each one behind it. The sets lie
   * one behind the other, `words` each.
   */
  overlaps(sets: Int32Array, many: number, words: number, counts: Int32Array): void;

  /**
   * The rows that are in one set of every group, and in none of the groups left out: their number, written to `out`
   * where it is given, which is none of the sets. Every group has a set, every set these `words` from its first on.
   */
  join(groups: readonly SetGroup[], words: number, out?: Int32Array): number;

  /** The programme of these kernels; undefined where sets have no addresses. Written to and run in one go. */
  readonly programme?: SetProgramme | undefined;

  /**
   * Overwrites the words of `rows` rows from `row` on: the rows whose code is flagged. `flags` holds 0 or 1 for every
   * code that occurs (256 flags for bytes). Padding rows have code 0: flag it and they match, to be masked by the base.
   */
  inSet8(codes: Uint8Array, flags: Uint8Array, out: Int32Array, row: number, rows: number): void;
  inSet16(codes: Uint16Array, flags: Uint8Array, out: Int32Array, row: number, rows: number): void;
  inSet32(codes: Int32Array, flags: Uint8Array, out: Int32Array, row: number, rows: number): void;

  /**
   * Overwrites the words of `rows` rows from `row` on: the rows whose value lies in the closed range. The bounds are any
   * numbers, infinite or fractional too; a bound of NaN, and a value of NaN, match nothing; -0 is 0.
   */
  range8(data: Uint8Array, low: number, high: number, out: Int32Array, row: number, rows: number): void;
  range32(data: Int32Array, low: number, high: number, out: Int32Array, row: number, rows: number): void;
  range64(data: Float64Array, low: number, high: number, out: Int32Array, row: number, rows: number): void;

  /** Clears the bits of `words` words from `word` on whose value lies outside the closed range; bounds as above. */
  keep32(data: Int32Array, low: number, high: number, bits: Int32Array, word: number, words: number): void;
  keep64(data: Float64Array, low: number, high: number, bits: Int32Array, word: number, words: number): void;

  /** Sets the bits at `positions[from]` up to, not including, `positions[to]`. */
  setBits(out: Int32Array, positions: Int32Array, from: number, to: number): void;
  /** Clears the bits at `positions[from]` up to, not including, `positions[to]`. */
  clearBits(out: Int32Array, positions: Int32Array, from: number, to: number): void;

  /**
   * Adds 1 to `counters[customers[e] - firstCustomer]` for every event `e` set in the words from `fromWord` up to, not
   * including, `toWord` (any words, no whole pages needed). Every such customer has a counter.
   */
  countSelected(
    customers: Int32Array,
    events: Int32Array,
    fromWord: number,
    toWord: number,
    firstCustomer: number,
    counters: Int32Array,
  ): void;
  /** As `countSelected`, adding `amounts[e]`, event by event, so that the sums round as a plain loop's do. */
  sumSelected32(
    customers: Int32Array,
    events: Int32Array,
    fromWord: number,
    toWord: number,
    firstCustomer: number,
    amounts: Int32Array,
    sums: Float64Array,
  ): void;
  sumSelected64(
    customers: Int32Array,
    events: Int32Array,
    fromWord: number,
    toWord: number,
    firstCustomer: number,
    amounts: Float64Array,
    sums: Float64Array,
  ): void;

  /**
   * As `countSelected`, of customers that are told from the first of their block on. 255 is the most that is counted: it
   * stands for more, too.
   */
  countOfBlock(
    customers: Uint16Array,
    events: Int32Array,
    fromWord: number,
    toWord: number,
    counters: Uint8Array,
  ): void;
  /** As `countOfBlock`, adding `amounts[e]`; no sum may pass 32 bits on its way. */
  sumOfBlock(
    customers: Uint16Array,
    events: Int32Array,
    fromWord: number,
    toWord: number,
    amounts: Int32Array,
    sums: Int32Array,
  ): void;

  /**
   * Overwrites the words of the customers from `from` up to, not including, `to` (multiples of 32): those with a marked
   * event. `starts` as in `MarkedEvents`; eight bytes of bits past the last event can be read.
   */
  withMarked(starts: Int32Array, bits: Int32Array, from: number, to: number, out: Int32Array): void;

  /**
   * Overwrites the words of the customers from `from` up to, not including, `to` (multiples of 32): those with a marked
   * event that is followed by some marked one of the others, or, with `absent`, by none of them, after `low` to `high`
   * milliseconds. Negative ones look back; neither is 0. Of events of one instant the sequence tells which is later.
   */
  followed(
    events: MarkedEvents,
    others: MarkedEvents,
    from: number,
    to: number,
    low: number,
    high: number,
    absent: boolean,
    out: Int32Array,
  ): void;
}

/** Events by customer, instant and sequence, and which of them count. Four past the last one can be read. */
export interface MarkedEvents {
  readonly customers: Int32Array;
  /** Seconds in whole numbers, or milliseconds in doubles. */
  readonly at: Int32Array | Float64Array;
  readonly sequence: Int32Array | Float64Array;
  /** The first event of each customer, and behind it the end; there are as many more as `to` of a call asks for. */
  readonly starts: Int32Array;
  readonly bits: Int32Array;
  /** Whether all are marked. */
  readonly all: boolean;
  /** The first and the last instant in milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The whole numbers of a kind of array (`least` to `most`) that lie in a closed range; undefined when none does. */
export function wholeRange(
  low: number,
  high: number,
  least: number,
  most: number,
): { low: number; high: number } | undefined {
  const first = Math.max(Math.ceil(low), least);
  const last = Math.min(Math.floor(high), most);
  return first <= last ? { low: first, high: last } : undefined;
}
