import { defineConfig } from "tsup";

// One output file for each source file: entries share modules, and a bundler can drop what a page does not use.
export default defineConfig({
  entry: ["src/**/*.ts", "!src/**/*.test.ts"],
  bundle: false,
  format: ["esm"],
  target: "es2022",
  sourcemap: true,
  clean: true,
});
