import type { Overlap } from "../../adapter/adapter.js";
import { refuse } from "../../issue/issue.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { WORDS_A_PAGE, type Kernels } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { transpose32 } from "./transpose.js";
import { NumberTable } from "./number-table.js";

/** 8 KB of each set: the blocks of all pairs stay in the first cache. */
const BLOCK = 16 * WORDS_A_PAGE;

/** Sets that fit one number as bits, whichever is its sign. */
const MOST_SETS = 30;

/**
 * How many customers each two sets share and, where they are asked for, how many are in which sets exactly.
 *
 * @throws AudienceError `too_many_values` for regions of more than 30 sets, `aborted`
 */
export async function overlapOf(
  sets: readonly Bitmap[],
  base: number,
  regions: boolean,
  space: Space,
  pacer: Pacer,
): Promise<Overlap> {
  if (regions && sets.length > MOST_SETS) {
    throw refuse("too_many_values", "/sets", `Regions are counted of at most ${MOST_SETS} sets.`);
  }
  const pairs = await pairsOf(sets, space, pacer);
  return regions ? { base, pairs, regions: await regionsOf(sets, pacer) } : { base, pairs };
}

/** Customers in both of two sets. */
export function sharedBy({ words: a }: Bitmap, { words: b }: Bitmap, kernels: Kernels): number {
  return kernels.countAnd(a, 0, b, 0, Math.min(a.length, b.length));
}

/** Block by block: those of all sets are brought together where the kernels are at home, and every two of them counted. */
async function pairsOf(sets: readonly Bitmap[], space: Space, pacer: Pacer): Promise<number[][]> {
  const { kernels } = space;
  const pairs = sets.map(() => new Array<number>(sets.length).fill(0));
  const most = Math.max(0, ...sets.map(({ words }) => words.length));
  const blocks = space.int32(sets.length * BLOCK);
  try {
    for (let from = 0; from < most; from += BLOCK) {
      const words = Math.min(BLOCK, most - from);
      for (const [index, set] of sets.entries()) {
        const own = set.words.subarray(from, from + words);
        blocks.set(own, index * BLOCK);
        blocks.fill(0, index * BLOCK + own.length, index * BLOCK + words);
      }
      for (const [index, row] of pairs.entries()) {
        row[index] = (row[index] ?? 0) + kernels.count(blocks, index * BLOCK, words);
        for (let other = index + 1; other < sets.length; other++) {
          row[other] = (row[other] ?? 0) + kernels.countAnd(blocks, index * BLOCK, blocks, other * BLOCK, words);
        }
      }
      await pacer.breathe();
    }
  } finally {
    space.free(blocks);
  }
  for (const [index, row] of pairs.entries()) {
    for (let other = 0; other < index; other++) row[other] = pairs[other]?.[index] ?? 0;
  }
  return pairs;
}

/** The sets of a customer as bits, 32 customers at once; those in no set are passed over. */
async function regionsOf(sets: readonly Bitmap[], pacer: Pacer): Promise<NonNullable<Overlap["regions"]>> {
  const most = Math.max(0, ...sets.map(({ words }) => words.length));
  const masks = new NumberTable();
  const rows = new Int32Array(32);
  for (let from = 0; from < most; from += BLOCK) {
    const words = sets.map((set) => set.words);
    for (let word = from; word < Math.min(from + BLOCK, most); word++) {
      let any = 0;
      for (let set = 0; set < sets.length; set++) any |= rows[set] = words[set]?.[word] ?? 0;
      if (any === 0) continue;
      rows.fill(0, sets.length);
      transpose32(rows);
      for (; any !== 0; any &= any - 1) masks.add(rows[31 - Math.clz32(any & -any)] ?? 0);
    }
    await pacer.breathe();
  }
  const regions = Array.from({ length: masks.size }, (_, place) => ({
    sets: sets.flatMap((_, set) => ((masks.numberAt(place) >>> set) & 1 ? [set] : [])),
    count: masks.countAt(place),
    mask: masks.numberAt(place),
  }));
  regions.sort((a, b) => b.count - a.count || a.mask - b.mask);
  return regions.map(({ sets: inside, count }) => ({ sets: inside, count }));
}
