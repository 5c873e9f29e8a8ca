import type { ValueCounts } from "@audiencekit/core";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controlStyles } from "../element/controls.styles.js";
import { icon } from "../element/icons.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import type { LoadValues } from "./audience-value-field.js";
import { Latest } from "./latest.js";
import { partStyles } from "./styles/part.styles.js";
import { valueListStyles } from "./styles/refinement.styles.js";
import { bar } from "./value-bar.js";

/**
 * A list of values with how many customers have each, to choose from. Counts are of the whole base, so they stay while
 * an audience is edited.
 * @summary Values with counts and type-ahead.
 * @slot - The operator, before the search.
 * @event audience-values-change - The values chosen now.
 */
export class AudienceValueList extends LitElement {
  static override styles = [
    tokenStyles,
    controlStyles,
    partStyles,
    valueListStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .spread {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .search {
        flex: 1;
        min-inline-size: 140px;
      }
      p {
        margin: 0;
        color: var(--_color-text-quiet);
        font-size: var(--_font-size-xs);
        line-height: var(--_line-xs);
      }
    `,
  ];

  readonly #latest = new Latest();
  /** Chosen values come first, as they were chosen when the list was read, so that no row jumps under the pointer. */
  #first: readonly string[] = [];
  #counted = new Map<string, number>();
  #started = false;

  @state() private counts: ValueCounts | undefined;
  @state() private search = "";

  @property({ attribute: false }) texts!: BuilderMessages;
  @property({ attribute: false }) format!: Format;
  /** Customers of the base. */
  @property({ attribute: false }) base = 0;
  @property({ attribute: false }) values: readonly string[] = [];
  /** What values are called, by value. */
  @property({ attribute: false }) labels: Readonly<Record<string, string>> | undefined;
  /** Whether a customer has one value at most, so that counts of values add up. */
  @property({ attribute: false }) single = false;
  @property({ attribute: false }) load: LoadValues | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#latest.cancel();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#started && changed.has("load") && this.load !== undefined) {
      this.#started = true;
      void this.#read();
    }
  }

  async #read(): Promise<void> {
    const { load, search } = this;
    if (load === undefined) return;
    const counts = await this.#latest.run((signal) => load(search, signal)).catch(() => undefined);
    if (counts === undefined) return;
    for (const { value, count } of counts.values) this.#counted.set(String(value), count);
    this.#first = this.values;
    this.counts = counts;
  }

  get #rows(): readonly string[] {
    const loaded = this.counts?.values.map(({ value }) => String(value)) ?? [];
    const first = this.search === "" ? this.#first : this.#first.filter((value) => loaded.includes(value));
    return [...first, ...loaded.filter((value) => !first.includes(value))];
  }

  #searched(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.search = event.target.value;
    void this.#read();
  }

  #toggle(value: string, chosen: boolean): void {
    const rest = this.values.filter((one) => one !== value);
    this.values = chosen ? [...rest, value] : rest;
    this.dispatchEvent(new CustomEvent<readonly string[]>("audience-values-change", { detail: this.values }));
  }

  protected override render(): TemplateResult {
    const { texts, counts, format } = this;
    const rows = this.#rows;
    const most = Math.max(1, counts?.missing ?? 0, ...rows.map((value) => this.#counted.get(value) ?? 0));
    return html`<div class="spread">
        <slot></slot>
        <label class="field s search"
          >${icon("search")}<input
            type="search"
            autocomplete="off"
            aria-label=${texts.searchSome}
            placeholder=${counts === undefined ? texts.searchSome : texts.searchValues(format.number(counts.distinct))}
            .value=${this.search}
            @input=${this.#searched}
        /></label>
      </div>
      <ul class="vals num ${rows.length > 12 ? "scrolls" : ""}">
        ${repeat(
          rows,
          (value) => value,
          (value) => this.#row(value, most),
        )}
      </ul>
      ${counts !== undefined && rows.length === 0 ? this.#noMatch() : nothing}
      ${
        counts !== undefined && counts.missing > 0 && this.search === ""
          ? html`<div class="vals num">
              <div class="nov">
                <span></span><span class="quiet">${texts.noValue}</span>${bar(counts.missing / most, "missing")}<span
                  class="end"
                  >${format.number(counts.missing)}</span
                ><span class="end xs quiet">${format.share(counts.missing, this.base)}</span>
              </div>
            </div>`
          : nothing
      }
      ${counts === undefined ? nothing : html`<p role="status">${this.#sum(counts, rows.length)}</p>`}`;
  }

  /** A value the base does not have yet can still be asked for. */
  #noMatch(): TemplateResult {
    const { texts } = this;
    const typed = this.search.trim();
    if (typed === "") return html`<p>${texts.noMatch}</p>`;
    return html`<div class="spread">
      <p>${texts.noMatch}</p>
      <button
        type="button"
        class="button s"
        @click=${() => {
          this.#toggle(typed, true);
          this.search = "";
          void this.#read();
        }}
      >
        ${icon("plus")}${texts.addValue(typed)}
      </button>
    </div>`;
  }

  #row(value: string, most: number): TemplateResult {
    const { format } = this;
    const count = this.#counted.get(value);
    const chosen = this.values.includes(value);
    return html`<li>
      <label
        ><input
          type="checkbox"
          .checked=${chosen}
          @change=${(event: Event) => {
            this.#toggle(value, event.target instanceof HTMLInputElement && event.target.checked);
          }}
        /><span class="name">${this.labels?.[value] ?? value}</span
        >${bar((count ?? 0) / most, chosen ? "s1" : "off")}<span class="end"
          >${count === undefined ? "" : format.number(count)}</span
        ><span class="end xs quiet">${count === undefined ? "" : format.share(count, this.base)}</span></label
      >
    </li>`;
  }

  #sum(counts: ValueCounts, shown: number): string {
    const { texts, format } = this;
    const number = format.number(this.values.length);
    const all = format.number(counts.distinct);
    const customers = this.values.reduce((sum, value) => sum + (this.#counted.get(value) ?? 0), 0);
    const chosen = this.single ? texts.chosen(number, all, format.number(customers)) : texts.chosenOf(number, all);
    const hidden = counts.distinct - shown;
    return hidden > 0 ? `${chosen}. ${texts.moreValues(format.number(hidden))}` : chosen;
  }
}
