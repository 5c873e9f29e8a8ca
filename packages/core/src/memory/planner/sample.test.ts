import { expect, test } from "vitest";
import { Pacer } from "../pacer.js";
import { Roster } from "../roster.js";
import { bucketOf, sampleOf } from "./sample.js";

test("a bucket is the first 32 bits of MD5 of salt:id in UTF-8", () => {
  expect(bucketOf("salt", "42")).toBe(0x37b1c75a);
  expect(bucketOf("s", "ä")).toBe(0x72693e76);
  expect(bucketOf("s", "\u{1F600}")).toBe(0xf4dc314c);
});

test("the low end belongs to a sample, the high end does not", async () => {
  const bucket = bucketOf("s", "a");
  const size = async (from: number, to: number) =>
    (await sampleOf(new Roster(["a"]), { salt: "s", from, to }, new Pacer(undefined))).count();
  expect(await size(bucket, bucket + 1)).toBe(1);
  expect(await size(0, bucket)).toBe(0);
  expect(await size(bucket + 1, 2 ** 32)).toBe(0);
});
