import { isColumnar } from "../../source/table-source.js";
import { threadsOfNode } from "../../worker/threads-of-node.js";
import { canShareMemory, WORTH_IT } from "../threads/event-leaves.js";
import type { EventsByTwo } from "./events-by-two.js";
import type { LoadingThread } from "./loading-thread.js";
import type { MemoryAdapterOptions } from "./memory-adapter.js";

/** Bytes that an event takes in a file at least, more or less. */
const AN_EVENT = 16;

/**
 * The second thread of a load, where one is wanted, can be had and is worth it. It starts while the customers are read. In
 * Node it is wanted unless told.
 */
export async function startLoadingThread(options: MemoryAdapterOptions): Promise<LoadingThread | undefined> {
  const { threads = threadsOfNode() === undefined ? 1 : 2, events, wasm } = options;
  const source = sourceOf(events);
  if (threads === 1 || wasm === false || source === undefined || !canShareMemory()) return undefined;
  const { from = WORTH_IT, createWorker } = threads === 2 ? {} : threads;
  if ((source instanceof Uint8Array ? source.length : source.size) < from * AN_EVENT) return undefined;
  try {
    const { LoadingThread } = await import("./loading-thread.js");
    return new LoadingThread(createWorker ?? (await import("../threads/create-second-thread.js")).createSecondThread);
  } catch {
    // One thread loads as well.
    return undefined;
  }
}

/** The events, to be read by both threads; undefined where that cannot be. */
export async function eventsByTwo(
  { events, catalog, threads, baseFromEvents }: MemoryAdapterOptions,
  thread: LoadingThread | undefined,
): Promise<EventsByTwo | undefined> {
  const source = sourceOf(events);
  const properties = [...catalog.eventTypes, ...(catalog.otherEvents ? [catalog.otherEvents] : [])];
  if (thread === undefined || events === undefined || !isColumnar(events) || source === undefined) return undefined;
  // Lists wait in a way that is not shared.
  if (properties.some((own) => own.properties.some(({ type }) => type === "list"))) return undefined;
  // Every customer of an event gets a slot, in the order of their coming.
  if (baseFromEvents === true) return undefined;
  const { EventsByTwo } = await import("./events-by-two.js");
  const { mapping } = events;
  const byTwo = new EventsByTwo(thread, { source, mapping, name: "The table of events", catalog });
  const { patience = 0 } = typeof threads === "object" ? threads : {};
  if (patience > 0) await byTwo.begun;
  return byTwo;
}

/** Where the events lie, if any of them can be read again. */
function sourceOf(events: MemoryAdapterOptions["events"]) {
  if (events === undefined || !isColumnar(events) || events.format !== "arrow") return undefined;
  const { source } = events;
  return source instanceof Uint8Array || "size" in source ? source : undefined;
}
