import type { Attribute, AttributeCondition, AudienceService, Catalog, Histogram } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { isScore } from "../picker-items.js";
import { attributeWith, numbersOf, operatorsOf, textsOf, withNumbers, withTexts, withValue } from "../value-test.js";
import { fieldRow } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";
import { operatorField, valueFields, type Tested } from "./value-test-fields.js";

/** How many values a list of values shows before it asks to search. */
const listed = 60;

/** The fields of an attribute condition, by the attribute's type and the operator. */
export function attributeRefinement(
  condition: AttributeCondition,
  attribute: Attribute,
  context: RefinementContext,
  change: (condition: AttributeCondition) => void,
): TemplateResult {
  const { service, texts } = context;
  const { name, type } = attribute;
  const tested: Tested = {
    type,
    typed: attribute,
    kept: condition.exclude === true,
    operators: operatorsOf(type),
    load: (search, signal) => service.valueCounts(name, { search, limit: listed, signal }),
    histogram:
      type === "number" && !isScore(attribute) ? (signal) => readHistogram(attribute, service, signal) : undefined,
  };
  const set = (test: Parameters<typeof attributeWith>[1]): void => {
    change(attributeWith(condition, test));
  };
  const operator = operatorField(condition, tested, context, set);
  if (condition.operator === "is" && isScore(attribute)) {
    return fieldRow(texts.values, html`${operator}${scores(condition, attribute, context, change)}`);
  }
  if (hasList(condition, attribute)) {
    return html`<audience-value-list
      .texts=${texts}
      .format=${context.format}
      .base=${context.base}
      .labels=${attribute.values}
      .single=${type === "text"}
      .values=${textsOf(condition.value)}
      .load=${tested.load}
      @audience-values-change=${(event: CustomEvent<readonly string[]>) => {
        set(withValue(condition, withTexts(condition.operator, event.detail)));
      }}
      >${operator}</audience-value-list
    >`;
  }
  return fieldRow(texts.value, html`${operator}${valueFields(condition, tested, context, set)}`);
}

/** How many bars a histogram has at most. */
const bars = 40;

/** Whole numbers get bars of whole width, so that none holds a number more than its neighbours. */
async function readHistogram(
  { name, scale }: Attribute,
  service: AudienceService,
  signal: AbortSignal,
): Promise<Histogram> {
  const spread = await service.histogram(name, { bins: bars, signal });
  const range = spread.high - spread.low;
  if (scale !== 0 || range <= 0) return spread;
  let width = Math.ceil(range / bars);
  while (range % width !== 0) width++;
  const bins = range / width;
  return bins === bars || bins < 8 ? spread : service.histogram(name, { bins, signal });
}

/** Whether values are chosen from a list with their counts. */
function hasList({ operator }: AttributeCondition, { type }: Attribute): boolean {
  if (type === "text") return operator === "is";
  return type === "list" && (operator === "hasAny" || operator === "hasAll" || operator === "hasOnly");
}

function bins(catalog: Catalog): number {
  return catalog.rfm?.bins ?? 5;
}

/** One switch for each score. */
function scores(
  condition: AttributeCondition,
  attribute: Attribute,
  { texts, format, catalog }: RefinementContext,
  change: (condition: AttributeCondition) => void,
): TemplateResult {
  const chosen = numbersOf(condition.value);
  const all = Array.from({ length: bins(catalog) }, (_, index) => index + 1);
  const best = all.at(-1);
  return html`<span class="seg scores" role="group" aria-label=${attribute.label ?? attribute.name}
      >${all.map(
        (score) =>
          html`<button
            type="button"
            aria-pressed=${chosen.includes(score) ? "true" : "false"}
            @click=${() => {
              const next = all.filter((one) => (one === score) !== chosen.includes(one));
              change(attributeWith(condition, withValue(condition, withNumbers(next))));
            }}
          >
            ${format.number(score)}
          </button>`,
      )}</span
    >${best === undefined ? nothing : html`<span class="quiet">${texts.scoreHint(format.number(best))}</span>`}`;
}
