import type { ValueCounts } from "@audiencekit/core";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../element/controls.styles.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import { Latest } from "./latest.js";
import { partStyles } from "./styles/part.styles.js";

/** Asks for the commonest values whose text contains `search`. */
export type LoadValues = (search: string, signal: AbortSignal) => Promise<ValueCounts>;

/** A suggestion, or what was typed. */
interface Suggestion {
  readonly value: string;
  readonly count: number | undefined;
}

/**
 * Several texts in one field: chips, and a combobox that suggests values of the base.
 * @summary Chosen texts with suggestions.
 * @event audience-values-change - The texts chosen now.
 */
export class AudienceValueField extends LitElement {
  static override styles = [
    tokenStyles,
    controlStyles,
    partStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
        max-inline-size: 100%;
      }
      .field {
        flex-wrap: wrap;
        gap: 4px;
        padding-block: 3px;
        inline-size: 100%;
        cursor: text;
      }
      .field input {
        inline-size: 96px;
        block-size: 20px;
      }
      .chip {
        max-inline-size: 100%;
        min-block-size: 20px;
        block-size: auto;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .chip button {
        display: grid;
        place-items: center;
        position: relative;
        padding: 0;
        border: 0;
        background: none;
        color: var(--_color-text-quiet);
        cursor: pointer;
      }
      .chip button::after {
        content: "";
        position: absolute;
        inset: -6px;
      }
      .pop {
        position: absolute;
        z-index: 7;
        inset-block-start: calc(100% + 4px);
        inset-inline-start: 0;
        min-inline-size: 100%;
        inline-size: max-content;
        max-inline-size: min(320px, 80cqi);
        max-block-size: 280px;
        overflow-y: auto;
        padding: 4px;
        border-radius: var(--_radius-l);
        background: var(--_color-surface-raised);
        box-shadow: var(--_shadow-m);
      }
      .opt {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 32px;
        padding-inline: 8px;
        border-radius: var(--_radius-s);
        cursor: pointer;
      }
      .opt.is-active {
        background: var(--_color-selected);
      }
      .opt span {
        flex: 1;
        overflow-wrap: anywhere;
      }
      .opt .count {
        flex: none;
        color: var(--_color-text-quiet);
        font-size: var(--_font-size-xs);
        font-variant-numeric: tabular-nums;
      }
      .opt .icon {
        visibility: hidden;
      }
      .opt[aria-selected="true"] .icon {
        visibility: visible;
      }
      .none {
        padding: 8px;
        color: var(--_color-text-quiet);
      }
      @media (forced-colors: active) {
        .pop {
          border: 1px solid CanvasText;
        }
        .opt.is-active {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  readonly #latest = new Latest();

  @query("input") private readonly input!: HTMLInputElement | null;

  @state() private suggestions: readonly Suggestion[] = [];
  @state() private open = false;
  @state() private typed = "";
  @state() private active = -1;

  @property({ attribute: false }) texts!: BuilderMessages;
  @property({ attribute: false }) format!: Format;
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) values: readonly string[] = [];
  /** What values are called, by value. */
  @property({ attribute: false }) labels: Readonly<Record<string, string>> | undefined;
  @property({ attribute: false }) load: LoadValues | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#latest.cancel();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("active")) {
      this.renderRoot.querySelector(".is-active")?.scrollIntoView({ block: "nearest" });
    }
  }

