import type { EngineOptions } from "../../memory/derived.js";
import type { SecondThreadOptions } from "../../memory/threads/event-leaves.js";
import { builtSecondThread } from "../engines/built-engine.js";

/** One way the memory engine can work. */
export interface EngineCell {
  readonly name: string;
  readonly engine: EngineOptions;
}

/** A second thread for every condition on events, however few these are. */
export const twoThreads: SecondThreadOptions = {
  from: 0,
  patience: 20_000,
  createWorker: await builtSecondThread(),
};

/** Every way of working that must give the same answers. */
export const engineCells: readonly EngineCell[] = [
  { name: "as it comes", engine: {} },
  { name: "indexes with the load", engine: { indexes: "eager" } },
  { name: "indexes off", engine: { indexes: "none" } },
  { name: "cache off", engine: { cacheBytes: 0 } },
  { name: "WebAssembly off", engine: { wasm: false } },
  { name: "WebAssembly, indexes with the load", engine: { wasm: true, indexes: "eager" } },
  { name: "WebAssembly, indexes off", engine: { wasm: true, indexes: "none" } },
  { name: "two threads", engine: { wasm: true, threads: twoThreads } },
];
