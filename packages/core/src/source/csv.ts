import { refuse } from "../issue/issue.js";
import type { DataFile } from "./data-file.js";
import { lineEndOf, withLineEnd, type LineEnd } from "./line-ends.js";
import type { RowTable, TableRow } from "./table.js";

const CHUNK_BYTES = 512 * 1024;
/** A quoted cell that grows past this is taken for one whose closing quote is missing. */
const LONGEST_RECORD = 4 * 1024 * 1024;
/** Past this many broken records the file is no CSV. */
const MOST_BROKEN = 10_000;

interface Parsed {
  readonly records: readonly string[][];
  /** Characters used up; the rest is an unfinished record. */
  readonly cursor: number;
  /** Index in `records` of the first one with broken quotes. */
  readonly broken: number | undefined;
}

type Parse = (text: string, last: boolean, preview: number) => Parsed;

/**
 * Reads a CSV file: RFC 4180, UTF-8, comma, a header row. A record with broken quotes or another number of cells than
 * the header is handed on as broken, and reading goes on at the next line.
 *
 * @throws AudienceError `bad_file` where the file is not UTF-8, has no header, or is no CSV.
 */
export async function openCsv(file: DataFile, name: string): Promise<RowTable> {
  const chunks = decoded(file, name);
  const first = await chunks.next();
  const head = first.done === true ? "" : first.value.text;
  const newline = lineEndOf(head);
  const parse = await parser(newline);
  const header = parse(head, file.size <= CHUNK_BYTES, 1).records[0];
  if (header === undefined || (header.length === 1 && header[0] === "")) {
    throw refuse("bad_file", "", `${name} has no header row.`);
  }
  return { kind: "rows", columns: header, rows: () => rows(file, name, header, newline, parse) };
}

async function* rows(
  file: DataFile,
  name: string,
  header: readonly string[],
  newline: LineEnd,
  parse: Parse,
): AsyncGenerator<readonly TableRow[]> {
  let rest = "";
  let pastHeader = false;
  let broken = 0;
  const even = withLineEnd(newline);
  for await (const { text, last, share } of decoded(file, name)) {
    rest += even(text, last);
    const batch: TableRow[] = [];
    for (;;) {
      const parsed = parse(rest, last, 0);
      const whole = parsed.broken ?? parsed.records.length;
      for (const record of parsed.records.slice(0, whole)) {
        if (!pastHeader) pastHeader = true;
        else if (record.length > 1 || record[0] !== "") batch.push(rowOf(record, header, share));
      }
      const unfinished = parsed.broken === undefined && rest.length - parsed.cursor <= LONGEST_RECORD;
      if (unfinished) {
        rest = rest.slice(parsed.cursor);
        break;
      }
      broken += 1;
      if (broken > MOST_BROKEN) throw refuse("bad_file", "", `${name} is not a CSV file: its quotes do not match.`);
      const start = parsed.broken === undefined ? parsed.cursor : startOf(rest, parsed.broken, parse, last);
      const end = rest.indexOf(newline, start);
      batch.push({ cells: [], share, problem: "has a quote that is never closed, or is not at the edge of its cell" });
      pastHeader = true;
      rest = end < 0 ? "" : rest.slice(end + newline.length);
      if (rest === "") break;
    }
    yield batch;
  }
}

/** Where record `index` begins in `text`. */
function startOf(text: string, index: number, parse: Parse, last: boolean): number {
  return index === 0 ? 0 : parse(text, last, index).cursor;
}

function rowOf(record: readonly string[], header: readonly string[], share: number): TableRow {
  if (record.length === header.length) return { cells: record, share, problem: undefined };
  return { cells: [], share, problem: `has ${record.length} cells where the header has ${header.length}` };
}

async function* decoded(
  file: DataFile,
  name: string,
): AsyncGenerator<{ readonly text: string; readonly last: boolean; readonly share: number }> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let start = 0; start < file.size || start === 0; start += CHUNK_BYTES) {
    const end = Math.min(start + CHUNK_BYTES, file.size);
    const bytes = await file.slice(start, end).arrayBuffer();
    const last = end >= file.size;
    let text: string;
    try {
      text = decoder.decode(bytes, { stream: !last });
    } catch (cause) {
      throw refuse(
        "bad_file",
        "",
        `${name} is not UTF-8: a byte between ${start} and ${end} cannot be read.`,
        undefined,
        {
          cause,
        },
      );
    }
    yield { text, last, share: file.size === 0 ? 1 : end / file.size };
  }
}

async function parser(newline: LineEnd): Promise<Parse> {
  const { default: papa } = await import("papaparse");
  return (text, last, preview) => {
    const parsed: unknown = new papa.Parser({ delimiter: ",", newline, preview }).parse(text, 0, !last);
    if (!isOutcome(parsed)) throw new TypeError("Papa Parse answers in another form than it documents.");
    let broken: number | undefined;
    for (const error of parsed.errors) {
      if (error.type !== "Quotes") continue;
      const row = error.row ?? 0;
      if (broken === undefined || row < broken) broken = row;
    }
    return { records: parsed.data, cursor: parsed.meta.cursor, broken };
  };
}

interface ParseOutcome {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly row?: number | undefined }[];
  readonly meta: { readonly cursor: number };
}

function isOutcome(parsed: unknown): parsed is ParseOutcome {
  return typeof parsed === "object" && parsed !== null && "data" in parsed && "errors" in parsed && "meta" in parsed;
}
