// Addresses are in bytes. The sets lie one behind the other, `words` each: whole pages of 128 words.

/** Words of two sets that are counted before the next two: as many as a byte of the counter can hold. */
const AT_ONCE = 512;

/** Adds to `counts`, which has a row for each of `many` sets, how many bits each shares with each one behind it. */
export function overlaps(sets: usize, many: i32, words: i32, counts: usize): void {
  const length = (<usize>words) << 2;
  for (let from: usize = 0; from < length; from += AT_ONCE * 4) {
    const bytes = min<usize>(AT_ONCE * 4, length - from);
    for (let a = 0; a < many; a++) {
      const first = sets + length * a + from;
      let second = first + length;
      for (let b = a + 1; b < many; b++) {
        const at = counts + ((<usize>(a * many + b)) << 2);
        store<i32>(at, load<i32>(at) + shared(first, second, bytes));
        second += length;
      }
    }
  }
}

/**
 * The bits set in both. Vectors are added up bit by bit, as a column of figures is, and every two carry one: of eight
 * only the last carry has its bits counted.
 */
function shared(a: usize, b: usize, bytes: usize): i32 {
  let ones = i64x2.splat(0);
  let twos = ones;
  let fours = ones;
  let eights = ones;
  const end = a + bytes;
  while (a < end) {
    const v0 = v128.and(v128.load(a), v128.load(b));
    const v1 = v128.and(v128.load(a, 16), v128.load(b, 16));
    const v01 = v128.xor(v0, v1);
    const two0 = carried(v0, v1, v01, ones);
    ones = v128.xor(v01, ones);
    const v2 = v128.and(v128.load(a, 32), v128.load(b, 32));
    const v3 = v128.and(v128.load(a, 48), v128.load(b, 48));
    const v23 = v128.xor(v2, v3);
    const two1 = carried(v2, v3, v23, ones);
    ones = v128.xor(v23, ones);
    const two01 = v128.xor(two0, two1);
    const four0 = carried(two0, two1, two01, twos);
    twos = v128.xor(two01, twos);
    const v4 = v128.and(v128.load(a, 64), v128.load(b, 64));
    const v5 = v128.and(v128.load(a, 80), v128.load(b, 80));
    const v45 = v128.xor(v4, v5);
    const two2 = carried(v4, v5, v45, ones);
    ones = v128.xor(v45, ones);
    const v6 = v128.and(v128.load(a, 96), v128.load(b, 96));
    const v7 = v128.and(v128.load(a, 112), v128.load(b, 112));
    const v67 = v128.xor(v6, v7);
    const two3 = carried(v6, v7, v67, ones);
    ones = v128.xor(v67, ones);
    const two23 = v128.xor(two2, two3);
    const four1 = carried(two2, two3, two23, twos);
    twos = v128.xor(two23, twos);
    const four01 = v128.xor(four0, four1);
    eights = i8x16.add(eights, i8x16.popcnt(carried(four0, four1, four01, fours)));
    fours = v128.xor(four01, fours);
    a += 128;
    b += 128;
  }
  let total = bytesOf(eights);
  total = i32x4.add(i32x4.shl(total, 1), bytesOf(i8x16.popcnt(fours)));
  total = i32x4.add(i32x4.shl(total, 1), bytesOf(i8x16.popcnt(twos)));
  total = i32x4.add(i32x4.shl(total, 1), bytesOf(i8x16.popcnt(ones)));
  return (
    i32x4.extract_lane(total, 0) +
    i32x4.extract_lane(total, 1) +
    i32x4.extract_lane(total, 2) +
    i32x4.extract_lane(total, 3)
  );
}

/** Where at least two of three bits are set; `either` is where one of the first two alone is. */
function carried(a: v128, b: v128, either: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(either, c));
}

/** The bytes of a vector, four added up in each word. */
function bytesOf(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}
