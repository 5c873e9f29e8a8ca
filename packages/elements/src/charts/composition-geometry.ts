import { max } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import type { Tick } from "./size-geometry.js";

/** A part of a composition as it is drawn: shares of 0 to 1. */
export interface Part {
  readonly label: string;
  readonly kind: "value" | "other" | "missing";
  readonly count: number;
  readonly share: number;
  readonly baseCount: number;
  readonly baseShare: number;
  /** 100 times share over base share; undefined where nobody of the base is in it. */
  readonly index: number | undefined;
}

/** A cell with its label, before shares are taken. */
export interface LabelledCell {
  readonly label: string;
  readonly missing: boolean;
  readonly count: number;
  readonly base: number;
}

/**
 * Parts of an audience of `size` customers among `base`, in the order of their cells. Past `most` parts the last ones,
 * which are the smallest, are one part, "other"; "(no value)" stays last and by itself. Of parts that overlap the
 * smallest are left out: one customer would be counted many times in their sum.
 */
export function partsOf(
  cells: readonly LabelledCell[],
  { size, base, overlapping }: { readonly size: number; readonly base: number; readonly overlapping: boolean },
  other: (parts: number) => string,
  most = 12,
): readonly Part[] {
  const values = cells.filter(({ missing }) => !missing);
  const kept = values.length <= most ? values : values.slice(0, overlapping ? most : most - 1);
  const rest = overlapping ? [] : values.slice(kept.length);
  const part = (label: string, kind: Part["kind"], count: number, baseCount: number): Part => {
    const share = size === 0 ? 0 : count / size;
    const baseShare = base === 0 ? 0 : baseCount / base;
    const index = baseShare === 0 || size === 0 ? undefined : (100 * share) / baseShare;
    return { label, kind, count, share, baseCount, baseShare, index };
  };
  return [
    ...kept.map((cell) => part(cell.label, "value", cell.count, cell.base)),
    ...(rest.length === 0 ? [] : [part(other(rest.length), "other", total(rest, "count"), total(rest, "base"))]),
    ...cells.filter(({ missing }) => missing).map((cell) => part(cell.label, "missing", cell.count, cell.base)),
  ];
}

function total(cells: readonly LabelledCell[], field: "count" | "base"): number {
  return cells.reduce((sum, cell) => sum + cell[field], 0);
}

export interface CompositionFrame {
  readonly width: number;
  readonly height: number;
  readonly direction: "standing" | "lying";
  readonly margin: { readonly top: number; readonly start: number; readonly end: number; readonly bottom: number };
}

export interface PartBar {
  readonly part: Part;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The share of the base, a line across the bar. */
  readonly base: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  /** The whole band of this part, for hovering and for the focus box. */
  readonly band: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface CompositionGeometry {
  readonly room: { readonly width: number; readonly height: number };
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly bars: readonly PartBar[];
  /** `value` is a share of 0 to 1. */
  readonly ticks: readonly Tick[];
}

/** Bars of share of audience with a mark at the share of base, on one axis that starts at zero. */
export function compositionGeometry(parts: readonly Part[], frame: CompositionFrame): CompositionGeometry {
  const { width, height, margin, direction } = frame;
  const plot = {
    left: margin.start,
    right: Math.max(margin.start, width - margin.end),
    top: margin.top,
    bottom: height - margin.bottom,
  };
  const standing = direction === "standing";
  const places = parts.map((_, place) => place);
  const along: [number, number] = standing ? [plot.left, plot.right] : [plot.top, plot.bottom];
  const bands = scaleBand(places, along)
    .paddingInner(standing ? 0.38 : 0.5)
    .paddingOuter(standing ? 0.19 : 0.25);
  const highest = Math.max(0.01, max(parts, ({ share, baseShare }) => Math.max(share, baseShare)) ?? 0.01);
  const across: [number, number] = standing ? [plot.bottom, plot.top] : [plot.left, plot.right];
  const shares = scaleLinear([0, highest], across).nice(5);
  const thickness = bands.bandwidth();
  const overhang = Math.max(3, Math.min(6, thickness * 0.1));
  const bars = parts.map((part, place): PartBar => {
    const start = bands(place) ?? 0;
    const end = shares(part.share);
    const mark = shares(part.baseShare);
    const band = bands.step();
    const bandStart = start - (band - thickness) / 2;
    return standing
      ? {
          part,
          x: start,
          y: end,
          width: thickness,
          height: plot.bottom - end,
          base: { x1: start - overhang, y1: mark, x2: start + thickness + overhang, y2: mark },
          band: { x: bandStart, y: plot.top, width: band, height: plot.bottom - plot.top },
        }
      : {
          part,
          x: plot.left,
          y: start,
          width: end - plot.left,
          height: thickness,
          base: { x1: mark, y1: start - overhang, x2: mark, y2: start + thickness + overhang },
          band: { x: 0, y: bandStart, width, height: band },
        };
  });
  return { room: { width, height }, plot, bars, ticks: shares.ticks(5).map((value) => ({ at: shares(value), value })) };
}
