export { serveEngine } from "./worker/serve-engine.js";
export type { BaseLoader, BaseLoaders } from "./worker/serve-engine.js";
