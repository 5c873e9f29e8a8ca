import {
  CompressionType,
  columnFromArray,
  setCompressionCodec,
  tableFromColumns,
  tableToIPC,
  utf8,
} from "@uwdata/flechette";
import { expect, test } from "vitest";
import { lz4Frame } from "./arrow-codecs.js";
import { openArrow } from "./arrow.js";
import { rawValues } from "./raw-column.js";

/** A frame with blocks of 16 bytes that are stored as they are. */
function storedFrame(bytes: Uint8Array): Uint8Array {
  const parts: number[] = [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0];
  for (let at = 0; at < bytes.length; at += 16) {
    const block = bytes.subarray(at, at + 16);
    parts.push(block.length, 0, 0, 0x80, ...block);
  }
  return Uint8Array.from([...parts, 0, 0, 0, 0]);
}

test("a block may repeat what it has just written, and what stood in the block before", () => {
  // "abc", then 9 more bytes from 3 before: abcabcabcabc; the last literal of a block has no match after it.
  const first = [0x35, 0x61, 0x62, 0x63, 3, 0, 0x10, 0x21];
  // 5 bytes from 13 before, which is the beginning, then "?".
  const second = [0x01, 13, 0, 0x10, 0x3f];
  const frame = [
    ...[0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0],
    ...[first.length, 0, 0, 0, ...first],
    ...[second.length, 0, 0, 0, ...second],
    ...[0, 0, 0, 0],
  ];
  const text = new TextDecoder().decode(lz4Frame(Uint8Array.from(frame), 19));
  expect(text).toBe("abcabcabcabc!abcab?");
});

test("a frame that is cut off, points before its beginning or has another length is refused", () => {
  const frame = storedFrame(new TextEncoder().encode("something that is longer than one block"));
  expect(() => lz4Frame(frame.subarray(0, 30), 39)).toThrow(RangeError);
  expect(() => lz4Frame(frame, 38)).toThrow(RangeError);
  expect(() => lz4Frame(frame, 40)).toThrow(RangeError);
  const before = [0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, 4, 0, 0, 0, 0x10, 0x61, 9, 0, 0, 0, 0, 0];
  expect(() => lz4Frame(Uint8Array.from(before), 5)).toThrow(RangeError);
});

test("a table compressed with LZ4 reads as it was", async () => {
  const texts = Array.from({ length: 300 }, (_, row) => `text ${row % 11}`);
  setCompressionCodec(CompressionType.LZ4_FRAME, { encode: storedFrame, decode: lz4Frame });
  // What the writer finds no smaller it keeps as it is.
  const bytes = tableToIPC(tableFromColumns({ it: columnFromArray(texts, utf8()) }), {
    format: "file",
    codec: CompressionType.LZ4_FRAME,
  });
  if (bytes === null) throw new Error("No bytes were written.");
  const table = await openArrow(bytes, "it.feather");
  const read: unknown[] = [];
  for await (const { columns, length } of table.batches(["it"])) {
    const value = columns[0] === undefined ? () => undefined : rawValues(columns[0]);
    for (let row = 0; row < length; row++) read.push(value(row));
  }
  expect(read).toEqual(texts);
});
