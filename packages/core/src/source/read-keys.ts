import type { IdVector, NameVector, NumberData } from "./columns.js";
import { rawValues, type RawColumn } from "./raw-column.js";
import { entryReader, type Entries, type RejectRow } from "./read-vector.js";
import { readId, readName } from "./values.js";
import { UnreadableValue } from "./cells.js";

/** Reads the ids of a column, batch by batch, by the rules of `readId`. */
export function idReader(): (column: RawColumn, length: number, reject: RejectRow) => IdVector {
  const names = keyReader(readId);
  return (column, length, reject) => {
    if (column.kind === "numbers" && column.holds === "number" && (column.scale ?? 0) === 0 && isWhole(column.data)) {
      const { data, valid } = column;
      if (valid !== undefined) for (let row = 0; row < length; row++) if (valid[row] !== 1) reject(row, "is missing");
      return { kind: "integers", data };
    }
    return { kind: "texts", ...names(column, length, reject) };
  };
}

/** Reads names of event types or tags, batch by batch, by the rules of `readName`. */
export function nameReader(): (column: RawColumn, length: number, reject: RejectRow) => NameVector {
  return keyReader(readName);
}

function keyReader(read: (value: unknown) => string) {
  const readTexts = entryReader(read);
  let lastEntries: Entries<string> | undefined;
  let lastTexts: readonly string[] = [];
  return (column: RawColumn, length: number, reject: RejectRow): NameVector => {
    const { codes, texts } = column.kind === "texts" ? column : coded(column, length, read);
    const entries = readTexts(texts);
    if (entries !== lastEntries) {
      lastEntries = entries;
      lastTexts = entries.values.every((value, code) => value === texts[code])
        ? texts
        : entries.values.map((value) => value ?? "");
    }
    const { problems } = entries;
    if (codes instanceof Int32Array) {
      for (let row = 0; row < length; row++) if ((codes[row] ?? -1) < 0) reject(row, "is missing");
    }
    for (let row = 0; problems.size > 0 && row < length; row++) {
      const problem = problems.get(codes[row] ?? -1);
      if (problem !== undefined) reject(row, problem);
    }
    return { codes, texts: lastTexts };
  };
}

/** Values of any kind as texts; what is no key is missing. */
function coded(column: RawColumn, length: number, read: (value: unknown) => string): NameVector {
  const value = rawValues(column);
  const known = new Map<string, number>();
  const codes = new Int32Array(length).fill(-1);
  for (let row = 0; row < length; row++) {
    const raw = value(row);
    const text = typeof raw === "string" ? raw : textOf(raw, read);
    if (text === undefined) continue;
    let code = known.get(text);
    if (code === undefined) known.set(text, (code = known.size));
    codes[row] = code;
  }
  return { codes, texts: [...known.keys()] };
}

function textOf(value: unknown, read: (value: unknown) => string): string | undefined {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof UnreadableValue) return undefined;
    throw error;
  }
}

function isWhole(data: NumberData): boolean {
  if (!(data instanceof Float64Array)) return true;
  for (let row = 0; row < data.length; row++) if (!Number.isSafeInteger(data[row])) return false;
  return true;
}
