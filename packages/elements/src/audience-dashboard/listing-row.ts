import type { AudienceListing, Readiness } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { readinessMark, statusBadge } from "../audience-status/status-view.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { Messages } from "../messages/messages.js";
import { lastSize } from "./listing-order.js";
import type { RowActionEvent } from "./row-menu.js";
import type { RowAction } from "./row-actions.js";
import { sparkline } from "./sparkline.js";

export interface RowCommands {
  readonly open: () => void;
  readonly act: (action: RowAction) => void;
}

/** One audience as a row of the table. */
export function listingRow(
  listing: AudienceListing,
  messages: Messages,
  format: Format,
  { open, act }: RowCommands,
): TemplateResult {
  const { audience, readiness, recent } = listing;
  const { dashboard } = messages;
  const processed = recent.at(-1);
  return html`<tr>
    <td data-col="status">
      <span class="status">${statusBadge(audience.status, messages)}${readinessMark(readiness, messages)}</span>
    </td>
    <td data-col="name">
      <button class="name-link" type="button" role="link" dir="auto" @click=${open}>${audience.name}</button>
      ${readiness.state === "failed" ? html`<span class="row-reason bad">${readiness.reason}</span>` : nothing}
    </td>
    <td data-col="by" dir="auto">${audience.createdBy.name}</td>
    <td data-col="on">${moment(audience.createdAt, format)}</td>
    <td data-col="processed">
      ${audience.status === "draft" || processed === undefined ? dashboard.none : moment(processed.processedAt, format)}
    </td>
    ${sizeCells(listing, messages, format)}
    <td data-col="menu">
      <audience-row-menu
        .listing=${listing}
        .messages=${messages}
        @row-action=${(event: RowActionEvent) => act(event.detail.action)}
      ></audience-row-menu>
    </td>
  </tr>`;
}

function sizeCells(listing: AudienceListing, { dashboard }: Messages, format: Format): TemplateResult {
  const { audience, readiness, recent } = listing;
  const size = audience.status === "draft" ? undefined : lastSize(listing);
  if (size === undefined) {
    const text =
      readiness.state === "processing" ? dashboard.firstRun(format.dateTime(readiness.nextRun)) : dashboard.none;
    return html`<td data-col="size" class="end" colspan="2"><span class="quiet">${text}</span></td>`;
  }
  const run = recent.at(-1);
  return html`<td data-col="size" class="end">
      <span class="size"
        >${sparkline(recent)}<span class="value"
          >${format.number(size.size)}${
            isOld(readiness) && run !== undefined
              ? html`<span class="asof">${dashboard.asOf(format.day(run.date))}</span>`
              : nothing
          }</span
        ></span
      >
    </td>
    <td data-col="change" class="end">${delta(size.change, format)}</td>`;
}

function delta(change: number | undefined, format: Format): TemplateResult | typeof nothing {
  if (change === undefined) return nothing;
  const arrow = change === 0 ? nothing : icon(change > 0 ? "rise" : "fall");
  const signed = change === 0 ? format.number(0) : format.delta(change);
  return html`<span class="delta">${arrow}${signed}</span>`;
}

function isOld(readiness: Readiness): boolean {
  return readiness.state === "stale" || readiness.state === "failed";
}

function moment(instant: string, format: Format): TemplateResult {
  return html`${format.date(instant)} <span class="quiet">${format.time(instant)}</span>`;
}

/** Rows of the real height while the list is on its way. */
export function skeletonRows(): readonly TemplateResult[] {
  const cells = ["status", "name", "by", "on", "processed", "size", "change", "menu"];
  return Array.from(
    { length: 6 },
    () =>
      html`<tr>
        ${cells.map((place) => html`<td data-col=${place}><span class="skeleton line"></span></td>`)}
      </tr>`,
  );
}
