import type { TagCondition } from "@audiencekit/core";
import { html, type TemplateResult } from "lit";
import { fieldRow, select } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";
import { pastWindowField } from "./window-field.js";

/** The fields of a tag condition: which tags, and when they were dropped. */
export function tagRefinement(
  condition: TagCondition,
  context: RefinementContext,
  change: (condition: TagCondition) => void,
): TemplateResult {
  const { texts, service, catalog } = context;
  const labels = Object.fromEntries(catalog.tags.map(({ name, label = name }) => [name, label]));
  const operator = select(
    texts.operator,
    condition.operator,
    [
      { value: "hasAny", label: texts.operators.hasAny },
      { value: "hasAll", label: texts.operators.hasAll },
    ],
    (next) => {
      change({ ...condition, operator: next });
    },
  );
  return html`<audience-value-list
      .texts=${texts}
      .format=${context.format}
      .base=${context.base}
      .labels=${labels}
      .values=${condition.tags}
      .load=${(search: string, signal: AbortSignal) => service.tagCounts({ search, limit: 60, signal })}
      @audience-values-change=${(event: CustomEvent<readonly string[]>) => {
        change({ ...condition, tags: event.detail });
      }}
      >${operator}</audience-value-list
    >
    ${fieldRow(
      texts.whenLabel,
      pastWindowField(condition.window, context, (window) => {
        const next = { ...condition };
        delete next.window;
        change(window === undefined ? next : { ...next, window });
      }),
    )}`;
}
