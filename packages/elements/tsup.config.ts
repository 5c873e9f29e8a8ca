import { defineConfig } from "tsup";

export default defineConfig([
  {
    // One output file for each source file, so that "sideEffects" can name exactly the modules that register elements.
    name: "modules",
    entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/testing/**", "!src/script-tag*.ts"],
    bundle: false,
    splitting: false,
    silent: true,
    format: ["esm"],
    target: "es2022",
    sourcemap: true,
    clean: ["!audiencekit.js", "!audiencekit.js.map"],
  },
  {
    // One file for a page without a bundler: every element, the memory adapter and the IndexedDB store.
    name: "script tag",
    entry: { audiencekit: "src/script-tag.ts" },
    format: ["iife"],
    globalName: "AudienceKit",
    silent: true,
    outExtension: () => ({ js: ".js" }),
    platform: "browser",
    target: "es2022",
    noExternal: [/.*/],
    minify: true,
    sourcemap: true,
  },
]);
