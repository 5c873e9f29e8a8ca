import type * as flechette from "@uwdata/flechette";
import type { Batch, Column, DataType, DecimalType, IntType } from "@uwdata/flechette";
import { msPerDay } from "../definition/dates.js";
import type { NumberData } from "./columns.js";
import { decimalText, type RawColumn, type RawNumbers } from "./raw-column.js";
import { reusedFloat64, reusedInt32, reusedUint8, type ReusedArray } from "./reused-array.js";
import { internTexts } from "./text-interner.js";
import { bigNumber, milliseconds, smallNumbers, wholeNumbers } from "./whole-numbers.js";

type Flechette = typeof flechette;
type Values = Batch<unknown>["values"];
type Flags = ReusedArray<Uint8Array>;

/** Reads the rows of a batch from one place up to another. What it gave for others before may be overwritten. */
export type SliceReader = (batch: Batch<unknown>, from: number, to: number) => RawColumn;

/** How columns of a type are read. What has no quicker way goes value by value. */
export function rawColumnOf({ Type, DateUnit, TimeUnit }: Flechette, type: DataType): SliceReader {
  const valid = reusedUint8();
  switch (type.typeId) {
    case Type.Int:
      return (batch, from, to) => integers(type, batch, from, to, valid);
    case Type.Float:
      return type.precision === 0 ? eachValue : (batch, from, to) => narrowNumbers("number", batch, from, to, valid);
    case Type.Bool: {
      const room = reusedUint8();
      return (batch, from, to) => booleans(batch, from, to, room, valid);
    }
    case Type.Decimal:
      return (batch, from, to) => decimals(type, batch, from, to, valid);
    case Type.Date:
      return type.unit === DateUnit.DAY
        ? (batch, from, to) => narrowNumbers("day", batch, from, to, valid)
        : (batch, from, to) => numbersOf("day", batch, from, to, dayNumbers, valid);
    case Type.Timestamp: {
      const perMillisecond = [0.001, 1, 1_000, 1_000_000][type.unit] ?? 1;
      const holds = type.timezone === null || type.timezone === "" ? "clock" : "instant";
      const room = reusedFloat64();
      const seconds = reusedInt32();
      return (batch, from, to) => {
        if (holds === "instant" && type.unit === TimeUnit.SECOND) {
          const data = smallNumbers(wordsOf(batch.values, 2, from, to), seconds(to - from));
          if (data !== undefined)
            return { kind: "numbers", holds: "second", data, valid: validOf(batch, from, to, valid) };
        }
        const read = (words: Int32Array, length: number) => milliseconds(words, perMillisecond, length, room(length));
        return numbersOf(holds, batch, from, to, read, valid);
      };
    }
    case Type.Utf8:
    case Type.LargeUtf8:
      return (batch, from, to) => texts(batch, from, to, valid);
    case Type.Dictionary:
      return dictionaryReader(
        [Type.Utf8, Type.LargeUtf8, Type.Utf8View].some((id) => id === type.dictionary.typeId),
        valid,
      );
    default:
      return eachValue;
  }
}

function eachValue(batch: Batch<unknown>, from: number, to: number): RawColumn {
  return { kind: "values", values: Array.from({ length: to - from }, (_, row) => plain(batch.at(from + row))) };
}

/** Lists of numbers come as typed arrays. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) && Symbol.iterator in value ? Array.from(Object.values(value)) : value;
}

/** 1 for each row that has a value; undefined where all have. */
function validOf(
  { validity, nullCount }: Batch<unknown>,
  from: number,
  to: number,
  room: Flags,
): Uint8Array | undefined {
  if (nullCount === 0 || validity.length === 0) return undefined;
  return bits(validity, from, to, room);
}

