// npm run bench -- [--size 1000000] [--only Q1,Q5] [--out FILE] [--repeats N] [--browser]: our evaluator beside the
// engines one would pick instead. They live in bench/ with a lockfile of their own and are installed here.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const step = (command, args, cwd) => {
  const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync(join(root, "bench/node_modules"))) {
  // Not `npm ci`: it refuses a lockfile that lacks a binary of another platform.
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel", "error"];
  step("npm", args, join(root, "bench"));
}
const setUp = existsSync(join(root, "node_modules/playwright-core"));
const isBuilt = existsSync(join(root, "packages/core/dist/memory.js"));
if (!setUp && (!isBuilt || process.argv.includes("--browser"))) {
  step(process.execPath, ["scripts/setup.mjs", "--no-browser"], root);
}
if (!isBuilt) {
  const args = ["-y", "pnpm@12.21.0", "--loglevel", "error", "--filter", "@audiencekit/core", "run", "build:js"];
  step("npx", args, root);
}
await import("../bench/run/main.mjs");
