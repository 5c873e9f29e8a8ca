import type { AudienceService, Run, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { chartStyles } from "../charts/chart.styles.js";
import { nightsOf, within, type Night } from "../charts/nights.js";
import { PlotWidth } from "../charts/plot-width.js";
import { PointReader, type ReadableChart } from "../charts/point-reader.js";
import { placeReadout } from "../charts/readout.js";
import { lineBetween, nearestStop, sizeGeometry, type SizeGeometry } from "../charts/size-geometry.js";
import { AudienceElement } from "../element/audience-element.js";
import { Request } from "../element/request.js";
import { waitingStyles } from "../element/waiting.styles.js";
import { sizeChartStyles } from "./audience-size-chart.styles.js";
import { nightsTable } from "./nights-table.js";
import { RangeChoice } from "./range-choice.js";
import { nightReading, sizeFacts, sizeNotes, sizeReadout } from "./size-facts.js";
import { sizePlot } from "./size-plot.js";

/** Rows of the table before more are asked for: a week. */
const TABLE_PAGE = 7;
const WEEK = 7;
/** Room for the dates under the axis. */
const DATES = 28;

/**
 * The size of an audience night by night, who entered and who left, and the same as a table. A night that was missed
 * is a hatched gap.
 *
 * @summary Audience size over time.
 */
export class AudienceSizeChart extends AudienceElement {
  static override styles = [AudienceElement.styles, waitingStyles, chartStyles, sizeChartStyles];

  readonly #history = new Request<readonly Run[]>(this);
  readonly #width = new PlotWidth(this);
  readonly #choice = new RangeChoice(this);
  readonly #reader = new PointReader(this, () => this.#readable());
  #geometry: SizeGeometry | undefined;

  @query(".readout") private readonly readout!: HTMLElement | null;

  @state() private listed = TABLE_PAGE;

  /** The audience whose history is asked for; leave it out and give `runs` instead. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  /** Runs to draw, by date ascending. */
  @property({ attribute: false }) runs: readonly Run[] | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has("audienceId") || !this.hasUpdated) return;
    this.#history.reset();
    this.#ask();
  }

  protected override serviceArrived(_service: AudienceService): void {
    this.#ask();
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type === "processed") this.#ask();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { active } = this.#reader;
    const geometry = this.#geometry;
    const stop = active === undefined ? undefined : geometry?.stops[active];
    if (geometry === undefined || stop === undefined) return;
    placeReadout(this.readout, {
      x: stop.x,
      y: stop.y ?? geometry.plot.top,
      room: { width: geometry.width, height: geometry.height },
      drawn: (left, right) => lineBetween(geometry.points, left, right),
    });
  }

  #ask(): void {
    const service = this.audiences;
    const id = this.audienceId;
    if (service === undefined || this.runs !== undefined || id === undefined) return;
    void this.#history.ask((signal) => service.history(id, { signal }));
  }

  #readable(): ReadableChart | undefined {
    const geometry = this.#geometry;
    if (geometry === undefined) return undefined;
    const { stops } = geometry;
    return {
      count: stops.length,
      start: stops.length - 1,
      page: WEEK,
      at: (x) => nearestStop(stops, x),
      reading: (place) => {
        const stop = stops[place];
        return stop === undefined ? "" : nightReading(stop.night, this.messages, this.format);
      },
    };
  }

  protected override render(): TemplateResult {
    const runs = this.runs ?? this.#history.value;
    if (runs !== undefined) return this.#chart(nightsOf(runs));
    if (this.audiences === undefined) return this.renderMissingService();
    const { answer } = this.#history;
    if (answer.state === "failed") return this.renderFailure(answer, () => this.#ask());
    this.show("loading");
    return html`<div class="skeletons" aria-busy="true">
      <span class="vh" role="status">${this.messages.shared.loading}</span>
      <span class="skeleton plot"></span>
    </div>`;
  }

  #chart(nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const range = this.#choice.range(nights);
    const shown = range === undefined ? [] : within(nights, range);
    const processed = shown.some(({ size }) => size !== undefined);
    this.show(processed ? "ready" : nights.length === 0 ? "empty" : "no-match");
    this.#geometry = processed ? this.#layOut(shown) : undefined;
    return html`<figure aria-label=${chart.title}>
        <div class="chart-head">
          <h2 class="h">${chart.title}</h2>
          ${range === undefined ? nothing : this.#choice.render(range, nights, chart, this.format)}
        </div>
        ${this.#geometry === undefined ? this.#without(nights) : this.#drawing(shown, this.#geometry)}
        <span class="vh" role="status">${this.#reader.said}</span>
      </figure>
      ${
        shown.length === 0
          ? nothing
          : nightsTable(shown, this.listed, chart, this.format, () => (this.listed += TABLE_PAGE * 4))
      }`;
  }

  #without(nights: readonly Night[]): TemplateResult {
    const { chart } = this.messages.report;
    const [title, text] =
      nights.length === 0 ? [chart.empty, chart.emptyText] : [chart.emptyRange, chart.emptyRangeText];
    return html`<section class="state">
      <h3>${title}</h3>
      <p class="quiet">${text}</p>
    </section>`;
  }

  #layOut(nights: readonly Night[]): SizeGeometry {
    const { width } = this.#width;
    const longest = Math.max(...nights.map(({ size }) => this.format.number(size ?? 0).length));
    return sizeGeometry(nights, {
      width,
      lineHeight: 228,
      barHeight: 112,
      margin: { top: 20, start: Math.max(40, longest * 6.5 + 12), end: 8, between: 64 },
    });
  }

  #drawing(nights: readonly Night[], geometry: SizeGeometry): TemplateResult {
    const { chart } = this.messages.report;
    const { active, onKey, onPointer, onLeave } = this.#reader;
    const stop = active === undefined ? undefined : geometry.stops[active];
    return html`${sizeFacts(nights, this.messages, this.format)}
      <div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${chart.role}
        aria-label="${this.#sentence(geometry)} ${chart.keys}"
        @keydown=${onKey}
        @pointermove=${onPointer}
        @pointerdown=${onPointer}
        @pointerleave=${onLeave}
        @blur=${onLeave}
      >
        ${
          geometry.width === 0
            ? nothing
            : html`<svg class="chart" width=${geometry.width} height=${geometry.height + DATES} aria-hidden="true">
                ${sizePlot(geometry, stop, chart, this.format)}
              </svg>`
        }
        ${stop === undefined ? nothing : sizeReadout(stop.night, this.messages, this.format)}
      </div>
      ${sizeNotes(nights, geometry.axisStart, this.timeZone, this.messages, this.format)}`;
  }

  #sentence({ points, gaps }: SizeGeometry): string {
    const { chart } = this.messages.report;
    const { day, number } = this.format;
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return "";
    const missed = gaps.reduce((sum, { from, to }) => sum + to.day - from.day + 1, 0);
    const sizes = chart.sentence(day(first.night.date), day(last.night.date), number(first.size), number(last.size));
    return missed === 0 ? sizes : `${sizes} ${chart.missed(missed, number(missed))}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-size-chart": AudienceSizeChart;
  }
}
