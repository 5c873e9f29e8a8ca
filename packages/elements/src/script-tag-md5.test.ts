import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { md5 } from "./script-tag-md5.js";

it("is the MD5 of the UTF-8 of any text, so that samples hold the same customers as elsewhere", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      fc.pre(text.isWellFormed());
      expect(md5(text)).toBe(createHash("md5").update(text, "utf8").digest("hex"));
    }),
  );
});
