import type * as threads from "node:worker_threads";

/** Node's threads, without an import that a bundler for pages would stumble over; undefined elsewhere. */
export function threadsOfNode(): typeof threads | undefined {
  if (typeof globalThis.Worker === "function") return undefined;
  return globalThis.process?.getBuiltinModule?.("node:worker_threads");
}
