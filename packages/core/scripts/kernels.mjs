// Compiles the WebAssembly kernels of packages/core/kernels and writes them, in base64, into the sources of core.
//   --check   writes nothing; fails when the sources of the kernels no longer give the bytes that are there
//   --text    prints the module as text
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const sources = new URL("../kernels/", import.meta.url);
const target = new URL("../src/memory/kernels/wasm-bytes.ts", import.meta.url);

/** The module imports its memory, owns none, and allocates nothing: no runtime, no data, no other import. */
const options = [
  ["--runtime", "stub"],
  ["--importMemory", "--noExportMemory", "--maximumMemory", "65536"],
  ["--enable", "simd"],
  ["-O3", "--noAssert", "--use", "abort="],
].flat();

async function compiled() {
  const names = readdirSync(sources)
    .filter((name) => name.endsWith(".ts"))
    .sort();
  const written = new Map();
  const { error, stderr } = await asc.main([...names, ...options, "--outFile", "wasm", "--textFile", "text"], {
    readFile: (name) => (names.includes(name) ? readFileSync(new URL(name, sources), "utf8") : null),
    writeFile: (name, contents) => written.set(name, contents),
    listFiles: () => [],
  });
  if (error !== null) throw new Error(stderr.toString(), { cause: error });
  return { bytes: written.get("wasm"), text: written.get("text") };
}

/** Where the limits of the imported memory begin: after the names it is imported by and the byte for "memory". */
function limitsAt(bytes) {
  const at = Buffer.from(bytes).indexOf(Buffer.from("\u0003env\u0006memory\u0002"));
  const limits = at + 12;
  if (at < 0 || bytes[limits] !== 1) throw new Error("The kernels do not import a private memory with a maximum.");
  return limits;
}

function sourceFor(bytes) {
  const lines = Buffer.from(bytes)
    .toString("base64")
    .match(/.{1,112}/g);
  return `// Written by scripts/kernels.mjs from the sources in packages/core/kernels.

/** The WebAssembly module of the kernels, in base64. */
export const wasmBase64 =
${lines.map((line) => `  "${line}"`).join(" +\n")};

/** The byte of the module that tells what memory it imports: 1 a private one, 3 a shared one. */
export const memoryKindAt = ${limitsAt(bytes)};
`;
}

const { bytes, text } = await compiled();
if (process.argv.includes("--text")) {
  console.log(text);
} else if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== sourceFor(bytes)) {
    console.error(`${fileURLToPath(target)} is not what the kernels compile to: npm run kernels`);
    process.exit(1);
  }
} else {
  writeFileSync(target, sourceFor(bytes));
  console.log(`${bytes.length} bytes`);
}
