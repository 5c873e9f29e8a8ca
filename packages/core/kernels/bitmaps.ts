// Addresses are in bytes, lengths in words: whole pages of 128 words, so that no loop has a tail.

/** `out &= a`; gives 0 when nothing is left. */
export function and(out: usize, a: usize, words: i32): i32 {
  let any = i64x2.splat(0);
  const end = out + ((<usize>words) << 2);
  while (out < end) {
    const w0 = v128.and(v128.load(out), v128.load(a));
    const w1 = v128.and(v128.load(out, 16), v128.load(a, 16));
    const w2 = v128.and(v128.load(out, 32), v128.load(a, 32));
    const w3 = v128.and(v128.load(out, 48), v128.load(a, 48));
    v128.store(out, w0);
    v128.store(out, w1, 16);
    v128.store(out, w2, 32);
    v128.store(out, w3, 48);
    any = v128.or(any, v128.or(v128.or(w0, w1), v128.or(w2, w3)));
    out += 64;
    a += 64;
  }
  return folded(any);
}

/** `out |= a`. */
export function or(out: usize, a: usize, words: i32): i32 {
  let any = i64x2.splat(0);
  const end = out + ((<usize>words) << 2);
  while (out < end) {
    const w0 = v128.or(v128.load(out), v128.load(a));
    const w1 = v128.or(v128.load(out, 16), v128.load(a, 16));
    const w2 = v128.or(v128.load(out, 32), v128.load(a, 32));
    const w3 = v128.or(v128.load(out, 48), v128.load(a, 48));
    v128.store(out, w0);
    v128.store(out, w1, 16);
    v128.store(out, w2, 32);
    v128.store(out, w3, 48);
    any = v128.or(any, v128.or(v128.or(w0, w1), v128.or(w2, w3)));
    out += 64;
    a += 64;
  }
  return folded(any);
}

/** `out &= ~a`. */
export function andNot(out: usize, a: usize, words: i32): i32 {
  let any = i64x2.splat(0);
  const end = out + ((<usize>words) << 2);
  while (out < end) {
    const w0 = v128.andnot(v128.load(out), v128.load(a));
    const w1 = v128.andnot(v128.load(out, 16), v128.load(a, 16));
    const w2 = v128.andnot(v128.load(out, 32), v128.load(a, 32));
    const w3 = v128.andnot(v128.load(out, 48), v128.load(a, 48));
    v128.store(out, w0);
    v128.store(out, w1, 16);
    v128.store(out, w2, 32);
    v128.store(out, w3, 48);
    any = v128.or(any, v128.or(v128.or(w0, w1), v128.or(w2, w3)));
    out += 64;
    a += 64;
  }
  return folded(any);
}

/** `out = a`. */
export function copy(out: usize, a: usize, words: i32): void {
  const end = out + ((<usize>words) << 2);
  while (out < end) {
    v128.store(out, v128.load(a));
    v128.store(out, v128.load(a, 16), 16);
    v128.store(out, v128.load(a, 32), 32);
    v128.store(out, v128.load(a, 48), 48);
    out += 64;
    a += 64;
  }
}

/** The OR of the four words of a vector. */
function folded(any: v128): i32 {
  const two = i64x2.extract_lane(any, 0) | i64x2.extract_lane(any, 1);
  return <i32>(two | (two >> 32));
}

/** The bits set. */
export function count(a: usize, words: i32): i32 {
  let total = i32x4.splat(0);
  const end = a + ((<usize>words) << 2);
  while (a < end) {
    // A byte counts to 255, eight a vector: the bytes are added up every eight vectors.
    const c0 = i8x16.add(i8x16.popcnt(v128.load(a)), i8x16.popcnt(v128.load(a, 16)));
    const c1 = i8x16.add(i8x16.popcnt(v128.load(a, 32)), i8x16.popcnt(v128.load(a, 48)));
    const c2 = i8x16.add(i8x16.popcnt(v128.load(a, 64)), i8x16.popcnt(v128.load(a, 80)));
    const c3 = i8x16.add(i8x16.popcnt(v128.load(a, 96)), i8x16.popcnt(v128.load(a, 112)));
    total = withBytes(total, i8x16.add(i8x16.add(c0, c1), i8x16.add(c2, c3)));
    a += 128;
  }
  return summed(total);
}

/** The bits set in both. */
export function countAnd(a: usize, b: usize, words: i32): i32 {
  let total = i32x4.splat(0);
  const end = a + ((<usize>words) << 2);
  while (a < end) {
    const c0 = i8x16.popcnt(v128.and(v128.load(a), v128.load(b)));
    const c1 = i8x16.popcnt(v128.and(v128.load(a, 16), v128.load(b, 16)));
    const c2 = i8x16.popcnt(v128.and(v128.load(a, 32), v128.load(b, 32)));
    const c3 = i8x16.popcnt(v128.and(v128.load(a, 48), v128.load(b, 48)));
    const c4 = i8x16.popcnt(v128.and(v128.load(a, 64), v128.load(b, 64)));
    const c5 = i8x16.popcnt(v128.and(v128.load(a, 80), v128.load(b, 80)));
    const c6 = i8x16.popcnt(v128.and(v128.load(a, 96), v128.load(b, 96)));
    const c7 = i8x16.popcnt(v128.and(v128.load(a, 112), v128.load(b, 112)));
    const low = i8x16.add(i8x16.add(c0, c1), i8x16.add(c2, c3));
    const high = i8x16.add(i8x16.add(c4, c5), i8x16.add(c6, c7));
    total = withBytes(total, i8x16.add(low, high));
    a += 128;
    b += 128;
  }
  return summed(total);
}

function withBytes(total: v128, bytes: v128): v128 {
  return i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
}

function summed(total: v128): i32 {
  return (
    i32x4.extract_lane(total, 0) +
    i32x4.extract_lane(total, 1) +
    i32x4.extract_lane(total, 2) +
    i32x4.extract_lane(total, 3)
  );
}

/** Sets the bits at the positions from an address up to, not including, another. */
export function setBits(out: usize, from: usize, to: usize): void {
  for (; from < to; from += 4) {
    const row = load<u32>(from);
    const word = out + ((row >>> 5) << 2);
    store<i32>(word, load<i32>(word) | (1 << row));
  }
}

/** Clears them. */
export function clearBits(out: usize, from: usize, to: usize): void {
  for (; from < to; from += 4) {
    const row = load<u32>(from);
    const word = out + ((row >>> 5) << 2);
    store<i32>(word, load<i32>(word) & ~(1 << row));
  }
}
