import type { PlanEvent } from "../../plan/plan.js";
import { predicateOf } from "../columns/predicate.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import { tablesOf, type EventTable } from "./event-table.js";
import { addsUp, totalMatches } from "./event-totals.js";
import type { CustomerEvents } from "./event-walk.js";
import { measureColumn } from "./measures.js";

/** How an event condition is answered: by adding up marked events, or by looking at the events of each customer. */
export interface EventWay {
  readonly way: "events" | "walk";
  readonly why: string;
}

/** Which way `eventMatches` goes. */
export function wayOfEvent({ selection, measure }: PlanEvent, events: ReadonlyMap<string, EventTable>): EventWay {
  if (addsUp(measure, tablesOf(events, selection.types))) {
    return { way: "events", why: "The events are marked and added up in blocks of customers." };
  }
  if (measure.of === "sum") return { way: "walk", why: "The sums may pass what a double holds exactly." };
  return { way: "walk", why: `The measure "${measure.of}" looks at the events of each customer.` };
}

/** The living customers whose measure meets the test of a condition, `exclude` aside. The words lie in the space. */
export async function eventMatches(data: CustomerEvents, node: PlanEvent, pacer: Pacer): Promise<Bitmap> {
  const { selection, measure, test } = node;
  if (addsUp(measure, tablesOf(data.events, selection.types))) {
    return totalMatches(data, selection, measure, test, pacer);
  }
  const column = await measureColumn(data, selection, measure, pacer);
  const meets = predicateOf(column, test);
  const matches = Bitmap.in(data.space, data.rows);
  data.base.eachRow((row) => {
    if (meets(row)) matches.add(row);
  });
  return matches;
}
