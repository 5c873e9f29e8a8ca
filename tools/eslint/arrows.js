// Who may import whom, as data. tools/eslint/import-arrows.js enforces it; CONVENTIONS.md tells why.

/** For each package of packages/: the other packages it may import. */
export const packages = {
  core: [],
  elements: ["core"],
  sql: ["core"],
  duckdb: ["sql", "core"],
  postgres: ["sql", "core"],
  clickhouse: ["sql", "core"],
  server: ["core"],
  cli: ["core", "sql", "duckdb", "postgres", "clickhouse", "server"],
};

/**
 * The rooms of core, lowest first. A room is a folder of packages/core/src, or the file or files named by `file`.
 * `rooms`: the rooms it may import, itself aside. `externals`: the packages from npm it may import, where a name
 * ending in `/*` allows the subpaths and not the package itself.
 */
export const rooms = {
  issue: { rooms: [], externals: [] },
  // What the language is made of lies below the catalogue: a computed attribute is a measure over a window.
  language: { file: "definition/language", rooms: [], externals: [] },
  catalog: { rooms: ["issue", "language"], externals: [] },
  definition: { rooms: ["issue", "language", "catalog"], externals: ["zod/mini", "@noble/hashes/*"] },
  // Making a catalogue checks filters, measures and windows as a definition does.
  defineCatalog: {
    file: ["catalog/define", "catalog/check", "catalog/schema"],
    rooms: ["issue", "language", "catalog", "definition"],
    externals: ["zod/mini"],
  },
  plan: { rooms: ["issue", "language", "catalog", "definition"], externals: ["temporal-polyfill/fns/*"] },
  source: {
    rooms: ["issue", "language", "catalog", "definition", "defineCatalog", "plan"],
    externals: ["zod/mini", "papaparse", "hyparquet", "hyparquet/*", "hyparquet-compressors", "@uwdata/flechette"],
  },
  adapter: { rooms: ["issue", "language", "catalog", "definition", "plan", "source"], externals: [] },
  // The lines between threads: a page and its engine talk over them, and so do an engine and its second thread.
  line: {
    file: ["worker/channel", "worker/thread", "worker/threads-of-node", "worker/restore-zones"],
    rooms: ["issue", "language", "catalog", "definition", "plan"],
    externals: ["node:worker_threads"],
  },
  memory: {
    rooms: ["issue", "language", "catalog", "definition", "defineCatalog", "plan", "source", "adapter", "line"],
    externals: ["zod/mini", "js-md5", "papaparse", "hyparquet", "hyparquet-compressors", "temporal-polyfill/fns/*"],
  },
  worker: {
    rooms: ["issue", "language", "catalog", "definition", "plan", "source", "adapter", "line", "memory"],
    externals: ["node:worker_threads"],
  },
  audience: { rooms: ["issue", "language", "catalog", "definition", "adapter"], externals: [] },
  store: { rooms: ["issue", "language", "catalog", "definition", "adapter", "audience"], externals: ["idb"] },
  process: {
    rooms: ["issue", "language", "catalog", "definition", "plan", "adapter", "audience", "store"],
    externals: ["temporal-polyfill/fns/*"],
  },
  service: {
    rooms: [
      "issue",
      "language",
      "catalog",
      "definition",
      "defineCatalog",
      "plan",
      "source",
      "adapter",
      "audience",
      "store",
      "process",
    ],
    externals: ["uuid", "zod/mini", "temporal-polyfill/fns/*"],
  },
  testing: {
    rooms: [
      "issue",
      "language",
      "catalog",
      "definition",
      "defineCatalog",
      "plan",
      "source",
      "adapter",
      "memory",
      "worker",
      "audience",
      "store",
      "process",
      "service",
    ],
    externals: [
      "zod/mini",
      "temporal-polyfill",
      "js-md5",
      "fast-check",
      "pure-rand",
      "pure-rand/*",
      "esbuild",
      "node:url",
      "node:worker_threads",
    ],
  },
  // What the property tests share: never built, so that it may tell the runner what came up.
  oracles: {
    file: ["testing/oracles/evaluate", "testing/oracles/runs"],
    rooms: ["language", "definition", "plan", "adapter", "memory", "testing"],
    externals: ["vitest", "fast-check"],
  },
};
