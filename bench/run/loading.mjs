import { loadBase } from "../ours/load.mjs";
import { median } from "./measure.mjs";
import { residentMb } from "./peer.mjs";

/** Files to ready to ask, once, and what that leaves resident. `way`: `arrow`, `parquet` or `duckdb`. */
export async function loading({ way, folder, withEvents, threads, tell }) {
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
  const readings = [residentMb(), residentMb(), residentMb()];
  const after = median(readings);
  await held.close?.();
  return { ms, memoryMb: after - before, residentMb: after };
}
