import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers; the same seed gives the same stream on every machine. */
export class Random {
  #generator;

  constructor(seed) {
    this.#generator = xoroshiro128plus(seed | 0);
  }

  /** 0 <= u < 1, of 32 bits. */
  unit() {
    return (this.#generator.next() >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends belong. */
  between(low, high) {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** About normal, mean 0, deviation 1. */
  normal() {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * 1.7320508;
  }

  one(list) {
    return list[this.between(0, list.length - 1)];
  }

  /** So many different items of a list, in the order drawn. */
  some(list, count) {
    const left = [...list];
    return Array.from({ length: count }, () => left.splice(this.between(0, left.length - 1), 1)[0]);
  }
}

/** Draws places 0..n-1 by their weights with one look into a table. */
export function weighted(weights) {
  const size = 65_536;
  const table = new Uint16Array(size);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let place = 0;
  let upTo = weights[0] / total;
  for (let slot = 0; slot < size; slot++) {
    while ((slot + 0.5) / size > upTo && place < weights.length - 1) upTo += weights[++place] / total;
    table[slot] = place;
  }
  return (random) => table[Math.floor(random.unit() * size)];
}
