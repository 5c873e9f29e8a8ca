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

/** `out = 0` */
export function clear(out: usize, words: i32): void {
  const end = out + ((<usize>words) << 2);
  const none = i32x4.splat(0);
  while (out < end) {
    v128.store(out, none);
    v128.store(out, none, 16);
    v128.store(out, none, 32);
    v128.store(out, none, 48);
    out += 64;
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

/**
 * Joins sets: who is in one set of every group, and in none of the groups left out. A group is a word, twice the number
 * of its sets and 1 more when it is left out, and their addresses. Between a word 0 and a word 1 stand groups of their own:
 * who meets them all is left out; what came before is put aside behind the groups meanwhile, 64 bytes each time. Writes to
 * `out` unless it is 0; gives the bits set.
 */
export function join(groups: usize, end: usize, out: usize, words: i32): i32 {
  let total = i32x4.splat(0);
  const length = (<usize>words) << 2;
  const stack = (end + 63) & ~63;
  for (let at: usize = 0; at < length; at += 64) {
    let a0 = i32x4.splat(-1);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let group = groups;
    let aside = stack;
    while (group < end) {
      const head = load<u32>(group);
      if (head < 2) {
        group += 4;
        if (head === 0) {
          v128.store(aside, a0);
          v128.store(aside, a1, 16);
          v128.store(aside, a2, 32);
          v128.store(aside, a3, 48);
          aside += 64;
          a0 = i32x4.splat(-1);
          a1 = a0;
          a2 = a0;
          a3 = a0;
        } else {
          aside -= 64;
          a0 = v128.andnot(v128.load(aside), a0);
          a1 = v128.andnot(v128.load(aside, 16), a1);
          a2 = v128.andnot(v128.load(aside, 32), a2);
          a3 = v128.andnot(v128.load(aside, 48), a3);
        }
        continue;
      }
      const last = group + 4 + ((<usize>(head >>> 1)) << 2);
      let from = <usize>load<u32>(group, 4) + at;
      let b0 = v128.load(from);
      let b1 = v128.load(from, 16);
      let b2 = v128.load(from, 32);
      let b3 = v128.load(from, 48);
      for (group += 8; group < last; group += 4) {
        from = <usize>load<u32>(group) + at;
        b0 = v128.or(b0, v128.load(from));
        b1 = v128.or(b1, v128.load(from, 16));
        b2 = v128.or(b2, v128.load(from, 32));
        b3 = v128.or(b3, v128.load(from, 48));
      }
      if (head & 1) {
        a0 = v128.andnot(a0, b0);
        a1 = v128.andnot(a1, b1);
        a2 = v128.andnot(a2, b2);
        a3 = v128.andnot(a3, b3);
      } else {
        a0 = v128.and(a0, b0);
        a1 = v128.and(a1, b1);
        a2 = v128.and(a2, b2);
        a3 = v128.and(a3, b3);
      }
    }
    if (out !== 0) {
      v128.store(out + at, a0);
      v128.store(out + at, a1, 16);
      v128.store(out + at, a2, 32);
      v128.store(out + at, a3, 48);
    }
    const low = i8x16.add(i8x16.popcnt(a0), i8x16.popcnt(a1));
    const high = i8x16.add(i8x16.popcnt(a2), i8x16.popcnt(a3));
    total = withBytes(total, i8x16.add(low, high));
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
