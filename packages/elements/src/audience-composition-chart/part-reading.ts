import { html, nothing, type TemplateResult } from "lit";
import type { Part } from "../charts/composition-geometry.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

/** A part in numbers, beside its bar. */
export function partReadout(part: Part, messages: ReportMessages["parts"], { number, share }: Format): TemplateResult {
  return html`<div class="readout" aria-hidden="true">
    <p class="heading"><bdi>${part.label}</bdi></p>
    <dl>
      <dt>${messages.customers}</dt>
      <dd>${number(part.count)}</dd>
      <dt>${messages.percentAudience}</dt>
      <dd>${share(part.share, 1)}</dd>
      <dt>${messages.percentBase}</dt>
      <dd>${share(part.baseShare, 1)}</dd>
      ${
        part.index === undefined
          ? nothing
          : html`<dt>${messages.index}</dt>
              <dd>${number(Math.round(part.index))}</dd>`
      }
    </dl>
  </div>`;
}

/** The same part as a sentence. */
export function partReading(part: Part, messages: ReportMessages["parts"], { number, share }: Format): string {
  const { label, count, index } = part;
  const sentence = messages.reading(label, number(count), share(part.share, 1), share(part.baseShare, 1));
  return index === undefined ? sentence : `${sentence}, ${messages.readingIndex(number(Math.round(index)))}`;
}
