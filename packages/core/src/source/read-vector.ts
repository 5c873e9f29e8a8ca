import { firstDay, firstInstant, lastDay, lastInstant, msPerDay } from "../definition/dates.js";
import type { Zone } from "../plan/zone.js";
import { OUTSIDE_YEARS, UnreadableValue, type ValueFormat } from "./cells.js";
import type { ColumnVector, InstantsByRow } from "./columns.js";
import { rawValues, type RawColumn, type RawNumbers, type RawTexts } from "./raw-column.js";
import { reusedFloat64, type ReusedArray } from "./reused-array.js";
import type { StoredValue } from "./records.js";
import { readInstantValue, readValue } from "./values.js";

/** Told of each row of a batch, from 0, that cannot be read. */
export type RejectRow = (row: number, reason: string) => void;

/**
 * Reads the batches of one column. What stands in a rejected row or under a missing value means nothing, and what was read
 * of a batch before may be overwritten.
 */
export type VectorReader = (column: RawColumn, length: number, reject: RejectRow) => ColumnVector;

/** Whole numbers below this have fewer digits than a double holds: a decimal of them is the shortest of its double. */
const SURE = 1e15;

/** Reads a column by the rules of `readValue`. */
export function vectorReader(format: ValueFormat, zone: Zone): VectorReader {
  const read = (value: unknown): StoredValue => readValue(value, format, zone);
  const readTexts = entryReader(read);
  const room = reusedFloat64();
  return (column, length, reject) => {
    if (column.kind === "texts") return ofEntries(column, readTexts(column.texts), format, reject);
    if (column.kind === "numbers") {
      const vector = ofNumbers(column, length, format, zone, reject, room);
      if (vector !== undefined) return vector;
    }
    return { kind: "values", values: oneByOne(column, length, read, reject) };
  };
}

/** Reads instants by the rules of `readInstantValue`, in milliseconds; NaN where one is missing and may be. */
export function instantReader(
  zone: Zone,
  mayMiss: boolean,
): (column: RawColumn, length: number, reject: RejectRow) => Float64Array {
  const isAbsent = (value: unknown): boolean =>
    value === null || value === undefined || (typeof value === "string" && value.trim() === "");
  const read = (value: unknown): number => (mayMiss && isAbsent(value) ? NaN : readInstantValue(value, zone));
  const readTexts = entryReader(read);
  return (column, length, reject) => {
    if (column.kind === "numbers" && holdsInstants(column)) {
      const { data, valid } = instants(column, length, zone, reject);
      if (valid === undefined) return data;
      const at = new Float64Array(length);
      for (let row = 0; row < length; row++) {
        at[row] = valid[row] === 1 ? (data[row] ?? 0) : NaN;
        if (valid[row] !== 1 && !mayMiss) reject(row, "is missing");
      }
      return at;
    }
    if (column.kind !== "texts") {
      return Float64Array.from(oneByOne(column, length, read, reject), (value) => value ?? NaN);
    }
    const { values, problems } = readTexts(column.texts);
    const at = new Float64Array(length);
    for (let row = 0; row < length; row++) {
      const code = column.codes[row] ?? -1;
      at[row] = values[code] ?? NaN;
      const problem = code < 0 ? (mayMiss ? undefined : "is missing") : problems.get(code);
      if (problem !== undefined) reject(row, problem);
    }
    return at;
  };
}

/** Reads instants that may not be missing, in seconds where the file tells whole ones in 32 bits. */
export function secondsReader(zone: Zone): (column: RawColumn, length: number, reject: RejectRow) => InstantsByRow {
  const read = instantReader(zone, false);
  return (column, length, reject) =>
    column.kind === "numbers" &&
    column.holds === "second" &&
    column.valid === undefined &&
    column.data instanceof Int32Array
      ? column.data
      : read(column, length, reject);
}

/** The texts of a dictionary, each read once. */
export interface Entries<T> {
  readonly values: readonly (T | undefined)[];
  /** What is wrong with a text, by its code. */
  readonly problems: ReadonlyMap<number, string>;
}

