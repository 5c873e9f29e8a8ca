import type { Phrase, SummaryLine } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { ReportMessages } from "../messages/english/report.js";

/** A definition as an outline: a sign and words for each condition, members of a group beneath it. */
export function summaryList(lines: readonly SummaryLine[], messages: ReportMessages): TemplateResult {
  return html`<ul class="summary-list">
    ${lines.map((line) => summaryItem(line, messages))}
  </ul>`;
}

function summaryItem({ exclude, phrases, lines }: SummaryLine, messages: ReportMessages): TemplateResult {
  return html`<li class=${exclude ? "ex" : nothing}>
    ${icon(exclude ? "minus" : "plus")}
    <div>
      <span class="vh">${exclude ? messages.exclude : messages.include}</span>
      ${phrases.map(phrase)}${lines.length === 0 ? nothing : summaryList(lines, messages)}
    </div>
  </li>`;
}

function phrase({ text, role }: Phrase): TemplateResult {
  return role === "text" ? html`${text}` : html`<b class=${role}>${text}</b>`;
}
