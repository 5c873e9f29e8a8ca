import type { EngineThread } from "./thread.js";
import { threadsOfNode } from "./threads-of-node.js";

/**
 * A worker with the engine in it. Bundlers find the worker by this very expression.
 *
 * @throws whatever the platform throws where no worker may be made
 */
export function createWorker(): EngineThread {
  const threads = threadsOfNode();
  if (threads !== undefined) return new threads.Worker(new URL("./engine.js", import.meta.url));
  return new Worker(new URL("./engine.js", import.meta.url), { type: "module" });
}
