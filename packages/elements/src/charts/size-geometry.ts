import { extent, max, minIndex, range } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { Night } from "./nights.js";

const DAY = 86_400_000;

export interface Frame {
  readonly width: number;
  /** Height of the line plot. */
  readonly lineHeight: number;
  /** Height of the bars below it; 0 draws none. */
  readonly barHeight: number;
  readonly margin: { readonly top: number; readonly start: number; readonly end: number; readonly between: number };
}

export interface Tick {
  readonly at: number;
  readonly value: number;
}

export interface NightPoint {
  readonly night: Night;
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** A night that can be read: those without a size have no place on the line. */
export interface NightStop {
  readonly night: Night;
  readonly x: number;
  readonly y: number | undefined;
}

export interface NightBar {
  readonly night: Night;
  readonly x: number;
  readonly width: number;
  readonly entered: { readonly y: number; readonly height: number };
  readonly left: { readonly y: number; readonly height: number };
}

/** A run of nights without a size, drawn hatched. */
export interface Gap {
  readonly from: Night;
  readonly to: Night;
  readonly x: number;
  readonly width: number;
}

/** The size chart in pixels; x grows with time, y downwards. */
export interface SizeGeometry {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly bars: {
    readonly top: number;
    readonly bottom: number;
    readonly zero: number;
    readonly items: readonly NightBar[];
  };
  /** One path for each run of nights without a gap. */
  readonly lines: readonly string[];
  readonly points: readonly NightPoint[];
  /** Every night, in order. */
  readonly stops: readonly NightStop[];
  readonly gaps: readonly Gap[];
  readonly sizeTicks: readonly Tick[];
  readonly barTicks: readonly Tick[];
  /** `value` in milliseconds. */
  readonly timeTicks: readonly Tick[];
  /** The lowest size on the axis: where it is not 0, the chart has to say so. */
  readonly axisStart: number;
}

/** Lays out consecutive nights. The line breaks at each night without a size; nothing is drawn between. */
export function sizeGeometry(nights: readonly Night[], frame: Frame): SizeGeometry {
  const { width, lineHeight, barHeight, margin } = frame;
  const plot = {
    left: margin.start,
    right: Math.max(margin.start, width - margin.end),
    top: margin.top,
    bottom: margin.top + lineHeight,
  };
  const first = nights[0]?.day ?? 0;
  const last = nights.at(-1)?.day ?? first;
  const x = scaleLinear([first, last], [plot.left, plot.right]);
  const at = (day: number) => (first === last ? (plot.left + plot.right) / 2 : x(day));
  const sizes = nights.flatMap(({ size }) => (size === undefined ? [] : [size]));
  const y = scaleLinear(sizeDomain(sizes), [plot.bottom, plot.top]).nice(5);
  const points = nights.flatMap((night) =>
    night.size === undefined ? [] : [{ night, size: night.size, x: at(night.day), y: y(night.size) }],
  );
  const stops = nights.map((night) => ({
    night,
    x: at(night.day),
    y: night.size === undefined ? undefined : y(night.size),
  }));
  const barsTop = plot.bottom + (barHeight === 0 ? 0 : margin.between);
  const bars = barLayout(nights, barsTop, barHeight, at, (plot.right - plot.left) / Math.max(1, nights.length));
  return {
    width,
    height: barsTop + barHeight,
    plot,
    bars: { top: barsTop, bottom: barsTop + barHeight, zero: bars.zero, items: bars.items },
    lines: unbroken(points).map((stretch) => pathOf(stretch)),
    points,
    stops,
    gaps: gapsOf(nights, at),
    sizeTicks: whole(y.ticks(5)).map((value) => ({ at: y(value), value })),
    barTicks: bars.ticks,
    timeTicks: timeTicks(first, last, plot.right - plot.left).map((day) => ({ at: at(day), value: day * DAY })),
    axisStart: y.domain()[0] ?? 0,
  };
}

/** Starts at zero unless that would hide the change. */
function sizeDomain(sizes: readonly number[]): [number, number] {
  const [low = 0, high = 1] = extent(sizes);
  const spread = high - low;
  if (spread === 0)
    return [low === 0 ? 0 : Math.max(0, low - Math.max(1, low * 0.05)), high + Math.max(1, high * 0.05)];
  return [low <= spread ? 0 : low - spread * 0.1, high + spread * 0.05];
}

function barLayout(
  nights: readonly Night[],
  top: number,
  height: number,
  at: (day: number) => number,
  step: number,
): { zero: number; items: readonly NightBar[]; ticks: readonly Tick[] } {
  const most = Math.max(1, max(nights, ({ entered, left }) => Math.max(entered, left)) ?? 1);
  const y = scaleLinear([-most, most], [top + height, top]).nice(2);
  const zero = y(0);
  if (height === 0) return { zero, items: [], ticks: [] };
  const width = Math.max(1, Math.min(24, step * 0.7));
  const items = nights
    .filter(({ size }) => size !== undefined)
    .map((night) => ({
      night,
      x: at(night.day) - width / 2,
      width,
      entered: { y: y(night.entered), height: zero - y(night.entered) },
      left: { y: zero, height: y(-night.left) - zero },
    }));
  const [low = -most, high = most] = y.domain();
  return { zero, items, ticks: [high, 0, low].map((value) => ({ at: y(value), value })) };
}

function unbroken(points: readonly NightPoint[]): readonly (readonly NightPoint[])[] {
  const stretches: NightPoint[][] = [];
  for (const point of points) {
    const stretch = stretches.at(-1);
    const before = stretch?.at(-1);
    if (stretch !== undefined && before !== undefined && point.night.day === before.night.day + 1) stretch.push(point);
    else stretches.push([point]);
  }
  return stretches;
}

/** An SVG path to a thousandth of a pixel; one night alone is a closed point, which round caps make a dot. */
function pathOf(points: readonly NightPoint[]): string {
  const corners = points.map(({ x, y }) => `${Number(x.toFixed(3))},${Number(y.toFixed(3))}`);
  return `M${corners.join("L")}${corners.length === 1 ? "Z" : ""}`;
}

function gapsOf(nights: readonly Night[], at: (day: number) => number): readonly Gap[] {
  const stretches: Night[][] = [];
  for (const night of nights) {
    if (night.size !== undefined) continue;
    const stretch = stretches.at(-1);
    if (stretch?.at(-1)?.day === night.day - 1) stretch.push(night);
    else stretches.push([night]);
  }
  const first = nights[0]?.day ?? 0;
  const last = nights.at(-1)?.day ?? 0;
  return stretches.flatMap((stretch) => {
    const [from] = stretch;
    const to = stretch.at(-1);
    if (from === undefined || to === undefined) return [];
    const x = at(Math.max(first, from.day - 1));
    return [{ from, to, x, width: at(Math.min(last, to.day + 1)) - x }];
  });
}

/** Room for a date, in pixels. */
const DATE = 72;

/** Days to write under the axis: each night while there is room, then weeks from the first night, then months. */
function timeTicks(first: number, last: number, width: number): readonly number[] {
  const most = Math.max(2, Math.floor(width / DATE));
  const step = [1, 2, 7, 14, 28].find((days) => (last - first) / days < most);
  if (step !== undefined) return range(first, last + 1, step);
  const months = Math.max(1, Math.ceil((last - first) / 30 / most));
  const every = [1, 2, 3, 6, 12].find((count) => count >= months) ?? Math.ceil(months / 12) * 12;
  const begin = new Date(first * DAY);
  return range(0, months * most + 12)
    .map((month) => new Date(Date.UTC(begin.getUTCFullYear(), month, 1)))
    .filter((date) => (date.getUTCFullYear() * 12 + date.getUTCMonth()) % every === 0)
    .map((date) => date.getTime() / DAY)
    .filter((day) => day >= first && day <= last);
}

function whole(values: readonly number[]): readonly number[] {
  return values.filter((value) => Number.isInteger(value));
}

/** The place of the stop nearest to an x; undefined without any. */
export function nearestStop(stops: readonly { readonly x: number }[], x: number): number | undefined {
  return stops.length === 0 ? undefined : minIndex(stops, (stop) => Math.abs(stop.x - x));
}

/** How far up and down the line reaches between two x; undefined where it is not. */
export function lineBetween(
  points: readonly { readonly x: number; readonly y: number }[],
  left: number,
  right: number,
): { readonly top: number; readonly bottom: number } | undefined {
  const ys = points.filter(({ x }) => x >= left && x <= right).map(({ y }) => y);
  for (const [place, to] of points.entries()) {
    const from = points[place - 1];
    if (from === undefined) continue;
    for (const x of [left, right]) {
      if (from.x < x && x < to.x) ys.push(from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x));
    }
  }
  const [top, bottom] = extent(ys);
  return top === undefined || bottom === undefined ? undefined : { top, bottom };
}
