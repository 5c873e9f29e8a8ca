/** Every block begins at, and is as long as, a multiple of this: a cache line. */
const GRAIN = 64;

interface Block {
  at: number;
  bytes: number;
}

/** Which parts of a memory are taken. The smallest gap that is large enough is taken first; neighbouring gaps are one. */
export class Blocks {
  used = 0;
  readonly #gaps: Block[];
  readonly #taken = new Map<number, number>();

  /** `from` is a multiple of 64. */
  constructor(from: number, to: number) {
    this.#gaps = [{ at: from, bytes: Math.floor((to - from) / GRAIN) * GRAIN }];
  }

  /** The address of a new block, or undefined when no gap is large enough. */
  take(bytes: number): number | undefined {
    const needed = Math.ceil(bytes / GRAIN) * GRAIN;
    let best: Block | undefined;
    for (const gap of this.#gaps) {
      if (gap.bytes >= needed && (best === undefined || gap.bytes < best.bytes)) best = gap;
    }
    if (best === undefined) return undefined;
    const at = best.at;
    best.at += needed;
    best.bytes -= needed;
    if (best.bytes === 0) this.#gaps.splice(this.#gaps.indexOf(best), 1);
    this.#taken.set(at, needed);
    this.used += needed;
    return at;
  }

  /** Gives a block back. An address at which none was taken is left alone. */
  free(at: number): void {
    const bytes = this.#taken.get(at);
    if (bytes === undefined) return;
    this.#taken.delete(at);
    this.used -= bytes;
    const after = this.#gapAfter(at);
    const previous = this.#gaps[after - 1];
    const next = this.#gaps[after];
    const joinsPrevious = previous !== undefined && previous.at + previous.bytes === at;
    const joinsNext = next !== undefined && at + bytes === next.at;
    if (joinsPrevious) {
      previous.bytes += bytes + (joinsNext ? next.bytes : 0);
      if (joinsNext) this.#gaps.splice(after, 1);
    } else if (joinsNext) {
      next.at = at;
      next.bytes += bytes;
    } else {
      this.#gaps.splice(after, 0, { at, bytes });
    }
  }

  /** Makes blocks of parts of one, which begin as blocks do; the rest is given back. */
  split(at: number, parts: readonly Readonly<Block>[]): void {
    const end = at + (this.#taken.get(at) ?? 0);
    let from = at;
    const rest = (to: number): void => {
      if (to === from) return;
      this.#taken.set(from, to - from);
      this.free(from);
    };
    this.#taken.delete(at);
    for (const part of [...parts].sort((a, b) => a.at - b.at)) {
      rest(part.at);
      const bytes = Math.ceil(part.bytes / GRAIN) * GRAIN;
      this.#taken.set(part.at, bytes);
      from = part.at + bytes;
    }
    rest(end);
  }

  /** The gaps lie in the order of their addresses. */
  #gapAfter(at: number): number {
    let low = 0;
    let high = this.#gaps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#gaps[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
