/** Turns 32 words of 32 bits in place: bit `b` of word `w` becomes bit `w` of word `b`. */
export function transpose32(words: Int32Array): void {
  let mask = 0x0000ffff;
  for (let width = 16; width !== 0; width >>>= 1, mask ^= mask << width) {
    for (let first = 0; first < 32; first = (first + width + 1) & ~width) {
      const low = words[first] ?? 0;
      const high = words[first + width] ?? 0;
      const swapped = ((low >>> width) ^ high) & mask;
      words[first] = low ^ (swapped << width);
      words[first + width] = high ^ swapped;
    }
  }
}
