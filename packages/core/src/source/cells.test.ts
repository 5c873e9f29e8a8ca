import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOf } from "../plan/zone-of.js";
import { readCell, UnreadableValue, type ValueFormat } from "./cells.js";
import { scaledInteger } from "./scaled-integer.js";

const utc = zoneOf("UTC");
const read = (cell: string, format: ValueFormat, zone = utc) => readCell(cell, format, zone);

describe("a cell of text", () => {
  test("is taken as it is, in NFC; spaces are a value and nothing is missing", () => {
    expect(read(" a ", { type: "text" })).toBe(" a ");
    expect(read("  ", { type: "text" })).toBe("  ");
    expect(read("e\u0301", { type: "text" })).toBe("\u00e9");
    expect(read("", { type: "text" })).toBeUndefined();
  });

  test("with half of a surrogate pair cannot be read", () => {
    expect(() => read("a\ud800", { type: "text" })).toThrow(UnreadableValue);
  });
});

describe("a cell of a number", () => {
  test.each([
    [" 12 ", 12],
    ["+1.5", 1.5],
    ["-.5", -0.5],
    ["1e3", 1000],
    ["-0", 0],
    ["NaN", undefined],
    ["   ", undefined],
  ])("%j is %j", (cell, value) => {
    expect(read(cell, { type: "number" })).toBe(value);
  });

  test.each(["1,5", "0x10", "1e400", "Infinity", "12a", "1 000", "--1", "."])("%j cannot be read", (cell) => {
    expect(() => read(cell, { type: "number" })).toThrow(UnreadableValue);
  });

  test("with a scale is a whole number of its last digit, or cannot be read", () => {
    expect(read("12.30", { type: "number", scale: 2 })).toBe(1230);
    expect(read("-0.01", { type: "number", scale: 2 })).toBe(-1);
    expect(() => read("0.005", { type: "number", scale: 2 })).toThrow(UnreadableValue);
    expect(() => read("90071992547409.92", { type: "number", scale: 2 })).toThrow(UnreadableValue);
    expect(read("90071992547409.91", { type: "number", scale: 2 })).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => read("0.1000000000000000055", { type: "number", scale: 2 })).toThrow(UnreadableValue);
    expect(read("0.1000000000000000000", { type: "number", scale: 2 })).toBe(10);
    expect(() => read("1e-400", { type: "number", scale: 2 })).toThrow(UnreadableValue);
    expect(read("79671539.18010", { type: "number", scale: 8 })).toBe(7967153918010000);
    expect(read("8912628.9433", { type: "number", scale: 9 })).toBe(8912628943300000);
    expect(read("-0e-400", { type: "number", scale: 2 })).toBe(0);
  });

  test("zeros at the end of a decimal change nothing, close to 2^53 too", () => {
    const digits = fc.integer({ min: 1, max: 999_999_999_999 });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), (written, places, scale) => {
        fc.pre(places <= scale);
        const exact = BigInt(written) * 10n ** BigInt(scale - places);
        const text = `${written}e-${places}`;
        expect(scaledInteger(text, scale)).toBe(exact > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(exact));
      }),
      { numRuns: 20_000 },
    );
  });

  test("every whole number of any scale survives being written as a decimal", () => {
    const integers = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(integers, fc.integer({ min: 0, max: 9 }), (integer, scale) => {
        const digits = String(Math.abs(integer)).padStart(scale + 1, "0");
        const whole = digits.slice(0, digits.length - scale);
        const text = `${integer < 0 ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
        expect(scaledInteger(text, scale)).toBe(integer);
      }),
    );
  });
});

describe("a cell of a boolean, a date, a list", () => {
  test.each([
    ["TRUE", true],
    ["0", false],
    [" False ", false],
  ])("%j is %j", (cell, value) => expect(read(cell, { type: "boolean" })).toBe(value));

  test("a date is a day of the calendar", () => {
    expect(read("1970-01-02", { type: "date" })).toBe(1);
    expect(() => read("2023-02-29", { type: "date" })).toThrow(UnreadableValue);
    expect(() => read("0000-01-01", { type: "date" })).toThrow(UnreadableValue);
    expect(() => read("2023-01-01T00:00:00Z", { type: "date" })).toThrow(UnreadableValue);
    expect(() => read("yes", { type: "boolean" })).toThrow(UnreadableValue);
  });

  test("items of a list are not trimmed; empty and repeated ones are dropped", () => {
    expect(read("a| b||a", { type: "list" })).toEqual(["a", " b"]);
    expect(read("a;b", { type: "list", separator: ";" })).toEqual(["a", "b"]);
    expect(read("||", { type: "list" })).toBeUndefined();
  });
});

describe("a cell of an instant", () => {
  const at = (cell: string, zone: string) => read(cell, { type: "datetime" }, zoneOf(zone));

  test.each([
    ["2024-03-01", "UTC", "2024-03-01T00:00:00.000Z"],
    ["2024-03-01 12:30", "Europe/Berlin", "2024-03-01T11:30:00.000Z"],
    ["2024-03-01T12:30:15.1239", "UTC", "2024-03-01T12:30:15.123Z"],
    ["2024-03-01T12:30:15+02:00", "Asia/Kolkata", "2024-03-01T10:30:15.000Z"],
    ["2024-03-01T12:30:15Z", "Asia/Kolkata", "2024-03-01T12:30:15.000Z"],
    ["2024-03-10T02:30:00", "America/New_York", "2024-03-10T07:30:00.000Z"],
    ["2024-11-03T01:30:00", "America/New_York", "2024-11-03T05:30:00.000Z"],
    ["2025-04-25", "Africa/Cairo", "2025-04-24T22:00:00.000Z"],
    ["1969-12-31T23:59:59.9999Z", "UTC", "1969-12-31T23:59:59.999Z"],
  ])("%s in %s is %s", (cell, zone, instant) => expect(at(cell, zone)).toBe(Date.parse(instant)));

  test.each([
    "2024-02-30",
    "2024-03-01T24:00",
    "2024-03-01T12",
    "2024-03-01X12:00",
    "12:00",
    "0001-01-01T00:00+01:00",
    "2024-03-01t12:00Z",
    "2024-03-01T12:00z",
    "2024-03-01T12:00:00,5Z",
    "2024-03-01T12:00 Z",
  ])("%s cannot be read", (cell) => expect(() => at(cell, "UTC")).toThrow(UnreadableValue));
});
