import { md5 } from "js-md5";

/** The first 32 bits of the MD5 of `salt:id` in UTF-8, an unsigned integer. */
export function bucketOf(salt: string, id: string): number {
  return Number.parseInt(md5(`${salt}:${id}`).slice(0, 8), 16);
}
