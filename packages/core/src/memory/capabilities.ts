import type { Capabilities } from "../adapter/adapter.js";

/** What an adapter in memory can do. `audiencekit.js` has a list of its own. */
export const capabilities: Capabilities = Object.freeze({
  engine: "memory",
  append: true,
  asOf: true,
  breakdown: true,
  change: true,
});
