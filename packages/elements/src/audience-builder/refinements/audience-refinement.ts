import type { AudienceCondition, SampleCondition } from "@audiencekit/core";
import { html, type TemplateResult } from "lit";
import { fieldRow, numberField, select, textField } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";

/** Which other audience a condition means. */
export function audienceRefinement(
  condition: AudienceCondition,
  { texts, audiences }: RefinementContext,
  change: (condition: AudienceCondition) => void,
): TemplateResult {
  const choices = audiences.map(({ id, name }) => ({ value: id, label: name }));
  return fieldRow(
    texts.chooseAudience,
    select(texts.chooseAudience, condition.audience, choices, (audience) => {
      change({ ...condition, audience });
    }),
  );
}

/** Which share of customers, in percent, and of which draw. */
export function sampleRefinement(
  condition: SampleCondition,
  { texts }: RefinementContext,
  change: (condition: SampleCondition) => void,
): TemplateResult {
  return html`${fieldRow(
    texts.share,
    html`<span class="quiet">${texts.percentFrom}</span>${numberField(
        texts.percentFrom,
        percent(condition.from),
        (value) => {
          change({ ...condition, from: share(value) });
        },
      )}<span class="quiet">% ${texts.percentTo}</span>${numberField(
        texts.percentTo,
        percent(condition.to),
        (value) => {
          change({ ...condition, to: share(value) });
        },
      )}<span class="quiet">%</span>`,
  )}${fieldRow(
    texts.sampleName,
    textField(
      texts.sampleName,
      condition.salt,
      (text) => text,
      (salt) => {
        change({ ...condition, salt });
      },
    ),
  )}`;
}

/** In hundredths of a percent, so that a tenth stays a tenth. */
function percent(part: number): number {
  return Math.round(part * 1e10) / 1e8;
}

function share(percentage: number | undefined): number {
  return Math.round((percentage ?? 0) * 1e8) / 1e10;
}
