import { html, nothing, svg, type TemplateResult } from "lit";
import type { Part } from "../charts/composition-geometry.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** Half the length of the bar about index 100, in pixels. */
const HALF = 48;
/** Points of the index it reaches to, at least. */
const REACH = 100;

/** The parts as a table, with a bar about index 100. */
export function partsTable(
  parts: readonly Part[],
  totals: { readonly size: number; readonly heading: string },
  active: number | undefined,
  messages: ReportMessages["parts"],
  format: Format,
  hover: (place: number | undefined) => void,
): TemplateResult {
  const ends = [messages.customers, messages.percentAudience, messages.percentBase, messages.index];
  const reach = Math.max(REACH, ...parts.map(({ index = 100 }) => Math.abs(index - 100)));
  return html`<div class="chart-head"><h2 class="h">${totals.heading}</h2></div>
    <table class="table compact" aria-label=${messages.title}>
      <thead>
        <tr>
          <th scope="col">${messages.part}</th>
          ${ends.map((column) => html`<th scope="col" class="end">${column}</th>`)}
          <th scope="col" class="against">${messages.against}</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map(
          (part, place) =>
            html`<tr
              class=${place === active ? "is-active" : nothing}
              @pointerenter=${() => hover(place)}
              @pointerleave=${() => hover(undefined)}
            >
              <th scope="row" class=${part.kind === "value" ? nothing : "quiet"}><bdi>${part.label}</bdi></th>
              <td class="end medium">${format.number(part.count)}</td>
              <td class="end">${format.share(part.count, totals.size)}</td>
              <td class="end quiet">${format.share(part.baseShare, 1)}</td>
              <td class="end medium">${part.index === undefined ? "-" : format.number(Math.round(part.index))}</td>
              <td class="against">${part.index === undefined ? nothing : against(part.index, reach)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${messages.total}</th>
          <td class="end">${format.number(totals.size)}</td>
          <td class="end">${format.share(1, 1, 0)}</td>
          <td class="end quiet">${format.share(1, 1, 0)}</td>
          <td class="end">${format.number(100)}</td>
          <td class="against"></td>
        </tr>
      </tfoot>
    </table>`;
}

function against(index: number, reach: number): TemplateResult {
  const length = (Math.abs(index - 100) / reach) * HALF;
  const x = index < 100 ? HALF - length : HALF;
  return html`<svg class="against-bar" width=${HALF * 2} height="12" aria-hidden="true">
    ${svg`<rect class=${index < 100 ? "left" : "entered"} x=${x} y="2" width=${length} height="8" />
      <line class="axis" x1=${HALF} x2=${HALF} y1="0" y2="12" />`}
  </svg>`;
}