function bits(bitmap: Values | Uint8Array, from: number, to: number, room: Flags): Uint8Array {
  const bytes = new Uint8Array(bitmap.buffer, bitmap.byteOffset, bitmap.byteLength);
  const flags = room(to - from);
  let row = from;
  if (from % 8 === 0) {
    const fours = new Int32Array(flags.buffer, flags.byteOffset, 2 * ((to - from) >> 3));
    for (let four = 0, byte = from >> 3; four < fours.length; byte++) {
      const eight = bytes[byte] ?? 0;
      fours[four++] = FOUR_FLAGS[eight & 15] ?? 0;
      fours[four++] = FOUR_FLAGS[eight >> 4] ?? 0;
    }
    row += 4 * fours.length;
  }
  for (; row < to; row++) flags[row - from] = ((bytes[row >> 3] ?? 0) >> (row & 7)) & 1;
  return flags;
}

/** By four bits: a byte for each. */
const FOUR_FLAGS = Int32Array.from({ length: 16 }, (_, four) =>
  [0, 1, 2, 3].reduce((flags, bit) => flags | (((four >> bit) & 1) << (8 * bit)), 0),
);

function booleans(batch: Batch<unknown>, from: number, to: number, room: Flags, valid: Flags): RawNumbers {
  return {
    kind: "numbers",
    holds: "boolean",
    data: bits(batch.values, from, to, room),
    valid: validOf(batch, from, to, valid),
  };
}

function narrowNumbers(
  holds: RawNumbers["holds"],
  batch: Batch<unknown>,
  from: number,
  to: number,
  valid: Flags,
): RawNumbers {
  return { kind: "numbers", holds, data: narrow(batch.values, from, to), valid: validOf(batch, from, to, valid) };
}

function integers(type: IntType, batch: Batch<unknown>, from: number, to: number, room: Flags): RawColumn {
  const valid = validOf(batch, from, to, room);
  if (type.bitWidth < 64) return { kind: "numbers", holds: "number", data: narrow(batch.values, from, to), valid };
  const words = wordsOf(batch.values, 2, from, to);
  const data = wholeNumbers(words, 2, to - from, valid, type.signed);
  if (data !== undefined) return { kind: "numbers", holds: "number", data, valid };
  return withValues(to - from, valid, (row) => bigNumber(words, 2, row, type.signed));
}

function decimals(type: DecimalType, batch: Batch<unknown>, from: number, to: number, room: Flags): RawColumn {
  const valid = validOf(batch, from, to, room);
  const { scale } = type;
  if (type.bitWidth === 32) {
    return { kind: "numbers", holds: "number", data: narrow(batch.values, from, to), valid, scale };
  }
  const width = type.bitWidth / 32;
  const words = wordsOf(batch.values, width, from, to);
  const data = wholeNumbers(words, width, to - from, valid);
  if (data !== undefined) return { kind: "numbers", holds: "number", data, valid, scale };
  return withValues(to - from, valid, (row) => decimalText(String(bigNumber(words, width, row)), scale));
}

function withValues(length: number, valid: Uint8Array | undefined, read: (row: number) => unknown): RawColumn {
  const isThere = (row: number): boolean => valid === undefined || valid[row] === 1;
  return { kind: "values", values: Array.from({ length }, (_, row) => (isThere(row) ? read(row) : undefined)) };
}

function numbersOf(
  holds: RawNumbers["holds"],
  batch: Batch<unknown>,
  from: number,
  to: number,
  read: (words: Int32Array, length: number) => NumberData,
  valid: Flags,
): RawNumbers {
  const words = wordsOf(batch.values, 2, from, to);
  return { kind: "numbers", holds, data: read(words, to - from), valid: validOf(batch, from, to, valid) };
}

function dayNumbers(words: Int32Array, length: number): NumberData {
  return milliseconds(words, 1, length).map((at) => Math.floor(at / msPerDay));
}

