import type { Histogram } from "@audiencekit/core";
import { css, html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
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
      .track {
        stroke: var(--_color-border-strong);
        stroke-width: 3;
      }
      .chosen {
        stroke: var(--_color-accent);
        stroke-width: 3;
      }
      .handles {
        position: relative;
        block-size: 16px;
        margin-block: -9px 2px;
      }
      .handles input {
        position: absolute;
        inset-block: 0;
        inset-inline: -8px;
        inline-size: calc(100% + 16px);
        block-size: 16px;
        margin: 0;
        appearance: none;
        background: none;
        pointer-events: none;
        outline: none;
      }
      .handles input::-webkit-slider-thumb {
        appearance: none;
        inline-size: 16px;
        block-size: 16px;
        border: 2px solid var(--_color-accent);
        border-radius: 50%;
        background: var(--_color-surface);
        cursor: ew-resize;
        pointer-events: auto;
      }
      .handles input::-moz-range-thumb {
        box-sizing: border-box;
        inline-size: 16px;
        block-size: 16px;
        border: 2px solid var(--_color-accent);
        border-radius: 50%;
        background: var(--_color-surface);
        cursor: ew-resize;
        pointer-events: auto;
      }
      .handles input:focus-visible::-webkit-slider-thumb {
        outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
        outline-offset: 2px;
      }
      .handles input:focus-visible::-moz-range-thumb {
        outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
        outline-offset: 2px;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
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
        :is(.track, .chosen) {
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
  /** Decimals the numbers have. */
  @property({ attribute: false }) scale = 0;
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

  /** A handle that moves one end; between the ends of what there is, and not past the other handle. */
  #handle(end: "low" | "high", { low, high }: Histogram): TemplateResult {
    const { texts, scale } = this;
    const value = this[end] ?? (end === "low" ? low : high);
    const moved = (event: Event): void => {
      if (!(event.target instanceof HTMLInputElement)) return;
      const to = Number(event.target.valueAsNumber.toFixed(scale));
      const next = end === "low" ? Math.min(to, this.high ?? high) : Math.max(to, this.low ?? low);
      event.target.value = String(next);
      if (end === "low") this.#set(next, this.high ?? high);
      else this.#set(this.low ?? low, next);
    };
    return html`<input
      type="range"
      aria-label=${end === "low" ? texts.lowerHandle : texts.upperHandle}
      min=${low}
      max=${high}
      step=${stepOf(high - low, scale)}
      .value=${live(String(value))}
      @input=${moved}
    />`;
  }

  #histogram(spread: Histogram): TemplateResult {
    const { low, high, counts, missing } = spread;
    const { format, texts } = this;
    const x = (value: number): number =>
      Math.min(1, Math.max(0, (value - low) / Math.max(high - low, Number.MIN_VALUE))) * counts.length * 10;
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
        <path class="track" d="M0 ${height - 1.5}H${counts.length * 10}" />
        <path class="chosen" d="M${x(this.low ?? low)} ${height - 1.5}H${x(this.high ?? high)}" />
      </svg>
      <div class="handles">${this.#handle("low", spread)}${this.#handle("high", spread)}</div>
      <div class="ticks">
        <span>${format.number(low)}</span><span>${format.number(Number(((low + high) / 2).toFixed(this.scale)))}</span
        ><span>${format.number(high)}</span>
      </div>
      ${missing === 0 ? nothing : html`<p>${(this.kept ? texts.missingKept : texts.missingLeftOut)(format.number(missing))}</p>`}
    </figure>`;
  }
}

/** A step that reaches across in a few hundred at most, and is a value the attribute can have. */
function stepOf(range: number, scale: number): number {
  const least = 10 ** -scale;
  return Math.max(1, Math.floor(range / least / 400)) * least;
}
