import { deepFreeze } from "../definition/freeze.js";
import { refuse } from "../issue/issue.js";

/** Of the records; a store that finds a later one refuses it. */
export const RECORD_SCHEMA = 1;

/** What is kept, with what shows whether it is still as it was written. */
export interface Sealed<T> {
  readonly schema: number;
  readonly sum: number;
  readonly body: T;
}

export function seal<T>(body: T): Sealed<T> {
  return { schema: RECORD_SCHEMA, sum: checksum(body), body };
}

/**
 * What was sealed, frozen.
 *
 * @param name of the record, for the refusal: `run of audience a on 2025-01-31`
 * @throws AudienceError `store_newer`, `store_corrupt`
 */
export function unseal<T>(sealed: Sealed<T>, name: string): T {
  if (typeof sealed.schema === "number" && sealed.schema > RECORD_SCHEMA) {
    const message = `The ${name} was written by a later release (schema ${sealed.schema}, known is ${RECORD_SCHEMA}).`;
    throw refuse("store_newer", "", message, "Update AudienceKit.");
  }
  if (sealed.schema !== RECORD_SCHEMA || sealed.body === undefined || sealed.sum !== checksum(sealed.body)) {
    throw refuse("store_corrupt", "", `The ${name} is not as it was written.`, "Restore it from a backup.");
  }
  return deepFreeze(sealed.body);
}

/** 32-bit FNV-1a over the UTF-16 units of the JSON: finds damage, no defence against forgery. */
function checksum(body: unknown): number {
  const text = JSON.stringify(body) ?? "";
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}