/** Reads dictionaries; the one that came last is not read again. */
export function entryReader<T>(read: (text: string) => T): (texts: readonly string[]) => Entries<T> {
  let last: readonly string[] | undefined;
  let entries: Entries<T> = { values: [], problems: new Map() };
  return (texts) => {
    if (texts !== last) {
      const problems = new Map<number, string>();
      entries = {
        problems,
        values: texts.map((text, code) =>
          attempt(
            () => read(text),
            (why) => problems.set(code, why),
          ),
        ),
      };
      last = texts;
    }
    return entries;
  };
}

/** Reads a column value by value. */
export function oneByOne<T>(
  column: RawColumn,
  length: number,
  read: (value: unknown) => T,
  reject: RejectRow,
): (T | undefined)[] {
  const value = rawValues(column);
  return Array.from({ length }, (_, row) =>
    attempt(
      () => read(value(row)),
      (why) => reject(row, why),
    ),
  );
}

function attempt<T>(read: () => T, refuse: (reason: string) => void): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    refuse(error.message);
    return undefined;
  }
}

function ofEntries(
  { codes, texts }: RawTexts,
  { values, problems }: Entries<StoredValue>,
  { type }: ValueFormat,
  reject: RejectRow,
): ColumnVector {
  if (problems.size > 0) {
    for (let row = 0; row < codes.length; row++) {
      const problem = problems.get(codes[row] ?? -1);
      if (problem !== undefined) reject(row, problem);
    }
  }
  if (type === "text") {
    if (values.every((value, code) => value === texts[code])) return { kind: "texts", codes, texts };
    const known = Uint8Array.from(values, (value) => (value === undefined ? 0 : 1));
    return {
      kind: "texts",
      codes: Int32Array.from(codes, (code) => (known[code] === 1 ? code : -1)),
      texts: values.map((value) => (typeof value === "string" ? value : "")),
    };
  }
  if (type === "list") return { kind: "values", values: Array.from(codes, (code) => values[code]) };
  const numbers = Float64Array.from(values, (value) => Number(value ?? 0));
  const known = Uint8Array.from(values, (value) => (value === undefined ? 0 : 1));
  const data = new Float64Array(codes.length);
  const valid = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    data[row] = numbers[code] ?? 0;
    valid[row] = known[code] ?? 0;
  }
  return { kind: "numbers", data, valid };
}

type Numbers = Extract<ColumnVector, { kind: "numbers" }>;

/** Undefined where the values have to be read one by one. */
function ofNumbers(
  column: RawNumbers,
  length: number,
  { type, scale }: ValueFormat,
  zone: Zone,
  reject: RejectRow,
  room: ReusedArray<Float64Array>,
): Numbers | undefined {
  const { holds, data, valid } = column;
  if (type === "number" && holds === "number") {
    if (column.scale !== undefined && column.scale !== 0) return decimals(column, length, scale, zone, reject);
    if ((scale ?? 0) === 0 && !(data instanceof Float64Array)) return { kind: "numbers", data, valid };
    return doubles(column, room(length), scale, zone, reject);
  }
  if (type === "boolean" && holds === "boolean") return { kind: "numbers", data, valid };
  if (type === "datetime" && holdsInstants(column) && !(holds === "number" && data.some(Number.isNaN)))
    return instants(column, length, zone, reject);
  if (type === "date" && holds === "day") {
    for (let row = 0; row < length; row++) {
      const day = data[row] ?? 0;
      if ((day < firstDay || day > lastDay) && (valid === undefined || valid[row] === 1))
        reject(row, "is not a date of the form YYYY-MM-DD");
    }
    return { kind: "numbers", data, valid };
  }
  return undefined;
}

