import type { PlanEvent, PlanSequence } from "../../plan/plan.js";
import { eventMatches, isQuickEvent, wayOfEvent, type EventWay } from "../events/event-matches.js";
import type { CustomerEvents } from "../events/event-walk.js";
import { sequenceMatches } from "../events/sequence.js";
import { isQuickSequence, shortSequence } from "../events/short-sequence.js";
import type { Bitmap } from "../kernels/bitmap.js";
import type { Pacer } from "../pacer.js";

/** A condition that looks at the events of each customer, and at no other's. */
export type EventLeaf = PlanEvent | PlanSequence;

/** The living customers that meet a condition, `exclude` aside. The words lie in the space. */
export function leafMatches(data: CustomerEvents, leaf: EventLeaf, asOf: number, pacer: Pacer): Promise<Bitmap> {
  return leaf.kind === "event" ? eventMatches(data, leaf, pacer) : sequenceMatches(data, leaf, asOf, pacer);
}

/** Whether a condition takes so little that no second thread is worth it, however many events there are. */
export function isQuick(data: CustomerEvents, leaf: EventLeaf, asOf: number): boolean {
  return leaf.kind === "event" ? isQuickEvent(data, leaf) : isQuickSequence(data, leaf, asOf);
}

/** Which way `leafMatches` goes. */
export async function wayOfLeaf(data: CustomerEvents, leaf: EventLeaf, asOf: number): Promise<EventWay> {
  if (leaf.kind === "event") return wayOfEvent(data, leaf);
  if (isQuickSequence(data, leaf, asOf)) {
    return { way: "events", why: "The time from each event to the nearest of the other step is kept." };
  }
  if (shortSequence(leaf, asOf) === undefined) {
    return { way: "walk", why: "The events of each customer are followed in the order they happened." };
  }
  return { way: "events", why: "The events of each step are marked, and a kernel looks which follow which." };
}

/** The event types a condition looks at, each once. */
export function typesOf(leaf: EventLeaf): readonly string[] {
  return leaf.kind === "event" ? leaf.selection.types : [...new Set(leaf.steps.flatMap(({ types }) => types))];
}

/** The properties whose values a condition tests. */
export function filteredProperties(leaf: EventLeaf): readonly string[] {
  const filters = leaf.kind === "event" ? leaf.selection.filters : leaf.steps.flatMap(({ filters }) => filters);
  return filters.map(({ property }) => property);
}
