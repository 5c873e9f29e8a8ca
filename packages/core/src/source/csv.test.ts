import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AudienceError } from "../issue/issue.js";
import { openCsv } from "./csv.js";
import type { TableRow } from "./table.js";

async function rowsOf(
  content: string | Uint8Array<ArrayBuffer>,
): Promise<{ columns: readonly string[]; rows: TableRow[] }> {
  const table = await openCsv(new Blob([content]), "file.csv");
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  return { columns: table.columns, rows };
}

const cellsOf = async (content: string) =>
  (await rowsOf(content)).rows.map((row) => (row.problem === undefined ? row.cells : "broken"));

describe("a CSV file", () => {
  test("may begin with a byte order mark and end its lines with CRLF, LF or CR", async () => {
    for (const newline of ["\r\n", "\n", "\r"]) {
      const { columns, rows } = await rowsOf(`\ufeffa,b${newline}1,"x, ""y""${newline}z"${newline}2,${newline}`);
      expect(columns).toEqual(["a", "b"]);
      expect(rows.map(({ cells }) => cells)).toEqual([
        ["1", `x, "y"${newline}z`],
        ["2", ""],
      ]);
    }
  });

  test("may end some lines with LF and others with CRLF, wherever it is cut", async () => {
    const padding = "x".repeat(512 * 1024 - 8);
    for (const first of ["\n", "\r\n"]) {
      const rows = await cellsOf(`a,b${first}${padding},\r\n1,"x\r\ny\nz"\r\n2,"q"\n3,\r\n`);
      expect(rows.slice(1)).toEqual([
        ["1", "x\r\ny\nz"],
        ["2", "q"],
        ["3", ""],
      ]);
      for (let length = 500; length < 520; length++) {
        const cut = `a,b${first}${"x".repeat(512 * 1024 - length)},1\r\n${"2,3\r\n4,5\n".repeat(90)}`;
        expect((await cellsOf(cut)).slice(1).flat().join("")).toBe("2345".repeat(90));
      }
    }
  });

  test("hands on a ragged record as broken and goes on", async () => {
    expect(await cellsOf("a,b\n1\n2,3\n4,5,6\n7,8\n")).toEqual(["broken", ["2", "3"], "broken", ["7", "8"]]);
  });

  test("loses only the line whose quote is never closed", async () => {
    expect(await cellsOf('a,b\n1,2\n3,"x\n5,6\n7,8\n')).toEqual([["1", "2"], "broken", ["5", "6"], ["7", "8"]]);
    expect(await cellsOf('a,b\n3,"x"y\n5,"6"\n')).toEqual(["broken", ["5", "6"]]);
  });

  test("that is not UTF-8 is refused as a whole", async () => {
    const latin1 = Uint8Array.from([97, 10, 0xe9, 10]);
    await expect(rowsOf(latin1)).rejects.toMatchObject({ code: "bad_file" });
    await expect(rowsOf("")).rejects.toThrow(AudienceError);
  });

  test("survives being cut into chunks anywhere: quoted cells of any text come back", async () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }), async (records) => {
        const quoted = records.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","));
        const padding = `${"x".repeat(700_000)},p\n`;
        const found = await cellsOf(`a,b\n${padding}${quoted.join("\n")}`);
        expect(found.slice(1)).toEqual(records);
      }),
      { numRuns: 20 },
    );
  });
});
