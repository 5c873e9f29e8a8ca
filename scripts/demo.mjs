// npm run demo: installs what the demo needs and nothing else, builds it and starts it. Arguments go to the demo.
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const shell = process.platform === "win32";

const step = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell });
  if (status !== 0) process.exit(status ?? 1);
};

step(process.execPath, ["scripts/setup.mjs", "--no-browser", "--only", "demo"]);
step(process.execPath, ["examples/demo/build.mjs"]);

const demo = spawn(process.execPath, ["examples/demo/dist/server.js", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => demo.kill(signal));
demo.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
