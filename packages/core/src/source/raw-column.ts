import { dateOfDay, msPerDay } from "../definition/dates.js";
import type { CodesByRow, NumberData } from "./columns.js";

/**
 * Numbers of a batch as their file holds them: numbers (whole multiples of 10^-scale where there is a scale), booleans
 * as 0 and 1, days since 1970-01-01, instants in milliseconds or in seconds of 32 bits, or clock times of no zone in milliseconds.
 */
export interface RawNumbers {
  readonly kind: "numbers";
  readonly holds: "number" | "boolean" | "day" | "instant" | "second" | "clock";
  readonly data: NumberData;
  /** 1 where there is a value; absent: everywhere. */
  readonly valid?: Uint8Array | undefined;
  readonly scale?: number | undefined;
}

/** `texts[codes[row]]`; a code of -1 is missing. Batches may share their `texts`. */
export interface RawTexts {
  readonly kind: "texts";
  readonly codes: CodesByRow;
  readonly texts: readonly string[];
}

/** One column of a batch as its file holds it; `values` are such as `readValue` takes. */
export type RawColumn = RawNumbers | RawTexts | { readonly kind: "values"; readonly values: readonly unknown[] };

/** Reads a column one by one, as `readValue` takes values: dates, decimals and clock times as text, instants as Dates. */
export function rawValues(column: RawColumn): (row: number) => unknown {
  switch (column.kind) {
    case "values":
      return (row) => column.values[row];
    case "texts":
      return (row) => column.texts[column.codes[row] ?? -1];
    case "numbers": {
      const { data, valid } = column;
      const form = formOf(column);
      return (row) => (valid === undefined || valid[row] === 1 ? form(data[row] ?? 0) : undefined);
    }
  }
}

function formOf({ holds, scale = 0 }: RawNumbers): (value: number) => unknown {
  switch (holds) {
    case "number":
      return scale === 0 ? (value) => value : (value) => decimalText(String(value), scale);
    case "boolean":
      return (value) => value === 1;
    case "day":
      return dayText;
    case "instant":
      return (value) => new Date(value);
    case "second":
      return (value) => new Date(value * 1000);
    case "clock":
      return (value) => {
        const day = Math.floor(value / msPerDay);
        return `${dayText(day)}T${new Date(value - day * msPerDay).toISOString().slice(11, -1)}`;
      };
  }
}

/** The decimal of a whole number of 10^-scale. */
export function decimalText(whole: string, scale: number): string {
  if (scale <= 0) return `${whole}e${-scale}`;
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = whole.slice(sign.length).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function dayText(value: number): string {
  const { year, month, day } = dateOfDay(value);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
