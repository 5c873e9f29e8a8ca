// Times every WebAssembly kernel against the plain one and against a naive loop, at a million rows. Prints medians of
// microseconds and how many times faster WebAssembly is: a kernel below 1.3 times the plain one is not worth its bytes.
//   --rows N    another number of rows
import { build } from "esbuild";

const rowsAt = process.argv.indexOf("--rows");
const asked = rowsAt < 0 ? 1_000_000 : Number(process.argv[rowsAt + 1]);
const rows = Math.ceil(asked / 4096) * 4096;
const words = rows / 32;

const { outputFiles } = await build({
  stdin: {
    contents: 'export { Space } from "./space.js"; export { plainKernels } from "./plain.js";',
    resolveDir: new URL("../src/memory/kernels/", import.meta.url).pathname,
  },
  bundle: true,
  format: "esm",
  write: false,
});
const bundled = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
const { Space, plainKernels } = await import(bundled);

let seed = 1;
/** A whole number below `most`, the same in every run. */
const random = (most) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * most);
};

const space = await Space.create({ bytes: 512 * 2 ** 20 });
if (space.memory === undefined) throw new Error("WebAssembly does not run here.");
const wasm = space.kernels;

const filled = (view, value) => {
  for (let row = 0; row < view.length; row++) view[row] = value(row);
  return view;
};
const codes4 = filled(space.uint8(rows), () => random(4));
const codes50 = filled(space.uint8(rows), () => random(50));
const codes16 = filled(space.uint16(rows), () => random(2000));
const codes32 = filled(space.int32(rows), () => random(60000));
const bytes = filled(space.uint8(rows), () => random(100));
const whole = filled(space.int32(rows), () => random(1e6));
const doubles = filled(space.float64(rows), () => random(1e6) / 1e6);
const few = filled(space.uint8(256), (code) => (code === 1 || code === 2 ? 1 : 0));
const some = filled(space.uint8(256), (code) => (code % 7 === 3 ? 1 : 0));
const many = filled(space.uint8(65536), (code) => (code % 7 === 3 ? 1 : 0));
const dense = filled(space.int32(words), () => random(2 ** 32) | 0);
const other = filled(space.int32(words), () => random(2 ** 32) | 0);
const sparse = filled(space.int32(words), () => (random(4) === 0 ? 1 << random(32) : 0));
const thirds = filled(space.int32(words), () => random(2 ** 32) & random(2 ** 32));
const half = filled(space.int32(words), () => random(2 ** 32) | 0);
const joined = [
  { sets: [dense], leftOut: false },
  { sets: [other, thirds, half], leftOut: false },
  { sets: [sparse], leftOut: true },
];
const out = space.int32(words);
const positions = filled(space.int32(rows / 32), (row) => row * 32 + random(32));
const customers = filled(space.int32(rows), (row) => Math.floor(row / 6));
const counters = space.int32(rows);
const sums = space.float64(rows);
const inBlock = filled(space.uint16(rows), () => random(65536));
const blockCounters = space.uint8(65536);
const blockSums = space.int32(65536);
const starts = filled(space.int32(rows / 4), (row) => Math.min(row * 6, rows));
const full = space.int32(words).fill(-1);
const bit = (set, row) => (set[row >>> 5] >>> (row & 31)) & 1;
const put = (row, is) => {
  if (is) out[row >>> 5] |= 1 << (row & 31);
  else out[row >>> 5] &= ~(1 << (row & 31));
};
const eachWord = (told) => {
  for (let word = 0; word < words; word++) told(word);
};
const eachRow = (told) => {
  for (let row = 0; row < rows; row++) told(row);
};
const eachSet = (set, told) => {
  for (let row = 0; row < rows; row++) if (bit(set, row)) told(row);
};
const ones = (word) => {
  let total = 0;
  for (; word !== 0; word &= word - 1) total++;
  return total;
};

