import fc from "fast-check";
import { expect, test } from "vitest";
import { checksum, UNIT } from "./checksum.js";

const units = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.uint8Array({ minLength: count * UNIT, maxLength: count * UNIT }))
  .map((bytes) => new Uint8Array(bytes));

test("bytes that differ in one word have another sum", () => {
  fc.assert(
    fc.property(units, fc.nat(), fc.integer({ min: 1, max: 0xffffffff }), (bytes, place, flip) => {
      const before = checksum(bytes);
      const words = new Uint32Array(bytes.buffer);
      const at = place % words.length;
      words[at] = ((words[at] ?? 0) ^ flip) >>> 0;
      expect(checksum(bytes)).not.toBe(before);
    }),
    { numRuns: 2_000 },
  );
});

test("the sign turned over in two words of one lane is seen", () => {
  const words = new Uint32Array(32);
  const before = checksum(new Uint8Array(words.buffer));
  words[3] = 0x80000000;
  words[11] = 0x80000000;
  expect(checksum(new Uint8Array(words.buffer))).not.toBe(before);
});

test("zeros have a sum of their length", () => {
  const sums = [0, 1, 2, 3].map((count) => checksum(new Uint8Array(count * UNIT)));
  expect(new Set(sums).size).toBe(4);
});

test("the sum is the one that files have", () => {
  expect(checksum(Uint8Array.from({ length: 64 }, (_, at) => at)).toString(16)).toMatchInlineSnapshot(
    `"a97c09de9ea96f2b"`,
  );
});
