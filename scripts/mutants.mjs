// Breaks the in-memory evaluator and the plan it follows, one rule at a time, and shows that the conformance table
// alone notices: `npm run mutants`, or `npm run mutants -- rfm` for those whose name holds a text.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { mutations } from "./mutants/mutations.mjs";

const core = fileURLToPath(new URL("../packages/core/", import.meta.url));
/** A mutant that runs longer than this has lost its way: it is noticed too. */
const timeLimit = 60_000;

const suite = `
  import { memoryAdapter } from "./memory/load/memory-adapter.js";
  import { testDataAdapter } from "./testing/conformance/test-data-adapter.js";
  const tests = [];
  const table = (makeAdapter) =>
    testDataAdapter({ describe: (name, body) => body(), it: (name, body) => tests.push({ name, body }), makeAdapter });
  const loaded = ({ catalog, customers, events, tags }, engine) =>
    memoryAdapter({ catalog, customers, events, tags, ...engine });
  table((world) => loaded(world, {}));
  table((world) => loaded(world, { indexes: "none" }));
  // What an index does not know yet is told by the values: here of everybody.
  table(async (world) => {
    const customers = [];
    for await (const id of (await (await loaded(world, {})).base()).ids()) customers.push({ id });
    const adapter = await loaded({ ...world, customers }, { indexes: "eager" });
    await adapter.upsert(world.customers);
    return adapter;
  });
  for (const { name, body } of tests) {
    try {
      await body();
    } catch {
      console.log(name);
      process.exit(3);
    }
  }
`;

/** The suite over sources of which one is changed. */
async function bundle(outfile, mutation) {
  const mutated = mutation === undefined ? undefined : join(core, "src", mutation.file);
  await build({
    stdin: { contents: suite, resolveDir: join(core, "src"), sourcefile: "suite.ts", loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2022",
    outfile,
    logLevel: "silent",
    plugins: [
      {
        name: "mutation",
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const contents = await readFile(path, "utf8");
            return { loader: "ts", contents: path === mutated ? applied(contents, mutation) : contents };
          });
        },
      },
    ],
  });
}

function applied(contents, { name, file, find, replace }) {
  const places = contents.split(find).length - 1;
  if (places !== 1) throw new Error(`"${name}": ${file} holds what it changes ${places} times, not once`);
  return contents.replace(find, () => replace);
}

/** The case that fails first; undefined where none does. */
function firstFailure(file) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "ignore"], timeout: timeLimit });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? undefined : output.trim() || "does not run to its end"));
  });
}

const wanted = process.argv[2] ?? "";
const chosen = mutations.filter(({ name }) => name.includes(wanted));
const folder = await mkdtemp(join(tmpdir(), "mutants-"));
let killed = 0;
let survived = 0;
let stale = 0;

async function run(mutation, number) {
  const file = join(folder, `${number}.mjs`);
  try {
    await bundle(file, mutation);
  } catch (error) {
    stale += 1;
    console.log(`NOT MADE  ${error.errors?.[0]?.text ?? error.message}`);
    return;
  }
  const noticed = await firstFailure(file);
  if (noticed === undefined) {
    survived += 1;
    console.log(`SURVIVED  ${mutation.name}`);
  } else {
    killed += 1;
    console.log(`killed    ${mutation.name}  <- ${noticed}`);
  }
  await rm(file);
}

try {
  const unchanged = join(folder, "unchanged.mjs");
  await bundle(unchanged);
  const failure = await firstFailure(unchanged);
  if (failure !== undefined) throw new Error(`The evaluator fails as it is: ${failure}`);
  const queue = chosen.entries();
  const worker = async () => {
    for (const [number, mutation] of queue) await run(mutation, number);
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (stale > 0) console.log(`${stale} could not be made: the sources have changed`);
if (survived > 0 || stale > 0) process.exitCode = 1;
console.log(`${killed} killed, ${survived} survived`);
