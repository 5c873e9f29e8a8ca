import type { SetGroup } from "./kernels.js";

/** Words of sets that are joined before the next ones: they stay in the first cache. */
const AT_ONCE = 2_048;
/** Sets that one loop joins. */
const SETS = 5;

const joined = new Int32Array(AT_ONCE);
const others = new Int32Array(AT_ONCE);

/** `Kernels.join`. */
export function plainJoin(groups: readonly SetGroup[], words: number, out?: Int32Array, counted = true): number {
  let total = 0;
  for (let at = 0; at < words; at += AT_ONCE) {
    const some = Math.min(AT_ONCE, words - at);
    const to = out ?? joined;
    const toAt = out === undefined ? 0 : at;
    const left = joinBlock(groups, at, some, to, toAt);
    if (counted && left !== 0) total += onesOf(to, toAt, some);
  }
  return total;
}

/** Gives the OR of the words written. */
function joinBlock(groups: readonly SetGroup[], at: number, words: number, to: Int32Array, toAt: number): number {
  // The first set alone is read where it lies.
  const first = groups[0];
  const alone = first?.leftOut === false && first.sets.length === 1 && groups.length > 1 ? first.sets[0] : undefined;
  let from = alone ?? to;
  let fromAt = alone === undefined ? toAt : at;
  if (alone === undefined) to.fill(-1, toAt, toAt + words);
  let left = -1;
  for (let index = alone === undefined ? 0 : 1; index < groups.length && left !== 0; index++) {
    const group = groups[index];
    if (group === undefined) break;
    const { sets, leftOut } = group;
    if (sets.length <= SETS) left = narrow(to, toAt, from, fromAt, sets, 0, at, words, leftOut ? -1 : 0);
    else {
      // Who is in one of many sets is who is not left out by any of them.
      others.fill(-1);
      for (let set = 0; set < sets.length; set += SETS) narrow(others, 0, others, 0, sets, set, at, words, -1);
      left = narrowByOne(to, toAt, from, fromAt, others, 0, words, leftOut ? 0 : -1);
    }
    from = to;
    fromAt = toAt;
  }
  return left;
}

/** Leaves in `out` those of `from` that are in one of up to five sets; with `flip` -1, in none. */
function narrow(
  out: Int32Array,
  outAt: number,
  from: Int32Array,
  fromAt: number,
  sets: readonly Int32Array[],
  first: number,
  at: number,
  words: number,
  flip: number,
): number {
  const a = sets[first];
  if (a === undefined) return 0;
  const b = sets[first + 1];
  if (b === undefined) return narrowByOne(out, outAt, from, fromAt, a, at, words, flip);
  const c = sets[first + 2];
  if (c === undefined) return narrowByTwo(out, outAt, from, fromAt, a, b, at, words, flip);
  const d = sets[first + 3] ?? c;
  return narrowByFive(out, outAt, from, fromAt, a, b, c, d, sets[first + 4] ?? d, at, words, flip);
}

function narrowByOne(
  out: Int32Array,
  outAt: number,
  from: Int32Array,
  fromAt: number,
  a: Int32Array,
  at: number,
  words: number,
  flip: number,
): number {
  let left = 0;
  for (let word = 0; word < words; word += 4) {
    const [to, of, set] = [outAt + word, fromAt + word, at + word];
    left |= out[to] = (from[of] ?? 0) & ((a[set] ?? 0) ^ flip);
    left |= out[to + 1] = (from[of + 1] ?? 0) & ((a[set + 1] ?? 0) ^ flip);
    left |= out[to + 2] = (from[of + 2] ?? 0) & ((a[set + 2] ?? 0) ^ flip);
    left |= out[to + 3] = (from[of + 3] ?? 0) & ((a[set + 3] ?? 0) ^ flip);
  }
  return left;
}

function narrowByTwo(
  out: Int32Array,
  outAt: number,
  from: Int32Array,
  fromAt: number,
  a: Int32Array,
  b: Int32Array,
  at: number,
  words: number,
  flip: number,
): number {
  let left = 0;
  for (let word = 0; word < words; word += 4) {
    const [to, of, set] = [outAt + word, fromAt + word, at + word];
    left |= out[to] = (from[of] ?? 0) & (((a[set] ?? 0) | (b[set] ?? 0)) ^ flip);
    left |= out[to + 1] = (from[of + 1] ?? 0) & (((a[set + 1] ?? 0) | (b[set + 1] ?? 0)) ^ flip);
    left |= out[to + 2] = (from[of + 2] ?? 0) & (((a[set + 2] ?? 0) | (b[set + 2] ?? 0)) ^ flip);
    left |= out[to + 3] = (from[of + 3] ?? 0) & (((a[set + 3] ?? 0) | (b[set + 3] ?? 0)) ^ flip);
  }
  return left;
}

function narrowByFive(
  out: Int32Array,
  outAt: number,
  from: Int32Array,
  fromAt: number,
  a: Int32Array,
  b: Int32Array,
  c: Int32Array,
  d: Int32Array,
  e: Int32Array,
  at: number,
  words: number,
  flip: number,
): number {
  let left = 0;
  for (let word = 0; word < words; word += 2) {
    const [to, of, set, next] = [outAt + word, fromAt + word, at + word, at + word + 1];
    const any = (a[set] ?? 0) | (b[set] ?? 0) | (c[set] ?? 0) | (d[set] ?? 0) | (e[set] ?? 0);
    const anyNext = (a[next] ?? 0) | (b[next] ?? 0) | (c[next] ?? 0) | (d[next] ?? 0) | (e[next] ?? 0);
    left |= out[to] = (from[of] ?? 0) & (any ^ flip);
    left |= out[to + 1] = (from[of + 1] ?? 0) & (anyNext ^ flip);
  }
  return left;
}

/**
 * `Kernels.count`. Eight words at a time are added up bit by bit, as columns of numbers: what is carried into the eights
 * is counted by itself, what stays in the ones, twos and fours is added to by the next eight.
 */
export function onesOf(a: Int32Array, at: number, words: number): number {
  let [ones, twos, fours, eights] = [0, 0, 0, 0];
  for (let index = at; index < at + words; index += 8) {
    const [w0, w1, w2, w3] = [a[index] ?? 0, a[index + 1] ?? 0, a[index + 2] ?? 0, a[index + 3] ?? 0];
    const [w4, w5, w6, w7] = [a[index + 4] ?? 0, a[index + 5] ?? 0, a[index + 6] ?? 0, a[index + 7] ?? 0];
    const s0 = w0 ^ w1;
    const two0 = (w0 & w1) | (s0 & ones);
    const s1 = w2 ^ w3;
    const one0 = s0 ^ ones;
    const two1 = (w2 & w3) | (s1 & one0);
    const s2 = w4 ^ w5;
    const one1 = s1 ^ one0;
    const two2 = (w4 & w5) | (s2 & one1);
    const s3 = w6 ^ w7;
    const one2 = s2 ^ one1;
    const two3 = (w6 & w7) | (s3 & one2);
    ones = s3 ^ one2;
    const t0 = two0 ^ two1;
    const four0 = (two0 & two1) | (t0 & twos);
    const t1 = two2 ^ two3;
    const twoLeft = t0 ^ twos;
    const four1 = (two2 & two3) | (t1 & twoLeft);
    twos = t1 ^ twoLeft;
    const f0 = four0 ^ four1;
    eights += onesOfWord((four0 & four1) | (f0 & fours));
    fours = f0 ^ fours;
  }
  return eights * 8 + onesOfWord(fours) * 4 + onesOfWord(twos) * 2 + onesOfWord(ones);
}

function onesOfWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
