/** The only part of the memory adapter that a page with rows loads besides the entry; everything else it loads on use. */
const kernels = "/kernels/wasm.js";

/** Leaves out what the entry loads on use, so that what is weighed is what every page with rows loads. */
const asLoadedByRows = {
  name: "as loaded by rows",
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path, resolveDir }) =>
      kind === "dynamic-import" && !`${resolveDir}/${path.replace("./", "")}`.endsWith(kernels)
        ? { path, external: true }
        : undefined,
    );
  },
};

export default [
  { name: "core", path: "packages/core/dist/index.js", limit: "51 kB", gzip: true },
  {
    name: "memory, WASM included",
    path: "packages/core/dist/memory.js",
    limit: "67 kB",
    gzip: true,
    modifyEsbuildConfig: (config) => ({ ...config, format: "esm", plugins: [asLoadedByRows] }),
  },
  { name: "dashboard", path: "packages/elements/dist/define/audience-dashboard.js", limit: "45 kB", gzip: true },
  { name: "report", path: "packages/elements/dist/define/audience-report.js", limit: "55 kB", gzip: true },
  { name: "builder", path: "packages/elements/dist/define/audience-builder.js", limit: "95 kB", gzip: true },
  {
    name: "script tag",
    path: "packages/elements/dist/audiencekit.js",
    limit: "180 kB",
    gzip: true,
    disablePlugins: ["@size-limit/esbuild"],
  },
];
