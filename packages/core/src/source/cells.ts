import type { ValueType } from "../catalog/catalog.js";
import { parseDay } from "../definition/dates.js";
import type { Zone } from "../plan/zone.js";
import { scaledInteger } from "./scaled-integer.js";
import type { StoredValue } from "./records.js";

/** What has to be known of an attribute or property to read its values. */
export interface ValueFormat {
  readonly type: ValueType;
  readonly scale?: number | undefined;
  /** Between the items of a list written as one text. */
  readonly separator?: string | undefined;
}

/** Thrown inside a row that cannot be read; becomes a rejected row. */
export class UnreadableValue extends Error {
  override readonly name = "UnreadableValue";
}

const DAY = 86_400_000;
const FIRST_INSTANT = -62_135_596_800_000;
const END_OF_INSTANTS = 253_402_300_800_000;
/** Half of a surrogate pair: such a text has no UTF-8 form. */
export const LONE_SURROGATE = /\p{Surrogate}/u;
export const OUTSIDE_YEARS = "is outside the years 1 to 9999";
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?$/;
const OFFSET = /(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/;

/** Reads a text cell of a file. Text is taken as it is, everything else is trimmed first; empty is missing. */
export function readCell(cell: string, format: ValueFormat, zone: Zone): StoredValue {
  if (format.type === "text") return cell === "" ? undefined : readText(cell);
  if (format.type === "list") return readItems(cell === "" ? [] : cell.split(format.separator ?? "|"));
  const text = cell.trim();
  if (text === "") return undefined;
  switch (format.type) {
    case "number":
      return readNumber(text, format.scale);
    case "boolean":
      return readBoolean(text);
    case "date":
      return readDate(text);
    case "datetime":
      return readInstant(text, zone);
  }
}

/** Text in NFC. A lone surrogate has no UTF-8 form and is refused. */
export function readText(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new UnreadableValue("has half of a surrogate pair");
  return text.normalize("NFC");
}

/** A set of texts: empty and repeated items are dropped; none at all is missing. */
export function readItems(items: readonly string[]): readonly string[] | undefined {
  const kept = new Set<string>();
  for (const item of items) if (item !== "") kept.add(readText(item));
  return kept.size === 0 ? undefined : [...kept];
}

export function readNumber(text: string, scale: number | undefined): number | undefined {
  if (text === "NaN") return undefined;
  if (!NUMBER.test(text)) throw new UnreadableValue("is not a number");
  if (scale !== undefined) {
    const integer = scaledInteger(text, scale);
    if (integer === undefined)
      throw new UnreadableValue(`has more than ${scale} decimals, or is too large to be exact`);
    return integer;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw new UnreadableValue("is too large");
  return value === 0 ? 0 : value;
}

function readBoolean(text: string): boolean {
  switch (text.toLowerCase()) {
    case "true":
    case "1":
      return true;
    case "false":
    case "0":
      return false;
    default:
      throw new UnreadableValue("is none of true, false, 1, 0");
  }
}

export function readDate(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new UnreadableValue("is not a date of the form YYYY-MM-DD");
  return day;
}

/**
 * An instant: a date (its first instant), or a date, `T` or a space, and a clock time with `Z`, an offset, or nothing,
 * which means the zone's own clock. Digits beyond the millisecond are cut off downwards.
 */
export function readInstant(text: string, zone: Zone): number {
  const day = parseDay(text.slice(0, 10));
  if (day === undefined) throw new UnreadableValue("is not an instant");
  if (text.length === 10) return zone.startOfDay(day);
  const separator = text[10];
  if (separator !== "T" && separator !== " ") throw new UnreadableValue("is not an instant");
  const rest = text.slice(11);
  const offset = OFFSET.exec(rest);
  const clock = CLOCK.exec(offset === null ? rest : rest.slice(0, offset.index));
  if (clock === null) throw new UnreadableValue("has no clock time that can be read");
  const [, hours = "0", minutes = "0", seconds = "0", fraction = ""] = clock;
  const ms =
    Number(hours) * 3_600_000 +
    Number(minutes) * 60_000 +
    Number(seconds) * 1_000 +
    Number(fraction.slice(0, 3).padEnd(3, "0"));
  const instant = offset === null ? zone.instantOf(day, ms) : day * DAY + ms - offsetMs(offset);
  return withinYears(instant);
}

function offsetMs(offset: RegExpExecArray): number {
  const [, sign, hours = "0", minutes = "0"] = offset;
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600_000 + Number(minutes) * 60_000);
}

/** Refuses instants outside the years 0001 to 9999. */
export function withinYears(instant: number): number {
  if (instant < FIRST_INSTANT || instant >= END_OF_INSTANTS) throw new UnreadableValue(OUTSIDE_YEARS);
  return instant;
}
