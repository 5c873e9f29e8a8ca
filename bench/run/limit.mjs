import { isMainThread, parentPort, Worker } from "node:worker_threads";

/**
 * The limit of the memory: how fast a core can read 256 MB from end to end and do next to nothing with it.
 *
 * (func (export "read") (param i32 i32) (result i64) (local v128): XORs 64 bytes a turn from the first address up to the
 * second.
 */
const body = [
  ...[0x01, 0x01, 0x7b], // one local v128
  ...[0x03, 0x40, 0x20, 0x02], // loop
  ...[0x00, 0x10, 0x20, 0x30].flatMap((at) => [0x20, 0x00, 0xfd, 0x00, 0x04, at, 0xfd, 0x51]), // v128.load, v128.xor
  ...[0x21, 0x02, 0x20, 0x00, 0x41, 0xc0, 0x00, 0x6a, 0x22, 0x00], // next 64 bytes
  ...[0x20, 0x01, 0x49, 0x0d, 0x00, 0x0b], // until the end
  ...[0x20, 0x02, 0xfd, 0x1d, 0x00, 0x0b], // one half of the sum
];
const section = (id, ...bytes) => [id, bytes.length, ...bytes];
const reader = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, 0x01, 0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7e), // type (i32, i32) -> i64
  ...section(2, 0x01, 0x01, 0x6d, 0x01, 0x6d, 0x02, 0x00, 0x01), // import m.m, a memory
  ...section(3, 0x01, 0x00), // one function
  ...section(7, 0x01, 0x04, 0x72, 0x65, 0x61, 0x64, 0x00, 0x00), // export "read"
  ...section(10, 0x01, body.length, ...body),
);

const BYTES = 268_435_456;

/** Best of some passes, GB/s. */
async function stream() {
  const memory = new WebAssembly.Memory({ initial: BYTES / 65_536 });
  new Float64Array(memory.buffer).fill(1.5);
  const { instance } = await WebAssembly.instantiate(reader, { m: { m: memory } });
  let best = 0;
  for (let pass = 0; pass < 12; pass++) {
    const start = performance.now();
    instance.exports.read(0, BYTES);
    best = Math.max(best, BYTES / 1e6 / (performance.now() - start));
  }
  return best;
}

/** GB/s of one core, and of two that read at the same time. */
export async function memoryLimit() {
  const one = await stream();
  const workers = [new Worker(new URL(import.meta.url)), new Worker(new URL(import.meta.url))];
  const both = await Promise.all(
    workers.map((worker) => new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject))),
  );
  return { oneThread: one, twoThreads: both[0] + both[1] };
}

if (!isMainThread) parentPort.postMessage(await stream());
