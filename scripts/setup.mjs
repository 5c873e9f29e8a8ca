// Installs what the machine lacks: the packages, through a pinned pnpm, and a Chromium for the browser tests.
//   --no-browser   leaves the browser out
//   --only NAME    installs one workspace package, by its folder name, and what it runs on: --only demo
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { executablePath } from "../browser-path.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/** Runs a command with its output on stderr, so that stdout stays free for what was asked for. */
const run = (command, args, env = {}) => {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (status !== 0) fail(`${command} ${args.join(" ")} failed (${error?.message ?? status})`);
};

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : undefined;
// A filtered install still brings the tools of the root, unless it leaves out development; where they are, they stay.
const part = only === undefined ? [] : ["--filter", `@audiencekit/${only}...`];
const production = only !== undefined && !existsSync(`${root}node_modules/vitest`) ? ["--prod"] : [];
const pnpm = ["-y", "pnpm@12.21.0", "--loglevel", "error"];
run("npx", [...pnpm, ...part, "install", "--frozen-lockfile", ...production], { CI: "true" });

if (!process.argv.includes("--no-browser") && executablePath === undefined) {
  const canInstall = process.platform === "linux" && process.getuid?.() === 0 && !spawnSync("apt-get", ["-v"]).error;
  if (!canInstall) {
    fail(
      "The browser tests need Chrome or Chromium: install one (on Debian or Ubuntu `sudo apt-get install chromium`) " +
        "or set CHROME_PATH to the one you have.",
    );
  }
  const apt = ["-o", "DPkg::Lock::Timeout=300", "-q", "-y"];
  run("apt-get", [...apt, "update"]);
  // A browser without a font of its own draws boxes, and boxes have other widths than letters.
  const packages = ["chromium", "fonts-noto-core"];
  run("apt-get", [...apt, "install", "--no-install-recommends", ...packages], { DEBIAN_FRONTEND: "noninteractive" });
}
