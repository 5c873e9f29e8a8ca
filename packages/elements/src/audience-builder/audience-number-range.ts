import type { Histogram } from "@audiencekit/core";
import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { controlStyles } from "../element/controls.styles.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import { Latest } from "./latest.js";
import { numberField } from "./refinements/fields.js";
import { partStyles } from "./styles/part.styles.js";

/** Asks how the numbers are spread. */
export type LoadHistogram = (signal: AbortSignal) => Promise<Histogram>;

const height = 56;

/**
 * Both ends of a range, exactly as typed, over the spread of the values in the base.
 * @summary Two numbers over a histogram.
 * @event audience-range-change - The ends entered so far: none, the lower one, or both.
 */
export class AudienceNumberRange extends LitElement {
  static override styles = [
    tokenStyles,
    controlStyles,
    partStyles,
    css`
      :host {
        display: contents;
      }
      .ends {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .w-16 {
        inline-size: 80px;
      }
      .quiet,
      p {
        color: var(--_color-text-quiet);
      }
      figure {
        order: 9;
        flex: 1 0 100%;
        margin: 4px 0 0;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 56px;
      }
      .inside {
        fill: var(--_chart-series-1);
      }
      .outside {
        fill: var(--_color-border-strong);
      }
      .axis {
        stroke: var(--_chart-axis);
      }
      .ticks {
        display: flex;
        justify-content: space-between;
        font-size: var(--_font-size-xs);
        color: var(--_color-text-quiet);
        font-variant-numeric: tabular-nums;
      }
      p {
        margin: 4px 0 0;
        font-size: var(--_font-size-xs);
      }
      @media (forced-colors: active) {
        .inside {
          fill: CanvasText;
        }
        .outside {
          fill: Canvas;
          stroke: CanvasText;
        }
      }
    `,
  ];

  readonly #latest = new Latest();
  /** What was said last, so that one end may wait for the other without being forgotten. */
  #said: readonly number[] | undefined;
  #started = false;

  @state() private low: number | undefined;
  @state() private high: number | undefined;
  @state() private spread: Histogram | undefined;

  @property({ attribute: false }) texts!: BuilderMessages;
  @property({ attribute: false }) format!: Format;
  @property({ attribute: false }) value: readonly number[] = [];
  /** Whether customers without a value are kept, as an exclusion keeps them. */
  @property({ attribute: false }) kept = false;
  @property({ attribute: false }) load: LoadHistogram | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#latest.cancel();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("value") && this.value.join() !== this.#said?.join()) {
      [this.low, this.high] = this.value;
      this.#said = undefined;
    }
    if (!this.#started && this.load !== undefined) {
      this.#started = true;
      void this.#read(this.load);
    }
  }

  async #read(load: LoadHistogram): Promise<void> {
    this.spread = await this.#latest.run(load).catch(() => undefined);
  }

  #set(low: number | undefined, high: number | undefined): void {
    this.low = low;
    this.high = high;
    this.#said = low === undefined ? [] : high === undefined ? [low] : [low, high];
    this.dispatchEvent(new CustomEvent<readonly number[]>("audience-range-change", { detail: this.#said }));
  }

  protected override render(): TemplateResult {
    const { texts, low, high } = this;
    return html`<span class="ends"
        >${numberField(texts.lowest, low, (value) => {
          this.#set(value, this.high);
        })}<span class="quiet">${texts.betweenAnd}</span>${numberField(texts.highest, high, (value) => {
          this.#set(this.low, value);
        })}</span
      >${this.spread === undefined || this.spread.counts.length === 0 ? nothing : this.#histogram(this.spread)}`;
  }

  #histogram({ low, high, counts, missing }: Histogram): TemplateResult {
    const { format, texts } = this;
    const most = Math.max(1, ...counts);
    const width = (high - low) / counts.length;
    const inside = (index: number): boolean => {
      const from = low + index * width;
      return (this.low === undefined || from + width > this.low) && (this.high === undefined || from <= this.high);
    };
    return html`<figure>
      <svg viewBox="0 0 ${counts.length * 10} ${height}" preserveAspectRatio="none" aria-hidden="true">
        ${counts.map((count, index) => {
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 4));
          return svg`<rect class=${inside(index) ? "inside" : "outside"} x=${index * 10 + 0.5} y=${height - tall} width="9" height=${tall} />`;
        })}
        <path class="axis" d="M0 ${height - 0.5}H${counts.length * 10}" />
      </svg>
      <div class="ticks">
        <span>${format.number(low)}</span><span>${format.number((low + high) / 2)}</span
        ><span>${format.number(high)}</span>
      </div>
      ${missing === 0 ? nothing : html`<p>${(this.kept ? texts.missingKept : texts.missingLeftOut)(format.number(missing))}</p>`}
    </figure>`;
  }
}
