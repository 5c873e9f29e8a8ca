import { md5 } from "js-md5";
import { exactOf } from "./exact.js";

/** The first 32 bits of MD5 of `salt:id` in UTF-8. */
export function bucketOf(salt: string, id: string): bigint {
  return BigInt(`0x${md5(`${salt.normalize("NFC")}:${id}`).slice(0, 8)}`);
}

/** ceil(share * 2^32), of the decimal that is written. */
export function thresholdOf(share: number): bigint {
  const { top, bottom } = exactOf(share);
  return (top * 2n ** 32n + bottom - 1n) / bottom;
}
