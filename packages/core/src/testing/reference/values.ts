import { Temporal } from "temporal-polyfill";
import type { ValueType } from "../../catalog/catalog.js";
import { startOf, instantOf, isDate } from "./calendar.js";
import { exactKey, exactOf, type Exact } from "./exact.js";

/** A value that is there; a missing one is `undefined`. */
export type Value =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "number"; readonly number: Exact }
  | { readonly type: "boolean"; readonly truth: boolean }
  | { readonly type: "date"; readonly date: Temporal.PlainDate }
  | { readonly type: "datetime"; readonly instant: number }
  | { readonly type: "list"; readonly items: readonly string[] };

/** Reads what a host wrote. A value that does not fit its type is an error: the worlds of tests hold readable data. */
export function readValue(type: ValueType, raw: unknown, zone: string): Value | undefined {
  if (raw === undefined || raw === null || raw === "" || Number.isNaN(raw)) return undefined;
  if (type === "list" && Array.isArray(raw)) {
    const items = [...new Set(raw.map((item) => String(item).normalize("NFC")).filter((item) => item !== ""))];
    return items.length === 0 ? undefined : { type, items };
  }
  if (type === "text" && typeof raw === "string") return { type, text: raw.normalize("NFC") };
  if (type === "number" && (typeof raw === "number" || typeof raw === "string")) {
    return { type, number: exactOf(raw) };
  }
  if (type === "boolean" && typeof raw === "boolean") return { type, truth: raw };
  if (type === "date" && typeof raw === "string") return { type, date: Temporal.PlainDate.from(raw) };
  if (type === "datetime") return { type, instant: readInstant(raw, zone) };
  throw new TypeError(`${JSON.stringify(raw)} is no ${type}`);
}

/** Text without an offset is a clock time of the zone. */
export function readInstant(raw: unknown, zone: string): number {
  if (raw instanceof Date) return raw.getTime();
  if (typeof raw === "number") return Math.floor(raw);
  if (typeof raw !== "string") throw new TypeError(`${JSON.stringify(raw)} is no instant`);
  if (isDate(raw)) return startOf(Temporal.PlainDate.from(raw), zone);
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(raw)) return instantOf(raw.replace(" ", "T"));
  return Temporal.PlainDateTime.from(raw.replace(" ", "T")).toZonedDateTime(zone).epochMilliseconds;
}

/** One text for each value, the same for equal values only. */
export function valueKey(value: Value): string {
  switch (value.type) {
    case "text":
      return value.text;
    case "number":
      return exactKey(value.number);
    case "boolean":
      return String(value.truth);
    case "date":
      return value.date.toString();
    case "datetime":
      return String(value.instant);
    case "list":
      return JSON.stringify([...value.items].sort());
  }
}
