import type { AudienceService, Catalog } from "@audiencekit/core";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../element/controls.styles.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import { Latest } from "./latest.js";
import { pickerDetail, readSpread, type Spread } from "./picker-detail.js";
import { marked, pickerGroups, searchItems, type PickerItem } from "./picker-items.js";
import { partStyles } from "./styles/part.styles.js";
import { pickerStyles } from "./styles/picker.styles.js";
import { valueListStyles } from "./styles/refinement.styles.js";

/**
 * A searchable list of everything an audience can ask for, with what each is and how it is spread in the base.
 * @summary The combobox "Select attributes".
 * @event audience-attribute-add - The item chosen; the list stays open where it was chosen by key.
 */
export class AudienceAttributePicker extends LitElement {
  static override styles = [tokenStyles, controlStyles, partStyles, valueListStyles, pickerStyles];

  readonly #latest = new Latest();
  #spreadOf: string | undefined;

  @query("input") private readonly input!: HTMLInputElement | null;

  @state() private open = false;
  @state() private search = "";
  @state() private active = 0;
  @state() private spread: Spread | undefined;

  @property({ attribute: false }) texts!: BuilderMessages;
  @property({ attribute: false }) format!: Format;
  @property({ attribute: false }) service!: AudienceService;
  @property({ attribute: false }) catalog!: Catalog;
  @property({ attribute: false }) items: readonly PickerItem[] = [];
  /** Customers of the base. */
  @property({ attribute: false }) base = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#latest.cancel();
  }

  override focus(): void {
    this.input?.focus();
  }

  get #shown(): readonly PickerItem[] {
    return searchItems(this.items, this.search);
  }

  protected override willUpdate(): void {
    const item = this.open ? this.#shown[this.active] : undefined;
    if (item === undefined || item.id === this.#spreadOf) return;
    this.#spreadOf = item.id;
    this.spread = undefined;
    void this.#readSpread(item);
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.open || !(changed.has("active") || changed.has("search") || changed.has("open"))) return;
    this.renderRoot.querySelector('.opt[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  async #readSpread(item: PickerItem): Promise<void> {
    const spread = await this.#latest.run((signal) => readSpread(item, this.service, signal)).catch(() => undefined);
    if (this.#spreadOf === item.id) this.spread = spread;
  }

  #show(): void {
    this.open = true;
  }

  #close(): void {
    this.open = false;
  }

  #clear(): void {
    this.search = "";
    this.active = 0;
    if (this.input !== null) this.input.value = "";
  }

  #typed(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.search = event.target.value;
    this.active = 0;
    this.open = true;
  }

  #choose(item: PickerItem): void {
    this.dispatchEvent(new CustomEvent<PickerItem>("audience-attribute-add", { detail: item }));
  }

  #keydown(event: KeyboardEvent): void {
    const shown = this.#shown;
    const last = shown.length - 1;
    const to = {
      ArrowDown: this.open ? (this.active >= last ? 0 : this.active + 1) : this.active,
      ArrowUp: this.open ? (this.active <= 0 ? last : this.active - 1) : this.active,
      PageDown: Math.min(last, this.active + 10),
      PageUp: Math.max(0, this.active - 10),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.open = true;
      this.active = Math.max(0, to);
      return;
    }
    const item = shown[this.active];
    if (event.key === "Enter" && this.open && item !== undefined) {
      event.preventDefault();
      this.#choose(item);
      this.input?.select();
    } else if (event.key === "Escape" && (this.open || this.search !== "")) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
      this.#clear();
    }
  }

  #left(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.shadowRoot?.contains(event.relatedTarget)) return;
    this.#close();
    this.#clear();
  }

  protected override render(): TemplateResult {
    const { texts, format, open, search } = this;
    const shown = this.#shown;
    const all = format.number(this.items.length);
    const current = shown[this.active];
    return html`<label class="field picker-field"
        >${icon("search")}<input
          role="combobox"
          autocomplete="off"
          aria-label=${texts.pickerLabel}
          placeholder=${texts.pickerLabel}
          aria-expanded=${open ? "true" : "false"}
          aria-controls="options"
          aria-autocomplete="list"
          aria-activedescendant=${open && current !== undefined ? optionId(this.active) : nothing}
          @click=${this.#show}
          @input=${this.#typed}
          @keydown=${this.#keydown}
          @focusout=${this.#left}
        /><span class="xs faint hint"
          >${open && search !== "" ? texts.pickerCount(format.number(shown.length), all) : texts.pickerHint(all)}</span
        ><span class="kbd" aria-hidden="true">/</span></label
      >
      <div
        class="pop"
        ?hidden=${!open}
        @pointerdown=${(event: Event) => {
          event.preventDefault();
        }}
      >
        <div class="picker-cols">
          <div class="opts" id="options" role="listbox" aria-label=${texts.pickerList}>
            ${open ? this.#groups(shown) : nothing}
          </div>
          <div class="opt-detail">
            ${
              open && current !== undefined
                ? pickerDetail(current, this.spread, {
                    texts,
                    format,
                    catalog: this.catalog,
                    base: this.base,
                  })
                : nothing
            }
          </div>
        </div>
        ${open && shown.length === 0 ? html`<p class="none" role="status">${texts.pickerNone(search)}</p>` : nothing}
        <div class="picker-foot" aria-hidden="true">
          <span><kbd class="kbd">↑</kbd><kbd class="kbd">↓</kbd> ${texts.pickerMove}</span
          ><span><kbd class="kbd">↵</kbd> ${texts.pickerAdd}</span
          ><span><kbd class="kbd">esc</kbd> ${texts.pickerClose}</span>
        </div>
      </div>`;
  }

  #groups(shown: readonly PickerItem[]): readonly (TemplateResult | typeof nothing)[] {
    const { texts, format } = this;
    return pickerGroups.map((name) => {
      const members = shown.map((item, index) => ({ item, index })).filter(({ item }) => item.group === name);
      if (members.length === 0) return nothing;
      return html`<div role="group" aria-labelledby="group-${name}">
        <div class="opt-g">
          <span id="group-${name}">${texts.pickerGroups[name]}</span
          ><span class="num">${format.number(members.length)}</span>
        </div>
        ${members.map(({ item, index }) => this.#option(item, index))}
      </div>`;
    });
  }

  #option(item: PickerItem, index: number): TemplateResult {
    const { texts, format, search } = this;
    return html`<div
      class="opt"
      role="option"
      id=${optionId(index)}
      aria-selected=${index === this.active ? "true" : "false"}
      aria-description=${typeText(item, texts)}
      @click=${() => {
        this.active = index;
        this.#choose(item);
        this.#close();
        this.#clear();
      }}
      @pointermove=${() => {
        this.active = index;
      }}
    >
      ${icon(iconOf(item))}<span class="opt-n"
        >${marked(item.label, search).map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</span
      ><span class="opt-t num" aria-hidden="true"
        >${item.count === undefined ? typeText(item, texts) : format.number(item.count)}</span
      >
    </div>`;
  }
}

function optionId(index: number): string {
  return `option-${index}`;
}

function typeText({ kind, type }: PickerItem, texts: BuilderMessages): string {
  return type === undefined ? texts.kinds[kind] : texts.types[type];
}

function iconOf({ kind, type, group }: PickerItem): Parameters<typeof icon>[0] {
  switch (kind) {
    case "tag":
      return "tag";
    case "event":
      return "cart";
    case "audience":
    case "sample":
      return "users";
    case "attribute":
      if (group === "appended") return "database";
      return type === "date" || type === "datetime" ? "calendar" : "tag";
  }
}
