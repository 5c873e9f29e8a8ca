import { onesIn } from "./plain-count.js";
import type { Kernels } from "./kernels.js";

/** `Kernels.join` */
export const plainJoin = makeJoin();

/**
 * Block by block, two or three sets a pass, since of more the addresses find no registers. Sixteen words a round, because
 * what is checked of a set is checked once a round, with places cut off by a mask, so that none can overflow. All in a function, where a constant
 * is one: at the top of a module a bundler makes it a variable, which takes registers, too.
 */
function makeJoin(): Kernels["join"] {
  /** Words joined at a time: what the passes over them leave stays in the first cache. */
  const BLOCK = 1_024;
  /** Two blocks: what is left of all groups, and, behind it, the sets of one of them together. */
  const held = new Int32Array(2 * BLOCK);
  const left = held.subarray(0, BLOCK);

  return (groups, words, out) => {
    const wide: (readonly Int32Array[])[] = [];
    const single: Int32Array[] = [];
    const flips: number[] = [];
    for (const { sets, leftOut } of groups) {
      if (sets.length > 1 && !leftOut) wide.push(sets);
      else
        for (const set of sets) {
          single.push(set);
          flips.push(leftOut ? -1 : 0);
        }
    }
    let size = 0;
    for (let at = 0; at < words; at += BLOCK) {
      const end = Math.min(at + BLOCK, words);
      if (wide.length === 0) left.fill(-1);
      for (let group = 0; group < wide.length; group++) {
        gather(wide[group] ?? [], group === 0 ? 0 : BLOCK, at, end);
        if (group > 0) keepGathered();
      }
      for (let place = 0; place < single.length; place += 2) {
        const [a, b] = [single[place], single[place + 1]];
        if (a === undefined) break;
        if (b === undefined) keepOne(a, flips[place] ?? 0, at, end);
        else keepTwo(a, flips[place] ?? 0, b, flips[place + 1] ?? 0, at, end);
      }
      size += onesIn(held, 0, end - at);
      if (out !== undefined) out.set(end - at === BLOCK ? left : held.subarray(0, end - at), at);
    }
    return size;
  };

  /** Puts sets together, two at least: in the first block, or, with `BLOCK`, in the second one. */
  function gather(sets: readonly Int32Array[], block: number, at: number, end: number): void {
    const [a, b, c] = sets;
    if (a === undefined || b === undefined) return;
    if (c === undefined || sets.length % 2 === 0) fillWithTwo(a, b, block, at, end);
    else fillWithThree(a, b, c, block, at, end);
    for (let next = 2 + (sets.length % 2); next < sets.length; next += 2) {
      const [one, other] = [sets[next], sets[next + 1]];
      if (one !== undefined && other !== undefined) add(one, other, block, at, end);
    }
  }

  /** The block is two sets together. */
  function fillWithTwo(a: Int32Array, b: Int32Array, block: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      const from = place & 0x3ffffff0;
      const to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to] = (a[from] ?? 0) | (b[from] ?? 0);
      held[to + 1] = (a[from + 1] ?? 0) | (b[from + 1] ?? 0);
      held[to + 2] = (a[from + 2] ?? 0) | (b[from + 2] ?? 0);
      held[to + 3] = (a[from + 3] ?? 0) | (b[from + 3] ?? 0);
      held[to + 4] = (a[from + 4] ?? 0) | (b[from + 4] ?? 0);
      held[to + 5] = (a[from + 5] ?? 0) | (b[from + 5] ?? 0);
      held[to + 6] = (a[from + 6] ?? 0) | (b[from + 6] ?? 0);
      held[to + 7] = (a[from + 7] ?? 0) | (b[from + 7] ?? 0);
      held[to + 8] = (a[from + 8] ?? 0) | (b[from + 8] ?? 0);
      held[to + 9] = (a[from + 9] ?? 0) | (b[from + 9] ?? 0);
      held[to + 10] = (a[from + 10] ?? 0) | (b[from + 10] ?? 0);
      held[to + 11] = (a[from + 11] ?? 0) | (b[from + 11] ?? 0);
      held[to + 12] = (a[from + 12] ?? 0) | (b[from + 12] ?? 0);
      held[to + 13] = (a[from + 13] ?? 0) | (b[from + 13] ?? 0);
      held[to + 14] = (a[from + 14] ?? 0) | (b[from + 14] ?? 0);
      held[to + 15] = (a[from + 15] ?? 0) | (b[from + 15] ?? 0);
    }
  }

  /** The block is three sets together. */
  function fillWithThree(a: Int32Array, b: Int32Array, c: Int32Array, block: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      const from = place & 0x3ffffff0;
      const to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from] ?? 0);
      held[to + 1] = (a[from + 1] ?? 0) | (b[from + 1] ?? 0) | (c[from + 1] ?? 0);
      held[to + 2] = (a[from + 2] ?? 0) | (b[from + 2] ?? 0) | (c[from + 2] ?? 0);
      held[to + 3] = (a[from + 3] ?? 0) | (b[from + 3] ?? 0) | (c[from + 3] ?? 0);
      held[to + 4] = (a[from + 4] ?? 0) | (b[from + 4] ?? 0) | (c[from + 4] ?? 0);
      held[to + 5] = (a[from + 5] ?? 0) | (b[from + 5] ?? 0) | (c[from + 5] ?? 0);
      held[to + 6] = (a[from + 6] ?? 0) | (b[from + 6] ?? 0) | (c[from + 6] ?? 0);
      held[to + 7] = (a[from + 7] ?? 0) | (b[from + 7] ?? 0) | (c[from + 7] ?? 0);
      held[to + 8] = (a[from + 8] ?? 0) | (b[from + 8] ?? 0) | (c[from + 8] ?? 0);
      held[to + 9] = (a[from + 9] ?? 0) | (b[from + 9] ?? 0) | (c[from + 9] ?? 0);
      held[to + 10] = (a[from + 10] ?? 0) | (b[from + 10] ?? 0) | (c[from + 10] ?? 0);
      held[to + 11] = (a[from + 11] ?? 0) | (b[from + 11] ?? 0) | (c[from + 11] ?? 0);
      held[to + 12] = (a[from + 12] ?? 0) | (b[from + 12] ?? 0) | (c[from + 12] ?? 0);
      held[to + 13] = (a[from + 13] ?? 0) | (b[from + 13] ?? 0) | (c[from + 13] ?? 0);
      held[to + 14] = (a[from + 14] ?? 0) | (b[from + 14] ?? 0) | (c[from + 14] ?? 0);
      held[to + 15] = (a[from + 15] ?? 0) | (b[from + 15] ?? 0) | (c[from + 15] ?? 0);
    }
  }

  /** Adds two sets to the block. */
  function add(a: Int32Array, b: Int32Array, block: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      const from = place & 0x3ffffff0;
      const to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to] = (held[to] ?? 0) | (a[from] ?? 0) | (b[from] ?? 0);
      held[to + 1] = (held[to + 1] ?? 0) | (a[from + 1] ?? 0) | (b[from + 1] ?? 0);
      held[to + 2] = (held[to + 2] ?? 0) | (a[from + 2] ?? 0) | (b[from + 2] ?? 0);
      held[to + 3] = (held[to + 3] ?? 0) | (a[from + 3] ?? 0) | (b[from + 3] ?? 0);
      held[to + 4] = (held[to + 4] ?? 0) | (a[from + 4] ?? 0) | (b[from + 4] ?? 0);
      held[to + 5] = (held[to + 5] ?? 0) | (a[from + 5] ?? 0) | (b[from + 5] ?? 0);
      held[to + 6] = (held[to + 6] ?? 0) | (a[from + 6] ?? 0) | (b[from + 6] ?? 0);
      held[to + 7] = (held[to + 7] ?? 0) | (a[from + 7] ?? 0) | (b[from + 7] ?? 0);
      held[to + 8] = (held[to + 8] ?? 0) | (a[from + 8] ?? 0) | (b[from + 8] ?? 0);
      held[to + 9] = (held[to + 9] ?? 0) | (a[from + 9] ?? 0) | (b[from + 9] ?? 0);
      held[to + 10] = (held[to + 10] ?? 0) | (a[from + 10] ?? 0) | (b[from + 10] ?? 0);
      held[to + 11] = (held[to + 11] ?? 0) | (a[from + 11] ?? 0) | (b[from + 11] ?? 0);
      held[to + 12] = (held[to + 12] ?? 0) | (a[from + 12] ?? 0) | (b[from + 12] ?? 0);
      held[to + 13] = (held[to + 13] ?? 0) | (a[from + 13] ?? 0) | (b[from + 13] ?? 0);
      held[to + 14] = (held[to + 14] ?? 0) | (a[from + 14] ?? 0) | (b[from + 14] ?? 0);
      held[to + 15] = (held[to + 15] ?? 0) | (a[from + 15] ?? 0) | (b[from + 15] ?? 0);
    }
  }

  /** Keeps who is in a set, or, with a flip of -1, who is not. */
  function keepOne(a: Int32Array, flip: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      const from = place & 0x3ffffff0;
      const to = place & (BLOCK - 16);
      held[to] = (held[to] ?? 0) & ((a[from] ?? 0) ^ flip);
      held[to + 1] = (held[to + 1] ?? 0) & ((a[from + 1] ?? 0) ^ flip);
      held[to + 2] = (held[to + 2] ?? 0) & ((a[from + 2] ?? 0) ^ flip);
      held[to + 3] = (held[to + 3] ?? 0) & ((a[from + 3] ?? 0) ^ flip);
      held[to + 4] = (held[to + 4] ?? 0) & ((a[from + 4] ?? 0) ^ flip);
      held[to + 5] = (held[to + 5] ?? 0) & ((a[from + 5] ?? 0) ^ flip);
      held[to + 6] = (held[to + 6] ?? 0) & ((a[from + 6] ?? 0) ^ flip);
      held[to + 7] = (held[to + 7] ?? 0) & ((a[from + 7] ?? 0) ^ flip);
      held[to + 8] = (held[to + 8] ?? 0) & ((a[from + 8] ?? 0) ^ flip);
      held[to + 9] = (held[to + 9] ?? 0) & ((a[from + 9] ?? 0) ^ flip);
      held[to + 10] = (held[to + 10] ?? 0) & ((a[from + 10] ?? 0) ^ flip);
      held[to + 11] = (held[to + 11] ?? 0) & ((a[from + 11] ?? 0) ^ flip);
      held[to + 12] = (held[to + 12] ?? 0) & ((a[from + 12] ?? 0) ^ flip);
      held[to + 13] = (held[to + 13] ?? 0) & ((a[from + 13] ?? 0) ^ flip);
      held[to + 14] = (held[to + 14] ?? 0) & ((a[from + 14] ?? 0) ^ flip);
      held[to + 15] = (held[to + 15] ?? 0) & ((a[from + 15] ?? 0) ^ flip);
    }
  }

  /** The same of two sets at once. */
  function keepTwo(a: Int32Array, aFlip: number, b: Int32Array, bFlip: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      const from = place & 0x3ffffff0;
      const to = place & (BLOCK - 16);
      held[to] = (held[to] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from] ?? 0) ^ bFlip);
      held[to + 1] = (held[to + 1] ?? 0) & ((a[from + 1] ?? 0) ^ aFlip) & ((b[from + 1] ?? 0) ^ bFlip);
      held[to + 2] = (held[to + 2] ?? 0) & ((a[from + 2] ?? 0) ^ aFlip) & ((b[from + 2] ?? 0) ^ bFlip);
      held[to + 3] = (held[to + 3] ?? 0) & ((a[from + 3] ?? 0) ^ aFlip) & ((b[from + 3] ?? 0) ^ bFlip);
      held[to + 4] = (held[to + 4] ?? 0) & ((a[from + 4] ?? 0) ^ aFlip) & ((b[from + 4] ?? 0) ^ bFlip);
      held[to + 5] = (held[to + 5] ?? 0) & ((a[from + 5] ?? 0) ^ aFlip) & ((b[from + 5] ?? 0) ^ bFlip);
      held[to + 6] = (held[to + 6] ?? 0) & ((a[from + 6] ?? 0) ^ aFlip) & ((b[from + 6] ?? 0) ^ bFlip);
      held[to + 7] = (held[to + 7] ?? 0) & ((a[from + 7] ?? 0) ^ aFlip) & ((b[from + 7] ?? 0) ^ bFlip);
      held[to + 8] = (held[to + 8] ?? 0) & ((a[from + 8] ?? 0) ^ aFlip) & ((b[from + 8] ?? 0) ^ bFlip);
      held[to + 9] = (held[to + 9] ?? 0) & ((a[from + 9] ?? 0) ^ aFlip) & ((b[from + 9] ?? 0) ^ bFlip);
      held[to + 10] = (held[to + 10] ?? 0) & ((a[from + 10] ?? 0) ^ aFlip) & ((b[from + 10] ?? 0) ^ bFlip);
      held[to + 11] = (held[to + 11] ?? 0) & ((a[from + 11] ?? 0) ^ aFlip) & ((b[from + 11] ?? 0) ^ bFlip);
      held[to + 12] = (held[to + 12] ?? 0) & ((a[from + 12] ?? 0) ^ aFlip) & ((b[from + 12] ?? 0) ^ bFlip);
      held[to + 13] = (held[to + 13] ?? 0) & ((a[from + 13] ?? 0) ^ aFlip) & ((b[from + 13] ?? 0) ^ bFlip);
      held[to + 14] = (held[to + 14] ?? 0) & ((a[from + 14] ?? 0) ^ aFlip) & ((b[from + 14] ?? 0) ^ bFlip);
      held[to + 15] = (held[to + 15] ?? 0) & ((a[from + 15] ?? 0) ^ aFlip) & ((b[from + 15] ?? 0) ^ bFlip);
    }
  }

  /** Keeps who is in the second block, too. */
  function keepGathered(): void {
    for (let at = 0; at < BLOCK; at++) held[at] = (held[at] ?? 0) & (held[at + BLOCK] ?? 0);
  }
}
