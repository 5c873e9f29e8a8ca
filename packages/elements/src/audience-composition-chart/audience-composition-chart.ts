import type { Attribute, AudienceService, CompositionSnapshot, Run, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { chartStyles } from "../charts/chart.styles.js";
import { compositionGeometry, partsOf, type CompositionGeometry, type Part } from "../charts/composition-geometry.js";
import { lastPublished } from "../charts/nights.js";
import { partLabel } from "../charts/part-label.js";
import { PlotWidth } from "../charts/plot-width.js";
import { PointReader, type ReadableChart } from "../charts/point-reader.js";
import { placeReadout } from "../charts/readout.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { Request } from "../element/request.js";
import { waitingStyles } from "../element/waiting.styles.js";
import { compositionChartStyles } from "./audience-composition-chart.styles.js";
import { besideBar, compositionPlot, isNarrow, plotFrame } from "./composition-plot.js";
import { finding } from "./finding.js";
import { partReadout, partReading } from "./part-reading.js";
import { partsTable } from "./parts-table.js";

/** What an audience is made of now, and how large it was when it was last processed. */
interface Composed {
  readonly snapshot: CompositionSnapshot;
  readonly processed: Run | undefined;
}

/**
 * What an audience is made of now: one attribute's parts against the base, drawn and as a table.
 *
 * @summary Audience composition by an attribute.
 */
export class AudienceCompositionChart extends AudienceElement {
  static override styles = [AudienceElement.styles, waitingStyles, chartStyles, compositionChartStyles];

  readonly #offered = new Request<readonly Attribute[]>(this);
  readonly #composed = new Request<Composed>(this);
  readonly #width = new PlotWidth(this);
  readonly #reader = new PointReader(this, () => this.#readable());
  #parts: readonly Part[] = [];
  #geometry: CompositionGeometry | undefined;

  @query(".readout") private readonly readout!: HTMLElement | null;

  /** The audience whose parts are counted. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  /** Name of the attribute that is shown; the first that is offered unless told. */
  @property() attribute: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) return;
    if (changed.has("audienceId")) this.#composed.reset();
    if (changed.has("audienceId") || changed.has("attribute")) this.#compose();
  }

  protected override serviceArrived(service: AudienceService): void {
    void this.#offer(service);
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type === "catalog-changed" && this.audiences !== undefined) void this.#offer(this.audiences);
    if (event.type === "processed") this.#compose();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { active } = this.#reader;
    const geometry = this.#geometry;
    const bar = active === undefined ? undefined : geometry?.bars[active];
    if (geometry !== undefined && bar !== undefined) placeReadout(this.readout, besideBar(bar, geometry));
  }

  async #offer(service: AudienceService): Promise<void> {
    await this.#offered.ask((signal) => service.compositionAttributes({ signal }));
    if (this.audiences === service && this.#offered.answer.state === "done") this.#compose();
  }

  #retry(): void {
    if (this.audiences !== undefined) void this.#offer(this.audiences);
  }

  #chosen(): string | undefined {
    return this.attribute ?? this.#offered.value?.[0]?.name;
  }

  #compose(): void {
    const service = this.audiences;
    const { audienceId } = this;
    const attribute = this.#chosen();
    if (service === undefined || audienceId === undefined || attribute === undefined) return;
    void this.#composed.ask(async (signal) => {
      const [snapshot, runs] = await Promise.all([
        service.compose(audienceId, attribute, { signal }),
        service.history(audienceId, { signal }),
      ]);
      return { snapshot, processed: lastPublished(runs) };
    });
  }

  #readable(): ReadableChart | undefined {
    const parts = this.#parts;
    return {
      count: parts.length,
      start: 0,
      page: 0,
      at: (x, y) => {
        const place = this.#geometry?.bars.findIndex(
          ({ band }) => x >= band.x && x <= band.x + band.width && y >= band.y && y <= band.y + band.height,
        );
        return place === undefined || place < 0 ? undefined : place;
      },
      reading: (place) => {
        const part = parts[place];
        return part === undefined ? "" : partReading(part, this.messages.report.parts, this.format);
      },
    };
  }

  readonly #onChoice = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.attribute = target.value;
  };

  protected override render(): TemplateResult {
    if (this.audiences === undefined) return this.renderMissingService();
    const { parts: texts } = this.messages.report;
    const offered = this.#offered.answer;
    if (offered.state === "failed") return this.renderFailure(offered, () => this.#retry());
    if (offered.state === "done" && this.#chosen() === undefined) {
      this.show("empty");
      return html`<section class="state">
        <h2>${texts.noneOffered}</h2>
        <p class="quiet">${texts.noneOfferedText}</p>
      </section>`;
    }
    const { answer, value } = this.#composed;
    const failed = answer.state === "failed";
    return html`<figure aria-label=${texts.title}>
        <div class="chart-head">
          ${this.#choice()}${failed || value === undefined ? nothing : this.#moment(value.snapshot)}
        </div>
        ${
          failed
            ? this.renderFailure(answer, () => this.#compose())
            : value === undefined
              ? this.#skeleton()
              : this.#composition(value, answer.state === "loading")
        }
        <span class="vh" role="status">${this.#reader.said}</span>
      </figure>
      ${failed || value === undefined || value.snapshot.size === 0 ? nothing : this.#table(value.snapshot)}`;
  }

  #choice(): TemplateResult {
    const { parts: texts } = this.messages.report;
    const chosen = this.#chosen();
    return html`<label class="choice">
      <span class="label">${texts.choose}</span>
      <span class="field select">
        <select aria-label=${texts.choose} @change=${this.#onChoice}>
          ${(this.#offered.value ?? []).map(
            ({ name, label }) => html`<option value=${name} .selected=${name === chosen}>${label ?? name}</option>`,
          )}
        </select>
        ${icon("down", "s")}
      </span>
    </label>`;
  }

  #moment({ asOf }: CompositionSnapshot): TemplateResult {
    const { parts: texts } = this.messages.report;
    return html`<div class="chart-tools">
      <span class="moment">${texts.now(this.format.dateTime(asOf))}</span>
      <button class="icon-button" type="button" aria-label=${texts.refresh} @click=${() => this.#compose()}>
        ${icon("refresh")}
      </button>
    </div>`;
  }

  #skeleton(): TemplateResult {
    this.show("loading");
    return html`<div class="skeletons" aria-busy="true">
      <span class="vh" role="status">${this.messages.shared.loading}</span>
      <span class="skeleton plot"></span>
    </div>`;
  }

  #composition({ snapshot, processed }: Composed, waiting: boolean): TemplateResult {
    const { parts: texts } = this.messages.report;
    this.show(snapshot.size === 0 ? "empty" : "ready");
    this.#parts = snapshot.size === 0 ? [] : this.#partsOf(snapshot);
    if (snapshot.size === 0) {
      return html`${this.#totals(snapshot, processed)}
        <section class="state"><h3>${texts.empty}</h3></section>`;
    }
    return html`<div class=${waiting ? "is-waiting" : nothing} aria-busy=${waiting}>
      ${this.#totals(snapshot, processed)}
      <p class="finding">${finding(this.#parts, texts, this.format)}</p>
      <div class="legend" aria-hidden="true">
        <span><span class="key share"></span>${texts.ofAudience}</span>
        <span><span class="key base"></span>${texts.ofBase}</span>
      </div>
      ${this.#drawing(this.#parts)}
    </div>`;
  }

  /** The set as it is now, beside what was last published: the two may differ, and say why. */
  #totals({ size }: CompositionSnapshot, processed: Run | undefined): TemplateResult {
    const { parts: texts } = this.messages.report;
    const { number, dateTime } = this.format;
    const outcome = processed?.outcome;
    return html`<p class="totals">
      <b>${texts.nowTotal(size, number(size))}</b>${
        processed === undefined || outcome?.kind !== "published"
          ? nothing
          : html`, ${texts.beside(number(outcome.size), dateTime(processed.asOf))}`
      }
    </p>`;
  }

  #partsOf({ cells, attribute, size, base, overlapping }: CompositionSnapshot): readonly Part[] {
    const labelled = cells.map((cell) => ({
      label: partLabel(cell, attribute, this.messages.shared, this.format),
      missing: cell.value === undefined && cell.band === undefined,
      count: cell.count,
      base: cell.base,
    }));
    const banded = cells.some(({ band }) => band !== undefined);
    const { other } = this.messages.report.parts;
    return partsOf(
      labelled,
      { size, base, overlapping },
      (count) => other(this.format.number(count)),
      banded ? Infinity : undefined,
    );
  }

  #drawing(parts: readonly Part[]): TemplateResult {
    const { parts: texts } = this.messages.report;
    const { active, onKey, onPointer, onLeave } = this.#reader;
    const frame = plotFrame(parts, this.#width.width);
    const geometry = compositionGeometry(parts, frame);
    this.#geometry = geometry;
    const part = active === undefined || isNarrow(frame) ? undefined : parts[active];
    return html`<div
      class="plot"
      tabindex="0"
      role="application"
      aria-roledescription=${texts.role}
      aria-label="${finding(parts, texts, this.format)} ${texts.keys}"
      @keydown=${onKey}
      @pointermove=${onPointer}
      @pointerdown=${onPointer}
      @pointerleave=${onLeave}
      @blur=${onLeave}
    >
      ${
        frame.width === 0
          ? nothing
          : html`<svg class="chart" width=${frame.width} height=${frame.height} aria-hidden="true">
              ${compositionPlot(geometry, frame.direction, active, this.format)}
            </svg>`
      }
      ${part === undefined ? nothing : partReadout(part, texts, this.format)}
    </div>`;
  }

  #table({ size, attribute, overlapping, cells }: CompositionSnapshot): TemplateResult {
    const { parts: texts } = this.messages.report;
    const leftOut = overlapping ? cells.length - this.#parts.length : 0;
    const heading = attribute.label ?? attribute.name;
    return html`<section class="twin">
      ${partsTable(this.#parts, { size, heading }, this.#reader.active, texts, this.format, (place) =>
        this.#reader.show(place),
      )}
      <p class="note">
        ${texts.indexNote} ${overlapping ? texts.overlapping : nothing}
        ${leftOut === 0 ? nothing : texts.leftOut(leftOut, this.format.number(leftOut))}
      </p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-composition-chart": AudienceCompositionChart;
  }
}
