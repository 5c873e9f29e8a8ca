import type { AudienceListing, Run } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { fragmentOf } from "../audience-module/module-view.js";
import { readinessMark, statusBadge } from "../audience-status/status-view.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { Messages } from "../messages/messages.js";
import { lastSize } from "./listing-order.js";
import { opensReport, type RowAction } from "./row-actions.js";
import type { RowActionEvent } from "./row-menu.js";
import { sparkline } from "./sparkline.js";

const DAY = 86_400_000;

export interface RowContext {
  readonly messages: Messages;
  readonly format: Format;
  /** The service's now, milliseconds. */
  readonly now: number;
  /** The newest night there is, `YYYY-MM-DD`; a size of an older one says of when it is. */
  readonly lastNight: string;
  readonly act: (action: RowAction, listing: AudienceListing) => void;
  readonly may: (action: RowAction, listing: AudienceListing) => Promise<boolean>;
}

/** One audience as a row of the table. */
export function listingRow(listing: AudienceListing, context: RowContext): TemplateResult {
  const { messages, format, act, may } = context;
  const { audience, readiness, recent } = listing;
  const { id, name } = audience;
  const processed = recent.at(-1);
  return html`<tr>
    <td data-col="status">
      <span class="status">${statusBadge(audience.status, messages)}${readinessMark(readiness, messages)}</span>
    </td>
    <td data-col="name">
      <a
        class="name"
        dir="auto"
        href=${fragmentOf(opensReport(audience) ? { screen: "report", id } : { screen: "builder", id })}
        data-id=${id}
        @click=${(event: MouseEvent) => {
          if (elsewhere(event)) return;
          event.preventDefault();
          act("open", listing);
        }}
        >${name}</a
      >
      ${rowReason(listing, context)}
    </td>
    <td data-col="by"><bdi>${audience.createdBy.name}</bdi></td>
    <td data-col="on">${moment(audience.createdAt, format)}</td>
    <td data-col="processed">
      ${
        processed === undefined
          ? html`<span class="faint">${messages.dashboard.none}</span>`
          : moment(processed.processedAt, format)
      }
    </td>
    ${sizeCells(listing, context)}
    <td data-col="menu">
      <audience-row-menu
        .listing=${listing}
        .messages=${messages}
        .may=${(action: RowAction) => may(action, listing)}
        @row-action=${({ detail }: RowActionEvent) => act(detail.action, listing)}
      ></audience-row-menu>
    </td>
  </tr>`;
}

/** A click that asks for another tab or window is the browser's. */
function elsewhere({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || ctrlKey || metaKey || shiftKey || altKey;
}

function rowReason({ readiness }: AudienceListing, { messages, format }: RowContext): TemplateResult | typeof nothing {
  if (readiness.state === "failed") return html`<span class="row-reason">${readiness.reason}</span>`;
  if (readiness.state !== "stale") return nothing;
  const since = messages.dashboard.noRunSince(format.monthDay(readiness.processed.date));
  return html`<span class="row-reason">${since}</span>`;
}

function sizeCells(listing: AudienceListing, context: RowContext): TemplateResult {
  const { readiness, recent } = listing;
  const { messages, format, now, lastNight } = context;
  const { dashboard } = messages;
  if (readiness.state === "processing") {
    const first = Date.parse(readiness.nextRun);
    const text = first - now < DAY ? dashboard.firstRunTonight : dashboard.firstRun(format.dateTime(first));
    return html`<td data-col="size" colspan="2"><span class="wide">${text}</span></td>`;
  }
  const size = lastSize(listing);
  const run = recent.at(-1);
  if (size === undefined || run === undefined) {
    return html`<td data-col="size">
        <span class="size"><span></span><span class="value faint">${dashboard.none}</span></span>
      </td>
      <td data-col="change"></td>`;
  }
  return html`<td data-col="size">
      <span class="size"
        ><span class="course">${sparkline(recent, lastNight)}</span
        ><span class="value"
          >${format.number(size.size)}${run.date < lastNight ? ofAnotherNight(run, context) : nothing}</span
        ></span
      >
    </td>
    <td data-col="change">${size.change === undefined ? nothing : delta(size.change, context)}</td>`;
}

function ofAnotherNight({ date }: Run, { messages, format }: RowContext): TemplateResult {
  return html`<span class="asof">${messages.dashboard.asOf(format.monthDay(date))}</span>`;
}

function delta(change: number, { messages, format }: RowContext): TemplateResult {
  const arrow = change === 0 ? nothing : icon(change > 0 ? "rise" : "fall");
  return html`<span class="delta"
    ><span aria-hidden="true">${arrow}${format.number(Math.abs(change))}</span
    ><span class="vh">${messages.dashboard.changedBy(format.delta(change))}</span></span
  >`;
}

function moment(instant: string, format: Format): TemplateResult {
  return html`${format.date(instant)} <span class="quiet">${format.time(instant)}</span>`;
}

/** Rows of the real height while the list is on its way. */
export function skeletonRows(): readonly TemplateResult[] {
  const places = ["status", "name", "by", "on", "processed", "size", "change", "menu"];
  const cells = places.map((place) => html`<td data-col=${place}><span class="skeleton line"></span></td>`);
  return Array.from(
    { length: 6 },
    () =>
      html`<tr>
        ${cells}
      </tr>`,
  );
}
