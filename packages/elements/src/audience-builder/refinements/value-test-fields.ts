import type { Operator, Typed, ValueType } from "@audiencekit/core";
import { html, nothing, type TemplateResult } from "lit";
import {
  asked,
  folds,
  isWindow,
  numbersOf,
  readNumbers,
  textsOf,
  withNumbers,
  withOperator,
  withTexts,
  withValue,
  type ValueTest,
} from "../value-test.js";
import type { LoadHistogram } from "../audience-number-range.js";
import type { LoadValues } from "../audience-value-field.js";
import { dateField, numberField, select, textField } from "./fields.js";
import type { RefinementContext } from "./refinement-context.js";
import { windowField } from "./window-field.js";

/** What is tested: its type, what its values are called, and which of them there are. */
export interface Tested {
  readonly type: ValueType;
  /** Unit and value labels. */
  readonly typed?: Typed | undefined;
  readonly operators: readonly Operator[];
  /** Suggests values while they are typed. */
  readonly load?: LoadValues | undefined;
  /** How the numbers are spread in the base. */
  readonly histogram?: LoadHistogram | undefined;
  /** Whether customers without a value are kept. */
  readonly kept?: boolean | undefined;
  /** Words after a single number: "times", "EUR". */
  readonly unit?: ((value: number) => string) | undefined;
}

/** The operator of a test. */
export function operatorField(
  test: ValueTest,
  { type, operators }: Tested,
  { texts }: RefinementContext,
  change: (test: ValueTest) => void,
): TemplateResult {
  const choices = operators.map((operator) => ({
    value: operator,
    label: operator === "is" && type === "text" ? texts.isAnyOf : texts.operators[operator],
  }));
  return select(texts.operator, test.operator, choices, (operator) => {
    change(withOperator(test, operator, type));
  });
}

/** What the operator asks for. */
export function valueFields(
  test: ValueTest,
  tested: Tested,
  context: RefinementContext,
  change: (test: ValueTest) => void,
): TemplateResult | typeof nothing {
  const { texts } = context;
  const { type, typed } = tested;
  const { operator, value } = test;
  switch (asked(operator, type)) {
    case "none":
      return nothing;
    case "boolean":
      return select(
        texts.value,
        value === false ? "false" : "true",
        [
          { value: "true", label: typed?.values?.["true"] ?? texts.yes },
          { value: "false", label: typed?.values?.["false"] ?? texts.no },
        ],
        (chosen) => {
          change(withValue(test, chosen === "true"));
        },
      );
    case "texts":
    case "textOrTexts":
      return html`<audience-value-field
          .texts=${context.texts}
          .format=${context.format}
          .label=${typed?.label ?? typed?.name ?? texts.values}
          .values=${textsOf(value)}
          .labels=${typed?.values}
          .load=${folds(operator) ? undefined : tested.load}
          @audience-values-change=${(event: CustomEvent<readonly string[]>) => {
            change(withValue(test, withTexts(operator, event.detail)));
          }}
        ></audience-value-field
        >${folds(operator) ? caseField(test, context, change) : nothing}`;
    case "number": {
      const number = numbersOf(value)[0];
      return html`${numberField(texts.value, number, (next) => {
        change(withValue(test, next));
      })}${unitAfter(number, tested)}`;
    }
    case "numberOrNumbers": {
      const numbers = numbersOf(value);
      return html`${textField(
        texts.values,
        numbers.join(", "),
        readNumbers,
        (text) => {
          change(withValue(test, withNumbers(readNumbers(text) ?? [])));
        },
        { width: "w-36", placeholder: "1, 2, 3" },
      )}${unitAfter(numbers[0], tested)}`;
    }
    case "numberRange":
      return rangeFields(test, tested, context, change);
    case "day":
    case "moment":
      return dateField(texts.dateLabel, textsOf(value)[0] ?? "", (date) => {
        change(withValue(test, date === "" ? undefined : date));
      });
    case "momentRange": {
      const [from = "", to = ""] = textsOf(value);
      const set = (days: readonly string[]): void => {
        change(withValue(test, days));
      };
      return html`${dateField(texts.fromLabel, from, (date) => {
          set([date, to]);
        })}<span class="quiet">${texts.betweenAnd}</span>${dateField(texts.toLabel, to, (date) => {
          set([from, date]);
        })}<span class="quiet">${texts.bothIncluded}</span>`;
    }
    case "window":
      return isWindow(value) && (type === "date" || type === "datetime")
        ? windowField(value, { type: operator === "inWindow" ? type : "date", future: true }, context, (window) => {
            change(withValue(test, window));
          })
        : nothing;
    case "count": {
      const count = numbersOf(value)[0];
      return html`${numberField(
          texts.value,
          count,
          (next) => {
            change(withValue(test, next));
          },
          { whole: true },
        )}<span class="quiet">${texts.valuesWord(count ?? 0)}</span>`;
    }
  }
}

function rangeFields(
  test: ValueTest,
  tested: Tested,
  context: RefinementContext,
  change: (test: ValueTest) => void,
): TemplateResult {
  const numbers = numbersOf(test.value);
  return html`<audience-number-range
      .texts=${context.texts}
      .format=${context.format}
      .value=${numbers}
      .load=${tested.histogram}
      .scale=${tested.typed?.scale ?? 2}
      .kept=${tested.kept === true}
      @audience-range-change=${(event: CustomEvent<readonly number[]>) => {
        change(withValue(test, event.detail));
      }}
    ></audience-number-range
    >${unitAfter(numbers[1], tested)}<span class="quiet">${context.texts.bothIncluded}</span>`;
}

function unitAfter(value: number | undefined, { unit, typed }: Tested): TemplateResult | typeof nothing {
  const word = unit?.(value ?? 0) ?? typed?.currency ?? typed?.unit;
  return word === undefined ? nothing : html`<span class="quiet">${word}</span>`;
}

function caseField(test: ValueTest, { texts }: RefinementContext, change: (test: ValueTest) => void): TemplateResult {
  const changed = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const next = { ...test };
    delete next.matchCase;
    change(event.target.checked ? { ...next, matchCase: true } : next);
  };
  return html`<label class="case"
    ><input type="checkbox" .checked=${test.matchCase === true} @change=${changed} />${texts.matchCase}</label
  >`;
}
