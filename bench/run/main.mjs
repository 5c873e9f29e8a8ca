import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dataFolder, EVENTS_UP_TO } from "../workload/data.mjs";
import { judged } from "./goals.mjs";
import { Disagreement, median } from "./measure.mjs";
import { drawConstants } from "../queries/constants.mjs";
import { waysOf } from "./loading.mjs";
import { printReport } from "./report.mjs";

/** Times that each way to load is measured. */
const LOADS = 3;

const everyQuery = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10"];
const profileQueries = ["Q1", "Q2", "Q3", "Q4"];
const withoutEvents = ["Q1", "Q2", "Q3", "Q4", "Q8"];
const everyPeer = [
  "clickhouse",
  "polars",
  "arquero",
  "sqlite",
  "crossfilter",
  "sift",
  "json-logic-js",
  "json-rules-engine",
];

const { values: told } = parseArgs({
  options: {
    size: { type: "string", default: "1000000" },
    only: { type: "string" },
    out: { type: "string" },
    repeats: { type: "string" },
    threads: { type: "string", default: "2" },
    peers: { type: "string" },
    variants: { type: "string", default: "no-index,no-wasm" },
    browser: { type: "boolean", default: false },
  },
});
const size = Number(told.size);
if (!Number.isSafeInteger(size) || size < 1_000) throw new Error("--size is a whole number from 1,000.");
const withEvents = size <= EVENTS_UP_TO;
const asked = told.only?.split(",") ?? everyQuery;
const unknown = asked.find((query) => !everyQuery.includes(query));
if (unknown !== undefined) throw new Error(`There is no query ${unknown}; there are ${everyQuery.join(", ")}.`);
const queries = asked.filter((query) => withEvents || withoutEvents.includes(query));
const list = (text) => text.split(",").filter((item) => item !== "" && item !== "none");
const peers = told.peers === undefined ? (withEvents ? everyPeer : []) : list(told.peers);
const started = performance.now();
const folder = await dataFolder(size);

if (told.browser) {
  const { browserReport } = await import("../browser/run.mjs");
  await browserReport({ folder, size, out: told.out });
} else {
  await nodeReport();
}

async function nodeReport() {
  const common = {
    folder,
    size,
    withEvents,
    ...(told.repeats === undefined ? {} : { repeats: Number(told.repeats) }),
    ...(told.threads === undefined ? {} : { threads: Number(told.threads) }),
  };
  const report = {
    date: new Date().toISOString(),
    machine: machine(),
    size,
    rows: [],
    missing: [],
    leftOut: [],
    load: {},
    memoryMb: {},
    residentMb: {},
    versions: { node: process.version },
  };
  report.memoryLimit = await inChild("limit", {});
  for (const [way, loads] of await loadedInTurn(common)) {
    report.load[way] = median(loads.map(({ ms }) => ms));
    report.memoryMb[way] = median(loads.map(({ memoryMb }) => memoryMb));
    report.residentMb[way] = {
      after: median(loads.map(({ residentMb }) => residentMb)),
      peak: Math.max(...loads.map(({ peakMb }) => peakMb)),
    };
  }
  const main = await inChild("pair", { ...common, queries, variant: "indexed" });
  report.rows.push(...main.rows);
  report.missing.push(...main.missing);
  Object.assign(report.versions, main.versions);
  for (const variant of withEvents ? list(told.variants) : []) {
    const wanted = queries.filter((query) => profileQueries.includes(query));
    if (wanted.length === 0) continue;
    const other = await inChild("pair", { ...common, queries: wanted, variant });
    agree(main.answers, variant, other.answers);
    report.rows.push(...other.rows);
  }
  for (const name of peers) {
    let alone;
    try {
      alone = await inChild("peer", { ...common, name, queries });
    } catch (error) {
      report.leftOut.push({ peer: name, reason: error.message.split("\n")[0] });
      continue;
    }
    agree(main.answers, name, alone.answers);
    report.versions[name] = alone.version;
    report.load[name] = alone.loadMs;
    report.memoryMb[name] = alone.memoryMb;
    for (const row of report.rows.filter(({ variant }) => variant === "indexed")) {
      const ms = alone.medians[row.query];
      if (ms === undefined) continue;
      row.peersMs[name] = ms;
      row.ratio[name] = ms / row.oursMs;
    }
  }
  report.goals = judged(report);
  report.seconds = (performance.now() - started) / 1000;
  printReport(report);
  if (told.out !== undefined) writeFileSync(told.out, `${JSON.stringify(report, undefined, 2)}\n`);
}

/**
 * Every way to load, each in a process of its own; with events three times in turn, since memory that the machine has not
 * given out for a while is slow to come by.
 */
async function loadedInTurn(common) {
  const loads = new Map();
  for (let round = 0; round < (common.withEvents ? LOADS : 1); round++) {
    for (const way of waysOf(common)) {
      const loaded = await inChild("load", { way, ...common });
      if (loaded !== undefined) loads.set(way, [...(loads.get(way) ?? []), loaded]);
    }
  }
  return loads;
}

/** Every answer that two engines gave to the same question. */
function agree(known, engine, answers) {
  for (const [key, answer] of Object.entries(answers)) {
    const expected = known[key];
    if (expected === undefined || expected.agreed === answer.agreed) continue;
    const [query, repetition] = key.split("/");
    fail(
      new Disagreement(query, drawConstants(query, Number(repetition)), { ours: expected, [engine]: answer }).message,
    );
  }
}

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function inChild(part, toldIt) {
  const child = fork(fileURLToPath(new URL("child.mjs", import.meta.url)), [], {
    execArgv: ["--expose-gc", "--max-old-space-size=14000"],
    stdio: ["ignore", 2, 2, "ipc"],
    env: { ...process.env, POLARS_MAX_THREADS: "2" },
    serialization: "advanced",
  });
  return new Promise((resolve, reject) => {
    let done = false;
    child.on("message", ({ progress, result, failed }) => {
      if (progress !== undefined) {
        const seconds = Math.round((performance.now() - started) / 1000);
        process.stderr.write(`${String(seconds).padStart(4)} s  ${progress}\n`);
      }
      if (failed !== undefined) {
        done = true;
        if (failed.disagrees) fail(failed.message);
        reject(Object.assign(new Error(failed.message), { stack: failed.stack }));
      }
      if (done === false && failed === undefined && progress === undefined) {
        done = true;
        resolve(result);
      }
    });
    child.on("error", reject);
    child.on("exit", (status, signal) => {
      if (!done) reject(new Error(`The process of "${part}" ended with ${signal ?? status}.`));
    });
    child.send({ part, asked: toldIt });
  });
}

function machine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? "unknown",
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.platform()} ${os.arch()}`,
  };
}
