import { eventTypeOf, type AudienceService, type Catalog, type Histogram, type ValueCounts } from "@audiencekit/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { bar } from "./value-bar.js";
import type { PickerItem } from "./picker-items.js";

/** How an item is spread in the base. */
export type Spread =
  { readonly of: "values"; readonly counts: ValueCounts } | { readonly of: "numbers"; readonly histogram: Histogram };

/** The commonest values of texts, yes or no, and lists; a histogram of numbers and dates; nothing of all else. */
export async function readSpread(
  { attribute }: PickerItem,
  service: AudienceService,
  signal: AbortSignal,
): Promise<Spread | undefined> {
  if (attribute === undefined) return undefined;
  switch (attribute.type) {
    case "text":
    case "boolean":
    case "list":
      return { of: "values", counts: await service.valueCounts(attribute.name, { limit: 6, signal }) };
    case "number":
    case "date":
    case "datetime":
      return { of: "numbers", histogram: await service.histogram(attribute.name, { bins: 24, signal }) };
  }
}

interface DetailContext {
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly catalog: Catalog;
  readonly base: number;
}

/** What an item is, in the pane beside the list. */
export function pickerDetail(item: PickerItem, spread: Spread | undefined, context: DetailContext): TemplateResult {
  const { texts } = context;
  return html`<h2>${item.label}</h2>
    ${item.description === undefined ? nothing : html`<p class="quiet">${item.description}</p>`}
    <dl class="meta num">${facts(item, spread, context)}</dl>
    ${
      spread === undefined
        ? nothing
        : html`<div class="xs quiet">${texts.inTheBase}</div>
            ${spread.of === "values" ? values(item, spread.counts, context) : histogram(item, spread.histogram, context)}`
    }`;
}

function fact(name: string, value: unknown): TemplateResult {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

function facts(item: PickerItem, spread: Spread | undefined, { texts, format, catalog, base }: DetailContext): unknown {
  switch (item.kind) {
    case "attribute": {
      const type = texts.types[item.type ?? "text"];
      if (spread === undefined) return fact(texts.detailType, type);
      const missing = spread.of === "values" ? spread.counts.missing : spread.histogram.missing;
      const known = base - missing;
      return html`${fact(texts.detailType, type)}${
        spread.of === "values" ? fact(texts.detailValues, format.number(spread.counts.distinct)) : nothing
      }${fact(texts.detailHasValue, html`${format.number(known)} <span class="quiet">${format.share(known, base)}</span>`)}`;
    }
    case "tag":
      return html`${fact(texts.detailType, texts.kinds.tag)}${
        item.count === undefined ? nothing : fact(texts.detailCarry, format.number(item.count))
      }`;
    case "event": {
      const properties = eventTypeOf(catalog, item.name)?.properties ?? [];
      return html`${fact(texts.detailType, texts.kinds.event)}${
        properties.length === 0
          ? nothing
          : fact(texts.detailProperties, properties.map(({ name, label = name }) => label).join(", "))
      }`;
    }
    case "audience":
    case "sample":
      return fact(texts.detailType, texts.kinds[item.kind]);
  }
}

function values(
  { attribute }: PickerItem,
  counts: ValueCounts,
  { texts, format, base }: DetailContext,
): TemplateResult {
  const most = Math.max(1, counts.missing, ...counts.values.map(({ count }) => count));
  return html`<table class="dist num">
    <tbody>
      ${counts.values.map(
        ({ value, count }) =>
          html`<tr>
            <td>${attribute?.values?.[String(value)] ?? valueText(value, texts)}</td>
            <td>${bar(count / most, "s1")}</td>
            <td class="end">${format.share(count, base)}</td>
          </tr>`,
      )}
      ${
        counts.missing === 0
          ? nothing
          : html`<tr>
              <td class="quiet">${texts.noValue}</td>
              <td>${bar(counts.missing / most, "missing")}</td>
              <td class="end">${format.share(counts.missing, base)}</td>
            </tr>`
      }
    </tbody>
  </table>`;
}

function valueText(value: string | number | boolean, texts: BuilderMessages): string {
  if (value === true) return texts.yes;
  return value === false ? texts.no : String(value);
}

function histogram({ type }: PickerItem, { low, high, counts }: Histogram, { format }: DetailContext): TemplateResult {
  const most = Math.max(1, ...counts);
  const end = (value: number): string =>
    type === "date" || type === "datetime" ? format.date(value) : format.number(value);
  return html`<div>
    <svg class="spread-chart" viewBox="0 0 ${counts.length * 10} 48" preserveAspectRatio="none" aria-hidden="true">
      ${counts.map((count, index) => {
        const tall = count === 0 ? 0 : Math.max(1, (count / most) * 46);
        return svg`<rect x=${index * 10 + 0.5} y=${48 - tall} width="9" height=${tall} />`;
      })}
    </svg>
    <div class="spread-ends xs quiet num"><span>${end(low)}</span><span>${end(high)}</span></div>
  </div>`;
}
