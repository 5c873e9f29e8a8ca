import type { CallOptions, DataAdapter, Histogram } from "../adapter/adapter.js";
import { bandEdges } from "../plan/column.js";
import type { CompositionPlan, PlanColumn } from "../plan/plan.js";
import type { Zone } from "../plan/zone.js";
import { calendarEdges } from "./calendar-edges.js";

/** Up to so many distinct numbers or dates are cells of their own. */
const MAX_VALUES = 12;
/** Bands there are about. */
const BANDS = 6;
/** Fine enough that a few very large values do not swallow all others. */
const BINS = 2_000;
/** Days since the last purchase are told by month, quarter, half and whole year. */
const RECENCY = [31, 91, 181, 366];
/** Leading digits of a round edge. */
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * Bands for what declares none and has more than twelve distinct values in the base. Numbers: about six with a like
 * number of customers each, at round edges; days since the last purchase as the calendar has them. Dates and instants:
 * months, quarters or years of the zone. They follow from the base alone, so that every audience is cut alike.
 */
export async function withAutomaticBands(
  adapter: DataAdapter,
  plan: CompositionPlan,
  zone: Zone,
  options: CallOptions,
): Promise<CompositionPlan> {
  const { column } = plan;
  if (plan.bands !== undefined || !["number", "date", "datetime"].includes(column.type)) return plan;
  if (column.kind === "rfm" && column.field === "recencyDays") {
    return { column, bands: bandEdges(RECENCY, column.scale) };
  }
  const { distinct } = await adapter.valueCounts(column, { limit: 1, signal: options.signal });
  if (distinct <= MAX_VALUES) return plan;
  const edges = edgesOf(await adapter.histogram(column, BINS, options), column, zone);
  return edges.length === 0 ? plan : { column, bands: bandEdges(edges, column.scale) };
}

function edgesOf(histogram: Histogram, { type, scale }: PlanColumn, zone: Zone): readonly number[] {
  const { low, high } = histogram;
  if (type === "date") return calendarEdges(low, high);
  if (type === "datetime") {
    return calendarEdges(zone.dayOf(low), zone.dayOf(high)).map((day) => zone.startOfDay(day));
  }
  return roundEdges(histogram, scale ?? Infinity);
}

/** Round numbers near the quantiles, ascending, each once, inside the range. */
export function roundEdges({ low, high, counts }: Histogram, scale: number): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (high - low) / counts.length;
  const edges = new Set<number>();
  let below = 0;
  let bin = 0;
  for (let part = 1; part < BANDS; part++) {
    const wanted = (total * part) / BANDS;
    while (bin < counts.length && below + (counts[bin] ?? 0) < wanted) below += counts[bin++] ?? 0;
    const inside = counts[bin] ?? 0;
    const quantile = low + width * (bin + (inside === 0 ? 0 : (wanted - below) / inside));
    const edge = rounded(quantile, scale);
    if (edge > low && edge <= high) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b);
}

/** The nearest number with a round leading part and no more than `scale` decimals. */
function rounded(value: number, scale: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return 0;
  const exponent = Math.floor(Math.log10(size));
  const digits = size / 10 ** exponent;
  const nearest = ROUND.reduce((best, next) => (Math.abs(next - digits) < Math.abs(best - digits) ? next : best));
  // Decimal notation rounds exactly where multiplying by a power of ten would not.
  const round = Number(`${nearest}e${exponent}`);
  const edge = scale <= 20 ? Number(round.toFixed(scale)) : round;
  return value < 0 ? -edge : edge;
}
