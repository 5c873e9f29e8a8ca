import { createServer } from "node:http";
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableToIPC } from "@uwdata/flechette";
import { build } from "esbuild";
import { drawConstants } from "../queries/constants.mjs";
import { definitionOf } from "../queries/definitions.mjs";
import { profileCondition } from "../queries/sql.mjs";
import { Disagreement, median } from "../run/measure.mjs";
import { figure, table } from "../run/table.mjs";
import { readArrow } from "../workload/arrow.mjs";
import { versionOf } from "../peers/version.mjs";
import { editToSize } from "./builder.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const packageOfPeer = fileURLToPath(new URL("../node_modules/@duckdb/duckdb-wasm/dist", import.meta.url));
const queries = ["Q1", "Q2", "Q3", "Q4"];
const REPETITIONS = 15;

/** Counts from here on are for warming up. */
const APART = 10_000;

/** In Chromium: load and queries beside duckdb-wasm, and how long an edit in the demo's builder takes to its size. */
export async function browserReport({ folder, size, out }) {
  const { launchBrowser, serveDemo } = await import("../../scripts/demo-session.mjs");
  const browser = await launchBrowser();
  const report = {
    date: new Date().toISOString(),
    machine: { cpu: os.cpus()[0]?.model.trim(), cores: os.cpus().length },
    size,
    versions: { chromium: browser.version(), "duckdb-wasm": versionOf("@duckdb/duckdb-wasm") },
    rows: [],
    load: {},
    leftOut: [],
  };
  const served = await servePage(folder);
  try {
    await measurePage(await browser.newPage(), served.url, report);
  } finally {
    await served.stop();
  }
  const demo = await serveDemo();
  try {
    report.builder = await editToSize(await browser.newPage(), demo.url, size);
  } catch (error) {
    report.leftOut.push({ what: "The builder of the demo", reason: String(error.message).split("\n")[0] });
  } finally {
    await demo.stop();
  }
  await browser.close();
  print(report);
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(report, undefined, 2)}\n`);
}

async function measurePage(page, url, report) {
  page.on("pageerror", (error) => process.stderr.write(`${error}\n`));
  await page.goto(url);
  await page.waitForFunction(() => globalThis.bench !== undefined);
  process.stderr.write("load ours\n");
  report.load.arrow = await page.evaluate(() => globalThis.bench.loadOurs());
  process.stderr.write("load duckdb-wasm\n");
  const peer = await page.evaluate(() => globalThis.bench.loadPeer().catch((error) => String(error)));
  const hasPeer = typeof peer === "number";
  if (hasPeer) report.load["duckdb-wasm"] = peer;
  else report.leftOut.push({ what: "duckdb-wasm", reason: peer });
  for (const query of queries) {
    process.stderr.write(`browser ${query}\n`);
    const times = { ours: [], theirs: [] };
    let counted;
    for (let repetition = -5; repetition < REPETITIONS; repetition++) {
      const constants = drawConstants(query, repetition < 0 ? APART - repetition : repetition);
      const asked = {
        sql: hasPeer
          ? `SELECT count(*)::INTEGER FROM customers WHERE ${profileCondition(query, constants, dialect)}`
          : null,
        definition: definitionOf(query, constants),
        asOf: constants.asOf * 1000,
      };
      const { theirs, ours } = await page.evaluate((one) => globalThis.bench.once(one), asked);
      if (theirs !== undefined && theirs.count !== ours.count) {
        const told = ({ count }) => ({ count, agreed: String(count) });
        throw new Disagreement(query, constants, { ours: told(ours), "duckdb-wasm": told(theirs) });
      }
      counted = ours.count;
      if (repetition < 0) continue;
      times.ours.push(ours.ms);
      if (theirs !== undefined) times.theirs.push(theirs.ms);
    }
    const ratios = times.theirs.map((ms, place) => ms / times.ours[place]);
    report.rows.push({
      query,
      size: report.size,
      variant: "browser",
      oursMs: median(times.ours),
      count: counted,
      peersMs: hasPeer ? { "duckdb-wasm": median(times.theirs) } : {},
      ratio: hasPeer ? { "duckdb-wasm": median(ratios) } : {},
    });
  }
  await page.close();
}

const dialect = { date: (days) => `(DATE '1970-01-01' + ${days})` };

/** The page, its script bundled, the files of the base and duckdb-wasm's own, on a free port of this machine. */
async function servePage(folder) {
  const built = join(here, "../.data/browser");
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  await build({
    entryPoints: [join(here, "page.mjs")],
    outdir: built,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    nodePaths: [join(here, "../node_modules")],
    external: ["node:*"],
    logLevel: "error",
  });
  const streams = new Map(
    ["customers", "tags"].map((name) => [
      `/data/${name}.arrows`,
      Buffer.from(tableToIPC(readArrow(`${folder}/${name}.arrow`), { format: "stream" })),
    ]),
  );
  const roots = { "/data/": folder, "/peer/": packageOfPeer, "/page/": built };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    // With these two headers the clock is fine enough for a tenth of a millisecond.
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    if (path === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end('<!doctype html><title>bench</title><script type="module" src="/page/page.js"></script>');
      return;
    }
    const stream = streams.get(path);
    if (stream !== undefined) {
      response.end(stream);
      return;
    }
    const root = Object.keys(roots).find((prefix) => path.startsWith(prefix));
    const file = root === undefined || path.includes("..") ? undefined : join(roots[root], path.slice(root.length));
    if (file === undefined || !existsSync(file)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
    response.setHeader("content-length", statSync(file).size);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}

const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

function print({ size, date, machine, versions, rows, load, builder, leftOut }) {
  const lines = [
    `${size.toLocaleString("en")} customers in Chromium · ${date} · ${machine.cpu}, ${machine.cores} cores`,
    Object.entries(versions)
      .map((version) => version.join(" "))
      .join(" · "),
    "",
    "Milliseconds, medians, single-shot; (times) = how many times longer than ours. Both agree on every count.",
    table([
      ["query", "variant", "count", "ours", "duckdb-wasm"],
      ...rows.map(({ query, variant, count, oursMs, peersMs, ratio }) => [
        query,
        variant,
        count.toLocaleString("en"),
        figure(oursMs),
        "duckdb-wasm" in peersMs ? `${figure(peersMs["duckdb-wasm"])} (${figure(ratio["duckdb-wasm"])})` : "",
      ]),
    ]),
    "",
    "Load of customers and tags to ready to ask, seconds",
    table([
      ["", "seconds"],
      ...Object.entries(load).map(([way, ms]) => [way === "arrow" ? "ours, Arrow IPC" : way, (ms / 1000).toFixed(2)]),
    ]),
  ];
  if (builder !== undefined) {
    lines.push(
      "",
      `One edit in the demo's builder to the new size on screen, ${builder.edits} edits: median ${figure(builder.medianMs)} ms, worst ${figure(builder.worstMs)} ms (floor 50, aim 16; ${builder.medianMs <= 50 ? "held" : "MISSED"}); the base was ready after ${(builder.readyMs / 1000).toFixed(1)} s.`,
    );
  }
  for (const { what, reason } of leftOut) lines.push(`${what} was left out: ${reason}`);
  console.log(lines.join("\n"));
}
