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

/** Where the words themselves say that something is left out, they need not be said twice. */
function summaryItem({ exclude, phrases, lines }: SummaryLine, messages: ReportMessages): TemplateResult {
  const said = phrases.some(({ role }) => role === "exclude");
  return html`<li class=${exclude ? "ex" : nothing}>
    ${icon(exclude ? "minus" : "plus")}
    <div>
      ${said ? nothing : html`<span class="vh">${exclude ? messages.exclude : messages.include}</span>`}
      ${phraseList(phrases)}${lines.length === 0 ? nothing : summaryList(lines, messages)}
    </div>
  </li>`;
}

/** Words with what stands out in them. */
export function phraseList(phrases: readonly Phrase[]): readonly TemplateResult[] {
  return phrases.map(({ text, role }) => (role === "text" ? html`${text}` : html`<b class=${role}>${text}</b>`));
}
