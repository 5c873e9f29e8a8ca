import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { dateOf, dayOf, presetRange, type DayRange, type Night, type RangePreset } from "../charts/nights.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { ReportMessages } from "../messages/english/report.js";

const presets: readonly RangePreset[] = ["week", "month", "quarter", "year", "all"];

/** Which nights are shown: a preset that ends with the last night, or two dates of one's own. */
export class RangeChoice implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #preset: RangePreset = "quarter";
  #custom: DayRange | undefined;
  #stopFollowing: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stopFollowing?.();
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
              @click=${() => this.#choose(preset)}
            >
              ${messages[preset]}
            </button>`,
        )}
      </div>
      <button class="button s" type="button" popovertarget="custom" aria-label="${messages.customLabel}: ${dates}">
        ${icon("calendar")}${dates}
      </button>
      <div
        id="custom"
        class="custom"
        popover
        role="dialog"
        aria-label=${messages.customLabel}
        @toggle=${this.#onToggle}
      >
        <form @submit=${this.#onSubmit}>
          ${day("from", from)} ${day("to", to)}
          <button class="button primary" type="submit">${messages.apply}</button>
        </form>
      </div>
    </div>`;
  }

  #choose(preset: RangePreset): void {
    this.#preset = preset;
    this.#custom = undefined;
    this.#host.requestUpdate();
  }

  readonly #onToggle = ({ newState, currentTarget: popover }: ToggleEvent): void => {
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    const button = this.#host.shadowRoot?.querySelector("[popovertarget]");
    if (newState !== "open" || !(popover instanceof HTMLElement) || !(button instanceof HTMLElement)) return;
    const place = async (): Promise<void> => {
      const middleware = [offset(4), flip(), shift({ padding: 8 })];
      const { x, y } = await computePosition(button, popover, {
        placement: "bottom-end",
        strategy: "fixed",
        middleware,
      });
      popover.style.setProperty("left", `${x}px`);
      popover.style.setProperty("top", `${y}px`);
    };
    this.#stopFollowing = autoUpdate(button, popover, () => void place());
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const inputs = event.target.querySelectorAll<HTMLInputElement>("input[type=date]");
    const days = [...inputs].map(({ value }) => dayOf(value));
    this.#custom = { from: Math.min(...days), to: Math.max(...days) };
    event.target.closest<HTMLElement>("[popover]")?.hidePopover();
    this.#host.requestUpdate();
  };
}