function texts(batch: Batch<unknown>, from: number, to: number, valid: Flags): RawColumn {
  const { values, offsets } = batch;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const own =
    offsets instanceof Int32Array
      ? offsets.subarray(from, to + 1)
      : wholeOffsets(wordsOf(offsets, 2, from, to + 1), to + 1 - from);
  const source = { bytes, starts: own, ends: own.subarray(1) };
  return internTexts(source, to - from, validOf(batch, from, to, valid));
}

function wholeOffsets(words: Int32Array, length: number): Float64Array {
  return milliseconds(words, 1, length);
}

/** Codes keep the file's own dictionary, whose texts are decoded once. */
function dictionaryReader(isText: boolean, flags: Flags): SliceReader {
  if (!isText) return eachValue;
  const known = new WeakMap<Column<unknown>, readonly string[]>();
  const [room, keyRoom] = [reusedInt32(), reusedInt32()];
  return (batch, from, to) => {
    const dictionary = dictionaryOf(batch);
    if (dictionary === undefined) return eachValue(batch, from, to);
    let entries = known.get(dictionary);
    if (entries === undefined) {
      entries = Array.from(dictionary.cache(), (text) => (typeof text === "string" ? text : ""));
      known.set(dictionary, entries);
    }
    const valid = validOf(batch, from, to, flags);
    const keys = narrow(batch.values, from, to, keyRoom);
    const size = entries.length;
    if (keys instanceof Uint8Array && valid === undefined && areBelow(keys, size)) {
      return { kind: "texts", codes: keys, texts: entries };
    }
    const codes = room(to - from);
    for (let row = 0; row < codes.length; row++) {
      const key = keys[row] ?? -1;
      codes[row] = key >= 0 && key < size && (valid === undefined || valid[row] === 1) ? key : -1;
    }
    return { kind: "texts", codes, texts: entries };
  };
}

/** Four at a time, as far as they lie in whole words. */
function areBelow(numbers: Uint8Array, limit: number): boolean {
  const lead = Math.min(-numbers.byteOffset & 3, numbers.length);
  const words = limit > 128 ? 0 : (numbers.length - lead) >> 2;
  const whole = words === 0 ? NO_WORDS : new Int32Array(numbers.buffer, numbers.byteOffset + lead, words);
  // The highest bit of each byte is set by one of 128 or more, or by one that lies less than this below 128.
  const below = (128 - limit) * 0x01010101;
  let high = 0;
  for (let at = 0; at < whole.length; at++) high |= (whole[at] ?? 0) | ((whole[at] ?? 0) + below);
  if ((high & 0x80808080) !== 0) return false;
  const isBelow = (number: number): boolean => number < limit;
  return numbers.subarray(0, lead).every(isBelow) && numbers.subarray(lead + 4 * words).every(isBelow);
}

const NO_WORDS = new Int32Array(0);

function dictionaryOf(batch: Batch<unknown>): Column<unknown> | undefined {
  if (!("dictionary" in batch) || typeof batch.dictionary !== "object") return undefined;
  const { dictionary } = batch;
  return dictionary !== null && isColumn(dictionary) ? dictionary : undefined;
}

function isColumn(value: object): value is Column<unknown> {
  return "cache" in value && typeof value.cache === "function";
}

/** Values in an array of one of three kinds; those of 64 bits are whole numbers of a dictionary's keys. */
function narrow(values: Values, from: number, to: number, room = newInt32): NumberData {
  const own = values.subarray(from, to);
  if (own instanceof Int32Array || own instanceof Float64Array || own instanceof Uint8Array) return own;
  if (own instanceof BigInt64Array || own instanceof BigUint64Array) {
    return milliseconds(wordsOf(own, 2, 0, own.length), 1, own.length);
  }
  if (own instanceof Uint32Array || own instanceof Float32Array) return new Float64Array(own);
  const numbers = room(own.length);
  numbers.set(own);
  return numbers;
}

const newInt32 = (length: number): Int32Array => new Int32Array(length);

function wordsOf(values: Values | BigInt64Array, width: number, from: number, to: number): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset + from * width * 4, (to - from) * width);
}
