import type { Zone } from "../plan/zone.js";
import {
  LONE_SURROGATE,
  readCell,
  readInstant,
  readItems,
  readNumber,
  readText,
  UnreadableValue,
  withinYears,
  type ValueFormat,
} from "./cells.js";
import type { StoredValue } from "./records.js";

/**
 * Reads a value of a host's own row: a string in the forms of a cell, or a number, boolean, Date (of a `date` its UTC
 * date) or array of strings. `null`, `undefined`, `""`, `NaN` and `[]` are missing.
 */
export function readValue(value: unknown, format: ValueFormat, zone: Zone): StoredValue {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") {
    if (format.type === "list" && format.separator === undefined) return readItems([value]);
    return readCell(value, format, zone);
  }
  if (typeof value === "number" && Number.isNaN(value)) return undefined;
  switch (format.type) {
    case "text":
      if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
      break;
    case "number":
      if (typeof value === "number" || typeof value === "bigint") return readNumber(String(value), format.scale);
      break;
    case "boolean":
      if (typeof value === "boolean") return value;
      if (value === 0 || value === 1) return value === 1;
      break;
    case "date":
      if (value instanceof Date) return Math.floor(instantOfDate(value) / 86_400_000);
      break;
    case "datetime":
      if (value instanceof Date) return instantOfDate(value);
      if (typeof value === "number") return withinYears(Math.floor(value));
      break;
    case "list":
      if (Array.isArray(value)) return readItems(value.filter(isPresent).map(textOfItem));
      break;
  }
  throw new UnreadableValue(`is not a ${format.type}`);
}

/** An id is never trimmed, folded or normalised; the number 1 and the text `1` are one id. */
export function readId(value: unknown): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "string" || value === "") throw new UnreadableValue("is missing");
  if (LONE_SURROGATE.test(value)) throw new UnreadableValue("has half of a surrogate pair");
  return value;
}

/** A name of an event type or a tag, in NFC. */
export function readName(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new UnreadableValue("is missing");
  return readText(value);
}

/** An instant of a host's own row or of a file: text in the forms of a cell, a Date, or milliseconds. */
export function readInstantValue(value: unknown, zone: Zone): number {
  if (typeof value === "string" && value.trim() !== "") return readInstant(value.trim(), zone);
  if (typeof value === "number" && Number.isFinite(value)) return withinYears(Math.floor(value));
  if (value instanceof Date) return instantOfDate(value);
  throw new UnreadableValue(isMissing(value) ? "is missing" : "is not an instant");
}

/** Nothing, or a text of nothing but spaces, where an instant is read. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

function instantOfDate(date: Date): number {
  const instant = date.getTime();
  if (Number.isNaN(instant)) throw new UnreadableValue("is an invalid Date");
  return withinYears(instant);
}

function isPresent(item: unknown): boolean {
  return item !== null && item !== undefined;
}

function textOfItem(item: unknown): string {
  if (typeof item === "string") return item;
  if (typeof item === "number" || typeof item === "bigint" || typeof item === "boolean") return String(item);
  throw new UnreadableValue("has an item that is not text");
}
