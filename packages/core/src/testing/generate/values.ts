import fc from "fast-check";
import type { Typed } from "../../catalog/catalog.js";
import type { ConditionValue, Window, WindowUnit } from "../../definition/language.js";
import { windowsFor, type Operand, type WindowKind, type WindowSubject } from "../../definition/operators.js";
import { instantText, type Setting } from "./setting.js";

/** Few enough for values to meet, with what engines differ on: case, normal forms, folding, wildcards, spaces. */
const texts = [
  "gold",
  "Gold",
  "golden",
  "silver",
  "Zu\u0308rich",
  "Z\u00fcrich",
  "\u0130z",
  "iz",
  "οδος",
  "ΟΔΟΣ",
  "5%",
  " ",
];
const parts = ["gold", "GOLD", "g", "old", "er", "\u00fc", "Z", "\u0130", "ς", "%", " "];
const items = ["golf", "wine", "chess", "cafe\u0301"];
const numbers = [-1.5, -0, 0, 0.1, 0.2, 0.3, 0.30000000000000004, 1, 2, 3];
const steps = [-120, -1, 0, 1, 5, 10, 20, 25, 30, 100, 105];

/** A value of a row. */
export function valueOf({ type, scale }: Typed, { instantTexts, dates }: Setting): fc.Arbitrary<unknown> {
  switch (type) {
    case "text":
      return fc.constantFrom(...texts);
    case "number":
      return scale === undefined
        ? fc.constantFrom(...numbers)
        : fc.constantFrom(...steps).map((step) => step / 10 ** scale);
    case "boolean":
      return fc.boolean();
    case "date":
      return fc.constantFrom(...dates);
    case "datetime":
      return fc.constantFrom(...instantTexts);
    case "list":
      return fc.subarray(items, { minLength: 1 });
  }
}

/** A value of a row, or one of the ways to have none. */
export function valueOrMissing(typed: Typed, setting: Setting): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 6, arbitrary: valueOf(typed, setting) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, "") },
  );
}

/** What a value is compared with. */
export interface Comparand {
  readonly type: Typed["type"];
  readonly scale?: number | undefined;
  /** Whole numbers about which it lies, where it counts something. */
  readonly counts?: readonly number[] | undefined;
  /** What `inWindow` bounds. */
  readonly subject: WindowSubject;
}

/** The `value` of a condition whose operator takes this operand. */
export function operandOf(
  operand: Operand,
  { type, scale, counts, subject }: Comparand,
  setting: Setting,
): fc.Arbitrary<ConditionValue | undefined> {
  const number = numberFor(scale, counts);
  const day = fc.constantFrom(...setting.dates);
  const moment = type === "date" ? day : fc.oneof(day, fc.constantFrom(...setting.instantTexts));
  switch (operand) {
    case "none":
      return fc.constant(undefined);
    case "textOrTexts":
      return oneOrMore(fc.constantFrom(...texts, ...parts));
    case "texts":
      return fc.subarray(items, { minLength: 1 });
    case "number":
      return number;
    case "numberOrNumbers":
      return oneOrMore(number);
    case "numberRange":
      return fc.tuple(number, number).map(([a, b]) => (a <= b ? [a, b] : [b, a]));
    case "boolean":
      return fc.boolean();
    case "day":
      return day;
    case "moment":
      return moment;
    case "momentRange":
      return type === "date" ? ascending(day) : fc.oneof(ascending(day), ascendingInstants(setting));
    case "window":
      return windowOf(subject, setting);
    case "count":
      return fc.integer({ min: 1, max: 4 });
  }
}

/** A window over instants, dates or events. */
export function windowOf(subject: WindowSubject, setting: Setting): fc.Arbitrary<Window> {
  return fc.oneof(
    ...windowsFor(subject).map(({ kind, units, future }) => ({
      // Only attributes can be asked for the future, so it is asked for more often there.
      weight: future === true ? 3 : 1,
      arbitrary: windowOfKind(kind, units, subject, setting),
    })),
  );
}

function windowOfKind(
  kind: WindowKind,
  units: readonly WindowUnit[],
  subject: WindowSubject,
  setting: Setting,
): fc.Arbitrary<Window> {
  if (kind === "fixed") return fixedWindow(subject, setting);
  const unit = fc.constantFrom(...units);
  const amount = fc.constantFrom(1, 2, 3, 7, 24, 30, 90);
  const full = fc.constantFrom("day" as const, "week" as const, "month" as const, "quarter" as const, "year" as const);
  switch (kind) {
    case "last":
      return fc.record({ last: amount, unit });
    case "ago":
      return fc
        .tuple(fc.integer({ min: 1, max: 3 }), amount, unit)
        .map(([m, more, unit]) => ({ ago: [m + more, m], unit }));
    case "next":
      return fc.record({ next: amount, unit });
    case "lastFull":
      return fc.record({ lastFull: amount, unit: full });
    case "current":
      return fc.record({ current: full });
    case "nextFull":
      return fc.record({ nextFull: amount, unit: full });
  }
}

function fixedWindow(subject: WindowSubject, setting: Setting): fc.Arbitrary<Window> {
  const dates = ascending(fc.constantFrom(...setting.dates));
  const ends = subject === "date" ? dates : fc.oneof(dates, ascendingInstants(setting));
  return fc.tuple(ends, fc.constantFrom("both", "from", "to")).map(([[from = "", to = ""], which]) => {
    if (which === "from" || from === to) return { from };
    return which === "to" ? { to } : { from, to };
  });
}

function numberFor(scale: number | undefined, counts: readonly number[] | undefined): fc.Arbitrary<number> {
  if (counts !== undefined) return fc.constantFrom(...counts);
  if (scale === undefined) return fc.constantFrom(...numbers);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...steps).map((step) => step / 10 ** scale) },
    { weight: 1, arbitrary: fc.constantFrom(...steps).map((step) => (step + 0.5) / 10 ** scale) },
  );
}

function oneOrMore<Value extends string | number>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | Value[]> {
  return fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
}

function ascending(text: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.tuple(text, text).map((both) => both.sort());
}

function ascendingInstants({ instants }: Setting): fc.Arbitrary<string[]> {
  const instant = fc.constantFrom(...instants);
  return fc.tuple(instant, instant).map((both) => both.sort((a, b) => a - b).map(instantText));
}
