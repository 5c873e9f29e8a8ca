import type { PlanEvent } from "../../plan/plan.js";
import { predicateOf } from "../columns/predicate.js";
import { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";
import { tablesOf } from "./event-table.js";
import { addsUp, totalMatches } from "./event-totals.js";
import type { CustomerEvents } from "./event-walk.js";
import { measureColumn } from "./measures.js";
import type * as listed from "./listed-counts.js";
import type * as sliced from "./sliced-totals.js";

type FastWays = typeof listed & typeof sliced;

/** What reads slices and lists: no page pays for it before it asks about events. */
let fastWays: FastWays | undefined;

async function loadFastWays(): Promise<FastWays> {
  return (fastWays ??= { ...(await import("./listed-counts.js")), ...(await import("./sliced-totals.js")) });
}

/** As `eventMatches` where events are listed by text, undefined where they are not. The set lies in the space. */
export async function listedEvents(data: CustomerEvents, node: PlanEvent, pacer: Pacer) {
  const { listedMatches } = fastWays ?? (await loadFastWays());
  return listedMatches(data, node, pacer);
}

/** The same where it is known at once. */
export function listedNow(data: CustomerEvents, node: PlanEvent) {
  return fastWays?.listedNow(data, node);
}

/** How an event condition is answered: by adding up marked events, or by looking at the events of each customer. */
export interface EventWay {
  readonly way: "events" | "walk";
  readonly why: string;
}

/** Which way `eventMatches` goes. */
export async function wayOfEvent(data: CustomerEvents, node: PlanEvent): Promise<EventWay> {
  const { selection, measure, test } = node;
  const { isListed, whyNotSliced } = fastWays ?? (await loadFastWays());
  if (isListed(data, node)) return { way: "events", why: "The events of each text stand side by side, by time." };
  if (addsUp(measure, tablesOf(data.events, selection.types))) {
    const why = whyNotSliced(data, selection, measure, test);
    if (why === undefined)
      return { way: "events", why: "The events of the window stand side by side, by slices of time." };
    return { way: "events", why: `${why} The events are marked and added up in blocks of customers.` };
  }
  if (measure.of === "sum") return { way: "walk", why: "The sums may pass what a double holds exactly." };
  return { way: "walk", why: `The measure "${measure.of}" looks at the events of each customer.` };
}

/** Whether it takes so little that no second thread is worth it, once something was asked about events. */
export function isQuickEvent(data: CustomerEvents, node: PlanEvent): boolean {
  if (fastWays === undefined) return false;
  const { isListed, whyNotSliced } = fastWays;
  if (isListed(data, node)) return true;
  const { selection, measure, test } = node;
  const adds = addsUp(measure, tablesOf(data.events, selection.types));
  return adds && whyNotSliced(data, selection, measure, test) === undefined;
}

/** The living customers whose measure meets the test of a condition, `exclude` aside. The words lie in the space. */
export async function eventMatches(data: CustomerEvents, node: PlanEvent, pacer: Pacer): Promise<Bitmap> {
  const { selection, measure, test } = node;
  if (addsUp(measure, tablesOf(data.events, selection.types))) {
    const { slicedMatches, whyNotSliced } = fastWays ?? (await loadFastWays());
    const total = whyNotSliced(data, selection, measure, test) === undefined ? slicedMatches : totalMatches;
    return total(data, selection, measure, test, pacer);
  }
  const column = await measureColumn(data, selection, measure, pacer);
  const meets = predicateOf(column, test);
  const matches = Bitmap.in(data.space, data.rows);
  data.base.eachRow((row) => {
    if (meets(row)) matches.add(row);
  });
  return matches;
}
