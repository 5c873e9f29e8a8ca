/** Overwrites the words of the customers from `from` up to, not including, `to`: those with a marked event. */
export function withMarked(starts: usize, marked: usize, from: i32, to: i32, out: usize): void {
  for (let first = from; first < to; first += 32) {
    let word = 0;
    let begin = load<u32>(starts + ((<usize>first) << 2));
    for (let place = 0; place < 32; place++) {
      const end = load<u32>(starts + ((<usize>(first + place)) << 2), 4);
      const length = end - begin;
      // 64 bits from the byte of the first event on have those of at least 57.
      const bits = load<u64>(marked + <usize>(begin >>> 3)) >> (<u64>(begin & 7));
      let some = bits & (((<u64>1) << (<u64>min(length, 57))) - 1);
      for (let event = begin + 57; event < end && some === 0; event++) {
        some = <u64>((load<u8>(marked + <usize>(event >>> 3)) >>> (event & 7)) & 1);
      }
      word |= i32(some !== 0) << place;
      begin = end;
    }
    store<i32>(out + ((<usize>(first >>> 5)) << 2), word);
  }
}

/**
 * Overwrites the words of the customers from `from` up to, not including, `to`: those with a marked event that some
 * marked event of another table (with `absent` 1: that none) follows after `low` to `high` seconds; negative ones look
 * back. Of events of one instant the sequence tells which is later. `starts` and `otherStarts` have the first event of
 * each customer, and behind it the end. Without `filtered` all of the others are marked. Four of the others can be read
 * past their end, and no two instants are 2^31 seconds apart.
 */
export function followed(
  at: usize,
  sequence: usize,
  marked: usize,
  starts: usize,
  otherCustomers: usize,
  otherAt: usize,
  otherSequence: usize,
  otherMarked: usize,
  otherStarts: usize,
  from: i32,
  to: i32,
  low: i32,
  high: i32,
  filtered: bool,
  absent: i32,
  out: usize,
): void {
  const least = i32x4.splat(low);
  const most = i32x4.splat(high);
  const none = i32x4.splat(0);
  const after = low > 0;
  const step = after ? -1 : 1;
  for (let first = from; first < to; first += 32) {
    let word = 0;
    for (let customer = first; customer < first + 32; customer++) {
      const run = starts + ((<usize>customer) << 2);
      const begin = load<i32>(run);
      const end = load<i32>(run, 4);
      if (begin === end) continue;
      const own = i32x4.splat(customer);
      const otherRun = otherStarts + ((<usize>customer) << 2);
      const otherBegin = after ? max(load<i32>(otherRun, 4) - 4, 0) : load<i32>(otherRun);
      // The last event has the fewest after it, the first one the fewest before it.
      let event = after ? end - 1 : begin;
      for (let left = end - begin; left > 0; left--, event += step) {
        if (((load<i32>(marked + ((<usize>(event >>> 5)) << 2)) >>> (event & 31)) & 1) === 0) continue;
        const instant = i32x4.splat(load<i32>(at + ((<usize>event) << 2)));
        let near = 0;
        for (let other = otherBegin; ;) {
          const place = (<usize>other) << 2;
          const same = i32x4.eq(v128.load(otherCustomers + place), own);
          const counts = filtered ? v128.and(same, marks(otherMarked, other)) : same;
          const later = i32x4.sub(v128.load(otherAt + place), instant);
          const inside = v128.and(i32x4.ge_s(later, least), i32x4.le_s(later, most));
          near |= i32(v128.any_true(v128.and(inside, counts)));
          const ties = v128.and(i32x4.eq(later, none), counts);
          if (v128.any_true(ties)) near |= tied(ties, sequence + ((<usize>event) << 2), otherSequence + place, after);
          if (near !== 0) break;
          if (after) {
            if (other === 0 || i32x4.extract_lane(same, 0) === 0 || i32x4.extract_lane(later, 0) < 0) break;
            other = max(other - 4, 0);
          } else {
            if (i32x4.extract_lane(same, 3) === 0 || i32x4.extract_lane(later, 3) > 0) break;
            other += 4;
          }
        }
        if (near !== absent) {
          word |= 1 << customer;
          break;
        }
      }
    }
    store<i32>(out + ((<usize>(first >>> 5)) << 2), word);
  }
}

/** The marks of four events, as a vector. */
function marks(marked: usize, event: i32): v128 {
  const places = i32x4(1, 2, 4, 8);
  const bits = <i32>(load<u64>(marked + ((<usize>(event >>> 5)) << 2)) >> (<u64>(event & 31)));
  return i32x4.eq(v128.and(i32x4.splat(bits), places), places);
}

/** Whether one of up to four events comes after an event of the same instant, or before it, by its sequence. */
function tied(ties: v128, event: usize, others: usize, after: bool): i32 {
  const sequence = load<i32>(event);
  for (let left = i32x4.bitmask(ties); left !== 0; left &= left - 1) {
    const other = load<i32>(others + ((<usize>ctz(left)) << 2));
    if (after ? other > sequence : other < sequence) return 1;
  }
  return 0;
}
