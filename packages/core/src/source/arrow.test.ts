import {
  bool,
  columnFromArray,
  dateDay,
  dateMillisecond,
  decimal,
  dictionary,
  float64,
  int32,
  int64,
  largeUtf8,
  list,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  uint32,
  utf8,
  type DataType,
} from "@uwdata/flechette";
import { describe, expect, test } from "vitest";
import { zoneOf } from "../plan/zone-of.js";
import { openArrow } from "./arrow.js";
import type { ArrowBytes } from "./arrow-messages.js";
import { rawValues } from "./raw-column.js";
import { vectorReader } from "./read-vector.js";
import type { ValueFormat } from "./cells.js";

const bytesOf = (columns: Record<string, ReturnType<typeof columnFromArray>>, format: "file" | "stream" = "stream") => {
  const bytes = tableToIPC(tableFromColumns(columns), { format });
  if (bytes === null) throw new Error("No bytes were written.");
  return bytes;
};

const column = (values: readonly unknown[], type: DataType, rows?: number) =>
  columnFromArray([...values], type, rows === undefined ? {} : { maxBatchRows: rows });

/** What a column of this type and these values reads as; `x` where its row is rejected. */
async function read(values: readonly unknown[], type: DataType, format: ValueFormat, zone = "UTC"): Promise<unknown[]> {
  const table = await openArrow(bytesOf({ it: column(values, type) }), "it.arrow");
  const found: unknown[] = [];
  for await (const batch of table.batches(["it"])) {
    const [raw] = batch.columns;
    if (raw === undefined) throw new Error("The column is missing.");
    const rejected = new Set<number>();
    const vector = vectorReader(format, zoneOf(zone))(raw, batch.length, (row) => rejected.add(row));
    const valueOf = vector.kind === "values" ? (row: number) => vector.values[row] : numberOrText(vector);
    for (let row = 0; row < batch.length; row++) found.push(rejected.has(row) ? "x" : valueOf(row));
  }
  return found;
}

function numberOrText(vector: Exclude<Parameters<typeof rawValues>[0], { kind: "values" }> | Vector) {
  return (row: number): unknown => {
    if (vector.kind === "texts") return vector.texts[vector.codes[row] ?? -1];
    return vector.valid === undefined || vector.valid[row] === 1 ? vector.data[row] : undefined;
  };
}
type Vector = Exclude<ReturnType<ReturnType<typeof vectorReader>>, { kind: "values" }>;

const number = (scale?: number): ValueFormat => ({ type: "number", scale });

