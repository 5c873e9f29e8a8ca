import { existsSync } from "node:fs";

const candidates = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));

/** Path of the Chrome or Chromium the browser tests drive, or undefined where none is installed. */
export const executablePath = found;

/** Flags under which a headless Chromium runs in a container and stays off the network. */
export const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
