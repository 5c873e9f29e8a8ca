import { defineConfig } from "tsup";

export default defineConfig([
  {
    name: "server",
    entry: { server: "src/server.ts" },
    format: ["esm"],
    platform: "node",
    target: "node20",
    clean: ["!page*"],
  },
  {
    name: "page",
    entry: { page: "src/page.ts" },
    format: ["esm"],
    platform: "browser",
    target: "es2022",
    noExternal: [/.*/],
    splitting: true,
    minify: true,
    sourcemap: true,
  },
]);
