import { nothing, svg, type SVGTemplateResult } from "lit";
import { lineBetween, type Gap, type NightPoint, type NightStop, type SizeGeometry } from "../charts/size-geometry.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** Pixels a gap needs to be named. */
const NAMED_GAP = 24;

/** The line of sizes over the bars of entered and left, as drawn. */
export function sizePlot(
  geometry: SizeGeometry,
  active: NightStop | undefined,
  messages: ReportMessages["chart"],
  format: Format,
): SVGTemplateResult {
  const { plot, bars } = geometry;
  const last = geometry.points.at(-1);
  return svg`<defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch" d="M0 0V6" />
      </pattern>
    </defs>
    ${geometry.sizeTicks.map(
      ({ at, value }) => svg`<line class="grid" x1=${plot.left} x2=${plot.right} y1=${at} y2=${at} />
        <text x=${plot.left - 8} y=${at} dy="0.32em" text-anchor="end">${format.number(value)}</text>`,
    )}
    ${geometry.gaps.map((gap) => gapPlot(gap, geometry, messages))}
    ${bars.items.length === 0 ? nothing : barPlot(geometry, messages, format)}
    ${geometry.lines.map((path) => svg`<path class="line" d=${path} />`)}
    ${geometry.timeTicks.map(({ at, value }) => timeLabel(at, dateLabel(value, geometry, format), geometry))}
    ${active === undefined ? nothing : cursor(active, geometry)}
    ${last === undefined ? nothing : lastPoint(last, geometry, format)}`;
}

function barPlot(
  { bars, barTicks, plot }: SizeGeometry,
  messages: ReportMessages["chart"],
  format: Format,
): SVGTemplateResult {
  return svg`<text x="0" y=${bars.top - 20} class="plot-title">${messages.barsTitle}</text>
    ${barTicks.map(
      ({
        at,
        value,
      }) => svg`<line class=${value === 0 ? "axis" : "grid"} x1=${plot.left} x2=${plot.right} y1=${at} y2=${at} />
        <text x=${plot.left - 8} y=${at} dy="0.32em" text-anchor="end">${format.number(value)}</text>`,
    )}
    ${bars.items.map(
      ({
        x,
        width,
        entered,
        left,
      }) => svg`<rect class="entered" x=${x} y=${entered.y} width=${width} height=${entered.height} />
        <rect class="left" x=${x} y=${left.y} width=${width} height=${left.height} />`,
    )}`;
}

function timeLabel(at: number, text: string, { plot, bars }: SizeGeometry): SVGTemplateResult {
  const y = Math.max(plot.bottom, bars.bottom) + 20;
  const anchor = at > plot.right - 40 ? "end" : at < plot.left + 40 ? "start" : "middle";
  return svg`<text x=${at} y=${y} text-anchor=${anchor}>${text}</text>`;
}

function cursor({ x, y }: NightStop, { plot, bars }: SizeGeometry): SVGTemplateResult {
  return svg`<line class="cursor" x1=${x} x2=${x} y1=${plot.top} y2=${Math.max(plot.bottom, bars.bottom)} />
    ${
      y === undefined
        ? nothing
        : svg`<rect class="focus-box" x=${x - 7} y=${y - 7} width="14" height="14" rx="3" />
            <circle class="dot" cx=${x} cy=${y} r="5" />`
    }`;
}

/** The newest size, above its point and clear of the line before it. */
function lastPoint({ x, y, size }: NightPoint, { points }: SizeGeometry, format: Format): SVGTemplateResult {
  const label = format.number(size);
  const top = lineBetween(points, x - label.length * 7 - 4, x)?.top ?? y;
  return svg`<circle class="dot" cx=${x} cy=${y} r="4" />
    <text class="value" data-last x=${x} y=${Math.min(top - 8, y - 12)} text-anchor="end">${label}</text>`;
}

/** Hatched, and named where there is room. */
function gapPlot(gap: Gap, { plot }: SizeGeometry, messages: ReportMessages["chart"]): SVGTemplateResult {
  const { x, width } = gap;
  const [top, bottom] = [plot.top, plot.bottom];
  return svg`<rect fill="url(#hatch)" x=${x} y=${top} width=${Math.max(2, width)} height=${bottom - top} />
    <line class="gap-edge" x1=${x} x2=${x} y1=${top} y2=${bottom} />
    <line class="gap-edge" x1=${x + width} x2=${x + width} y1=${top} y2=${bottom} />
    ${
      width < NAMED_GAP
        ? nothing
        : svg`<text class="gap" x=${x + width / 2} y=${bottom - 8} text-anchor="middle">${gapLabel(gap, messages)}</text>`
    }`;
}

/** A night that was tried is told from one that was not. */
function gapLabel({ from, to }: Gap, messages: ReportMessages["chart"]): string {
  const failed = from.run?.outcome.kind === "failed" && to.run?.outcome.kind === "failed";
  return failed ? messages.runFailed : messages.noRun;
}

/** Without the year while the dates cannot be mistaken for those of another. */
function dateLabel(instant: number, { stops }: SizeGeometry, format: Format): string {
  const date = new Date(instant).toISOString().slice(0, 10);
  return stops.length > 300 ? format.day(date) : format.monthDay(date);
}
