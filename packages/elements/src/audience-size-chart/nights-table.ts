import { html, nothing, type TemplateResult } from "lit";
import type { Night } from "../charts/nights.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** The same nights as a table, latest first; missed ones stand in it too. */
export function nightsTable(
  nights: readonly Night[],
  most: number,
  messages: ReportMessages["chart"],
  format: Format,
  more: () => void,
): TemplateResult {
  const latest = nights.slice().reverse();
  return html`<section class="twin">
    <div class="chart-head"><h2 class="h" id="nights">${messages.tableTitle}</h2></div>
    <table class="table compact" aria-labelledby="nights">
      <thead>
        <tr>
          <th scope="col">${messages.processed}</th>
          ${[messages.size, messages.entered, messages.left, messages.net].map(
            (column) => html`<th scope="col" class="end">${column}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${latest.slice(0, most).map((night) => row(night, messages, format))}
      </tbody>
    </table>
    ${
      latest.length > most
        ? html`<button class="button plain s more" type="button" @click=${more}>
            ${messages.showMore(format.number(latest.length - most))}
          </button>`
        : nothing
    }
  </section>`;
}

function row(night: Night, messages: ReportMessages["chart"], format: Format): TemplateResult {
  const { run, size, entered, left } = night;
  const date = format.weekday(night.date);
  if (size === undefined || run === undefined) {
    const why = run?.outcome.kind === "failed" ? messages.failed(run.outcome.message) : messages.noRun;
    return html`<tr>
      <th scope="row">${date}</th>
      <td colspan="4" class="quiet">${why}</td>
    </tr>`;
  }
  const when = html`<span class="quiet">${run.backfilled ? messages.backfilled : format.time(run.processedAt)}</span>`;
  const first = run.outcome.kind === "published" && run.outcome.entered === null;
  return html`<tr>
    <th scope="row">${date} ${when}</th>
    <td class="end medium">${format.number(size)}</td>
    ${
      first
        ? html`<td colspan="3" class="end quiet">${messages.firstRun}</td>`
        : html`<td class="end">${format.number(entered)}</td>
            <td class="end">${format.number(left)}</td>
            <td class="end">${format.delta(entered - left)}</td>`
    }
  </tr>`;
}