  async #suggest(): Promise<void> {
    if (this.load === undefined) {
      this.suggestions = [];
      return;
    }
    const { load, typed } = this;
    const counts = await this.#latest.run((signal) => load(typed, signal)).catch(() => undefined);
    if (counts === undefined) return;
    this.suggestions = counts.values.map(({ value, count }) => ({ value: String(value), count }));
    this.active = typed === "" ? -1 : 0;
  }

  /** Suggestions, and what was typed where no suggestion is just that. */
  get #options(): readonly Suggestion[] {
    const typed = this.typed.trim();
    if (typed === "" || this.suggestions.some(({ value }) => value === typed)) return this.suggestions;
    return [...this.suggestions, { value: typed, count: undefined }];
  }

  #set(values: readonly string[]): void {
    this.values = values;
    this.dispatchEvent(new CustomEvent<readonly string[]>("audience-values-change", { detail: values }));
  }

  #toggle(value: string): void {
    this.#set(this.values.includes(value) ? this.values.filter((one) => one !== value) : [...this.values, value]);
    this.typed = "";
    if (this.input !== null) this.input.value = "";
    void this.#suggest();
  }

  #show(): void {
    if (this.open) return;
    this.open = true;
    this.active = -1;
    void this.#suggest();
  }

  #typed(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.open = true;
    void this.#suggest();
  }

  #keydown(event: KeyboardEvent): void {
    const options = this.#options;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        event.preventDefault();
        if (!this.open) {
          this.#show();
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = this.active < 0 && step < 0 ? options.length - 1 : this.active + step;
        this.active = options.length === 0 ? -1 : (next + options.length) % options.length;
        return;
      }
      case "Enter": {
        const typed = this.typed.trim();
        const chosen = options[this.active]?.value ?? (typed === "" ? undefined : typed);
        if (chosen === undefined) return;
        event.preventDefault();
        this.#toggle(chosen);
        return;
      }
      case "Escape":
        if (!this.open) return;
        event.stopPropagation();
        this.open = false;
        return;
      case "Backspace":
        if (this.typed === "" && this.values.length > 0) this.#set(this.values.slice(0, -1));
        return;
    }
  }

  /** What stands there when the field is left counts as entered. */
  #left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.shadowRoot?.contains(event.relatedTarget)) return;
    this.open = false;
    const typed = this.typed.trim();
    if (typed !== "" && !this.values.includes(typed)) this.#toggle(typed);
  }

  protected override render(): TemplateResult {
    const { texts, open, active } = this;
    const options = this.#options;
    return html`<span class="field s" part="field" @focusout=${this.#left} @pointerdown=${this.#focusField}>
        ${this.values.map(
          (value) =>
            html`<span class="chip"
              >${this.#name(value)}<button
                type="button"
                aria-label=${texts.removeValue(this.#name(value))}
                @click=${() => {
                  this.#set(this.values.filter((one) => one !== value));
                  this.input?.focus();
                }}
              >
                ${icon("x", "s")}
              </button></span
            >`,
        )}<input
          role="combobox"
          autocomplete="off"
          aria-label=${this.label}
          aria-expanded=${open ? "true" : "false"}
          aria-controls="values"
          aria-autocomplete="list"
          aria-activedescendant=${open && options[active] !== undefined ? `value-${active}` : nothing}
          placeholder=${this.values.length === 0 ? texts.chooseValues : nothing}
          @focus=${this.#show}
          @click=${this.#show}
          @input=${this.#typed}
          @keydown=${this.#keydown}
      /></span>
      <div
        class="pop"
        id="values"
        role="listbox"
        aria-label=${this.label}
        aria-multiselectable="true"
        ?hidden=${!open || options.length === 0}
      >
        ${options.map((option, index) => this.#option(option, index))}
      </div>`;
  }

  #name(value: string): string {
    return this.labels?.[value] ?? value;
  }

  readonly #focusField = (event: Event): void => {
    if (event.target === event.currentTarget) {
      event.preventDefault();
      this.input?.focus();
    }
  };

  #option({ value, count }: Suggestion, index: number): TemplateResult {
    const chosen = this.values.includes(value);
    return html`<div
      class="opt ${index === this.active ? "is-active" : ""}"
      id="value-${index}"
      role="option"
      aria-selected=${chosen ? "true" : "false"}
      @pointerdown=${(event: Event) => {
        event.preventDefault();
      }}
      @click=${() => {
        this.#toggle(value);
      }}
    >
      ${icon("check", "s")}<span>${count === undefined ? this.texts.addValue(value) : this.#name(value)}</span>${count === undefined ? nothing : html`<span class="count">${this.format.number(count)}</span>`}
    </div>`;
  }
}
