import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import { dateOf, dayOf, presetRange, type DayRange, type Night, type RangePreset } from "../charts/nights.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

const presets: readonly RangePreset[] = ["week", "month", "quarter", "year", "all"];

/** Which nights are shown: a preset that ends with the last night, or two dates of one's own. */
export class RangeChoice {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #preset: RangePreset = "quarter";
  #custom: DayRange | undefined;
  #choosing = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  /** Undefined without any night. */
  range(nights: readonly Night[]): DayRange | undefined {
    return this.#custom ?? presetRange(this.#preset, nights);
  }

  render(range: DayRange, nights: readonly Night[], messages: ReportMessages["chart"], format: Format): TemplateResult {
    const first = dateOf(nights[0]?.day ?? range.from);
    const last = dateOf(nights.at(-1)?.day ?? range.to);
    const [from, to] = [dateOf(range.from), dateOf(range.to)];
    const sameYear = from.slice(0, 4) === to.slice(0, 4);
    const dates = messages.custom(sameYear ? format.monthDay(from) : format.day(from), format.day(to));
    const day = (name: "from" | "to", value: string) =>
      html`<label
        ><span class="label">${messages[name]}</span
        ><span class="field"><input type="date" name=${name} required min=${first} max=${last} .value=${value} /></span
      ></label>`;
    return html`<div class="chart-tools">
      <div class="seg" role="group" aria-label=${messages.ranges}>
        ${presets.map(
          (preset) =>
            html`<button
              type="button"
              aria-label=${messages.past[preset]}
              aria-pressed=${this.#custom === undefined && this.#preset === preset}
              @click=${() => this.#take(preset)}
            >
              ${messages[preset]}
            </button>`,
        )}
      </div>
      <button
        class="button s"
        type="button"
        aria-label="${messages.customLabel}: ${dates}"
        aria-expanded=${this.#choosing}
        aria-controls="custom"
        @click=${() => this.#choose(!this.#choosing)}
      >
        ${icon("calendar")}${dates}
      </button>
      <form
        id="custom"
        class="custom"
        aria-label=${messages.customLabel}
        ?hidden=${!this.#choosing}
        @submit=${this.#onSubmit}
        @keydown=${this.#onKey}
      >
        ${day("from", from)} ${day("to", to)}
        <button class="button primary" type="submit">${messages.apply}</button>
      </form>
    </div>`;
  }

  #take(preset: RangePreset): void {
    this.#preset = preset;
    this.#custom = undefined;
    this.#choose(false);
  }

  #choose(choosing: boolean): void {
    this.#choosing = choosing;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#choose(false);
    this.#host.shadowRoot?.querySelector<HTMLElement>("[aria-controls=custom]")?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const inputs = event.target.querySelectorAll<HTMLInputElement>("input[type=date]");
    const days = [...inputs].map(({ value }) => dayOf(value));
    this.#custom = { from: Math.min(...days), to: Math.max(...days) };
    this.#close();
  };
}
