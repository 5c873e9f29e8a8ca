/** Bytes that the lanes take at a time: what is summed has a length of whole units. */
export const UNIT = 32;

const FACTOR = 0x9e3779b1;
const FOLD = 0x9e3779b97f4a7c15n;

/**
 * 64 bits that tell whether bytes are what they were: a guard against damage, not against forgery. Eight lanes take every
 * eighth word of 32 bits each. A step of a lane can be undone for whichever word it took, and so can the fold of the
 * lanes: bytes that differ in one word only never have the same sum.
 *
 * `bytes` lie on a border of 4 bytes.
 */
export function checksum(bytes: Uint8Array): bigint {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  let [a, b, c, d] = [1, 2, 3, 4];
  let [e, f, g, h] = [5, 6, 7, 8];
  for (let at = 0; at < words.length; at += 8) {
    a = step(a, words[at] ?? 0);
    b = step(b, words[at + 1] ?? 0);
    c = step(c, words[at + 2] ?? 0);
    d = step(d, words[at + 3] ?? 0);
    e = step(e, words[at + 4] ?? 0);
    f = step(f, words[at + 5] ?? 0);
    g = step(g, words[at + 6] ?? 0);
    h = step(h, words[at + 7] ?? 0);
  }
  return [a, b, c, d, e, f, g, h].reduce(fold, BigInt(bytes.byteLength));
}

/** Turns over bits by the word, multiplies by an odd number, and lets the upper bits reach the lower ones. */
function step(lane: number, word: number): number {
  const product = Math.imul(lane ^ word, FACTOR);
  return product ^ (product >>> 15);
}

function fold(sum: bigint, lane: number): bigint {
  const product = BigInt.asUintN(64, (sum ^ BigInt(lane >>> 0)) * FOLD);
  return product ^ (product >> 29n);
}
