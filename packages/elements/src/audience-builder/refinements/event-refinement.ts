import type { EventCondition, MeasureName, Property, PropertyFilter } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../element/icons.js";
import {
  eventNames,
  holdsForNone,
  measurable,
  measuresFor,
  needsProperty,
  propertiesOf,
  withMeasure,
} from "../event-measures.js";
import { eventWith, filterWith, measureOperators, measureType, newTest, operatorsOf } from "../value-test.js";
import { fieldRow, select } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";
import { operatorField, valueFields, type Tested } from "./value-test-fields.js";
import { pastWindowField } from "./window-field.js";

/** The fields of an event condition: what is measured, which events count, and when. */
export function eventRefinement(
  condition: EventCondition,
  context: RefinementContext,
  change: (condition: EventCondition) => void,
): TemplateResult {
  const { texts, catalog } = context;
  const properties = propertiesOf(catalog, condition.event);
  return html`${fieldRow(texts.measure, measureFields(condition, properties, context, change))}
  ${filterRow(condition, properties, context, change)}
  ${fieldRow(
    texts.whenLabel,
    pastWindowField(condition.window, context, (window) => {
      const next = { ...condition };
      delete next.window;
      change(window === undefined ? next : { ...next, window });
    }),
  )}
  ${holdsForNone(condition) ? html`<p class="text-note">${texts.zeroIncluded}</p>` : nothing}`;
}

function measureFields(
  condition: EventCondition,
  properties: readonly Property[],
  context: RefinementContext,
  change: (condition: EventCondition) => void,
): TemplateResult {
  const { texts } = context;
  const { measure } = condition;
  const measured = select(
    texts.measure,
    measure.of,
    measuresFor(properties).map((of) => ({ value: of, label: texts.measures[of] })),
    (of) => {
      change(withMeasure(condition, of, properties));
    },
  );
  const property = "property" in measure ? properties.find(({ name }) => name === measure.property) : undefined;
  const tested: Tested = {
    type: measureType(measure.of),
    typed: measure.of === "distinct" ? undefined : property,
    operators: measureOperators(measure.of),
    unit: wordAfter(measure.of, texts),
  };
  const set = (test: Parameters<typeof eventWith>[1]): void => {
    change(eventWith(condition, test));
  };
  return html`${measured}${
    "property" in measure
      ? html`<span class="quiet">${texts.ofProperty}</span>${select(
            texts.property,
            measure.property,
            measurable(measure.of, properties).map(named),
            (name) => {
              if (needsProperty(measure.of)) change({ ...condition, measure: { of: measure.of, property: name } });
            },
          )}`
      : nothing
  }${operatorField(condition, tested, context, set)}${valueFields(condition, tested, context, set)}`;
}

function wordAfter(of: MeasureName, texts: RefinementContext["texts"]): Tested["unit"] {
  switch (of) {
    case "count":
      return texts.times;
    case "days":
      return texts.daysWord;
    case "weeks":
      return texts.weeksWord;
    case "months":
      return texts.monthsWord;
    case "distinct":
      return texts.valuesWord;
    default:
      return undefined;
  }
}

function named({ name, label = name }: Property): { readonly value: string; readonly label: string } {
  return { value: name, label };
}

function filterRow(
  condition: EventCondition,
  properties: readonly Property[],
  context: RefinementContext,
  change: (condition: EventCondition) => void,
): TemplateResult | typeof nothing {
  const { texts } = context;
  const filters = condition.where ?? [];
  const [first] = properties;
  if (first === undefined && filters.length === 0) return nothing;
  const set = (next: readonly PropertyFilter[]): void => {
    const rest = { ...condition };
    delete rest.where;
    change(next.length === 0 ? rest : { ...rest, where: next });
  };
  const add = (property: Property): void => {
    set([...filters, { property: property.name, ...newTest(property.type) }]);
  };
  const adding =
    first === undefined
      ? nothing
      : html`<button
          type="button"
          class="button plain s"
          @click=${() => {
            add(first);
          }}
        >
          ${icon("plus")}${texts.addFilter}
        </button>`;
  return html`<div class="frow">
    <span class="label">${texts.whereLabel}</span>
    <div class="filters">
      ${filters.map(
        (filter, index) =>
          html`<div class="fields">
            ${filterFields(filter, condition, properties, context, (next) => {
              set(filters.flatMap((one, at) => (at === index ? (next === undefined ? [] : [next]) : [one])));
            })}${index === filters.length - 1 ? adding : nothing}
          </div>`,
      )}
      ${filters.length === 0 ? adding : nothing}
    </div>
  </div>`;
}

function filterFields(
  filter: PropertyFilter,
  condition: EventCondition,
  properties: readonly Property[],
  context: RefinementContext,
  change: (filter: PropertyFilter | undefined) => void,
): TemplateResult {
  const { texts, service } = context;
  const property = properties.find(({ name }) => name === filter.property);
  const type = property?.type ?? "text";
  const events = eventNames(condition.event);
  const tested: Tested = {
    type,
    typed: property,
    operators: operatorsOf(type),
    load: (search, signal) => service.propertyCounts(events, filter.property, { search, limit: 30, signal }),
  };
  const set = (test: Parameters<typeof filterWith>[1]): void => {
    change(filterWith(filter, test));
  };
  const effect = select(
    texts.effectLabel,
    filter.exclude === true ? "exclude" : "include",
    [
      { value: "include", label: texts.include },
      { value: "exclude", label: texts.exclude },
    ],
    (chosen) => {
      const next = { ...filter };
      delete next.exclude;
      change(chosen === "exclude" ? { ...next, exclude: true } : next);
    },
  );
  return html`<div class="fields" role="group" aria-label=${property?.label ?? filter.property}>
    ${filter.exclude === true ? effect : nothing}
    ${select(texts.property, filter.property, properties.map(named), (name) => {
      const chosen = properties.find((one) => one.name === name);
      change({ property: name, ...newTest(chosen?.type ?? "text") });
    })}
    ${operatorField(filter, tested, context, set)}${valueFields(filter, tested, context, set)}
    <button
      type="button"
      class="icon-button"
      aria-label=${texts.removeFilter(property?.label ?? filter.property)}
      @click=${() => {
        change(undefined);
      }}
    >
      ${icon("x")}
    </button>
  </div>`;
}
