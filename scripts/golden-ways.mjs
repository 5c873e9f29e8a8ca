// The counts of a data folder in every way the memory engine can work, in this process and in a worker.
import { openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";

const ways = [
  ["as it comes", {}],
  ["indexes with the load", { indexes: "eager" }],
  ["indexes off", { indexes: "none" }],
  ["cache off", { cacheBytes: 0 }],
  ["WebAssembly off", { wasm: false }],
  ["WebAssembly, indexes with the load", { wasm: true, indexes: "eager" }],
  ["WebAssembly, indexes off", { wasm: true, indexes: "none" }],
  ["two threads", { wasm: true, threads: { from: 0 } }],
];

const dist = (module) => import(new URL(`../packages/core/dist/${module}.js`, import.meta.url).href);

/** Loads the folder once, opens what was saved of it in each way, and once more in a worker. Gives rows of [way, what, size]. */
export async function* countsInEachWay(folder, asOf, counts) {
  const [{ openDataFolder, openSavedBase }, { workerDataFolder }] = await Promise.all(["memory", "worker"].map(dist));
  const config = readFileSync(join(folder, "audiences.config.json"), "utf8");
  const open = (name) => openAsBlob(join(folder, name));
  const { adapter } = await openDataFolder({ config, open });
  const pieces = [];
  for await (const piece of adapter.save()) pieces.push(piece.slice());
  const saved = new Blob(pieces);
  for (const [name, engine] of ways) {
    const opened = await openSavedBase(saved, engine);
    for (const [what, , conditions] of counts) yield [name, what, await sizeIn(opened, asOf, conditions)];
    await opened.close?.();
  }
  const worker = await workerDataFolder({ config, open });
  for (const [what, , conditions] of counts) {
    yield ["in a worker", what, await sizeIn(worker.adapter, asOf, conditions)];
  }
  await worker.adapter.close();
}

async function sizeIn(adapter, asOf, conditions) {
  const { resolvePlan } = await dist("adapter");
  const definition = { version: 1, root: { kind: "group", match: "all", conditions } };
  const instant = asOf === undefined ? Date.now() : Date.parse(asOf);
  const options = { catalog: adapter.catalog(), audiences: () => undefined, asOf: instant };
  return (await adapter.evaluate(resolvePlan(definition, options))).size;
}
