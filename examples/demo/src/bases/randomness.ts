/** Reproducible choices. */
export interface Randomness {
  /** 0 <= x < 1. */
  next(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** 0 <= x < 1, the nearer to 0 the likelier; `power` 1 is even. */
  skewed(power: number): number;
}

/** Marsaglia's xorshift32, which is plenty for made-up customers. */
export function randomness(seed: number): Randomness {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const weighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return first(items)[0];
  };
  return {
    next,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? first(items),
    weighted,
    skewed: (power) => next() ** power,
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new RangeError("Nothing to choose from.");
  return item;
}
