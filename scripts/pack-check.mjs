// npm run pack-check: what is published works for a stranger. Packs the packages, installs the tarballs with npm into
// an empty folder, and uses them there. Last line: `N passed, N failed`.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { entriesOf, installInto, packAll, run } from "./pack-check/consumer.mjs";
import { checkScriptTag } from "./pack-check/script-tag-page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules/.bin", name);
const published = ["@audiencekit/core", "@audiencekit/elements", "@audiencekit/cli"];

const count = { passed: 0, failed: 0 };
const check = async (name, work) => {
  try {
    await work();
    count.passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    count.failed++;
    console.log(`FAIL  ${name}\n${error.message}`);
  }
};

/** The block of README.md that follows the mark `<!-- quick start -->`. */
const quickStart = () => {
  const code = /<!-- quick start -->\s*```(?:js|ts)\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"));
  if (code === null) throw new Error("README.md has no code block after the mark <!-- quick start -->.");
  return code[1];
};

const strict = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: false,
  types: [],
};

const tarballs = packAll(root);
const folder = installInto(tarballs);
const entries = published.flatMap((name) => entriesOf(folder, name));
try {
  await check("the README quick start runs", () => {
    writeFileSync(join(folder, "quick-start.mjs"), quickStart());
    run(process.execPath, ["quick-start.mjs"], folder);
  });
  for (const entry of entries) {
    await check(`${entry} imports in Node`, () =>
      run(process.execPath, ["--input-type=module", "--eval", `await import("${entry}")`], folder),
    );
  }
  writeFileSync(
    join(folder, "consumer.ts"),
    `${entries.map((entry, n) => `import * as entry${n} from "${entry}";`).join("\n")}
export const all: readonly object[] = [${entries.map((_, n) => `entry${n}`).join(", ")}];\n`,
  );
  for (const [module, moduleResolution] of [
    ["NodeNext", "NodeNext"],
    ["ESNext", "Bundler"],
  ]) {
    const project = `tsconfig.${moduleResolution}.json`;
    const compilerOptions = { ...strict, module, moduleResolution };
    writeFileSync(join(folder, project), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    for (const compiler of ["tsc6", "tsc"]) {
      await check(`a strict consumer compiles under ${moduleResolution.toLowerCase()} (${compiler})`, () =>
        run(bin(compiler), ["-p", project], folder),
      );
    }
  }
  await check("the command line answers", () => {
    const said = run(join(folder, "node_modules/.bin/audiencekit"), ["--help"], folder);
    if (!said.includes("compose")) throw new Error(`--help does not name the commands:\n${said}`);
  });
  await check("a page with one script tag shows the module", () => checkScriptTag(folder));
  for (const tarball of tarballs) {
    const name = basename(tarball);
    await check(`publint finds nothing in ${name}`, () => {
      const said = run(bin("publint"), ["run", tarball, "--strict"], root);
      if (!said.includes("All good!")) throw new Error(said);
    });
    if (name.includes("-cli-")) continue; // a command without an entry has no types to get wrong
    await check(`attw finds nothing in ${name}`, () =>
      run(bin("attw"), [tarball, "--profile", "esm-only", "--no-definitely-typed", "--format", "ascii"], root),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(dirname(tarballs[0]), { recursive: true, force: true });
}
console.log(`${count.passed} passed, ${count.failed} failed`);
if (count.failed > 0) process.exitCode = 1;
