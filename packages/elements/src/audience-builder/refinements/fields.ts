import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../element/icons.js";
import { readNumber } from "../value-test.js";
import { keepTyped } from "./keep-typed.js";

/** A choice of a `select`. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** A row of an open card: its label, then the fields. */
export function fieldRow(label: string, fields: unknown): TemplateResult {
  return html`<div class="frow"><span class="label">${label}</span><span class="fields">${fields}</span></div>`;
}

/** A native select that looks like a field. A value that is none of the choices is shown as it is. */
export function select<T extends string>(
  label: string,
  value: T,
  choices: readonly Choice<T>[],
  change: (value: T) => void,
): TemplateResult {
  const known = choices.some((choice) => choice.value === value);
  const all: readonly Choice<T>[] = known ? choices : [...choices, { value, label: value }];
  const changed = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const chosen = all[event.target.selectedIndex];
    if (chosen !== undefined) change(chosen.value);
  };
  return html`<span class="field s select"
    ><select aria-label=${label} .value=${value} @change=${changed}>
      ${all.map(
        (choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`,
      )}</select
    >${icon("down", "s")}</span
  >`;
}

/** Reads a number exactly as it is typed, at each key; undefined while it is none. */
export function numberField(
  label: string,
  value: number | undefined,
  change: (value: number | undefined) => void,
  { width = "w-16", whole = false }: { readonly width?: "w-16" | "w-24"; readonly whole?: boolean } = {},
): TemplateResult {
  const read = (text: string): number | undefined => {
    const number = readNumber(text);
    return whole && !Number.isInteger(number) ? undefined : number;
  };
  const typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) change(read(event.target.value));
  };
  return html`<span class="field s ${width}"
    ><input
      type="text"
      inputmode=${whole ? "numeric" : "decimal"}
      autocomplete="off"
      aria-label=${label}
      ${keepTyped(value === undefined ? "" : String(value), read)}
      @input=${typed}
  /></span>`;
}

/** Text read by `read` at each key; the field keeps what is typed as long as it means the same. */
export function textField(
  label: string,
  text: string,
  read: (text: string) => unknown,
  change: (text: string) => void,
  { width = "w-36", placeholder = "" }: { readonly width?: "w-36" | "w-60"; readonly placeholder?: string } = {},
): TemplateResult {
  const typed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) change(event.target.value);
  };
  return html`<span class="field s ${width}"
    ><input
      type="text"
      autocomplete="off"
      aria-label=${label}
      placeholder=${placeholder === "" ? nothing : placeholder}
      ${keepTyped(text, read)}
      @input=${typed}
  /></span>`;
}

/** A date as `YYYY-MM-DD`; empty while it is none. An instant that stands there is edited as text. */
export function dateField(label: string, value: string, change: (value: string) => void): TemplateResult {
  if (value.includes("T")) return textField(label, value, (text) => text, change, { width: "w-60" });
  const changed = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) change(event.target.value);
  };
  return html`<span class="field s"
    ><input type="date" class="date" aria-label=${label} .value=${value} @change=${changed}
  /></span>`;
}

/** Chosen one of two or more, as segments. `name` is unique in the page's part. */
export function segments<T extends string>(
  label: string,
  name: string,
  value: T,
  choices: readonly Choice<T>[],
  change: (value: T) => void,
): TemplateResult {
  return html`<span class="seg" role="radiogroup" aria-label=${label}
    >${choices.map(
      (choice) =>
        html`<label class="seg-part" ?data-checked=${choice.value === value}
          ><input
            type="radio"
            name=${name}
            .checked=${choice.value === value}
            @change=${() => {
              change(choice.value);
            }}
          />${choice.label}</label
        >`,
    )}</span
  >`;
}
