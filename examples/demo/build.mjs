// Bundles the server and the page from the sources of the workspace, so that the demo needs no build but its own.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const shared = { absWorkingDir: here, bundle: true, format: "esm", conditions: ["source"], logLevel: "warning" };

rmSync(`${here}dist`, { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: { server: "src/server.ts" },
    outdir: "dist",
    platform: "node",
    target: "node20",
    // Dependencies in CommonJS ask for Node's own modules with `require`.
    banner: {
      js: `import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);`,
    },
  }),
  build({
    ...shared,
    entryPoints: { page: "src/page.ts", engine: "src/engine.ts" },
    outdir: "dist/page",
    platform: "browser",
    conditions: ["source", "production"],
    target: "es2022",
    splitting: true,
    minify: true,
    sourcemap: true,
  }),
]);
