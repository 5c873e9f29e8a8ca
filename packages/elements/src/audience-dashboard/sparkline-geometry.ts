import type { Run } from "@audiencekit/core";
import { dayOf, nightsOf } from "../charts/nights.js";

/** Drawn at real pixels; `INSET` leaves room for the dot at the end. */
export const SPARK = { width: 88, height: 24, inset: 3, nights: 20 } as const;

export interface SparklineGeometry {
  /** Of an SVG path; a missed night breaks the line. */
  readonly path: string;
  /** The last size. */
  readonly end: { readonly x: number; readonly y: number };
}

/**
 * The shape of the last twenty nights, on a scale of its own; undefined without two sizes. A last size older than
 * `lastNight` (`YYYY-MM-DD`) ends the line early.
 */
export function sparklineGeometry(runs: readonly Run[], lastNight: string): SparklineGeometry | undefined {
  const all = nightsOf(runs);
  const to = Math.max(dayOf(lastNight), all.at(-1)?.day ?? -Infinity);
  const nights = all.filter(({ day }) => day > to - SPARK.nights);
  const sizes = nights.flatMap(({ size }) => (size === undefined ? [] : [size]));
  const first = nights[0];
  const last = nights.findLast(({ size }) => size !== undefined);
  if (first === undefined || last?.size === undefined || sizes.length < 2) return undefined;
  const { width, height, inset } = SPARK;
  const low = Math.min(...sizes);
  const spread = Math.max(...sizes) - low;
  const x = (day: number) => inset + ((day - first.day) / (to - first.day)) * (width - 2 * inset);
  const y = (size: number) =>
    spread === 0 ? height / 2 : height - inset - ((size - low) / spread) * (height - 2 * inset);
  const drawn = nights.map(({ day, size }, place) => {
    if (size === undefined) return "";
    const pen = nights[place - 1]?.size === undefined ? "M" : "L";
    return `${pen}${x(day).toFixed(1)} ${y(size).toFixed(1)}`;
  });
  return { path: drawn.join(""), end: { x: x(last.day), y: y(last.size) } };
}
