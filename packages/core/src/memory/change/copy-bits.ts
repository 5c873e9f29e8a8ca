/** Copies bits of one bitmap into another one, which has zeros there. */
export function copyBits(out: Int32Array, outAt: number, from: Int32Array, fromAt: number, count: number): void {
  for (let done = 0; done < count;) {
    const [at, source] = [outAt + done, fromAt + done];
    const taken = Math.min(32 - (at & 31), 32 - (source & 31), count - done);
    const mask = taken === 32 ? -1 : (1 << taken) - 1;
    const bits = ((from[source >>> 5] ?? 0) >>> (source & 31)) & mask;
    out[at >>> 5] = (out[at >>> 5] ?? 0) | (bits << (at & 31));
    done += taken;
  }
}
