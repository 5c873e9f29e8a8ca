// npm test: sets the machine up, builds, runs every test and ends in one line, `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { countTests } from "./count.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = `${root}reports`;
const shell = process.platform === "win32";
const run = (command, args) =>
  spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell }).status ?? 1;

if (run(process.execPath, ["scripts/setup.mjs"]) !== 0) process.exit(1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);
const built = run("npx", ["-y", "pnpm@12.21.0", "--loglevel", "error", "--recursive", "--no-bail", "run", "build:js"]);

const bin = `${root}node_modules/.bin`;
const exits = {
  build: built,
  vitest: run(`${bin}/vitest`, [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reports}/vitest.json`,
  ]),
  browser: run(`${bin}/web-test-runner`, []),
};
const { passed, failed, skipped } = countTests(reports, exits);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0 || passed === 0) process.exitCode = 1;
