import type { EngineThread } from "../../worker/thread.js";
import { threadsOfNode } from "../../worker/threads-of-node.js";

/**
 * A worker that serves as second thread. Bundlers find the worker by this very expression.
 *
 * @throws whatever the platform throws where no worker may be made
 */
export function createSecondThread(): EngineThread {
  const threads = threadsOfNode();
  if (threads !== undefined) return new threads.Worker(new URL("./second-thread.js", import.meta.url));
  return new Worker(new URL("./second-thread.js", import.meta.url), { type: "module" });
}
