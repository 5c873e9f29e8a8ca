import { refuse } from "../../issue/issue.js";
import type { Reject } from "../../source/read-rows.js";

/** Refuses what cannot be read of a list of somebody told, by its path. */
export function refuseRow(list: string): Reject {
  return (record, column, reason) => {
    throw refuse("bad_row", `/${list}/${record - 1}/${column}`, `${column} ${reason}.`);
  };
}
