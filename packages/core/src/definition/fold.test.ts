import fc from "fast-check";
import { expect, it } from "vitest";
import { fold } from "./fold.js";

it.each([
  ["ABC", "abc"],
  ["İstanbul", "istanbul"],
  ["I", "i"],
  ["ı", "ı"],
  ["ΟΔΟΣ", "οδοσ"],
  ["οδος", "οδοσ"],
  ["É", "é"],
  ["E\u0301", "é"],
  ["ẞ", "ß"],
  ["ß", "ß"],
  ["ǅ", "ǆ"],
  ["𐐀", "𐐨"],
  ["  A ", "  a "],
])("%j folds to %j", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

it("is the same however often it is done, and whatever stands around a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
      expect(fold(`x ${text}`)).toBe(`x ${fold(text)}`);
    }),
  );
});
