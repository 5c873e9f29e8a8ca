import type { Catalog, Typed } from "../catalog/catalog.js";
import { isList } from "./canonical.js";
import { msPerDay, parseDay, parseInstant } from "./dates.js";
import type { ConditionValue, Operator, Window } from "./language.js";
import type { SummaryWords } from "./summary-words.js";
import { isTimeZone } from "./time-zone.js";

/** How values of one definition are written in one language. */
export interface Writer {
  readonly words: SummaryWords;
  readonly locale: string;
  readonly timeZone: string;
}

/** The zone values are written in: one that exists, so that a draft with a wrong one can still be read. */
export function writtenZone(zone: string | undefined, catalog: Catalog): string {
  return zone !== undefined && isTimeZone(zone) ? zone : catalog.timeZone;
}

/** What a number, a text or a boolean is an instance of. */
export type Shown = Pick<Typed, "type" | "unit" | "currency" | "values"> | undefined;

/** Values of a list beyond these are only counted. */
const maxShown = 10;

/** A number with its unit or as money. */
export function writeNumber(number: number, shown: Shown, { locale }: Writer): string {
  const { unit, currency } = shown ?? {};
  if (currency !== undefined) {
    const whole = Number.isInteger(number) ? { minimumFractionDigits: 0 } : {};
    return new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 9, ...whole }).format(
      number,
    );
  }
  const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(number);
  return unit === undefined ? written : `${written} ${unit}`;
}

/** A share, `0.1` as 10%. */
export function writeShare(share: number, { locale }: Writer): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 6 }).format(share);
}

/** A date or an instant of the language. What is neither stays as it is. */
export function writeMoment(text: string, { locale, timeZone, words }: Writer): string {
  if (text === "") return words.blank;
  const day = parseDay(text);
  if (day !== undefined) {
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(day * msPerDay);
  }
  const instant = parseInstant(text);
  if (instant === undefined) return text;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(instant);
}

/** A window in words. */
export function writeWindow(window: Window, writer: Writer): string {
  const ends = "from" in window || "to" in window ? window : {};
  const from = "from" in ends && ends.from !== undefined ? writeMoment(ends.from, writer) : writer.words.blank;
  const to = "to" in ends && ends.to !== undefined ? writeMoment(ends.to, writer) : writer.words.blank;
  return writer.words.window(window, { from, to });
}

/** Several things in one phrase: any of them, or all. */
export function writeList(items: readonly string[], all: boolean, { locale, words }: Writer): string {
  if (items.length === 0) return words.blank;
  const shown = items.length > maxShown ? [...items.slice(0, maxShown), words.more(items.length - maxShown)] : items;
  return new Intl.ListFormat(locale, { type: all ? "conjunction" : "disjunction" }).format(shown);
}

const momentOperators: ReadonlySet<Operator> = new Set(["on", "before", "after", "onOrBefore", "onOrAfter"]);
const countOperators: ReadonlySet<Operator> = new Set(["countIs", "countAtLeast", "countAtMost"]);
const exactOperators: ReadonlySet<Operator> = new Set(["is", "contains", "startsWith", "endsWith"]);

/** A value with what its operator says of it: `at least 3`, `Gold or Platinum`, `in the last 30 days`. */
export function writeValue(
  operator: Operator,
  value: ConditionValue | undefined,
  shown: Shown,
  writer: Writer,
): string {
  const { words } = writer;
  if (value === undefined) return words.blank;
  if (typeof value === "object" && !isList(value)) return writeWindow(value, writer);
  if (operator === "between") return writeRange(value, shown, writer);
  const written = writePlain(operator, value, shown, writer);
  if (countOperators.has(operator)) return words.elements(operator, written);
  if (momentOperators.has(operator)) return words.moment(operator, written);
  return exactOperators.has(operator) ? written : words.compared(operator, written);
}

/** A value without what its operator says of it. */
export function writePlain(
  operator: Operator,
  value: Exclude<ConditionValue, Window>,
  shown: Shown,
  writer: Writer,
): string {
  const one = (item: string | number | boolean): string => writeOne(item, momentOperators.has(operator), shown, writer);
  return isList(value) ? writeList(value.map(one), operator === "hasAll", writer) : one(value);
}

function writeRange(value: Exclude<ConditionValue, Window>, shown: Shown, writer: Writer): string {
  const { words } = writer;
  const [low, high] = isList(value) ? value : [value];
  const end = (item: string | number | boolean | undefined): string =>
    item === undefined ? words.blank : writeOne(item, true, shown, writer);
  const range = words.range(end(low), end(high));
  return typeof low === "string" ? words.moment("between", range) : range;
}

function writeOne(item: string | number | boolean, isMoment: boolean, shown: Shown, writer: Writer): string {
  const labels = shown?.values;
  const label = labels !== undefined && Object.hasOwn(labels, String(item)) ? labels[String(item)] : undefined;
  if (label !== undefined) return label;
  if (typeof item === "number") return writeNumber(item, shown, writer);
  if (typeof item === "boolean") return item ? writer.words.yes : writer.words.no;
  if (isMoment) return writeMoment(item, writer);
  return item === "" ? writer.words.blank : item;
}
