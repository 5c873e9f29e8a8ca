import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { plainKernels } from "./plain.js";
import { Space } from "./space.js";
import { memoryKindAt, wasmBase64 } from "./wasm-bytes.js";

const MB = 2 ** 20;

test("arrays lie inside the memory, apart from each other, at whole cache lines, and hold zeros", async () => {
  const space = await Space.create({ bytes: MB });
  const views = [space.uint8(3), space.uint16(5), space.int32(7), space.float64(9), space.int32(128)];
  expect(views.map((view) => view.length)).toEqual([3, 5, 7, 9, 128]);
  for (const view of views) {
    expect(view.buffer).toBe(space.memory?.buffer);
    expect(view.byteOffset % 64).toBe(0);
    expect(view.every((value) => value === 0)).toBe(true);
  }
  expect(space.used).toBe(64 + 64 + 64 + 128 + 512);
  expect(space.capacity).toBe(MB);
});

test("room given back is taken again, and is zeros again", async () => {
  const space = await Space.create({ bytes: MB });
  const first = space.int32(1000).fill(-1);
  space.uint8(1);
  space.free(first);
  const second = space.float64(400);
  expect(second.byteOffset).toBe(first.byteOffset);
  expect(second.every((value) => value === 0)).toBe(true);
});

test("what finds no room lies on the heap, and is given back without harm", async () => {
  const space = await Space.create({ bytes: MB });
  const inside = space.uint8(MB - 64);
  const outside = space.int32(100);
  expect(outside.buffer).not.toBe(space.memory?.buffer);
  expect(outside.length).toBe(100);
  space.free(outside);
  expect(space.used).toBe(MB - 64);
  space.free(inside);
  expect(space.used).toBe(0);
});

test("the arrays stay good as long as the space is there", async () => {
  const space = await Space.create({ bytes: 8 * MB });
  const first = space.int32(1000).fill(7);
  for (let count = 0; count < 100; count++) space.float64(10_000);
  expect(first.length).toBe(1000);
  expect(first.every((value) => value === 7)).toBe(true);
});

test("without WebAssembly all lies on the heap and the plain kernels run", async () => {
  for (const space of [await Space.create({ bytes: MB, wasm: false }), Space.heap()]) {
    expect(space.memory).toBeUndefined();
    expect(space.kernels).toBe(plainKernels);
    expect([space.capacity, space.used]).toEqual([0, 0]);
    const view = space.int32(128).fill(-1);
    expect(space.kernels.count(view, 0, 128)).toBe(4096);
    space.free(view);
  }
});

test("more than a machine or an address can hold gives less room, not a failure", async () => {
  const space = await Space.create({ bytes: 2 ** 50 });
  expect(space.capacity).toBeGreaterThan(0);
  expect(space.capacity).toBeLessThan(2 ** 32);
  const view = space.int32(128).fill(-1);
  expect(view.buffer).toBe(space.memory?.buffer);
  expect(space.kernels.count(view, 0, 128)).toBe(4096);
});

test("kernels reach the upper half of a large memory", async () => {
  const space = await Space.create({ bytes: 2.5 * 2 ** 30 });
  if (space.capacity < 2.5 * 2 ** 30) {
    console.log(`Not tested: this machine gives a memory of ${space.capacity} bytes only.`);
    return;
  }
  space.uint8(2 ** 31);
  const view = space.int32(4096).fill(-1);
  expect(view.byteOffset).toBeGreaterThan(2 ** 31);
  expect(space.kernels.count(view, 128, 3968)).toBe(3968 * 32);
  const codes = space.uint8(4096).fill(3);
  space.kernels.range8(codes, 4, 9, view, 0, 4096);
  expect(space.kernels.count(view, 0, 4096)).toBe(3968 * 32);
});

test("the module imports nothing but its memory, private or shared by one byte, and leaves it as it is", async () => {
  const bytes = Uint8Array.from(atob(wasmBase64), (byte) => byte.charCodeAt(0));
  const imports = [{ module: "env", name: "memory", kind: "memory" }];
  for (const shared of [false, true]) {
    bytes[memoryKindAt] = shared ? 3 : 1;
    const module = await WebAssembly.compile(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual(imports);
    expect(new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind))).toEqual(new Set(["function"]));
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared });
    await WebAssembly.instantiate(module, { env: { memory } });
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  }
});

test("the sources of the kernels compile to the bytes that are there", () => {
  const script = fileURLToPath(new URL("../../../scripts/kernels.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
