import type { Kernels, MarkedEvents } from "./kernels.js";

/** As `Kernels.followed` tells, for all kinds of arrays. */
export const followed: Kernels["followed"] = (events, others, from, to, low, high, absent, out) => {
  const { at, sequence, starts } = events;
  const unit = unitOf(events);
  const otherUnit = unitOf(others);
  for (let customer = from; customer < to; customer++) {
    if ((customer & 31) === 0) out[customer >>> 5] = 0;
    const begin = starts[customer] ?? 0;
    const otherBegin = others.starts[customer] ?? 0;
    const otherEnd = others.starts[customer + 1] ?? 0;
    for (let event = (starts[customer + 1] ?? 0) - 1; event >= begin; event--) {
      if (!isMarked(events, event)) continue;
      const instant = (at[event] ?? 0) * unit;
      let near = false;
      for (let other = otherBegin; other < otherEnd && !near; other++) {
        if (!isMarked(others, other)) continue;
        const later = (others.at[other] ?? 0) * otherUnit - instant;
        if (later === 0) {
          const order = (others.sequence[other] ?? 0) - (sequence[event] ?? 0);
          near = low > 0 ? order > 0 : order < 0;
        } else {
          near = low <= later && later <= high;
        }
      }
      if (near !== absent) {
        out[customer >>> 5] = (out[customer >>> 5] ?? 0) | (1 << (customer & 31));
        break;
      }
    }
  }
};

function isMarked({ bits, all }: MarkedEvents, event: number): boolean {
  return all || (((bits[event >>> 5] ?? 0) >>> (event & 31)) & 1) === 1;
}

function unitOf({ at }: MarkedEvents): number {
  return at instanceof Int32Array ? 1000 : 1;
}
