import { md5 } from "js-md5";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import type { Roster } from "../roster.js";

const BLOCK = 2_048;

/** Customers whose bucket lies in `from <= bucket < to`. */
export async function sampleOf(
  roster: Roster,
  { salt, from, to }: { readonly salt: string; readonly from: number; readonly to: number },
  pacer: Pacer,
): Promise<Bitmap> {
  const sample = new Bitmap(roster.rows);
  for (const [row, id] of roster.entries()) {
    const bucket = bucketOf(salt, id);
    if (from <= bucket && bucket < to) sample.add(row);
    if (row % BLOCK === 0) await pacer.breathe();
  }
  return sample;
}

/** The first 32 bits of the MD5 of `salt:id` in UTF-8, an unsigned integer. */
export function bucketOf(salt: string, id: string): number {
  return Number.parseInt(md5(`${salt}:${id}`).slice(0, 8), 16);
}
