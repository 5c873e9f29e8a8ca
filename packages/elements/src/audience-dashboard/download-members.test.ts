import { expect, test } from "vitest";
import { cell } from "./download-members.js";

test.each([
  ["c0001", "c0001"],
  ['a "b", c', '"a ""b"", c"'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["@sum", "'@sum"],
  ["-3,5", '"\'-3,5"'],
  ["\tx", "'\tx"],
])("%j is written so that no spreadsheet computes it", (text, written) => {
  expect(cell(text)).toBe(written);
});
