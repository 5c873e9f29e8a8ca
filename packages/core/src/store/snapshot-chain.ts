import { applyChange, changeBetween, type MembershipChange } from "./membership-change.js";

/**
 * A snapshot as it is kept: the newest of an audience as a whole list, each older one as what turns the next newer
 * list into it. Most members stay from night to night, so years of nights need little more room than one.
 */
export type StoredSnapshot =
  | { readonly date: string; readonly ids: readonly string[] }
  | { readonly date: string; readonly back: MembershipChange };

/**
 * The list of one date.
 *
 * @param newestFirst stored snapshots from the newest down to that date at least
 */
export function idsOf(newestFirst: readonly StoredSnapshot[], date: string): readonly string[] | undefined {
  let ids: readonly string[] | undefined;
  for (const stored of newestFirst) {
    if ("ids" in stored) ids = stored.ids;
    else if (ids !== undefined) ids = applyChange(ids, stored.back);
    if (stored.date === date) return ids;
    if (stored.date < date) return undefined;
  }
  return undefined;
}

/**
 * The stored snapshots that are written when a list comes in between: its own, and that of the one before it, if any.
 *
 * @param newestFirst stored snapshots from the newest down to the one before the date at least
 */
export function insertion(
  newestFirst: readonly StoredSnapshot[],
  date: string,
  ids: readonly string[],
): readonly StoredSnapshot[] {
  const later = newestFirst.filter((stored) => stored.date > date);
  const older = newestFirst.find((stored) => stored.date < date);
  const next = later.at(-1);
  const nextIds = next === undefined ? undefined : idsOf(later, next.date);
  const own: StoredSnapshot = nextIds === undefined ? { date, ids } : { date, back: changeBetween(nextIds, ids) };
  if (older === undefined) return [own];
  const olderIds = idsOf([...later, older], older.date) ?? [];
  return [own, { date: older.date, back: changeBetween(ids, olderIds) }];
}
