import { onesIn } from "./plain-count.js";
import type { Kernels } from "./kernels.js";

/** `Kernels.join` */
export const plainJoin = makeJoin();

/**
 * Block by block, two or three sets a pass: of more the addresses find no registers. Sixteen words a round, since what is
 * checked of a set is checked once a round, and places cut off by a mask, so that none can overflow. All in one function,
 * where a constant is one: at the top of a module a bundler makes it a variable, which takes registers, too.
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
      let from = place & 0x3ffffff0;
      let to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from++] ?? 0);
    }
  }

  /** The block is three sets together. */
  function fillWithThree(a: Int32Array, b: Int32Array, c: Int32Array, block: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      let from = place & 0x3ffffff0;
      let to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
      held[to++] = (a[from] ?? 0) | (b[from] ?? 0) | (c[from++] ?? 0);
    }
  }

  /** Adds two sets to the block. */
  function add(a: Int32Array, b: Int32Array, block: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      let from = place & 0x3ffffff0;
      let to = (place & (BLOCK - 16)) + (block & BLOCK);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
      held[to] = (held[to++] ?? 0) | (a[from] ?? 0) | (b[from++] ?? 0);
    }
  }

  /** Keeps who is in a set, or, with a flip of -1, who is not. */
  function keepOne(a: Int32Array, flip: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      let from = place & 0x3ffffff0;
      let to = place & (BLOCK - 16);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
      held[to] = (held[to++] ?? 0) & ((a[from++] ?? 0) ^ flip);
    }
  }

  /** The same of two sets at once. */
  function keepTwo(a: Int32Array, aFlip: number, b: Int32Array, bFlip: number, at: number, end: number): void {
    for (let place = at; place < end; place += 16) {
      let from = place & 0x3ffffff0;
      let to = place & (BLOCK - 16);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
      held[to] = (held[to++] ?? 0) & ((a[from] ?? 0) ^ aFlip) & ((b[from++] ?? 0) ^ bFlip);
    }
  }

  /** Keeps who is in the second block, too. */
  function keepGathered(): void {
    for (let at = 0; at < BLOCK; at++) held[at] = (held[at] ?? 0) & (held[at + BLOCK] ?? 0);
  }
}