describe("values of Arrow are read by the rules of rows", () => {
  test("whole numbers of every width, missing ones too, by the scale", async () => {
    expect(await read([1, null, -3], int32(), number())).toEqual([1, undefined, -3]);
    expect(await read([1, null, -3], int32(), number(2))).toEqual([100, undefined, -300]);
    expect(await read([4_000_000_000], uint32(), number(0))).toEqual([4_000_000_000]);
    expect(await read([-5n, null, 2n ** 53n - 1n], int64(), number(0))).toEqual([-5, undefined, 2 ** 53 - 1]);
  });

  test("a whole number that a double cannot hold is the nearest one, or with a scale rejected", async () => {
    expect(await read([2n ** 60n, 7n], int64(), number())).toEqual([2 ** 60, 7]);
    expect(await read([2n ** 60n, 7n], int64(), number(0))).toEqual(["x", 7]);
  });

  test("doubles: NaN is missing, infinity and too many decimals are rejected, -0 is 0", async () => {
    expect(await read([0.1, NaN, -0, 1e300], float64(), number())).toEqual([0.1, undefined, 0, 1e300]);
    expect(await read([Infinity], float64(), number())).toEqual(["x"]);
    expect(await read([9.99, 0.125, 1e-20, 0, null], float64(), number(2))).toEqual([999, "x", "x", 0, undefined]);
    expect(await read([12345678901234.56], float64(), number(2))).toEqual([1234567890123456]);
  });

  test("decimals are exact, whatever their scale and size", async () => {
    expect(await read([999n, -5n, null], decimal(9, 2, 32), number(2))).toEqual([999, -5, undefined]);
    expect(await read([9.99, -0.05], decimal(18, 2, 64), number(4))).toEqual([99_900, -500]);
    expect(await read([9.9, 9.99], decimal(38, 2, 128), number(1))).toEqual([99, "x"]);
    expect(await read([9.99], decimal(38, 2, 128), number())).toEqual([9.99]);
  });

  test("booleans, and 0 and 1 where booleans are asked for", async () => {
    expect(await read([true, false, null], bool(), { type: "boolean" })).toEqual([1, 0, undefined]);
    expect(await read([1, 0, 2], int32(), { type: "boolean" })).toEqual([true, false, "x"]);
    expect(await read([true], bool(), number())).toEqual(["x"]);
  });

  test("days as dates, and as the first instant of the day in the zone", async () => {
    const days = [new Date("2024-03-31"), null, new Date("1969-12-31")];
    expect(await read(days, dateDay(), { type: "date" })).toEqual([19_813, undefined, -1]);
    expect(await read(days, dateMillisecond(), { type: "date" })).toEqual([19_813, undefined, -1]);
    expect(await read([days[0]], dateDay(), { type: "datetime" }, "Europe/Berlin")).toEqual([
      Date.parse("2024-03-30T23:00:00Z"),
    ]);
  });

  test("instants of every unit, cut off downwards, before 1970 too", async () => {
    const at = [Date.parse("2024-03-31T00:30:00.123Z"), null, -1];
    for (const unit of [TimeUnit.MILLISECOND, TimeUnit.MICROSECOND, TimeUnit.NANOSECOND]) {
      expect(await read(at, timestamp(unit, "UTC"), { type: "datetime" })).toEqual([at[0], undefined, -1]);
    }
    expect(await read([1_711_845_000_000], timestamp(TimeUnit.SECOND, "UTC"), { type: "datetime" })).toEqual([
      1_711_845_000_000,
    ]);
    expect(await read([8.64e15], timestamp(TimeUnit.MILLISECOND, "UTC"), { type: "datetime" })).toEqual(["x"]);
  });

  test("a timestamp without a zone is a clock time of the catalogue's zone", async () => {
    const clock = [Date.UTC(2024, 2, 31, 2, 30)];
    const format: ValueFormat = { type: "datetime" };
    expect(await read(clock, timestamp(TimeUnit.MICROSECOND, null), format)).toEqual(clock);
    expect(await read(clock, timestamp(TimeUnit.MICROSECOND, null), format, "Europe/Berlin")).toEqual([
      Date.parse("2024-03-31T01:30:00Z"),
    ]);
  });

  test("texts, plain, large and by dictionary, in NFC; empty ones are missing", async () => {
    const texts = ["a\u0301", "b", "", null, "b", "日本", "a longer text that is no key"];
    const expected = ["\u00e1", "b", undefined, undefined, "b", "日本", "a longer text that is no key"];
    const plain = await read(texts, utf8(), { type: "text" });
    expect(plain.map((text) => (text === "" ? undefined : text))).toEqual(expected);
    expect(await read(texts, largeUtf8(), { type: "text" })).toEqual(plain);
    expect(await read(texts, dictionary(utf8(), int32()), { type: "text" })).toEqual(plain);
  });

  test("texts where something else is asked for, each different one read once", async () => {
    const type = dictionary(utf8(), int32());
    expect(await read(["1.5", " 2 ", "x", "", null], type, number(1))).toEqual([15, 20, "x", undefined, undefined]);
    expect(await read(["2024-01-01", "x"], type, { type: "date" })).toEqual([19_723, "x"]);
    expect(await read(["a|b", "", "b||b"], utf8(), { type: "list", separator: "|" })).toEqual([
      ["a", "b"],
      undefined,
      ["b"],
    ]);
  });

  test("lists of texts and of numbers", async () => {
    expect(await read([["a", "", "a"], [], null], list(utf8()), { type: "list" })).toEqual([
      ["a"],
      undefined,
      undefined,
    ]);
    expect(await read([[1, 2]], list(int32()), { type: "list" })).toEqual([["1", "2"]]);
  });
});

const rows = Array.from({ length: 1_000 }, (_, row) => row);
const many = (format: "file" | "stream") =>
  bytesOf(
    {
      id: column(rows, int32(), 300),
      kind: column(
        rows.map((row) => (row % 7 === 0 ? null : `kind ${row % 5}`)),
        dictionary(utf8(), int32()),
        300,
      ),
      flag: column(
        rows.map((row) => (row % 3 === 0 ? null : row % 2 === 0)),
        bool(),
        300,
      ),
    },
    format,
  );

