import type { AudienceStatus, Readiness } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Messages } from "../messages/messages.js";

/** The status as a shape and a word. */
export function statusBadge(status: AudienceStatus, { shared }: Messages): TemplateResult {
  return html`<span class="badge ${status}">${shared[status]}</span>`;
}

/** Readiness as a shape and words; a draft shows none. */
export function readinessMark(readiness: Readiness, { shared }: Messages): TemplateResult | typeof nothing {
  switch (readiness.state) {
    case "ready":
      return html`<span class="ready">${icon("check")}${shared.ready}</span>`;
    case "processing":
      return html`<span class="ready">${icon("clock")}${shared.notReady}</span>`;
    case "stale":
      return html`<span class="ready late">${icon("clock")}${shared.late(readiness.nightsLate)}</span>`;
    case "failed":
      return html`<span class="ready bad">${icon("warning")}${shared.runFailed}</span>`;
    case "draft":
    case "archived":
      return nothing;
  }
}
