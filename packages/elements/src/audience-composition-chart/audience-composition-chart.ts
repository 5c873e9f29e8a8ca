import type { Attribute, AudienceService, CompositionSnapshot } from "@audiencekit/core";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { chartStyles } from "../charts/chart.styles.js";
import { compositionGeometry, partsOf, type CompositionGeometry, type Part } from "../charts/composition-geometry.js";
import { partLabel } from "../charts/part-label.js";
import { PlotWidth } from "../charts/plot-width.js";
import { placeReadout } from "../charts/readout.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { Request } from "../element/request.js";
import { compositionPlot } from "./composition-plot.js";
import { partsTable } from "./parts-table.js";

const NARROW = 640;
const HEIGHT = 280;
/** Height of a lying bar with its label above. */
const LYING = 48;

/**
 * What an audience is made of now: one attribute's parts against the base.
 *
 * @summary Audience composition by an attribute.
 */
export class AudienceCompositionChart extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    chartStyles,
    css`
      :host {
        display: block;
      }
      .choice {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .finding {
        margin-block-end: 8px;
      }
      .is-active :is(td, th) {
        background: var(--_color-selected);
      }
      tfoot :is(td, th) {
        font-weight: var(--_font-weight-medium);
      }
      .against-bar {
        display: inline-block;
        vertical-align: middle;
      }
      @container audience (max-width: 640px) {
        .against {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: "audience-id" }) audienceId: string | undefined;
  /** Name of the attribute that is shown; the first that is offered unless told. */
  @property() attribute: string | undefined;

  @state() private active: number | undefined;
  @state() private announced = "";
  @query(".readout") private readout!: HTMLElement | null;
  readonly #offered = new Request<readonly Attribute[]>(this);
  readonly #composed = new Request<CompositionSnapshot>(this);
  readonly #width = new PlotWidth(this);
  #geometry: CompositionGeometry | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) return;
    if (changed.has("audienceId") || changed.has("attribute")) this.#compose();
  }

  protected override serviceArrived(service: AudienceService): void {
    void this.#offered
      .ask((signal) => service.compositionAttributes({ signal }))
      .then(() => {
        if (this.attribute === undefined) this.attribute = this.#offered.value?.[0]?.name;
        else this.#compose();
      });
  }

  #compose(): void {
    const service = this.audiences;
    const { audienceId, attribute } = this;
    this.active = undefined;
    if (service === undefined || audienceId === undefined || attribute === undefined) return;
    void this.#composed.ask((signal) => service.compose(audienceId, attribute, { signal }));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.audiences === undefined) return this.renderMissingService();
    const { answer, value } = this.#composed;
    if (answer.state === "failed") return this.renderFailure(answer, () => this.#compose());
    const { parts: texts } = this.messages.report;
    this.show(value === undefined ? "loading" : value.size === 0 ? "empty" : "ready");
    return html`<figure aria-label=${texts.title}>
      <div class="chart-head">${this.#choice()}${value === undefined ? nothing : this.#moment(value)}</div>
      ${value === undefined ? html`<span class="skeleton" aria-hidden="true"></span>` : this.#parts(value)}
      <span class="vh" role="status">${this.announced}</span>
    </figure>`;
  }

  #choice(): TemplateResult {
    const { parts: texts } = this.messages.report;
    const offered = this.#offered.value ?? [];
    return html`<label class="choice">
      <span class="label">${texts.choose}</span>
      <span class="field select">
        <select aria-label=${texts.choose} @change=${this.#onChoice}>
          ${offered.map(
            ({ name, label }) =>
              html`<option value=${name} ?selected=${name === this.attribute}>${label ?? name}</option>`,
          )}
        </select>
      </span>
    </label>`;
  }

  #moment({ asOf, size }: CompositionSnapshot): TemplateResult {
    const { parts: texts } = this.messages.report;
    return html`<div class="chart-tools">
      <span class="quiet">${texts.now(this.format.dateTime(asOf))} · ${texts.nowTotal(this.format.number(size))}</span>
      <button class="icon-button" type="button" aria-label=${texts.refresh} @click=${() => this.#compose()}>
        ${icon("refresh")}
      </button>
    </div>`;
  }

  #parts(snapshot: CompositionSnapshot): TemplateResult {
    const { parts: texts } = this.messages.report;
    const { size, base, attribute, overlapping } = snapshot;
    if (size === 0) return html`<p class="quiet">${texts.empty}</p>`;
    const cells = snapshot.cells.map((cell) => ({
      label: partLabel(cell, attribute, this.messages.shared, this.format),
      missing: cell.value === undefined && cell.band === undefined,
      count: cell.count,
      base: cell.base,
    }));
    const parts = partsOf(cells, size, base, texts.other);
    const heading = attribute.label ?? attribute.name;
    return html`<p class="finding">${this.#finding(parts)}</p>
      <div class="legend">
        <span><span class="key share"></span>${texts.ofAudience}</span>
        <span><span class="key base"></span> ${texts.ofBase}</span>
      </div>
      ${this.#plot(parts)}
      ${partsTable(parts, { size, heading }, this.active, texts, this.format, (place) => (this.active = place))}
      <p class="note">${texts.indexNote}${overlapping ? ` ${texts.overlapping}` : nothing}</p>`;
  }

  #plot(parts: readonly Part[]): TemplateResult {
    const { parts: texts } = this.messages.report;
    const width = this.#width.width;
    const lying = width < NARROW || parts.some(({ label }) => label.length * 6 > (width / parts.length) * 1.1);
    const height = lying ? parts.length * LYING + 56 : HEIGHT;
    const geometry = compositionGeometry(parts, {
      width,
      height,
      direction: lying ? "lying" : "standing",
      margin: lying ? { top: 16, start: 8, end: 16, bottom: 28 } : { top: 24, start: 40, end: 8, bottom: 28 },
    });
    this.#geometry = geometry;
    return html`<div
      class="plot"
      tabindex="0"
      role="group"
      aria-roledescription="chart"
      aria-label="${this.#finding(parts)} ${texts.keys}"
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, parts)}
      @pointermove=${this.#onPointer}
      @pointerleave=${() => (this.active = undefined)}
      @blur=${() => (this.active = undefined)}
    >
      ${
        width === 0
          ? nothing
          : html`<svg class="chart" width=${width} height=${height} aria-hidden="true">
              ${compositionPlot(geometry, lying, this.active, this.format)}
            </svg>`
      }
      ${this.#readoutOf(parts)}
    </div>`;
  }

  #readoutOf(parts: readonly Part[]): TemplateResult | typeof nothing {
    const part = this.active === undefined ? undefined : parts[this.active];
    if (part === undefined) return nothing;
    const { parts: texts } = this.messages.report;
    const { number, share } = this.format;
    return html`<div class="readout" aria-hidden="true">
      <p class="heading">${part.label}</p>
      <dl>
        <dt>${texts.customers}</dt>
        <dd>${number(part.count)}</dd>
        <dt>${texts.percentAudience}</dt>
        <dd>${share(part.share, 1)}</dd>
        <dt>${texts.percentBase}</dt>
        <dd>${share(part.baseShare, 1)}</dd>
        ${
          part.index === undefined
            ? nothing
            : html`<dt>${texts.index}</dt>
                <dd>${number(Math.round(part.index))}</dd>`
        }
      </dl>
    </div>`;
  }

  #finding(parts: readonly Part[]): string {
    const { parts: texts } = this.messages.report;
    const known = parts.filter(({ kind }) => kind === "value");
    const largest = known.reduce<Part | undefined>(
      (most, part) => (part.count > (most?.count ?? 0) ? part : most),
      undefined,
    );
    const rated = known.filter((part): part is Part & { index: number } => part.index !== undefined);
    const byIndex = rated.toSorted((a, b) => b.index - a.index);
    const [over] = byIndex;
    const under = byIndex.at(-1);
    const index = (part: { index: number }) => this.format.number(Math.round(part.index));
    return [
      ...(largest === undefined ? [] : [texts.largest(largest.label, this.format.share(largest.share, 1))]),
      ...(over === undefined || Math.round(over.index) <= 100 ? [] : [texts.over(over.label, index(over))]),
      ...(under === undefined || Math.round(under.index) >= 100 ? [] : [texts.under(under.label, index(under))]),
    ].join(" ");
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const bar = this.active === undefined ? undefined : this.#geometry?.bars[this.active];
    if (bar !== undefined) placeReadout(this.readout, bar.band.x + bar.band.width / 2, bar.y, this.#width.width);
  }

  readonly #onChoice = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.attribute = target.value;
  };

  #onKey(event: KeyboardEvent, parts: readonly Part[]): void {
    const last = parts.length - 1;
    const place = this.active ?? -1;
    const next = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") this.active = undefined;
    if (next === undefined) return;
    event.preventDefault();
    this.active = Math.max(0, Math.min(last, next));
    const part = parts[this.active];
    if (part === undefined) return;
    const { number, share } = this.format;
    const { reading } = this.messages.report.parts;
    this.announced = reading(part.label, number(part.count), share(part.share, 1), share(part.baseShare, 1));
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof Element)) return;
    const box = currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const place = this.#geometry?.bars.findIndex(
      ({ band }) => x >= band.x && x <= band.x + band.width && y >= band.y && y <= band.y + band.height,
    );
    this.active = place === undefined || place < 0 ? undefined : place;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-composition-chart": AudienceCompositionChart;
  }
}
