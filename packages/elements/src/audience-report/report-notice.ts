import type { Readiness } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

type Kind = "plain" | "warn" | "bad";

/** A line above the tabs; what went wrong is said at once. */
export function notice(kind: Kind, text: string, action: unknown = nothing): TemplateResult {
  return html`<div class="notice ${kind}" role=${kind === "plain" ? "status" : "alert"}>
    ${icon(kind === "plain" ? "info" : "warning")}<span class="grow">${text}</span>${action}
  </div>`;
}

/** Why the size is not last night's, and whose it is. */
export function readinessNotice(
  readiness: Readiness,
  messages: ReportMessages,
  format: Format,
): TemplateResult | typeof nothing {
  switch (readiness.state) {
    case "processing":
      return notice("plain", `${messages.notProcessed}. ${messages.firstRun(format.dateTime(readiness.nextRun))}`);
    case "stale": {
      const shown = messages.sizeOf(format.day(readiness.processed.date));
      return notice("warn", `${messages.late(readiness.nightsLate, format.number(readiness.nightsLate))} ${shown}`);
    }
    case "failed": {
      const { processed, failedOn, reason } = readiness;
      const shown = processed === undefined ? messages.noSize : messages.sizeOf(format.day(processed.date));
      return notice("bad", `${messages.failed(format.day(failedOn), reason)} ${shown}`);
    }
    case "archived":
      return notice("plain", messages.isArchived);
    case "draft":
    case "ready":
      return nothing;
  }
}
