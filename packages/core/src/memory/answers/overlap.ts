import type { Overlap } from "../../adapter/adapter.js";
import { refuse } from "../../issue/issue.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { WORDS_A_PAGE, type Kernels } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Pacer } from "../pacer.js";
import { transpose32 } from "./transpose.js";
import { NumberTable } from "./number-table.js";

/** A set whose size is known. */
export interface SizedRows {
  readonly rows: Bitmap;
  readonly size: number;
}

/** Words of all sets that are brought together at once: they stay in the second cache. */
const TOGETHER = 131_072;

/** Words between two turns given to others. */
const BLOCK = 2_048;

/** Sets that fit one number as bits, whichever is its sign. */
const MOST_SETS = 30;

/**
 * How many customers each two sets share and, where they are asked for, how many are in which sets exactly.
 *
 * @throws AudienceError `too_many_values` for regions of more than 30 sets, `aborted`
 */
export async function overlapOf(
  sets: readonly SizedRows[],
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
async function pairsOf(sets: readonly SizedRows[], space: Space, pacer: Pacer): Promise<number[][]> {
  const many = sets.length;
  const most = longest(sets);
  const block = Math.max(1, Math.floor(TOGETHER / many / WORDS_A_PAGE)) * WORDS_A_PAGE;
  const blocks = space.int32(many * Math.min(block, most));
  const counts = space.int32(many * many);
  try {
    for (let from = 0; from < most; from += block) {
      const words = Math.min(block, most - from);
      for (const [index, { rows }] of sets.entries()) {
        const own = rows.words.subarray(from, from + words);
        blocks.set(own, index * words);
        if (own.length < words) blocks.fill(0, index * words + own.length, (index + 1) * words);
      }
      space.kernels.overlaps(blocks, many, words, counts);
      await pacer.breathe();
    }
    const shared = (a: number, b: number): number => counts[Math.min(a, b) * many + Math.max(a, b)] ?? 0;
    return sets.map(({ size }, a) => sets.map((_, b) => (a === b ? size : shared(a, b))));
  } finally {
    space.free(blocks);
    space.free(counts);
  }
}

function longest(sets: readonly SizedRows[]): number {
  return Math.max(0, ...sets.map(({ rows }) => rows.words.length));
}

/** The sets of a customer as bits, 32 customers at once; those in no set are passed over. */
async function regionsOf(sets: readonly SizedRows[], pacer: Pacer): Promise<NonNullable<Overlap["regions"]>> {
  const most = longest(sets);
  const words = sets.map(({ rows }) => rows.words);
  const masks = new NumberTable();
  const rows = new Int32Array(32);
  for (let from = 0; from < most; from += BLOCK) {
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
    sets: words.flatMap((_, set) => ((masks.numberAt(place) >>> set) & 1 ? [set] : [])),
    count: masks.countAt(place),
    mask: masks.numberAt(place),
  }));
  regions.sort((a, b) => b.count - a.count || a.mask - b.mask);
  return regions.map(({ sets: inside, count }) => ({ sets: inside, count }));
}