/** What is timed: the kernel, what it is called with, and the naive loop. */
const cases = [
  ["and", (k) => k.and(out, 0, dense, 0, words), () => eachWord((w) => (out[w] &= dense[w]))],
  ["or", (k) => k.or(out, 0, dense, 0, words), () => eachWord((w) => (out[w] |= dense[w]))],
  ["andNot", (k) => k.andNot(out, 0, dense, 0, words), () => eachWord((w) => (out[w] &= ~dense[w]))],
  [
    "copy, page by page",
    (k) => {
      for (let word = 0; word < words; word += 128) k.copy(out, word, dense, word, 128);
    },
    () => eachWord((w) => (out[w] = dense[w])),
  ],
  [
    "count",
    (k) => k.count(dense, 0, words),
    () => {
      let total = 0;
      eachWord((w) => (total += ones(dense[w])));
      return total;
    },
  ],
  [
    "countAnd",
    (k) => k.countAnd(dense, 0, other, 0, words),
    () => {
      let total = 0;
      eachWord((w) => (total += ones(dense[w] & other[w])));
      return total;
    },
  ],
  [
    "join, 5 sets in 3 groups",
    (k) => k.join(joined, words),
    () => {
      let total = 0;
      eachWord((w) => (total += ones(dense[w] & ~sparse[w] & (other[w] | thirds[w] | half[w]))));
      return total;
    },
  ],
  ["inSet8, 4 codes", (k) => k.inSet8(codes4, few, out, 0, rows), () => eachRow((r) => put(r, few[codes4[r]]))],
  ["inSet8, 50 codes", (k) => k.inSet8(codes50, some, out, 0, rows), () => eachRow((r) => put(r, some[codes50[r]]))],
  ["inSet16", (k) => k.inSet16(codes16, many, out, 0, rows), () => eachRow((r) => put(r, many[codes16[r]]))],
  ["inSet32", (k) => k.inSet32(codes32, many, out, 0, rows), () => eachRow((r) => put(r, many[codes32[r]]))],
  [
    "range8",
    (k) => k.range8(bytes, 25, 34, out, 0, rows),
    () => eachRow((r) => put(r, bytes[r] >= 25 && bytes[r] <= 34)),
  ],
  [
    "range32",
    (k) => k.range32(whole, 2e5, 7e5, out, 0, rows),
    () => eachRow((r) => put(r, whole[r] >= 2e5 && whole[r] <= 7e5)),
  ],
  [
    "range64",
    (k) => k.range64(doubles, 0.2, 0.7, out, 0, rows),
    () => eachRow((r) => put(r, doubles[r] >= 0.2 && doubles[r] <= 0.7)),
  ],
  [
    "keep32, 1 row in 128",
    (k) => k.keep32(whole, 2e5, 7e5, out, 0, words),
    () => eachSet(out, (r) => put(r, whole[r] >= 2e5 && whole[r] <= 7e5)),
    () => out.set(sparse),
  ],
  [
    "keep64, 1 row in 128",
    (k) => k.keep64(doubles, 0.2, 0.7, out, 0, words),
    () => eachSet(out, (r) => put(r, doubles[r] >= 0.2 && doubles[r] <= 0.7)),
    () => out.set(sparse),
  ],
  [
    "keep64, 1 row in 4",
    (k) => k.keep64(doubles, 0.2, 0.7, out, 0, words),
    () => eachSet(out, (r) => put(r, doubles[r] >= 0.2 && doubles[r] <= 0.7)),
    () => out.set(thirds),
  ],
  ["setBits", (k) => k.setBits(out, positions, 0, positions.length), () => positions.forEach((r) => put(r, true))],
  ["clearBits", (k) => k.clearBits(out, positions, 0, positions.length), () => positions.forEach((r) => put(r, false))],
  [
    "countSelected, 1 in 4",
    (k) => k.countSelected(customers, thirds, 0, words, 0, counters),
    () => eachSet(thirds, (r) => counters[customers[r]]++),
  ],
  [
    "countSelected, 1 in 128",
    (k) => k.countSelected(customers, sparse, 0, words, 0, counters),
    () => eachSet(sparse, (r) => counters[customers[r]]++),
  ],
  [
    "sumSelected32, 1 in 4",
    (k) => k.sumSelected32(customers, thirds, 0, words, 0, whole, sums),
    () => eachSet(thirds, (r) => (sums[customers[r]] += whole[r])),
  ],
  [
    "sumSelected64, 1 in 4",
    (k) => k.sumSelected64(customers, thirds, 0, words, 0, doubles, sums),
    () => eachSet(thirds, (r) => (sums[customers[r]] += doubles[r])),
  ],
  [
    "countOfBlock, 1 in 4",
    (k) => k.countOfBlock(inBlock, thirds, 0, words, blockCounters),
    () => eachSet(thirds, (r) => (blockCounters[inBlock[r]] = Math.min(255, blockCounters[inBlock[r]] + 1))),
  ],
  [
    "sumOfBlock, all",
    (k) => k.sumOfBlock(inBlock, full, 0, words, whole, blockSums),
    () => eachSet(full, (r) => (blockSums[inBlock[r]] += whole[r])),
  ],
  [
    "sumOfBlock, 1 in 4",
    (k) => k.sumOfBlock(inBlock, thirds, 0, words, whole, blockSums),
    () => eachSet(thirds, (r) => (blockSums[inBlock[r]] += whole[r])),
  ],
  [
    "withMarked, 1 in 128",
    (k) => k.withMarked(starts, sparse, 0, starts.length - 32, out),
    () => {
      for (let c = 0; c < starts.length - 32; c++) {
        let any = false;
        for (let e = starts[c]; e < starts[c + 1]; e++) any ||= bit(sparse, e) === 1;
        put(c, any);
      }
    },
  ],
];

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const timed = (run, before) => {
  before();
  const start = performance.now();
  run();
  return (performance.now() - start) * 1000;
};

console.log(`${rows} rows, Node ${process.version}`);
console.log(["kernel".padEnd(26), "wasm µs", "plain µs", "naive µs", "x plain", "x naive"].join("\t"));
for (const [name, run, naive, before = () => {}] of cases) {
  const times = { wasm: [], plain: [], naive: [] };
  for (let round = 0; round < 33; round++) {
    times.wasm.push(timed(() => run(wasm), before));
    times.plain.push(timed(() => run(plainKernels), before));
    if (round < 15) times.naive.push(timed(naive, before));
  }
  const [fast, plain, slow] = [median(times.wasm.slice(3)), median(times.plain.slice(3)), median(times.naive.slice(3))];
  const cells = [
    fast.toFixed(0),
    plain.toFixed(0),
    slow.toFixed(0),
    (plain / fast).toFixed(2),
    (slow / fast).toFixed(1),
  ];
  console.log([name.padEnd(26), ...cells].join("\t"));
}
