import { build } from "esbuild";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** Makes workers of Node with an engine in them, built from its sources. */
export async function builtEngine(): Promise<() => Worker> {
  return builtWorker("../../worker/engine.ts");
}

/** Makes workers of Node that help an engine as its second thread, built from its sources. */
export async function builtSecondThread(): Promise<() => Worker> {
  return builtWorker("../../memory/threads/second-thread.ts");
}

async function builtWorker(module: string): Promise<() => Worker> {
  const code = await bundled(fileURLToPath(new URL(module, import.meta.url)));
  return () => new Worker(code, { eval: true });
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    conditions: ["source"],
    write: false,
    logLevel: "error",
  });
  return outputFiles.map(({ text }) => text).join("");
}
