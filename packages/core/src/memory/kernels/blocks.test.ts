import fc from "fast-check";
import { expect, test } from "vitest";
import { Blocks } from "./blocks.js";

test("blocks taken and given back in any order never overlap, and all the room comes back", () => {
  const steps = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 700 }), frees: fc.boolean(), which: fc.nat() }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (some) => {
      const blocks = new Blocks(64, 64 + 4096);
      const held = new Map<number, number>();
      const taken = (): number => [...held.values()].reduce((total, bytes) => total + Math.ceil(bytes / 64) * 64, 0);
      for (const { bytes, frees, which } of some) {
        const at = [...held.keys()][which % Math.max(held.size, 1)];
        if (frees && at !== undefined) {
          blocks.free(at);
          held.delete(at);
        } else {
          const address = blocks.take(bytes);
          if (address === undefined) continue;
          expect(address % 64).toBe(0);
          expect(address).toBeGreaterThanOrEqual(64);
          expect(address + bytes).toBeLessThanOrEqual(64 + 4096);
          for (const [other, length] of held) expect(address + bytes <= other || other + length <= address).toBe(true);
          held.set(address, bytes);
        }
        expect(blocks.used).toBe(taken());
      }
      for (const at of held.keys()) blocks.free(at);
      expect(blocks.used).toBe(0);
      expect(blocks.take(4096)).toBe(64);
    }),
  );
});

test("the smallest gap that is large enough is taken", () => {
  const blocks = new Blocks(0, 1024);
  const [first, , third] = [blocks.take(256), blocks.take(64), blocks.take(128), blocks.take(64)];
  blocks.free(first ?? NaN);
  blocks.free(third ?? NaN);
  expect(blocks.take(100)).toBe(third);
});

test("what was not taken cannot be given back", () => {
  const blocks = new Blocks(0, 256);
  const at = blocks.take(128);
  blocks.free(64);
  expect(blocks.used).toBe(128);
  blocks.free(at ?? NaN);
  blocks.free(at ?? NaN);
  expect(blocks.used).toBe(0);
});
