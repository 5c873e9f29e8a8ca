import type { EngineOptions } from "../../memory/derived.js";

/** One way the memory engine can work. */
export interface EngineCell {
  readonly name: string;
  readonly engine: EngineOptions;
}

/** Every way of working that must give the same answers. */
export const engineCells: readonly EngineCell[] = [
  { name: "as it comes", engine: {} },
  { name: "indexes with the load", engine: { indexes: "eager" } },
  { name: "indexes off", engine: { indexes: "none" } },
  { name: "cache off", engine: { cacheBytes: 0 } },
  { name: "WebAssembly off", engine: { wasm: false } },
  { name: "WebAssembly, indexes with the load", engine: { wasm: true, indexes: "eager" } },
  { name: "WebAssembly, indexes off", engine: { wasm: true, indexes: "none" } },
  { name: "two threads", engine: { wasm: true, threads: 2 } },
];
