import { Temporal } from "temporal-polyfill";
import type { Typed } from "../../catalog/catalog.js";
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

/** A value that does not fit its type: its row is rejected whole. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Reads what a host wrote. */
export function readValue(
  { type, scale }: Pick<Typed, "type" | "scale">,
  raw: unknown,
  zone: string,
): Value | undefined {
  if (raw === undefined || raw === null || raw === "" || Number.isNaN(raw)) return undefined;
  if (type === "list" && Array.isArray(raw)) {
    const items = [...new Set(raw.map((item) => String(item).normalize("NFC")).filter((item) => item !== ""))];
    return items.length === 0 ? undefined : { type, items };
  }
  if (type === "text" && typeof raw === "string") return { type, text: raw.normalize("NFC") };
  if (type === "number" && raw === "NaN") return undefined;
  if (type === "number" && (typeof raw === "number" || typeof raw === "string")) {
    const number = exactOf(raw);
    if (!isHeld(number, scale)) throw new Unreadable(`${raw} cannot be held exactly`);
    return { type, number };
  }
  if (type === "boolean" && typeof raw === "boolean") return { type, truth: raw };
  if (type === "date" && typeof raw === "string") return { type, date: Temporal.PlainDate.from(raw) };
  if (type === "datetime") return { type, instant: readInstant(raw, zone) };
  throw new Unreadable(`${JSON.stringify(raw)} is no ${type}`);
}

/** With a scale, a multiple of 10^-scale whose count of them is at most 2^53 - 1; without, a finite double. */
function isHeld({ top, bottom }: Exact, scale: number | undefined): boolean {
  if (scale === undefined) return Number.isFinite(Number(top) / Number(bottom));
  const scaled = top * 10n ** BigInt(scale);
  return scaled % bottom === 0n && (scaled < 0n ? -scaled : scaled) / bottom <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** Text without an offset is a clock time of the zone. */
export function readInstant(raw: unknown, zone: string): number {
  if (raw instanceof Date) return raw.getTime();
  if (typeof raw === "number") return Math.floor(raw);
  if (typeof raw !== "string") throw new Unreadable(`${JSON.stringify(raw)} is no instant`);
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
