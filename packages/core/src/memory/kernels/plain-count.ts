/**
 * The bits set in words, a multiple of eight of them: added up bit by bit, as columns of numbers, and only what is carried
 * into the eights is counted by itself.
 */
export function onesIn(a: Int32Array, from: number, words: number): number {
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let eights = 0;
  for (let place = from; place < from + words; place += 8) {
    let at = place & 0x3ffffff8;
    const a0 = a[at++] ?? 0;
    const a1 = a[at++] ?? 0;
    const a2 = a[at++] ?? 0;
    const a3 = a[at++] ?? 0;
    const a4 = a[at++] ?? 0;
    const a5 = a[at++] ?? 0;
    const a6 = a[at++] ?? 0;
    const a7 = a[at++] ?? 0;
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
