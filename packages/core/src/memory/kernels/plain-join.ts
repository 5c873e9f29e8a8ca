import type { SetGroup } from "./kernels.js";

/**
 * `Kernels.join`. Eight words at a time go through all groups, so that nothing is written in between, and are added up
 * bit by bit, as columns of numbers: what is carried into the eights is counted by itself, what stays in the ones, twos
 * and fours is added to by the next eight words.
 */
export function plainJoin(groups: readonly SetGroup[], words: number, out?: Int32Array): number {
  const sets: Int32Array[] = [];
  const ends: number[] = [];
  const flips: number[] = [];
  for (const group of groups) {
    for (const set of group.sets) sets.push(set);
    ends.push(sets.length);
    flips.push(group.leftOut ? -1 : 0);
  }
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let eights = 0;
  for (let at = 0; at < words; at += 8) {
    let a0 = -1;
    let a1 = -1;
    let a2 = -1;
    let a3 = -1;
    let a4 = -1;
    let a5 = -1;
    let a6 = -1;
    let a7 = -1;
    for (let group = 0, next = 0; group < ends.length; group++) {
      const end = ends[group] ?? 0;
      const flip = flips[group] ?? 0;
      let set = sets[next++];
      if (set === undefined) break;
      let b0 = set[at] ?? 0;
      let b1 = set[at + 1] ?? 0;
      let b2 = set[at + 2] ?? 0;
      let b3 = set[at + 3] ?? 0;
      let b4 = set[at + 4] ?? 0;
      let b5 = set[at + 5] ?? 0;
      let b6 = set[at + 6] ?? 0;
      let b7 = set[at + 7] ?? 0;
      for (; next < end; next++) {
        set = sets[next];
        if (set === undefined) break;
        b0 |= set[at] ?? 0;
        b1 |= set[at + 1] ?? 0;
        b2 |= set[at + 2] ?? 0;
        b3 |= set[at + 3] ?? 0;
        b4 |= set[at + 4] ?? 0;
        b5 |= set[at + 5] ?? 0;
        b6 |= set[at + 6] ?? 0;
        b7 |= set[at + 7] ?? 0;
      }
      a0 &= b0 ^ flip;
      a1 &= b1 ^ flip;
      a2 &= b2 ^ flip;
      a3 &= b3 ^ flip;
      a4 &= b4 ^ flip;
      a5 &= b5 ^ flip;
      a6 &= b6 ^ flip;
      a7 &= b7 ^ flip;
    }
    if (out !== undefined) {
      out[at] = a0;
      out[at + 1] = a1;
      out[at + 2] = a2;
      out[at + 3] = a3;
      out[at + 4] = a4;
      out[at + 5] = a5;
      out[at + 6] = a6;
      out[at + 7] = a7;
    }
    const s0 = a0 ^ a1;
    const two0 = (a0 & a1) | (s0 & ones);
    ones ^= s0;
    const s1 = a2 ^ a3;
    const two1 = (a2 & a3) | (s1 & ones);
    ones ^= s1;
    const s2 = a4 ^ a5;
    const two2 = (a4 & a5) | (s2 & ones);
    ones ^= s2;
    const s3 = a6 ^ a7;
    const two3 = (a6 & a7) | (s3 & ones);
    ones ^= s3;
    const t0 = two0 ^ two1;
    const four0 = (two0 & two1) | (t0 & twos);
    twos ^= t0;
    const t1 = two2 ^ two3;
    const four1 = (two2 & two3) | (t1 & twos);
    twos ^= t1;
    const f0 = four0 ^ four1;
    eights += onesOfWord((four0 & four1) | (f0 & fours));
    fours ^= f0;
  }
  return eights * 8 + onesOfWord(fours) * 4 + onesOfWord(twos) * 2 + onesOfWord(ones);
}

function onesOfWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
