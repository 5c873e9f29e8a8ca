import type { SchemaTree } from "hyparquet";

/** How the values of a flat column are to be taken. */
export interface FlatType {
  readonly holds: "number" | "boolean" | "day" | "instant" | "clock" | "text";
  readonly scale?: number | undefined;
  readonly signed: boolean;
  /** Of instants and clock times: 1, 1,000 or 1,000,000. */
  readonly perMillisecond: number;
}

const TICKS = { MILLIS: 1, MICROS: 1_000, NANOS: 1_000_000 } as const;

/** Undefined where a column is nested, or of a type that has no quick way. */
export function flatTypeOf({ element, children }: SchemaTree): FlatType | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0 || element.repetition_type === "REPEATED") return undefined;
  const flat = { signed: true, perMillisecond: 1 };
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    return type === "INT96" ? undefined : { ...flat, holds: "number", scale: element.scale ?? 0 };
  }
  switch (type) {
    case "BOOLEAN":
      return { ...flat, holds: "boolean" };
    case "FLOAT":
    case "DOUBLE":
      return { ...flat, holds: "number" };
    case "BYTE_ARRAY":
      return converted === "UTF8" ||
        converted === "ENUM" ||
        logical?.type === "STRING" ||
        (converted ?? logical) === undefined
        ? { ...flat, holds: "text" }
        : undefined;
    case "INT32":
    case "INT64":
      break;
    default:
      return undefined;
  }
  if (converted === "DATE" || logical?.type === "DATE") return { ...flat, holds: "day" };
  if (logical?.type === "TIMESTAMP") {
    return { ...flat, holds: logical.isAdjustedToUTC ? "instant" : "clock", perMillisecond: TICKS[logical.unit] };
  }
  if (converted === "TIMESTAMP_MILLIS") return { ...flat, holds: "instant" };
  if (converted === "TIMESTAMP_MICROS") return { ...flat, holds: "instant", perMillisecond: 1_000 };
  if (logical?.type === "INTEGER") return { ...flat, holds: "number", signed: logical.isSigned };
  if (converted?.startsWith("UINT_") === true) return { ...flat, holds: "number", signed: false };
  return (converted ?? logical) === undefined || converted?.startsWith("INT_") === true
    ? { ...flat, holds: "number" }
    : undefined;
}
