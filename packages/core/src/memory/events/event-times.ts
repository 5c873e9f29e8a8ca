import type { Kernels } from "../kernels/kernels.js";
import { paddedRows } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { ClosedRange } from "./column-scan.js";

/** Seconds, or milliseconds in doubles. */
export type Instants = Int32Array | Float64Array;

/** Spans that the time of a table is cut into: a byte tells which. */
const SPANS = 256;

/**
 * When the events of a table were, roughly: the time from the first to the last is cut into spans of equal length. A
 * byte an event is read faster than its instant, which is looked at only where a range begins or ends inside a span.
 */
export interface EventSpans {
  readonly spans: Uint8Array;
  readonly first: number;
  readonly width: number;
}

/** The instants of the first events as spans. */
export function spansOf(at: Instants, length: number, first: number, last: number, space: Space): EventSpans {
  const spans = space.uint8(paddedRows(length));
  const width = Math.max(1, Math.floor((last - first) / SPANS) + 1);
  for (let event = 0; event < length; event++) spans[event] = Math.floor(((at[event] ?? 0) - first) / width);
  return { spans, first, width };
}

/** Overwrites the words of `rows` events from `event` on: those whose instant lies in a range; `scratch` is as long. */
export function markSpan(
  at: Instants,
  { spans, first, width }: EventSpans,
  { low, high }: ClosedRange,
  kernels: Kernels,
  out: Int32Array,
  scratch: Int32Array,
  event: number,
  rows: number,
): void {
  const from = Math.floor((low - first) / width);
  const to = Math.floor((high - first) / width);
  kernels.range8(spans, from, to, out, event, rows);
  for (const edge of from === to ? [from] : [from, to]) {
    if (edge < 0 || edge >= SPANS) continue;
    kernels.range8(spans, edge, edge, scratch, event, rows);
    clearOutside(at, low, high, out, scratch, event >>> 5, (event + rows) >>> 5);
  }
}

/** Clears the bits of the events looked at whose instant lies outside a range. */
function clearOutside(
  at: Instants,
  low: number,
  high: number,
  bits: Int32Array,
  looked: Int32Array,
  from: number,
  to: number,
): void {
  for (let word = from; word < to; word++) {
    for (let left = looked[word] ?? 0; left !== 0; left &= left - 1) {
      const bit = left & -left;
      const instant = at[(word << 5) + 31 - Math.clz32(bit)] ?? 0;
      if (instant < low || instant > high) bits[word] = (bits[word] ?? 0) & ~bit;
    }
  }
}
