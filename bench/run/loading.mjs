import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { over } from "../ours/engine.mjs";
import { loadBase, savedFile } from "../ours/load.mjs";
import { drawConstants } from "../queries/constants.mjs";
import { residentMb } from "./peer.mjs";

/**
 * Files to ready to ask, once, what that leaves resident and the most that ever was. `way`: `arrow`, `parquet`, `saved` (what the load from
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
  if (way !== "duckdb" && !withEvents) await answer(held);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = residentMb();
  const peakMb = process.resourceUsage().maxRSS / 1_000;
  if (way === "arrow" && withEvents && held.save !== undefined) {
    tell("save");
    await pipeline(Readable.from(held.save()), createWriteStream(savedFile(folder)));
  }
  await held.close?.();
  return { ms, memoryMb: after - before, residentMb: after, peakMb };
}

/** A large base has to answer, too, in the memory it is allowed. */
async function answer(adapter) {
  const ours = over(adapter);
  for (const query of ["Q1", "Q2", "Q3", "Q4", "Q8"]) {
    await (await ours.prepare(query, drawConstants(query, 0))).run();
  }
}
