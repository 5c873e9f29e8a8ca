import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { loadBase, savedFile } from "../ours/load.mjs";
import { residentMb } from "./peer.mjs";

/**
 * Files to ready to ask, once, and what that leaves resident. `way`: `arrow`, `parquet`, `saved` (what the load from
 * Arrow left in the folder) or `duckdb`. Undefined where there is no such way.
 */
export async function loading({ way, folder, withEvents, threads, tell }) {
  if (way === "saved" && !existsSync(savedFile(folder))) return undefined;
  tell(`load ${way}`);
  const before = residentMb();
  const start = performance.now();
  let held;
  if (way === "duckdb") {
    const { open } = await import("../peers/duckdb.mjs");
    held = await open({ folder, withEvents });
  } else {
    held = await loadBase({ folder, withEvents, threads, format: way });
  }
  const ms = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = residentMb();
  if (way === "arrow" && withEvents && held.save !== undefined) {
    tell("save");
    await pipeline(Readable.from(held.save()), createWriteStream(savedFile(folder)));
  }
  await held.close?.();
  return { ms, memoryMb: after - before, residentMb: after };
}