async function all(source: ArrowBytes): Promise<unknown[][]> {
  const table = await openArrow(source, "it.arrow");
  const found: unknown[][] = [];
  for await (const { columns, length } of table.batches(table.columns)) {
    const read = columns.map(rawValues);
    for (let row = 0; row < length; row++) found.push(read.map((value) => value(row)));
  }
  return found;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("a table of Arrow", () => {
  const expected = rows.map((row) => [
    row,
    row % 7 === 0 ? undefined : `kind ${row % 5}`,
    row % 3 === 0 ? undefined : row % 2 === 0,
  ]);

  test.each(["file", "stream"] as const)(
    "in the %s format reads the same at once, from a file and in pieces",
    async (format) => {
      const bytes = many(format);
      expect(await all(bytes)).toEqual(expected);
      expect(await all(new Blob([bytes.slice()]))).toEqual(expected);
      for (const size of [7, 64, 1_000]) expect(await all(inPieces(bytes, size))).toEqual(expected);
    },
  );

  test.each(["file", "stream"] as const)(
    "in the %s format reads the same from a file straight into buffers",
    async (format) => {
      const bytes = many(format);
      const read: number[] = [];
      const readInto = async (target: Uint8Array, start: number) => {
        read.push(target.length);
        target.set(bytes.subarray(start, start + target.length));
      };
      expect(await all({ size: bytes.length, readInto })).toEqual(expected);
      expect(read.length).toBeGreaterThan(0);
    },
  );

  test("of large batches is read into the same buffers again and again", async () => {
    const numbers = Float64Array.from({ length: 8_000_000 }, (_, row) => row);
    const made = columnFromArray(numbers, float64(), { maxBatchRows: 500_000 });
    const bytes = tableToIPC(tableFromColumns([["it", made]]), { format: "file" }) ?? new Uint8Array();
    const buffers = new Set<ArrayBufferLike>();
    const readInto = async (target: Uint8Array, start: number) => {
      if (target.length > 1_100_000) buffers.add(target.buffer);
      target.set(bytes.subarray(start, start + target.length));
    };
    const table = await openArrow({ size: bytes.length, readInto }, "it.arrow");
    let next = 0;
    for await (const { columns } of table.batches(["it"])) {
      const [column] = columns;
      if (column?.kind !== "numbers") throw new Error("No numbers.");
      for (const number of column.data) if (number !== next++) throw new Error(`${number} stands at ${next - 1}.`);
    }
    expect(next).toBe(numbers.length);
    expect(buffers.size).toBeGreaterThan(0);
    expect(buffers.size).toBeLessThan(16);
  });

  test("reads wherever in memory it begins", async () => {
    const shifted = new Uint8Array(many("stream").length + 3);
    shifted.set(many("stream"), 3);
    expect(await all(shifted.subarray(3))).toEqual(expected);
  });

  test.each(["file", "stream"] as const)("in the %s format cut off anywhere is refused", async (format) => {
    const bytes = many(format);
    for (const end of [0, 3, 20, 300, Math.floor(bytes.length / 2), bytes.length - 20].filter(
      (at) => at < bytes.length,
    )) {
      // Without its end mark a stream may end after any whole message.
      const cut = bytes.subarray(0, end);
      await expect(all(cut), `cut at ${end}`).rejects.toMatchObject({ code: "bad_file" });
    }
  });

  test("that is none at all is refused", async () => {
    for (const text of ["", "id,name\n1,a\n", "FEA1 of old, which was another format", "PAR1".repeat(9)]) {
      await expect(all(new TextEncoder().encode(text))).rejects.toMatchObject({ code: "bad_file" });
    }
  });

  test("with damaged bytes is refused or read, and never hangs", async () => {
    const bytes = many("stream");
    for (let at = 0; at < 600; at += 13) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const outcome = await all(damaged).then(
        () => "read",
        (error: unknown) => error,
      );
      if (outcome !== "read") expect(outcome).toMatchObject({ code: "bad_file" });
    }
  });
});
