import type { AudienceService, Run } from "@audiencekit/core";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { chartStyles } from "../charts/chart.styles.js";
import {
  dateOf,
  dayOf,
  movement,
  nightsOf,
  presetRange,
  within,
  type DayRange,
  type Night,
  type RangePreset,
} from "../charts/nights.js";
import { PlotWidth } from "../charts/plot-width.js";
import { placeReadout } from "../charts/readout.js";
import { nearestPoint, sizeGeometry, type NightPoint, type SizeGeometry } from "../charts/size-geometry.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { Request } from "../element/request.js";
import { nightsTable } from "./nights-table.js";
import { sizePlot } from "./size-plot.js";

const presets: readonly RangePreset[] = ["week", "month", "quarter", "year", "all"];
const NARROW = 560;
const TABLE_PAGE = 14;

/**
 * The size of an audience night by night, who entered and who left. A night that was missed is a hatched gap.
 *
 * @summary Audience size over time.
 */
export class AudienceSizeChart extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    chartStyles,
    css`
      :host {
        display: block;
      }
      .facts {
        grid-template-columns: repeat(auto-fit, minmax(96px, max-content));
        gap: 8px 40px;
        margin-block-end: 16px;
      }
      .facts div {
        display: grid;
      }
      .facts dd {
        grid-row: auto;
      }
      .custom {
        inset: auto;
        inline-size: max-content;
        padding: 16px;
      }
      .custom form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
      }
      .custom label {
        display: grid;
        gap: 4px;
      }
    `,
  ];

  /** The audience whose history is asked for; leave it out and give `runs` instead. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;
  /** Runs to draw, by date ascending. */
  @property({ attribute: false }) runs: readonly Run[] | undefined;
  /** Leave the drawing out and keep the table. */
  @property({ type: Boolean, attribute: "table-only" }) tableOnly = false;

  @state() private preset: RangePreset | undefined = "quarter";
  @state() private custom: DayRange | undefined;
  @state() private active: string | undefined;
  @state() private announced = "";
  @state() private listed = TABLE_PAGE;
  @query(".readout") private readout!: HTMLElement | null;
  @query("[popover]") private customRange!: HTMLElement;
  readonly #history = new Request<readonly Run[]>(this);
  readonly #width = new PlotWidth(this);
  #geometry: SizeGeometry | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("audienceId") && this.hasUpdated && this.audiences !== undefined)
      this.serviceArrived(this.audiences);
  }

  protected override serviceArrived(service: AudienceService): void {
    const id = this.audienceId;
    if (this.runs === undefined && id !== undefined)
      void this.#history.ask((signal) => service.history(id, { signal }));
  }

  protected override serviceChanged(): void {
    if (this.audiences !== undefined) this.serviceArrived(this.audiences);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { answer, value } = this.#history;
    const runs = this.runs ?? value;
    if (runs === undefined) {
      if (this.audiences === undefined) return this.renderMissingService();
      if (answer.state === "failed") return this.renderFailure(answer, () => this.serviceChanged());
      this.show("loading");
      return nothing;
    }
    const { chart } = this.messages.report;
    const nights = nightsOf(runs);
    this.show(nights.length === 0 ? "empty" : "ready");
    const range = this.custom ?? presetRange(this.preset ?? "all", nights);
    const shown = range === undefined ? [] : within(nights, range);
    return html`<figure aria-label=${chart.title}>
      <div class="chart-head">
        <h2>${chart.title}</h2>
        ${range === undefined ? nothing : this.#ranges(range, nights)}
      </div>
      ${
        shown.some(({ size }) => size !== undefined)
          ? html`${this.#facts(shown)}${this.tableOnly ? nothing : html`${this.#plot(shown)}${this.#notes(shown)}`}`
          : html`<p class="quiet">${nights.length === 0 ? chart.empty : chart.emptyRange}</p>`
      }
      <span class="vh" role="status">${this.announced}</span>
      ${
        shown.length === 0
          ? nothing
          : nightsTable(shown, this.listed, chart, this.format, () => (this.listed += TABLE_PAGE * 4))
      }
    </figure>`;
  }

  #ranges(range: DayRange, nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const first = dateOf(nights[0]?.day ?? range.from);
    const last = dateOf(nights.at(-1)?.day ?? range.to);
    const label = chart.custom(this.format.day(dateOf(range.from)), this.format.day(dateOf(range.to)));
    return html`<div class="chart-tools">
      <div class="seg" role="group" aria-label=${chart.ranges}>
        ${presets.map(
          (preset) =>
            html`<button
              type="button"
              aria-pressed=${this.custom === undefined && this.preset === preset}
              @click=${() => ([this.preset, this.custom, this.active] = [preset, undefined, undefined])}
            >
              ${chart[preset]}
            </button>`,
        )}
      </div>
      <button class="button s" type="button" popovertarget="custom" aria-label="${chart.customLabel}: ${label}">
        ${icon("calendar")}${label}
      </button>
      <div id="custom" class="custom" popover @toggle=${this.#placeRange}>
        <form @submit=${this.#onRange}>
          <label
            ><span class="label">${chart.from}</span
            ><span class="field"
              ><input type="date" name="from" required min=${first} max=${last} .value=${dateOf(range.from)} /></span
          ></label>
          <label
            ><span class="label">${chart.to}</span
            ><span class="field"
              ><input type="date" name="to" required min=${first} max=${last} .value=${dateOf(range.to)} /></span
          ></label>
          <button class="button primary" type="submit">${chart.apply}</button>
        </form>
      </div>
    </div>`;
  }

  #facts(nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const { number, delta, share } = this.format;
    const moved = movement(nights);
    const fact = (label: unknown, value: unknown) =>
      html`<div>
        <dt class="label">${label}</dt>
        <dd>${value}</dd>
      </div>`;
    const changed =
      moved.change === undefined
        ? this.messages.dashboard.none
        : html`${delta(moved.change)}
          ${moved.changeShare === undefined ? nothing : html`<small>${share(Math.abs(moved.changeShare), 1)}</small>`}`;
    return html`<dl class="facts">
      ${fact(chart.change, changed)} ${fact(html`<span class="key in"></span>${chart.entered}`, number(moved.entered))}
      ${fact(html`<span class="key out"></span>${chart.left}`, number(moved.left))}
      ${fact(chart.nights, html`${number(moved.processed)} <small>${chart.of(number(moved.nights))}</small>`)}
    </dl>`;
  }

  #plot(nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const width = this.#width.width;
    const narrow = width < NARROW;
    const longest = Math.max(...nights.map(({ size }) => this.format.number(size ?? 0).length));
    const geometry = sizeGeometry(nights, {
      width,
      lineHeight: narrow ? 180 : 264,
      barHeight: narrow ? 80 : 112,
      margin: { top: 20, start: Math.max(40, longest * 7 + 12), end: 8, between: 56 },
    });
    this.#geometry = geometry;
    const active = geometry.points.find(({ night }) => night.date === this.active);
    return html`<div
      class="plot"
      tabindex="0"
      role="group"
      aria-roledescription="chart"
      aria-label="${this.#sentence(geometry)} ${chart.keys}"
      @keydown=${this.#onKey}
      @pointermove=${this.#onPointer}
      @pointerleave=${() => (this.active = undefined)}
      @blur=${() => (this.active = undefined)}
    >
      ${
        width === 0
          ? nothing
          : html`<svg class="chart" width=${width} height=${geometry.height + 28} aria-hidden="true">
              ${sizePlot(geometry, active, chart, this.format)}
            </svg>`
      }
      ${active === undefined ? nothing : this.#readoutOf(active.night)}
    </div>`;
  }

  #readoutOf(night: Night): TemplateResult {
    const { chart } = this.messages.report;
    const { number, delta, weekday } = this.format;
    return html`<div class="readout" aria-hidden="true">
      <p class="heading">${weekday(night.date)}</p>
      <dl>
        <dt>${chart.size}</dt>
        <dd>${number(night.size ?? 0)}</dd>
        <dt><span class="key in"></span>${chart.entered}</dt>
        <dd>${number(night.entered)}</dd>
        <dt><span class="key out"></span>${chart.left}</dt>
        <dd>${number(night.left)}</dd>
        <dt>${chart.net}</dt>
        <dd>${delta(night.entered - night.left)}</dd>
      </dl>
    </div>`;
  }

  #notes(nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const start = this.#geometry?.axisStart ?? 0;
    const wide = nights.filter(({ size, covers }) => size !== undefined && covers > 1).slice(-2);
    const notes = [
      ...(start > 0 ? [chart.axisStart(this.format.number(start))] : []),
      ...wide.map(({ date, covers }) => chart.covers(this.format.day(date), covers)),
      chart.zone(this.timeZone),
      ...(nights.some(({ run }) => run?.usedTodaysAttributes === true) ? [chart.attributesToday] : []),
    ];
    return html`<p class="note">${notes.join(" ")}</p>`;
  }

  #sentence({ points }: SizeGeometry): string {
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return "";
    const { day, number } = this.format;
    return this.messages.report.chart.sentence(
      day(first.night.date),
      day(last.night.date),
      number(first.size),
      number(last.size),
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const active = this.#geometry?.points.find(({ night }) => night.date === this.active);
    if (active !== undefined) placeReadout(this.readout, active.x, active.y + 16, this.#width.width);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const points = this.#geometry?.points ?? [];
    const last = points.length - 1;
    const place = points.findIndex(({ night }) => night.date === this.active);
    const from = place < 0 ? last + 1 : place;
    const next = {
      ArrowLeft: from - 1,
      ArrowRight: place < 0 ? last : from + 1,
      PageUp: from - 7,
      PageDown: from + 7,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape" && this.active !== undefined) {
      event.stopPropagation();
      this.active = undefined;
    }
    if (next === undefined) return;
    event.preventDefault();
    const point = points[Math.max(0, Math.min(last, next))];
    if (point !== undefined) this.#read(point);
  };

  #read({ night, size }: NightPoint): void {
    const { number, weekday } = this.format;
    this.active = night.date;
    this.announced = this.messages.report.chart.reading(
      weekday(night.date),
      number(size),
      number(night.entered),
      number(night.left),
    );
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof Element)) return;
    const x = event.clientX - currentTarget.getBoundingClientRect().left;
    this.active = nearestPoint(this.#geometry?.points ?? [], x)?.night.date;
  };

  readonly #placeRange = (event: ToggleEvent): void => {
    if (event.newState !== "open") return;
    const button = this.renderRoot.querySelector("[popovertarget]")?.getBoundingClientRect();
    if (button === undefined) return;
    const left = Math.max(8, Math.min(button.left, window.innerWidth - this.customRange.offsetWidth - 8));
    this.customRange.style.setProperty("left", `${left}px`);
    this.customRange.style.setProperty("top", `${button.bottom + 4}px`);
  };

  readonly #onRange = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const data = new FormData(event.target);
    const [from, to] = [dayOf(String(data.get("from"))), dayOf(String(data.get("to")))];
    this.custom = { from: Math.min(from, to), to: Math.max(from, to) };
    this.active = undefined;
    this.customRange.hidePopover();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-size-chart": AudienceSizeChart;
  }
}
