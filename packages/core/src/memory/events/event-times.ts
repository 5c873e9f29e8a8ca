import type { Kernels } from "../kernels/kernels.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";

/** Seconds, or milliseconds in doubles. */
export type Instants = Int32Array | Float64Array;

/** Spans that the time of a table is cut into: a byte tells which. */
export const SPANS = 256;

/**
 * When the events of a table were, roughly: the time from the first to the last is cut into spans of equal length, a power
 * of 2. A
 * byte an event is read faster than its instant, which is looked at only where a range begins or ends inside a span.
 */
export interface EventSpans {
  readonly spans: Uint8Array;
  readonly first: number;
  readonly last: number;
  readonly width: number;
}

/** The first and the last instant; Infinity and -Infinity of no event. */
export function rangeOf(at: Instants, length: number): { readonly first: number; readonly last: number } {
  let [first, last] = [Infinity, -Infinity];
  // A loop for each kind of array: one loop for both of them would be several times slower.
  if (at instanceof Int32Array) {
    for (let event = 0; event < length; event++) {
      const instant = at[event] ?? 0;
      if (instant < first) first = instant;
      if (instant > last) last = instant;
    }
  } else {
    for (let event = 0; event < length; event++) {
      const instant = at[event] ?? 0;
      if (instant < first) first = instant;
      if (instant > last) last = instant;
    }
  }
  return { first, last };
}

/** The spans of instants that lie from the first to the last one. */
export function spansOf(at: Instants, length: number, first: number, last: number, space: Space): EventSpans {
  const spans = space.uint8(paddedRows(length));
  const bits = Math.ceil(Math.log2(Math.max(1, (last - first + 1) / SPANS)));
  const width = 2 ** bits;
  if (at instanceof Int32Array) {
    for (let event = 0; event < length; event++) spans[event] = ((at[event] ?? 0) - first) >>> bits;
  } else {
    for (let event = 0; event < length; event++) spans[event] = ((at[event] ?? 0) - first) / width;
  }
  return { spans, first, last, width };
}

/** Leaves of the marked events those whose instant lies in a range. */
export class TimeRange {
  readonly #at: Instants;
  readonly #range: { readonly low: number; readonly high: number };
  readonly #spans: EventSpans;
  readonly #kernels: Kernels;
  readonly #scratch: Int32Array;

  /** `scratch` is as long as the bits. */
  constructor(
    at: Instants,
    range: { readonly low: number; readonly high: number },
    spans: EventSpans,
    kernels: Kernels,
    scratch: Int32Array,
  ) {
    this.#at = at;
    this.#range = range;
    this.#spans = spans;
    this.#kernels = kernels;
    this.#scratch = scratch;
  }

  keep(bits: Int32Array, word: number, words: number): void {
    const { low, high } = this.#range;
    const { spans, first, last, width } = this.#spans;
    const from = Math.floor((low - first) / width);
    const to = Math.floor((high - first) / width);
    this.#kernels.range8(spans, from, to, this.#scratch, word << 5, words << 5);
    this.#kernels.and(bits, word, this.#scratch, word, words);
    const cutsFirst = low > first + from * width;
    if (cutsFirst) this.#keepIn(from, bits, word, words);
    if (high < last && !(cutsFirst && to === from)) this.#keepIn(to, bits, word, words);
  }

  /** Looks at the instants of the marked events of one span. */
  #keepIn(span: number, bits: Int32Array, word: number, words: number): void {
    const at = this.#at;
    const scratch = this.#scratch;
    const { low, high } = this.#range;
    this.#kernels.range8(this.#spans.spans, span, span, scratch, word << 5, words << 5);
    for (let index = word; index < word + words; index++) {
      let outside = 0;
      for (let left = (scratch[index] ?? 0) & (bits[index] ?? 0); left !== 0; left &= left - 1) {
        const place = 31 - Math.clz32(left & -left);
        const instant = at[(index << 5) + place] ?? 0;
        outside |= (Number(instant < low) | Number(instant > high)) << place;
      }
      if (outside !== 0) bits[index] = (bits[index] ?? 0) & ~outside;
    }
  }
}
