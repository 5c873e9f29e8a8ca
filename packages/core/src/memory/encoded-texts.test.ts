import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "../adapter/code-point-order.js";
import { decodedTexts, encodedTexts } from "./encoded-texts.js";
import { EncodedIds } from "./sorted-ids.js";

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string(), fc.constantFrom("", "\uFEFF", "\uFEFFa", "\u0000"));

test("texts come back as they were, all or some of them", () => {
  fc.assert(
    fc.property(fc.array(text), fc.nat(), fc.nat(), (texts, one, other) => {
      const encoded = encodedTexts(texts);
      expect(decodedTexts(encoded)).toEqual(texts);
      const [from = 0, to = 0] = [one % (texts.length + 1), other % (texts.length + 1)].sort((a, b) => a - b);
      expect(decodedTexts(encoded, from, to)).toEqual(texts.slice(from, to));
    }),
  );
});

test("more texts than are encoded at once", () => {
  const texts = Array.from({ length: 70_000 }, (_, index) => (index % 1_000 === 0 ? "é" : String(index)));
  expect(decodedTexts(encodedTexts(texts))).toEqual(texts);
});

test("bytes of UTF-8 stand in the order of code points", () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 30 }), text, (texts, sought) => {
      const sorted = texts.toSorted(compareCodePoints);
      const ids = new EncodedIds(encodedTexts(sorted));
      const standing = ids.seek(sought);
      expect(sorted.map((_, row) => Math.sign(standing(row)))).toEqual(
        sorted.map((id) => Math.sign(compareCodePoints(id, sought))),
      );
      expect(sorted.map((_, row) => ids.at(row))).toEqual(sorted);
    }),
  );
});

test("an id that was forgotten is nowhere any more", () => {
  const encoded = encodedTexts(["anna", "bert", "carl"]);
  const ids = new EncodedIds(encoded);
  expect(ids.at(1)).toBe("bert");
  ids.forget(1);
  expect(ids.at(1)).not.toContain("bert");
  expect(new TextDecoder().decode(encoded.bytes)).not.toContain("bert");
  expect([ids.at(0), ids.at(2)]).toEqual(["anna", "carl"]);
});
