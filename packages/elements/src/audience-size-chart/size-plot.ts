import { nothing, svg, type SVGTemplateResult } from "lit";
import type { NightPoint, NightStop, SizeGeometry } from "../charts/size-geometry.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

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
    ${geometry.gaps.map(
      ({
        x,
        width,
      }) => svg`<rect fill="url(#hatch)" x=${x} y=${plot.top} width=${Math.max(2, width)} height=${plot.bottom - plot.top} />
        <line class="gap-edge" x1=${x} x2=${x} y1=${plot.top} y2=${plot.bottom} />
        <line class="gap-edge" x1=${x + width} x2=${x + width} y1=${plot.top} y2=${plot.bottom} />
        ${width < 24 ? nothing : svg`<text class="gap" x=${x + width / 2} y=${plot.bottom - 8} text-anchor="middle">${messages.noRun}</text>`}`,
    )}
    ${bars.items.length === 0 ? nothing : barPlot(geometry, messages, format)}
    ${geometry.lines.map((path) => svg`<path class="line" d=${path} />`)}
    ${geometry.timeTicks.map(({ at, value }) => timeLabel(at, dateLabel(value, geometry, format), geometry))}
    ${active === undefined ? nothing : cursor(active, geometry)}
    ${last === undefined ? nothing : lastPoint(last, plot.right, format)}`;
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

function lastPoint({ x, y, size }: NightPoint, right: number, format: Format): SVGTemplateResult {
  return svg`<circle class="dot" cx=${x} cy=${y} r="4" />
    <text class="value" data-last x=${Math.min(x, right)} y=${y - 12} text-anchor="end">${format.number(size)}</text>`;
}

/** Without the year while the dates cannot be mistaken for those of another. */
function dateLabel(instant: number, { stops }: SizeGeometry, format: Format): string {
  const date = new Date(instant).toISOString().slice(0, 10);
  return stops.length > 300 ? format.day(date) : format.monthDay(date);
}
