// Builds the demo, serves it as a process of its own, and opens a browser: what the tests of the demo and its pictures share.
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { args, executablePath } from "../browser-path.mjs";

const demo = fileURLToPath(new URL("../examples/demo/", import.meta.url));

/** Builds the demo and serves it on a free port. @returns its address, and how to stop it */
export const serveDemo = async () => {
  const built = spawnSync(process.execPath, ["build.mjs"], { cwd: demo, stdio: "inherit" });
  if (built.status !== 0) throw new Error("The demo could not be built.");
  const server = spawn(process.execPath, ["dist/server.js", "--port", "0", "--no-open"], {
    cwd: demo,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    const stop = async () => {
      server.kill();
      await ended;
    };
    return { url, stop };
  }
  throw new Error("The demo ended before it said where it is.");
};

/** A headless Chromium. */
export const launchBrowser = () =>
  chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args });
