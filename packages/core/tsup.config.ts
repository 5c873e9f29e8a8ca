import { defineConfig } from "tsup";

// One output file for each source file: entries share modules, and a bundler can drop what a page does not use.
export default defineConfig({
  entry: [
    "src/**/*.ts",
    "src/**/*.json",
    "!src/**/*.test.ts",
    "!src/testing/generate",
    "!src/testing/oracles",
    "!src/testing/engines",
    "!src/testing/matrix",
  ],
  // The conformance table stays JSON, read by import.
  loader: { ".json": "copy" },
  esbuildOptions(options) {
    options.supported = { "import-attributes": true };
  },
  bundle: false,
  splitting: false,
  silent: true,
  format: ["esm"],
  target: "es2022",
  sourcemap: true,
  clean: true,
});
