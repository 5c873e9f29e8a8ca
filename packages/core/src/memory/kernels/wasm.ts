import type { Kernels } from "./kernels.js";

/** A new memory with room for `bytes`, its kernels, and where the room begins; undefined where WebAssembly cannot run. */
export async function wasmMemory(
  _bytes: number,
  _shared: boolean,
): Promise<{ memory: WebAssembly.Memory; kernels: Kernels; free: number } | undefined> {
  return undefined;
}
