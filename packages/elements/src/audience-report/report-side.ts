import type { Audience, AudienceService, Readiness, Run } from "@audiencekit/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { lastPublished } from "../charts/nights.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

export interface ReportedAudience {
  readonly audience: Audience;
  readonly readiness: Readiness;
  /** By date ascending. */
  readonly runs: readonly Run[];
}

/** What stays beside every tab: the last published size with its date, its share of the base, and who is in, in words. */
export function reportSide(
  { audience, readiness, runs }: ReportedAudience,
  service: AudienceService | undefined,
  messages: ReportMessages,
  format: Format,
): TemplateResult {
  const processed = lastPublished(runs);
  const outcome = processed?.outcome.kind === "published" ? processed.outcome : undefined;
  return html`<section class="side" aria-label=${messages.side}>
    ${
      processed === undefined || outcome === undefined
        ? notProcessed(readiness, messages, format)
        : html`<div>
              <h2 class="label">${messages.size}</h2>
              <p class="figure">${format.number(outcome.size)}</p>
              <p class="quiet">${messages.asOf(format.dateTime(processed.asOf))}</p>
            </div>
            <div>
              <h2 class="label">${messages.share}</h2>
              <p class="figure">${format.share(outcome.size, outcome.base, 2)}</p>
              ${shareBar(outcome.base === 0 ? 0 : outcome.size / outcome.base)}
              <p class="quiet num">${messages.ofCustomers(outcome.base, format.number(outcome.base))}</p>
            </div>`
    }
    <div>
      <h2 class="label">${messages.summary}</h2>
      <audience-summary .service=${service} .audience=${audience}></audience-summary>
      ${
        audience.activatedAt === undefined
          ? nothing
          : html`<p class="faint xs activated">
              ${messages.activated(format.dateTime(audience.activatedAt), audience.activatedBy?.name ?? "")}
            </p>`
      }
    </div>
  </section>`;
}

function notProcessed(readiness: Readiness, messages: ReportMessages, format: Format): TemplateResult {
  const when =
    readiness.state === "processing"
      ? html`<p class="quiet">${messages.firstRun(format.dateTime(readiness.nextRun))}</p>`
      : nothing;
  return html`<div>
      <h2 class="label">${messages.size}</h2>
      <p class="figure">${messages.none}</p>
      <p class="quiet">${messages.notProcessed}</p>
      ${when}
    </div>
    <div>
      <h2 class="label">${messages.share}</h2>
      <p class="figure">${messages.none}</p>
    </div>`;
}

function shareBar(share: number): TemplateResult {
  return html`<svg class="share-bar flip" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="track" width="100" height="4" /><rect class="fill" width=${Math.max(0.5, share * 100)} height="4" />`}
  </svg>`;
}
