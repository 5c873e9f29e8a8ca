import { html, nothing, type TemplateResult } from "lit";
import { movement, type Night } from "../charts/nights.js";
import type { Format } from "../format/format.js";
import type { Messages } from "../messages/messages.js";

/** What happened over the nights that are shown, in four numbers. */
export function sizeFacts(nights: readonly Night[], messages: Messages, format: Format): TemplateResult {
  const { chart } = messages.report;
  const { change, changeShare, entered, left, processed, nights: all } = movement(nights);
  const fact = (label: unknown, value: unknown) =>
    html`<div>
      <dt class="label">${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const share = changeShare === undefined ? nothing : html` <small>${format.share(Math.abs(changeShare), 1)}</small>`;
  return html`<dl class="facts">
    ${fact(chart.change, change === undefined ? messages.dashboard.none : html`${format.delta(change)}${share}`)}
    ${fact(html`<span class="key in"></span>${chart.entered}`, format.number(entered))}
    ${fact(html`<span class="key out"></span>${chart.left}`, format.number(left))}
    ${fact(chart.nights, html`${format.number(processed)} <small>${chart.of(format.number(all))}</small>`)}
  </dl>`;
}

/** What the drawing alone would not tell. */
export function sizeNotes(
  nights: readonly Night[],
  axisStart: number,
  zone: string,
  messages: Messages,
  format: Format,
): TemplateResult {
  const { chart } = messages.report;
  const wide = nights.filter(({ size, covers }) => size !== undefined && covers > 1).slice(-2);
  const notes = [
    ...(axisStart > 0 ? [chart.axisStart(format.number(axisStart))] : []),
    ...wide.map(({ date, covers }) => chart.covers(format.day(date), format.number(covers))),
    chart.zone(zone),
    ...(nights.some(({ run }) => run?.usedTodaysAttributes === true) ? [chart.attributesToday] : []),
  ];
  return html`<p class="note">${notes.join(" ")}</p>`;
}

/** A night in words and numbers, beside the line. */
export function sizeReadout(night: Night, messages: Messages, format: Format): TemplateResult {
  const { chart } = messages.report;
  const { number, delta, weekday } = format;
  const numbers = html`<dl>
    <dt>${chart.size}</dt>
    <dd>${number(night.size ?? 0)}</dd>
    ${
      isFirst(night)
        ? nothing
        : html`<dt><span class="key in"></span>${chart.entered}</dt>
            <dd>${number(night.entered)}</dd>
            <dt><span class="key out"></span>${chart.left}</dt>
            <dd>${number(night.left)}</dd>
            <dt>${chart.net}</dt>
            <dd>${delta(night.entered - night.left)}</dd>`
    }
  </dl>`;
  return html`<div class="readout" aria-hidden="true">
    <p class="heading">${weekday(night.date)}</p>
    ${night.size === undefined ? html`<p>${withoutSize(night, messages)}</p>` : numbers}
  </div>`;
}

/** The same night as a sentence. */
export function nightReading(night: Night, messages: Messages, { number, weekday }: Format): string {
  const { chart } = messages.report;
  const date = weekday(night.date);
  if (night.size === undefined) return chart.readingWithout(date, withoutSize(night, messages));
  if (isFirst(night)) return chart.readingFirst(date, number(night.size));
  return chart.reading(date, number(night.size), number(night.entered), number(night.left));
}

function withoutSize({ run }: Night, { report: { chart } }: Messages): string {
  return run?.outcome.kind === "failed" ? chart.runFailed : chart.noRun;
}

/** Before the first night nobody is known, so that nobody entered or left. */
function isFirst({ run }: Night): boolean {
  return run?.outcome.kind === "published" && run.outcome.entered === null;
}
