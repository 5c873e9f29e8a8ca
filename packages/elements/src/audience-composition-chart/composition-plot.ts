import { nothing, svg, type SVGTemplateResult } from "lit";
import type { CompositionGeometry, PartBar } from "../charts/composition-geometry.js";
import type { Format } from "../format/format.js";

/** Bars of share of audience, each with a mark at the share of base, as drawn. */
export function compositionPlot(
  { plot, bars, ticks }: CompositionGeometry,
  lying: boolean,
  active: number | undefined,
  format: Format,
): SVGTemplateResult {
  return svg`<defs>
      <pattern id="unknown" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch unknown" d="M0 0V5" />
      </pattern>
    </defs>
    ${ticks.map(({ at, value }) =>
      lying
        ? svg`<line class=${value === 0 ? "axis" : "grid"} x1=${at} x2=${at} y1=${plot.top} y2=${plot.bottom} />
            <text x=${at} y=${plot.bottom + 18} text-anchor="middle">${format.share(value, 1, 0)}</text>`
        : svg`<line class=${value === 0 ? "axis" : "grid"} x1=${plot.left} x2=${plot.right} y1=${at} y2=${at} />
            <text x=${plot.left - 8} y=${at} dy="0.32em" text-anchor="end">${format.share(value, 1, 0)}</text>`,
    )}
    ${bars.map((bar, place) => partBar(bar, lying, place === active, plot, format))}`;
}

function partBar(
  bar: PartBar,
  lying: boolean,
  active: boolean,
  plot: CompositionGeometry["plot"],
  format: Format,
): SVGTemplateResult {
  const { part, base, band } = bar;
  const fill = part.kind === "missing" ? "url(#unknown)" : nothing;
  const mark = svg`<line class="base-halo" x1=${base.x1} y1=${base.y1} x2=${base.x2} y2=${base.y2} />
    <line class="base-mark" x1=${base.x1} y1=${base.y1} x2=${base.x2} y2=${base.y2} />`;
  const share = format.share(part.count, part.share === 0 ? 1 : part.count / part.share);
  const inset = active
    ? svg`<rect class="focus-box" x=${band.x + 2} y=${band.y} width=${Math.max(0, band.width - 4)} height=${band.height} rx="4" />`
    : nothing;
  return svg`<rect class="part ${part.kind}" fill=${fill} x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height} rx="1" />
    ${mark}
    ${lying ? lyingLabels(bar, share, plot.right) : standingLabels(bar, share, plot.bottom)}
    ${inset}`;
}

function standingLabels({ part, x, y, width, base }: PartBar, share: string, bottom: number): SVGTemplateResult {
  const above = base.y1 < y && y - base.y1 < 22 ? base.y1 : y;
  return svg`<text class="value" x=${x + width / 2} y=${above - 7} text-anchor="middle">${share}</text>
    <text x=${x + width / 2} y=${bottom + 18} text-anchor="middle">${shortened(part.label, width * 1.6)}</text>`;
}

function lyingLabels({ part, x, y, width, height, base }: PartBar, share: string, right: number): SVGTemplateResult {
  const end = Math.max(x + width, base.x2) + 8;
  const inside = end > right - 36;
  return svg`<text x=${x} y=${y - 6}>${part.label}</text>
    <text class="value" x=${inside ? right : end} y=${y + height / 2} dy="0.32em" text-anchor=${inside ? "end" : "start"}>${share}</text>`;
}

/** About six pixels a letter at the size of axis labels. */
function shortened(label: string, width: number): string {
  const most = Math.max(4, Math.floor(width / 6));
  return label.length <= most ? label : `${label.slice(0, most - 1)}…`;
}
