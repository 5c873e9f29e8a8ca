import type { ValueType, Window } from "@audiencekit/core";
import { dayRange, describeWindow, formatDay, zoneOf } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { datesOf, kindOf, kindsFor, spanOf, unitsOf, windowOf, withEnd, type WindowKind } from "../window-kinds.js";
import { dateField, numberField, select } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";

/** What a window is read against. */
export interface WindowUse {
  /** Of dates there are no hours. */
  readonly type: Extract<ValueType, "date" | "datetime">;
  /** Events and tags have no future. */
  readonly future: boolean;
}

/** The kind of window, its fields, and the dates it means now. */
export function windowField(
  window: Window,
  use: WindowUse,
  context: RefinementContext,
  change: (window: Window) => void,
): TemplateResult {
  return html`${kindSelect(kindOf(window), use, context, (kind) => {
    change(windowOf(kind, spanOf(window), context.asOf.slice(0, 10)));
  })}${windowFields(window, use, context, change)}`;
}

/** The same for events and tags, which may lie at any time. */
export function pastWindowField(
  window: Window | undefined,
  context: RefinementContext,
  change: (window: Window | undefined) => void,
): TemplateResult {
  const { texts } = context;
  const use: WindowUse = { type: "datetime", future: false };
  const choices = [
    { value: "any" as const, label: texts.anyTime },
    ...kindsFor(false).map((kind) => ({ value: kind, label: texts.windowKinds[kind] })),
  ];
  const kinds = select(texts.window, window === undefined ? "any" : kindOf(window), choices, (kind) => {
    if (kind === "any") change(undefined);
    else change(windowOf(kind, spanOf(window ?? { last: 30, unit: "day" }), context.asOf.slice(0, 10)));
  });
  return html`${kinds}${window === undefined ? nothing : windowFields(window, use, context, change)}`;
}

function kindSelect(
  kind: WindowKind,
  { future }: WindowUse,
  { texts }: RefinementContext,
  change: (kind: WindowKind) => void,
): TemplateResult {
  const choices = kindsFor(future || kind === "next" || kind === "nextFull").map((value) => ({
    value,
    label: texts.windowKinds[value],
  }));
  return select(texts.window, kind, choices, change);
}

function windowFields(
  window: Window,
  use: WindowUse,
  context: RefinementContext,
  change: (window: Window) => void,
): TemplateResult {
  const { texts, asOf } = context;
  const kind = kindOf(window);
  const span = spanOf(window);
  const today = asOf.slice(0, 10);
  const amount = numberField(
    texts.amount,
    span.amount,
    (value) => {
      change(windowOf(kind, { ...span, amount: value ?? 0 }, today));
    },
    { whole: true },
  );
  const unitTexts = kind === "current" ? texts.currentUnits : texts.units;
  const units = select(
    texts.unit,
    span.unit,
    unitsOf(kind, use.type === "date").map((unit) => ({
      value: unit,
      label: kind === "ago" ? texts.unitsAgo(unitTexts[unit]) : unitTexts[unit],
    })),
    (unit) => {
      change(windowOf(kind, { ...span, unit }, today));
    },
  );
  const resolved = html`<span class="resolved xs quiet">${resolvedDates(window, use, context)}</span>`;
  switch (kind) {
    case "last":
    case "lastFull":
    case "next":
    case "nextFull":
      return html`${amount}${units}${resolved}`;
    case "current":
      return html`${units}${resolved}`;
    case "ago":
      return html`${amount}<span class="quiet">${texts.betweenAnd}</span>${numberField(
          texts.amountUntil,
          span.until,
          (value) => {
            change("ago" in window ? { ...window, ago: [window.ago[0], value ?? 0] } : window);
          },
          { whole: true },
        )}${units}${resolved}`;
    case "dates": {
      const { from = "", to = "" } = datesOf(window);
      return html`${dateField(texts.fromLabel, from, (date) => {
          change(withEnd(window, "from", date));
        })}<span class="quiet">${texts.betweenAnd}</span>${dateField(texts.beforeLabel, to, (date) => {
          change(withEnd(window, "to", date));
        })}${resolved}`;
    }
  }
}

/** In words, the instants or dates a window lies between; nothing while it is not a window. */
function resolvedDates(window: Window, { type }: WindowUse, context: RefinementContext): string {
  try {
    return type === "date" ? resolvedDays(window, context) : resolvedInstants(window, context);
  } catch {
    return "";
  }
}

function resolvedInstants(window: Window, { texts, format, asOf, timeZone }: RefinementContext): string {
  const { from, to, includesTo } = describeWindow(window, Date.parse(asOf), zoneOf(timeZone));
  const start = from === undefined ? undefined : format.dateTime(from, timeZone);
  const end = to === undefined ? undefined : format.dateTime(to, timeZone);
  if (start === undefined) return end === undefined ? "" : texts.resolvedTo(end, timeZone);
  if (end === undefined) return texts.resolvedFrom(start, timeZone);
  return (includesTo ? texts.resolved : texts.resolvedBefore)(start, end, timeZone);
}

/** Both days belong. */
function resolvedDays(window: Window, { texts, format, asOf, timeZone }: RefinementContext): string {
  const { from, to } = dayRange(window, Date.parse(asOf), zoneOf(timeZone));
  const start = from === undefined ? undefined : format.day(formatDay(from));
  if (to === undefined) return start === undefined ? "" : texts.resolvedFrom(start, timeZone);
  if (start === undefined) return texts.resolvedTo(format.day(formatDay(to)), timeZone);
  return texts.resolved(start, format.day(formatDay(to - 1)), timeZone);
}
