import { createWriteStream, existsSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { over } from "../ours/engine.mjs";
import { loadBase, savedFile } from "../ours/load.mjs";
import { drawConstants } from "../queries/constants.mjs";
import { residentMb } from "./peer.mjs";

/**
 * How a base is loaded. Unless told, our indexes are made when they are first wanted; `indexed` makes all of them with the
 * load, and leaves a saved form behind. DuckDB has no indexes: its Parquet as it comes, or in the form that the benchmark
 * asks, with the events once more in order.
 */
const ways = {
  duckdb: { peer: { sorted: false } },
  "duckdb-sorted": { peer: { sorted: true } },
  arrow: { format: "arrow", variant: "default" },
  "arrow-indexed": { format: "arrow", variant: "indexed" },
  saved: { format: "saved", variant: "indexed" },
  parquet: { format: "parquet", variant: "indexed" },
};

/** The ways that there are of a base of this kind. */
export const waysOf = ({ withEvents }) => (withEvents ? Object.keys(ways) : ["duckdb", "arrow-indexed"]);

/**
 * Files to ready to ask, once, what that leaves resident and the most that ever was. Undefined where there is no such way.
 */
export async function loading({ way, folder, withEvents, threads, tell }) {
  if (way === "saved" && !existsSync(savedFile(folder))) return undefined;
  tell(`load ${way}`);
  const before = residentMb();
  const { peer, ...own } = ways[way];
  const load = peer === undefined ? loadBase : (await import("../peers/duckdb.mjs")).open;
  const start = performance.now();
  const held = await load({ folder, withEvents, ...(peer ?? { threads, ...own }) });
  const ms = performance.now() - start;
  if (peer === undefined && !withEvents) await answer(held);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const after = residentMb();
  const peakMb = process.resourceUsage().maxRSS / 1_000;
  if (way === "arrow-indexed" && withEvents) {
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
