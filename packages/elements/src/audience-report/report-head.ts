import { html, nothing, type TemplateResult } from "lit";
import { readinessMark, statusBadge } from "../audience-status/status-view.js";
import { icon } from "../element/icons.js";
import type { Messages } from "../messages/messages.js";
import type { ReportedAudience } from "./report-side.js";

export type ReportAction = "duplicate" | "archive" | "restore" | "open";

/** The way back, the name with its status, and what can be done. What is not allowed stays, with its reason. */
export function reportHead(
  { audience, readiness }: ReportedAudience,
  allowed: (action: "duplicate" | "archive" | "restore") => boolean,
  messages: Messages,
  act: (action: ReportAction) => void,
  back: TemplateResult,
): TemplateResult {
  const { shared, report } = messages;
  const second = audience.status === "archived" ? "restore" : "archive";
  const first = audience.status === "draft" ? "open" : "duplicate";
  const may = first === "open" || allowed(first);
  const maySecond = allowed(second);
  return html`<header class="page-head">
    <div>
      ${back}
      <div class="name">
        <h1 class="title" dir="auto">${audience.name}</h1>
        <span class="status">${statusBadge(audience.status, messages)}${readinessMark(readiness, messages)}</span>
      </div>
    </div>
    <div>
      <div class="actions">
        <button
          class="button ${first === "open" ? "primary" : ""}"
          type="button"
          aria-disabled=${may ? nothing : "true"}
          aria-describedby=${may ? nothing : "not-allowed"}
          @click=${() => may && act(first)}
        >
          ${first === "open" ? report.openBuilder : html`${icon("copy")}${shared.duplicate}`}
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${maySecond ? nothing : "true"}
          aria-describedby=${maySecond ? nothing : "not-allowed"}
          @click=${() => maySecond && act(second)}
        >
          ${icon(second)}${shared[second]}
        </button>
      </div>
      ${may && maySecond ? nothing : html`<p class="actions-why" id="not-allowed">${messages.dashboard.notAllowed}</p>`}
    </div>
  </header>`;
}
