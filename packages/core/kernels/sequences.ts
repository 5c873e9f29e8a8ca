/**
 * For every marked event: whether some marked event of the other table, of the same customer, lies from `low` to `high`
 * seconds after it (before it, where they are negative); simultaneous instants are told apart by the sequence. Sets the
 * bit of the customer when one does, or, with `absent` 1, when none does. `starts` has the first event of each customer
 * in the other table, and the end; four instants past the end can be read.
 */
export function followed(
  customers: usize,
  at: usize,
  sequence: usize,
  marked: usize,
  from: i32,
  to: i32,
  starts: usize,
  otherAt: usize,
  otherSequence: usize,
  otherMarked: usize,
  low: f64,
  high: f64,
  absent: i32,
  out: usize,
): void {
  const places = i32x4(1, 2, 4, 8);
  const least = <i64>low;
  const most = <i64>high;
  let word = out;
  let found = 0;
  for (let index = from; index < to; index++) {
    const offset = (<usize>index) << 7;
    for (let left = load<i32>(marked + ((<usize>index) << 2)); left !== 0; left &= left - 1) {
      const event = offset + ((<usize>ctz(left)) << 2);
      const customer = load<u32>(customers + event);
      const start = starts + ((<usize>customer) << 2);
      const end = load<i32>(start, 4);
      const instant = load<i32>(at + event);
      const first = i32x4.splat(<i32>max<i64>(<i64>instant + least, i32.MIN_VALUE));
      const last = i32x4.splat(<i32>min<i64>(<i64>instant + most, i32.MAX_VALUE));
      const same = i32x4.splat(instant);
      let near = 0;
      let other = load<i32>(start);
      do {
        const bits = <i32>(load<u64>(otherMarked + ((<usize>(other >> 5)) << 2)) >> (<u64>(other & 31)));
        const mask = i32x4.splat(bits & ((1 << min(end - other, 4)) - 1));
        const counts = i32x4.eq(v128.and(mask, places), places);
        const instants = v128.load(otherAt + ((<usize>other) << 2));
        const inside = v128.and(i32x4.ge_s(instants, first), i32x4.le_s(instants, last));
        near |= i32(v128.any_true(v128.and(inside, counts)));
        if (v128.any_true(v128.and(i32x4.eq(instants, same), counts))) {
          const ties = i32x4.bitmask(v128.and(i32x4.eq(instants, same), counts));
          near |= tied(ties, load<i32>(sequence + event), otherSequence + ((<usize>other) << 2), least > 0);
        }
        other += 4;
      } while (other < end);
      const own = out + ((<usize>(customer >>> 5)) << 2);
      if (own !== word) {
        store<i32>(word, load<i32>(word) | found);
        word = own;
        found = 0;
      }
      found |= (near ^ absent) << customer;
    }
  }
  store<i32>(word, load<i32>(word) | found);
}

/** Whether one of up to four events of one instant comes after another one, or before it, by its sequence. */
function tied(ties: i32, sequence: i32, others: usize, after: bool): i32 {
  for (; ties !== 0; ties &= ties - 1) {
    const other = load<i32>(others + ((<usize>ctz(ties)) << 2));
    if (after ? other > sequence : other < sequence) return 1;
  }
  return 0;
}
