// What a page gets from one script tag: the elements registered, and the global `AudienceKit` with all it takes to feed them.
import "./define.js";

export * from "@audiencekit/core";
export * from "@audiencekit/core/indexeddb";
// Rows, not data folders: the readers of CSV and Parquet are for hosts that bundle.
export { MemoryLoader, memoryAdapter } from "@audiencekit/core/memory";
export * from "./index.js";

// Core has a type of this name; a page without types wants the element.
export { AudienceStatus } from "./index.js";
