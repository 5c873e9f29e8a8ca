import type { Audience, AudienceService, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { chartStyles } from "../charts/chart.styles.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { reasonOf, Request } from "../element/request.js";
import { waitingStyles } from "../element/waiting.styles.js";
import { AudienceBackEvent } from "../events/audience-builder-events.js";
import { AudienceOpenEvent } from "../events/audience-navigation-events.js";
import { reportStyles } from "./audience-report.styles.js";
import { changesTable } from "./changes-table.js";
import { reportHead, type ReportAction } from "./report-head.js";
import { notice, readinessNotice } from "./report-notice.js";
import { reportSide, type ReportedAudience } from "./report-side.js";

type Tab = "details" | "composition" | "overlap" | "changes";
const tabs: readonly Tab[] = ["details", "composition", "overlap", "changes"];

const guarded = ["duplicate", "archive", "restore"] as const;
type Guarded = (typeof guarded)[number];

interface Reported extends ReportedAudience {
  readonly allowed: ReadonlySet<Guarded>;
}

/** Rows of changes before more are asked for. */
const CHANGES_PAGE = 14;

/**
 * What became of a live audience: its size over time, what it is made of now, who entered and left, and its definition
 * in words, read only.
 *
 * @summary The report of a live audience.
 * @event audience-back - The way back was taken. Cancelable.
 * @event audience-open - Another audience, or this one in the builder, is to be shown. Cancelable.
 */
export class AudienceReport extends AudienceElement {
  static override styles = [AudienceElement.styles, waitingStyles, chartStyles, reportStyles];

  readonly #report = new Request<Reported>(this);
  /** Tabs that were looked at stay in the page, so that a range or an attribute that was chosen is kept. */
  readonly #visited = new Set<Tab>(["details"]);
  #working = false;

  @state() private tab: Tab = "details";
  @state() private told: { readonly kind: "plain" | "bad"; readonly text: string } | undefined;
  @state() private listed = CHANGES_PAGE;

  /** The audience that is reported. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has("audienceId") || !this.hasUpdated) return;
    this.told = undefined;
    this.#report.reset();
    this.#load();
  }

  protected override serviceArrived(_service: AudienceService): void {
    this.#load();
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type === "audience-changed" && event.audience.id !== this.audienceId) return;
    if (event.type === "audience-removed" && event.id !== this.audienceId) return;
    if (event.type !== "catalog-changed") this.#load();
  }

  #load(): void {
    const service = this.audiences;
    const id = this.audienceId;
    if (service !== undefined && id !== undefined) void this.#report.ask((signal) => reported(service, id, signal));
  }

  #choose(tab: Tab): void {
    this.#visited.add(tab);
    this.tab = tab;
  }

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const place = tabs.indexOf(this.tab);
    const ahead = this.matches(":dir(rtl)") ? -1 : 1;
    const next = {
      ArrowRight: place + ahead,
      ArrowLeft: place - ahead,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    const tab = next === undefined ? undefined : tabs[(next + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    this.#choose(tab);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  };

  readonly #act = (action: ReportAction): void => {
    const { value } = this.#report;
    const service = this.audiences;
    if (value === undefined || service === undefined) return;
    const { audience } = value;
    if (action === "open") this.dispatchEvent(new AudienceOpenEvent(audience.id, "builder"));
    else void this.#change(action, service, audience);
  };

  /** One change at a time: a second press does not make a second draft. */
  async #change(action: Guarded, service: AudienceService, { id, version }: Audience): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    this.told = undefined;
    try {
      if (action === "duplicate") {
        const draft = await service.duplicate(id);
        this.told = { kind: "plain", text: this.messages.report.duplicated(draft.name) };
        this.dispatchEvent(new AudienceOpenEvent(draft.id, "builder"));
      } else {
        await service[action](id, { version });
      }
    } catch (error) {
      this.told = { kind: "bad", text: reasonOf(error).reason };
    } finally {
      this.#working = false;
    }
  }

  protected override render(): TemplateResult {
    if (this.audiences === undefined) return this.renderMissingService();
    const { answer, value } = this.#report;
    const failed = answer.state === "failed" ? answer : undefined;
    if (failed !== undefined && (value === undefined || failed.code === "not_found" || failed.code === "forbidden")) {
      return html`${this.#back()}${this.#failure(failed)}`;
    }
    if (value === undefined) return this.#skeleton();
    this.show("ready");
    const { audience } = value;
    return html`${reportHead(value, (action) => value.allowed.has(action), this.messages, this.#act, this.#back())}
      ${this.#notices(value, failed?.reason)}
      <div class="with-side">
        <div>${audience.status === "draft" ? this.#draft() : html`${this.#tabs()}${this.#panels(value)}`}</div>
        ${reportSide(value, this.audiences, this.messages.report, this.format)}
      </div>`;
  }

  #failure(failure: { readonly code: string; readonly reason: string }): TemplateResult {
    const { report } = this.messages;
    if (failure.code !== "not_found") return this.renderFailure(failure, () => this.#load());
    this.show("error");
    return html`<section class="state" role="alert">
      <span class="glyph">${icon("search")}</span>
      <h2>${report.notFound}</h2>
      <p class="quiet">${report.notFoundText}</p>
    </section>`;
  }

  #skeleton(): TemplateResult {
    this.show("loading");
    return html`<div class="skeletons" aria-busy="true">
      <span class="vh" role="status">${this.messages.shared.loading}</span>
      <div aria-hidden="true">
        <span class="skeleton text"></span>
        <span class="skeleton title"></span>
        <div class="with-side">
          <div>
            <span class="skeleton tab-row"></span>
            <span class="skeleton text"></span>
            <span class="skeleton plot"></span>
          </div>
          <div class="side">
            <div><span class="skeleton text"></span><span class="skeleton number"></span></div>
            <div><span class="skeleton text"></span><span class="skeleton number"></span></div>
            <div><span class="skeleton text"></span><span class="skeleton text"></span></div>
          </div>
        </div>
      </div>
    </div>`;
  }

  #draft(): TemplateResult {
    const { report } = this.messages;
    return html`<section class="state">
      <h2>${report.draftTitle}</h2>
      <p class="quiet">${report.draftText}</p>
    </section>`;
  }

  #back(): TemplateResult {
    return html`<button class="crumb" type="button" @click=${() => this.dispatchEvent(new AudienceBackEvent())}>
      ${icon("left", "s flip")}${this.messages.report.back}
    </button>`;
  }

  #notices({ readiness }: Reported, failed: string | undefined): TemplateResult {
    const { report, shared } = this.messages;
    const retry = html`<button class="button s" type="button" @click=${() => this.#load()}>${shared.retry}</button>`;
    return html`${this.told === undefined ? nothing : notice(this.told.kind, this.told.text)}
    ${failed === undefined ? nothing : notice("bad", `${report.notRefreshed} ${failed}`, retry)}
    ${readinessNotice(readiness, report, this.format)}`;
  }

  #tabs(): TemplateResult {
    const { report } = this.messages;
    return html`<div class="tabs" role="tablist" aria-label=${report.tabsLabel} @keydown=${this.#onTabKey}>
      ${tabs.map(
        (tab) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${tab}"
            aria-controls="panel-${tab}"
            aria-selected=${this.tab === tab}
            tabindex=${this.tab === tab ? 0 : -1}
            @click=${() => this.#choose(tab)}
          >
            ${report[tab]}
          </button>`,
      )}
    </div>`;
  }

  #panels(value: Reported): TemplateResult[] {
    return tabs.map(
      (tab) =>
        html`<div
          id="panel-${tab}"
          role="tabpanel"
          aria-labelledby="tab-${tab}"
          tabindex=${tab === "overlap" || tab === "changes" ? 0 : nothing}
          ?hidden=${tab !== this.tab}
        >
          ${this.#visited.has(tab) ? this.#panel(tab, value) : nothing}
        </div>`,
    );
  }

  #panel(tab: Tab, { audience, runs }: Reported): TemplateResult {
    const { report } = this.messages;
    switch (tab) {
      case "details":
        return html`<audience-size-chart .service=${this.audiences} .runs=${runs}></audience-size-chart>`;
      case "composition":
        return html`<audience-composition-chart
          .service=${this.audiences}
          .audienceId=${audience.id}
        ></audience-composition-chart>`;
      case "overlap":
        return html`<section class="state">
          <h2>${report.overlapTitle}</h2>
          <p class="quiet">${report.overlapText}</p>
        </section>`;
      case "changes":
        return html`<p class="quiet changes-note">${report.changesNote}</p>
          ${changesTable(runs, this.listed, report, this.format, () => (this.listed += CHANGES_PAGE * 4))}`;
    }
  }
}

async function reported(service: AudienceService, id: string, signal: AbortSignal): Promise<Reported> {
  const [audience, readiness, runs] = await Promise.all([
    service.get(id, { signal }),
    service.readiness(id),
    service.history(id, { signal }),
  ]);
  const answers = await Promise.all(guarded.map((action) => service.can(action, audience)));
  return { audience, readiness, runs, allowed: new Set(guarded.filter((_, place) => answers[place] === true)) };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-report": AudienceReport;
  }
}
