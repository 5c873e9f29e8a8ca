import { expect, test } from "vitest";
import { Space } from "../kernels/space.js";
import { Pacer } from "../pacer.js";
import { Roster } from "../roster.js";
import { bucketOf } from "./bucket.js";
import { SampleBuckets } from "./sample.js";

test("a bucket is the first 32 bits of MD5 of salt:id in UTF-8", () => {
  expect(bucketOf("salt", "42")).toBe(0x37b1c75a);
  expect(bucketOf("s", "ä")).toBe(0x72693e76);
  expect(bucketOf("s", "\u{1F600}")).toBe(0xf4dc314c);
});

test("customers who came later have their buckets too, by salt", async () => {
  const roster = new Roster(["a", "b"]);
  const buckets = new SampleBuckets(Space.heap());
  const read = async (salt: string) =>
    [...(await buckets.of(salt, roster, new Pacer(undefined)))].slice(0, roster.rows);
  const expected = (salt: string, ...ids: string[]) => ids.map((id) => bucketOf(salt, id) - 2 ** 31);
  expect(await read("s")).toEqual(expected("s", "a", "b"));
  roster.add(["0"]);
  expect(await read("s")).toEqual(expected("s", "a", "b", "0"));
  expect(await read("t")).toEqual(expected("t", "a", "b", "0"));
});