/** Numbers as they are, written to `numbers`: NaN is missing, -0 is 0, and where there is a scale they become whole numbers of it. */
function doubles(
  column: RawNumbers,
  numbers: Float64Array,
  scale: number | undefined,
  zone: Zone,
  reject: RejectRow,
): Numbers {
  const { data } = column;
  const { length } = numbers;
  const power = 10 ** (scale ?? 0);
  const read = slowly(column, { type: "number", scale }, zone, reject);
  let { valid } = column;
  for (let row = 0; row < length; row++) {
    if (valid !== undefined && valid[row] !== 1) continue;
    const value = data[row] ?? 0;
    if (Number.isNaN(value)) {
      valid = valid === column.valid ? (valid?.slice() ?? new Uint8Array(length).fill(1)) : valid;
      if (valid !== undefined) valid[row] = 0;
    } else if (scale === undefined && Number.isFinite(value)) {
      numbers[row] = value + 0;
    } else {
      const whole = Math.round(value * power);
      numbers[row] = Math.abs(whole) < SURE && whole / power === value ? whole + 0 : read(row);
    }
  }
  return { kind: "numbers", data: numbers, valid };
}

function decimals(
  column: RawNumbers,
  length: number,
  scale: number | undefined,
  zone: Zone,
  reject: RejectRow,
): Numbers {
  const { data, valid, scale: held = 0 } = column;
  const numbers = new Float64Array(length);
  const read = slowly(column, { type: "number", scale }, zone, reject);
  const shift = scale === undefined ? 0 : scale - held;
  const factor = 10 ** Math.abs(shift);
  const unit = 10 ** Math.abs(held);
  // Beyond 10^22 powers of ten are no longer exact.
  const exact = scale === undefined && held > 0 && held <= 22;
  for (let row = 0; row < length; row++) {
    if (valid !== undefined && valid[row] !== 1) continue;
    const value = data[row] ?? 0;
    if (exact) numbers[row] = value / unit;
    else if (scale !== undefined && shift >= 0 && Math.abs(value * factor) < SURE) numbers[row] = value * factor;
    else if (shift < 0 && shift >= -15 && value % factor === 0) numbers[row] = value / factor;
    else numbers[row] = read(row);
    if (numbers[row] === 0) numbers[row] = 0;
  }
  return { kind: "numbers", data: numbers, valid };
}

/** Instants of instants, clock times, days and milliseconds. */
function instants(
  { holds, data, valid }: RawNumbers,
  length: number,
  zone: Zone,
  reject: RejectRow,
): Numbers & { readonly data: Float64Array } {
  if (holds === "second") return { kind: "numbers", data: Float64Array.from(data, (second) => second * 1000), valid };
  const isPlain = holds === "instant" || (holds === "clock" && zone.id === "UTC");
  if (isPlain && data instanceof Float64Array && allInstants(data)) return { kind: "numbers", data, valid };
  const at = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    if (valid !== undefined && valid[row] !== 1) continue;
    const value = data[row] ?? 0;
    const instant = isPlain ? value : instantOf(holds, value, zone);
    if (isInstant(instant)) at[row] = instant;
    else reject(row, Number.isFinite(instant) ? OUTSIDE_YEARS : "is not an instant");
  }
  return { kind: "numbers", data: at, valid };
}

function holdsInstants({ holds, scale = 0 }: RawNumbers): boolean {
  return holds !== "boolean" && scale === 0;
}

function allInstants(data: Float64Array): boolean {
  for (let row = 0; row < data.length; row++) if (!isInstant(data[row] ?? 0)) return false;
  return true;
}

function isInstant(value: number): boolean {
  return value >= firstInstant && value <= lastInstant;
}

function instantOf(holds: RawNumbers["holds"], value: number, zone: Zone): number {
  if (holds === "number") return Math.floor(value);
  const day = holds === "day" ? value : Math.floor(value / msPerDay);
  if (!(day >= firstDay && day <= lastDay)) return NaN;
  return holds === "day" ? zone.startOfDay(day) : zone.instantOf(day, value - day * msPerDay);
}

/** For the few values that a quick reading is not sure of. */
function slowly(column: RawNumbers, format: ValueFormat, zone: Zone, reject: RejectRow): (row: number) => number {
  const value = rawValues(column);
  return (row) =>
    Number(
      attempt(
        () => readValue(value(row), format, zone),
        (why) => reject(row, why),
      ) ?? 0,
    );
}
