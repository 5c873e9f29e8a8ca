import type { CustomerProfile } from "../../adapter/adapter.js";
import type { PlanTag } from "../../plan/plan.js";
import type { Zone } from "../../plan/zone.js";
import { tagRecords } from "../../source/read-rows.js";
import { refuseRow } from "./refuse-row.js";

/** The tags somebody carries as told, with their instants: undefined for a tag without one. */
export type ToldTags = ReadonlyMap<string, readonly (number | undefined)[]>;

/** @throws AudienceError `bad_row` for a tag that cannot be read */
export async function toldTags({ id, tags = [] }: CustomerProfile, zone: Zone): Promise<ToldTags> {
  const told = new Map<string, (number | undefined)[]>();
  const rows = tags.map((tag) => ({ ...tag, customer: id }));
  for await (const batch of tagRecords(rows, zone, refuseRow("tags"))) {
    for (const { tag, at } of batch) {
      const instants = told.get(tag);
      if (instants === undefined) told.set(tag, [at]);
      else instants.push(at);
    }
  }
  return told;
}

/** Whether somebody with these tags, and no other, meets the condition, `exclude` aside. */
export function carries(told: ToldTags, { match, tags, window }: PlanTag, asOf: number): boolean {
  const [from, to] = [window?.from ?? -Infinity, Math.min(window?.to ?? Infinity, asOf + 1)];
  const counts = (at: number | undefined): boolean => (at === undefined ? window === undefined : from <= at && at < to);
  const carried = (tag: string): boolean => told.get(tag)?.some(counts) === true;
  return match === "all" ? tags.every(carried) : tags.some(carried);
}
