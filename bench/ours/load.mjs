import { open } from "node:fs/promises";
import { defineCatalog, memory } from "../core.mjs";
import { catalogInput } from "../workload/shape.mjs";

/** Options of the engine for each variant that is loaded by itself. Those with indexes make them with the load. */
const variants = {
  default: {},
  indexed: { indexes: "eager" },
  "no-index": { indexes: "none", cacheBytes: 0 },
  "no-wasm": { indexes: "eager", wasm: false },
};

/** Where a base of a folder is saved. */
export const savedFile = (folder) => `${folder}/base.saved`;

/** Loads the files of a folder. `format` is `arrow`, `parquet` or `saved`. */
export async function loadBase({ folder, withEvents, variant = "indexed", threads, format = "arrow" }) {
  const files = [];
  const options = { ...(threads === undefined ? {} : { threads }), ...variants[variant] };
  if (format === "saved") {
    const handle = await open(savedFile(folder));
    const adapter = await memory.openSavedBase(await direct(handle), options);
    await handle.close();
    return adapter;
  }
  const table = async (name, mapping) => {
    const handle = await open(`${folder}/${name}.${format}`);
    files.push(handle);
    const rows = format === "arrow" ? memory.arrowTable : memory.parquetTable;
    return rows(await (format === "arrow" ? direct(handle) : inPieces(handle)), mapping);
  };
  const adapter = await memory.memoryAdapter({
    catalog: defineCatalog(catalogInput),
    customers: await table("customers"),
    tags: await table("tags"),
    ...(withEvents ? { events: await table("events", { at: "ts" }) } : {}),
    ...options,
  });
  for (const handle of files) await handle.close();
  const { rejectedCount, unknownCustomers, rejected } = adapter.report;
  if (rejectedCount > 0 || unknownCustomers.events > 0 || unknownCustomers.tags > 0) {
    const told = JSON.stringify({ rejectedCount, unknownCustomers, first: rejected[0] });
    throw new Error(`The base did not load whole: ${told}`);
  }
  return adapter;
}

/** A file that is read straight to where its bytes belong. */
async function direct(handle) {
  const { size } = await handle.stat();
  return { size, readInto: (target, start) => filled(handle, target, start) };
}

async function inPieces(handle) {
  const { size } = await handle.stat();
  return {
    size,
    slice: (start, end) => ({
      arrayBuffer: async () => {
        const bytes = new Uint8Array(Math.min(end, size) - start);
        await filled(handle, bytes, start);
        return bytes.buffer;
      },
    }),
  };
}

async function filled(handle, target, start) {
  for (let at = 0; at < target.length;) {
    const { bytesRead } = await handle.read(target, at, target.length - at, start + at);
    if (bytesRead === 0) throw new Error("The file is shorter than it was.");
    at += bytesRead;
  }
}
