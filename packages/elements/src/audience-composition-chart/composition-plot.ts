import { nothing, svg, type SVGTemplateResult } from "lit";
import type { CompositionFrame, CompositionGeometry, Part, PartBar } from "../charts/composition-geometry.js";
import type { ReadoutRoom } from "../charts/readout.js";
import type { Format } from "../format/format.js";

type Direction = CompositionFrame["direction"];

/** Narrower plots have their bars lying. */
const NARROW = 560;
/** Pixels of a letter of an axis label, about. */
const LETTER = 6.2;

/** Standing bars where their labels have room beneath them, lying ones with the label before otherwise. */
export function plotFrame(parts: readonly Part[], width: number): CompositionFrame {
  const longest = Math.max(0, ...parts.map(({ label }) => label.length)) * LETTER;
  const band = (width - 48) / Math.max(1, parts.length);
  if (width >= NARROW && longest <= band) {
    return { width, height: 284, direction: "standing", margin: { top: 28, start: 40, end: 8, bottom: 28 } };
  }
  const start = Math.min(longest + 10, width * 0.4);
  const height = parts.length * 32 + 8;
  return { width, height, direction: "lying", margin: { top: 4, start, end: 56, bottom: 4 } };
}

/** Where a readout would cover the bars: what it says stands in the row beneath, which is marked. */
export function isNarrow({ width }: CompositionFrame): boolean {
  return width < NARROW;
}

/** Room for the share that is written above a bar. */
const WRITTEN = 16;

/** A readout stands beside its bar, above the others. */
export function besideBar(bar: PartBar, { room, bars }: CompositionGeometry): Omit<ReadoutRoom, "width" | "height"> {
  const { band, base } = bar;
  if (base.x1 === base.x2) {
    return { x: Math.max(bar.x + bar.width, base.x1), y: band.y, room, drawn: () => undefined };
  }
  return {
    x: band.x + band.width / 2,
    y: bar.y,
    reach: band.width / 2 - 8,
    room,
    drawn: (left, right) => {
      const tops = bars.flatMap((other) =>
        other.base.x1 <= right && other.base.x2 >= left ? [Math.min(other.y, other.base.y1) - WRITTEN] : [],
      );
      return tops.length === 0 ? undefined : { top: Math.min(...tops), bottom: room.height };
    },
  };
}

/** Bars of share of audience, each with a mark at the share of base, as drawn. */
export function compositionPlot(
  { plot, bars, ticks }: CompositionGeometry,
  direction: Direction,
  active: number | undefined,
  format: Format,
): SVGTemplateResult {
  return svg`<defs>
      <pattern id="unknown" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch unknown" d="M0 0V5" />
      </pattern>
    </defs>
    ${
      direction === "lying"
        ? svg`<line class="axis" x1=${plot.left} x2=${plot.left} y1=${plot.top} y2=${plot.bottom} />`
        : ticks.map(
            ({
              at,
              value,
            }) => svg`<line class=${value === 0 ? "axis" : "grid"} x1=${plot.left} x2=${plot.right} y1=${at} y2=${at} />
              <text x=${plot.left - 8} y=${at} dy="0.32em" text-anchor="end">${format.share(value, 1, decimalsOf(ticks))}</text>`,
          )
    }
    ${bars.map((bar, place) => partBar(bar, direction, place === active, plot, format))}`;
}

/** Whole percents, unless the axis counts in parts of one. */
function decimalsOf(ticks: CompositionGeometry["ticks"]): number {
  return ticks.some(({ value }) => Math.abs(value * 100 - Math.round(value * 100)) > 1e-9) ? 1 : 0;
}

function partBar(
  bar: PartBar,
  direction: Direction,
  active: boolean,
  plot: CompositionGeometry["plot"],
  format: Format,
): SVGTemplateResult {
  const { part, base, band } = bar;
  const fill = part.kind === "missing" ? "url(#unknown)" : nothing;
  const share = format.share(part.share, 1);
  const labels = direction === "lying" ? lyingLabels(bar, share, plot) : standingLabels(bar, share, plot.bottom);
  const box = active
    ? svg`<rect class="focus-box" x=${band.x + 2} y=${band.y} width=${Math.max(0, band.width - 4)} height=${band.height} rx="4" />`
    : nothing;
  return svg`<rect class="part ${part.kind === "value" ? "known" : part.kind}" fill=${fill} x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height} rx="2" />
    <line class="base-halo" x1=${base.x1} y1=${base.y1} x2=${base.x2} y2=${base.y2} />
    <line class="base-mark" x1=${base.x1} y1=${base.y1} x2=${base.x2} y2=${base.y2} />
    ${labels}${box}`;
}

/** The share above its bar, or above the mark where that is close. */
function standingLabels({ part, x, y, width, base }: PartBar, share: string, bottom: number): SVGTemplateResult {
  const above = base.y1 < y && y - base.y1 < 22 ? base.y1 : y;
  return svg`<text class="value" x=${x + width / 2} y=${above - 7} text-anchor="middle">${share}</text>
    <text x=${x + width / 2} y=${bottom + 20} text-anchor="middle">${part.label}</text>`;
}

/** The label before its bar, the share at the end of the row. */
function lyingLabels(
  { part, y, height }: PartBar,
  share: string,
  { left, right }: CompositionGeometry["plot"],
): SVGTemplateResult {
  const middle = y + height / 2;
  return svg`<text x="0" y=${middle} dy="0.32em">${shortened(part.label, left - 10)}</text>
    <text class="value" x=${right + 56} y=${middle} dy="0.32em" text-anchor="end">${share}</text>`;
}

function shortened(label: string, width: number): string {
  const most = Math.max(4, Math.floor(width / LETTER));
  return label.length <= most + 1 ? label : `${label.slice(0, most - 1)}…`;
}
