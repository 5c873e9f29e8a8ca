import type { Run } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** Who entered and left from each published run to the next, latest first. */
export function changesTable(
  runs: readonly Run[],
  most: number,
  { changesTable: texts, chart }: ReportMessages,
  format: Format,
  more: () => void,
): TemplateResult {
  const changes = changesOf(runs);
  if (changes.length === 0) {
    return html`<section class="state">
      <h2>${texts.empty}</h2>
      <p class="quiet">${texts.emptyText}</p>
    </section>`;
  }
  return html`<div class="twin">
    <table class="table compact" aria-label=${texts.title}>
      <thead>
        <tr>
          <th scope="col">${texts.run}</th>
          <th scope="col">${texts.since}</th>
          ${[chart.entered, chart.left, chart.net].map((column) => html`<th scope="col" class="end">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${changes.slice(0, most).map(
          ({ date, since, entered, left }) =>
            html`<tr>
              <th scope="row">${format.weekday(date)}</th>
              <td class="quiet">${format.day(since)}</td>
              <td class="end">${format.number(entered)}</td>
              <td class="end">${format.number(left)}</td>
              <td class="end medium">${format.delta(entered - left)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      changes.length > most
        ? html`<button class="button plain s more" type="button" @click=${more}>
            ${chart.showMore(format.number(changes.length - most))}
          </button>`
        : nothing
    }
  </div>`;
}

interface Change {
  readonly date: string;
  /** Date of the run it was counted against. */
  readonly since: string;
  readonly entered: number;
  readonly left: number;
}

function changesOf(runs: readonly Run[]): readonly Change[] {
  let since: string | undefined;
  const changes: Change[] = [];
  for (const { date, outcome } of runs) {
    if (outcome.kind !== "published") continue;
    const { entered, left } = outcome;
    if (since !== undefined && entered !== null && left !== null) changes.push({ date, since, entered, left });
    since = date;
  }
  return changes.reverse();
}
