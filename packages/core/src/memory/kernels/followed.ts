import type { Kernels, MarkedEvents } from "./kernels.js";

/** As `Kernels.followed` tells, for all kinds of arrays. */
export const followed: Kernels["followed"] = (events, fromWord, toWord, others, starts, low, high, absent, out) => {
  const { customers, at, sequence, bits } = events;
  const unit = unitOf(events);
  const otherUnit = unitOf(others);
  for (let index = fromWord; index < toWord; index++) {
    for (let left = bits[index] ?? 0; left !== 0; left &= left - 1) {
      const event = (index << 5) + 31 - Math.clz32(left & -left);
      const customer = customers[event] ?? 0;
      const instant = (at[event] ?? 0) * unit;
      const end = starts[customer + 1] ?? 0;
      let near = false;
      for (let other = starts[customer] ?? 0; other < end && !near; other++) {
        if ((((others.bits[other >>> 5] ?? 0) >>> (other & 31)) & 1) === 0) continue;
        const later = (others.at[other] ?? 0) * otherUnit - instant;
        if (later === 0) {
          const order = (others.sequence[other] ?? 0) - (sequence[event] ?? 0);
          near = low > 0 ? order > 0 : order < 0;
        } else {
          near = low <= later && later <= high;
        }
      }
      if (near !== absent) out[customer >>> 5] = (out[customer >>> 5] ?? 0) | (1 << (customer & 31));
    }
  }
};

function unitOf({ at }: MarkedEvents): number {
  return at instanceof Int32Array ? 1000 : 1;
}
