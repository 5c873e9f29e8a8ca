import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter } from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import { build } from "esbuild";
import { args, executablePath } from "./browser-path.mjs";

const fromRoot = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes how many tests passed, failed and were skipped where scripts/count.mjs reads it. */
const counts = {
  onTestRunFinished({ sessions }) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const walk = (suite) => {
      for (const test of suite.tests ?? []) count[test.skipped ? "skipped" : test.passed ? "passed" : "failed"]++;
      for (const inner of suite.suites ?? []) walk(inner);
    };
    for (const session of sessions) {
      const before = count.failed;
      if (session.testResults) walk(session.testResults);
      if (!session.passed && count.failed === before) count.failed++;
    }
    mkdirSync(fromRoot("reports"), { recursive: true });
    writeFileSync(fromRoot("reports/browser.json"), JSON.stringify(count));
  },
};

/** Serves the one dependency that is no ES module as one; bundlers do this for a host. */
const papaparse = {
  name: "papaparse",
  async serve(context) {
    if (!context.path.endsWith("/papaparse.js")) return undefined;
    const entryPoints = [fromRoot(`.${decodeURIComponent(context.path)}`)];
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      format: "esm",
      external: ["stream"],
      write: false,
    });
    return { body: outputFiles[0].text, type: "js" };
  },
};

/** A worker is asked for by the name its module will have once it is built. */
const sourcesOfWorkers = (context, next) => {
  if (/\/(worker\/engine|threads\/second-thread)\.js$/.test(context.path)) {
    context.path = context.path.replace(/\.js$/, ".ts");
  }
  return next();
};

/** One page, and the worker it makes, may share memory. */
const isolation = async (context, next) => {
  await next();
  if (!/\/(isolated-page\.html|second-thread\.ts)$/.test(context.path)) return;
  context.set("cross-origin-opener-policy", "same-origin");
  context.set("cross-origin-embedder-policy", "require-corp");
};

/** A module may be asked for under a policy, which a worker made of it lives under. */
const policyOnRequest = async (context, next) => {
  await next();
  if (typeof context.query.policy === "string") context.set("content-security-policy", context.query.policy);
};

export default {
  files: ["packages/*/src/**/*.browser.test.ts"],
  nodeResolve: { exportConditions: ["source", "browser", "development"] },
  rootDir: fromRoot("."),
  // A window that one test opens hides the pages of others, whose frames then no longer come.
  concurrency: 1,
  // The builder's file takes half a minute alone, and more on a machine that is busy.
  testsFinishTimeout: 300_000,
  coverageConfig: { include: ["packages/*/src/**"], reportDir: "coverage/browser" },
  reporters: [defaultReporter(), counts],
  browsers: [chromeLauncher({ launchOptions: { executablePath, args } })],
  middleware: [sourcesOfWorkers, isolation, policyOnRequest],
  plugins: [papaparse, esbuildPlugin({ ts: true, target: "es2022", tsconfig: fromRoot("tsconfig.base.json") })],
  testFramework: { config: { ui: "bdd", timeout: 10_000 } },
};
