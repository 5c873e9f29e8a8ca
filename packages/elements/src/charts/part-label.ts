import type { CompositionCell, Typed } from "@audiencekit/core";
import type { Format } from "../format/format.js";
import type { SharedMessages } from "../messages/english/shared.js";

const msPerDay = 86_400_000;

/** What a cell of a composition is called: its value's label, its band, or "(no value)". */
export function partLabel(
  { value, band }: Pick<CompositionCell, "value" | "band">,
  attribute: Pick<Typed, "type" | "values" | "currency" | "unit" | "scale">,
  messages: SharedMessages,
  format: Format,
): string {
  if (band !== undefined) return bandLabel(band.low, band.high, attribute, messages, format);
  if (value === undefined) return messages.noValue;
  const label = attribute.values === undefined ? undefined : ownLabel(attribute.values, String(value));
  if (label !== undefined) return label;
  if (typeof value === "boolean") return value ? messages.yes : messages.no;
  if (typeof value === "number") return format.value(value, { currency: attribute.currency });
  if (attribute.type === "date") return format.day(value);
  return attribute.type === "datetime" ? format.dateTime(value) : value;
}

function ownLabel(labels: Readonly<Record<string, string>>, value: string): string | undefined {
  return Object.hasOwn(labels, value) ? labels[value] : undefined;
}

/** Bands of whole numbers are named by their first and last: 18 to 24. */
function bandLabel(
  low: number | undefined,
  high: number | undefined,
  { type, currency, scale }: Pick<Typed, "type" | "currency" | "scale">,
  messages: SharedMessages,
  format: Format,
): string {
  if (type === "date") return dateBandLabel(low, high, messages, (day) => format.date(day * msPerDay, "UTC"));
  if (type === "datetime") return dateBandLabel(low, high, messages, (instant) => format.date(instant));
  const text = (number: number) => format.value(number, { currency });
  if (low === undefined) return messages.under(text(high ?? 0));
  if (high === undefined) return messages.andOver(text(low));
  if (scale !== 0 || currency !== undefined) return messages.belowUpper(text(low), text(high));
  return high - low === 1 ? text(low) : messages.between(text(low), text(high - 1));
}

/** Bands of dates are named by their first and last day: the number before the upper edge is still of that day. */
function dateBandLabel(
  low: number | undefined,
  high: number | undefined,
  messages: SharedMessages,
  text: (number: number) => string,
): string {
  if (low === undefined) return messages.before(text(high ?? 0));
  return high === undefined ? messages.andLater(text(low)) : messages.between(text(low), text(high - 1));
}
