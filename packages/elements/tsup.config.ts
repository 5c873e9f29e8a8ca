import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defineConfig, type Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

const source = (name: string): string => fileURLToPath(new URL(`src/${name}`, import.meta.url));

/** Parts of the memory adapter that a page may load on use, which a single file would pay for at once. */
const without =
  /\/(?:wasm|matcher|change|save|read-table-source|second-loader|two-threads|sliced-totals|listed-counts)\.js$/;

/** Keeps the one file for a page without a bundler to what such a page needs; decision 8 tells why. */
const lean: Plugin = {
  name: "lean",
  setup(build) {
    // What stands in the file anyway needs no wrapping to be loaded later.
    build.onLoad({ filter: /core\/dist\/memory\/.*\.js$/ }, async ({ path }) => {
      const parts: string[] = [];
      const code = (await readFile(path, "utf8")).replaceAll(/\bimport\(("\.[^"]+")\)/g, (_, part: string) => {
        const from = without.test(part.slice(1, -1)) ? JSON.stringify(source("script-tag-without.ts")) : part;
        return `Promise.resolve(part${parts.push(`import * as part${parts.length} from ${from};`) - 1})`;
      });
      return { contents: parts.join("") + code, loader: "js" };
    });
    build.onResolve(
      {
        filter:
          /\/(?:counting|capabilities|column-indexes|short-sequence|plainly-right|integer-ids|integer-slots)\.js$/,
      },
      () => ({
        path: source("script-tag-without.ts"),
      }),
    );
    build.onResolve({ filter: /^js-md5$/ }, () => ({ path: source("script-tag-md5.ts") }));
    // The charts have scales of numbers, which they put into words themselves.
    build.onResolve({ filter: /^d3-(?:interpolate|format)$/ }, () => ({ path: source("script-tag-numbers.ts") }));
    // Templates and style sheets without comments and indents.
    build.onLoad({ filter: /elements\/src\/.*\.ts$/ }, async ({ path }) => {
      const written = (await readFile(path, "utf8")).replaceAll(/\n\s+/g, "\n");
      const contents = path.endsWith(".styles.ts")
        ? written.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/( \{|;)\n+/g, (_, end: string) => end.trim())
        : written;
      return { contents, loader: "ts" };
    });
  },
};

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
    esbuildPlugins: [lean],
    esbuildOptions(options) {
      options.minify = true;
    },
    minify: "terser",
    terserOptions: { ecma: 2020, compress: { passes: 2 } },
    sourcemap: true,
  },
]);
