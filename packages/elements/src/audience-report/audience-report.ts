import type { Audience, AudienceService, Readiness, Run } from "@audiencekit/core";
import { html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { readinessMark, statusBadge } from "../audience-status/status-view.js";
import { AudienceElement } from "../element/audience-element.js";
import { icon } from "../element/icons.js";
import { reasonOf, Request } from "../element/request.js";
import { AudienceBackEvent } from "../events/audience-builder-events.js";
import { AudienceOpenEvent } from "../events/audience-navigation-events.js";
import { reportStyles } from "./audience-report.styles.js";

type Tab = "details" | "composition" | "overlap" | "changes";
const tabs: readonly Tab[] = ["details", "composition", "overlap", "changes"];

interface Reported {
  readonly audience: Audience;
  readonly readiness: Readiness;
  readonly runs: readonly Run[];
}

/**
 * What became of a live audience: its size over time, what it is made of now, who entered and left, and its definition
 * in words, read only.
 *
 * @summary The report of a live audience.
 * @event audience-back - The way back was taken.
 * @event audience-open - Another audience, or this one in the builder, is to be shown. Cancelable.
 */
export class AudienceReport extends AudienceElement {
  static override styles = [AudienceElement.styles, reportStyles];

  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  @state() private tab: Tab = "details";
  @state() private refused: string | undefined;
  readonly #report = new Request<Reported>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has("audienceId") && this.hasUpdated) this.#load();
  }

  protected override serviceArrived(): void {
    this.#load();
  }

  protected override serviceChanged(): void {
    this.#load();
  }

  #load(): void {
    const service = this.audiences;
    const id = this.audienceId;
    if (service !== undefined && id !== undefined) void this.#report.ask((signal) => reported(service, id, signal));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.audiences === undefined) return this.renderMissingService();
    const { answer, value } = this.#report;
    if (answer.state === "failed") return html`${this.#back()}${this.renderFailure(answer, () => this.#load())}`;
    if (value === undefined) {
      this.show("loading");
      return nothing;
    }
    this.show("ready");
    return html`${this.#head(value)}${this.#notice(value)}
      <div class="with-side">
        <div>${value.audience.status === "draft" ? nothing : html`${this.#tabs()}${this.#panel(value)}`}</div>
        ${this.#side(value)}
      </div>`;
  }

  #back(): TemplateResult {
    return html`<button class="crumb" type="button" @click=${() => this.dispatchEvent(new AudienceBackEvent())}>
      ${icon("left", "s flip")}${this.messages.report.back}
    </button>`;
  }

  #head({ audience, readiness }: Reported): TemplateResult {
    const { shared, report } = this.messages;
    const draft = audience.status === "draft";
    return html`<header class="page-head">
      <div>
        ${this.#back()}
        <div class="name">
          <h1 class="title" dir="auto">${audience.name}</h1>
          <span class="status"
            >${statusBadge(audience.status, this.messages)}${readinessMark(readiness, this.messages)}</span
          >
        </div>
      </div>
      <div class="actions">
        <button class="button" type="button" @click=${() => this.#duplicate(audience)}>
          ${icon("copy")}${shared.duplicate}
        </button>
        ${
          draft
            ? html`<button class="button primary" type="button" @click=${() => this.#open(audience.id)}>
                ${report.openBuilder}
              </button>`
            : audience.status === "live"
              ? html`<button
                  class="button"
                  type="button"
                  @click=${() => this.#do((service) => service.archive(audience.id))}
                >
                  ${icon("archive")}${shared.archive}
                </button>`
              : html`<button
                  class="button"
                  type="button"
                  @click=${() => this.#do((service) => service.restore(audience.id))}
                >
                  ${icon("restore")}${shared.restore}
                </button>`
        }
      </div>
    </header>`;
  }

  #notice({ audience, readiness }: Reported): TemplateResult | typeof nothing {
    const { report } = this.messages;
    const notice = (kind: string, text: string) =>
      html`<div class="notice ${kind}" role=${kind === "" ? "note" : "alert"}>
        ${icon(kind === "" ? "info" : "warning")}<span class="grow">${text}</span>
      </div>`;
    if (this.refused !== undefined) return notice("bad", this.refused);
    if (audience.status === "draft") return notice("", report.isDraft);
    switch (readiness.state) {
      case "processing":
        return notice("", `${report.notProcessed}. ${report.firstRun(this.format.dateTime(readiness.nextRun))}`);
      case "stale": {
        const text = report.staleText(this.format.day(readiness.processed.date));
        return notice("warn", `${report.staleTitle(readiness.nightsLate)} ${text}`);
      }
      case "failed": {
        const { processed } = readiness;
        const failed = report.failedText(this.format.day(readiness.failedOn), readiness.reason);
        return notice(
          "bad",
          processed === undefined ? failed : `${failed} ${report.staleText(this.format.day(processed.date))}`,
        );
      }
      default:
        return nothing;
    }
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
            aria-controls="panel"
            aria-selected=${this.tab === tab}
            tabindex=${this.tab === tab ? 0 : -1}
            @click=${() => (this.tab = tab)}
          >
            ${report[tab]}
          </button>`,
      )}
    </div>`;
  }

  #panel({ audience, runs }: Reported): TemplateResult {
    const { report } = this.messages;
    return html`<div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
      ${
        this.tab === "details"
          ? html`<audience-size-chart .service=${this.audiences} .runs=${runs}></audience-size-chart>`
          : this.tab === "composition"
            ? html`<audience-composition-chart
                .service=${this.audiences}
                .audienceId=${audience.id}
              ></audience-composition-chart>`
            : this.tab === "changes"
              ? html`<p class="quiet">${report.changesNote}</p>
                  <audience-size-chart .service=${this.audiences} .runs=${runs} table-only></audience-size-chart>`
              : html`<section class="state">
                  <h2>${report.overlapTitle}</h2>
                  <p class="quiet">${report.overlapText}</p>
                </section>`
      }
    </div>`;
  }

  #side({ audience, readiness, runs }: Reported): TemplateResult {
    const { report } = this.messages;
    const { format } = this;
    const processed = runs.findLast((run) => run.outcome.kind === "published");
    const outcome = processed?.outcome.kind === "published" ? processed.outcome : undefined;
    const figure =
      processed === undefined || outcome === undefined
        ? html`<p>${report.notProcessed}</p>
            ${
              readiness.state === "processing"
                ? html`<p class="quiet">${report.firstRun(format.dateTime(readiness.nextRun))}</p>`
                : nothing
            }`
        : html`<p class="figure">${format.number(outcome.size)}</p>
            <p class="quiet">${report.asOf(format.dateTime(processed.asOf))}</p>`;
    return html`<aside class="side" role="region" aria-label=${report.side}>
      <dl>
        <dt class="label">${report.size}</dt>
        <dd>${figure}</dd>
        ${
          outcome === undefined
            ? nothing
            : html`<dt class="label">${report.share}</dt>
                <dd>
                  <p class="figure">${format.share(outcome.size, outcome.base, 2)}</p>
                  ${shareBar(outcome.base === 0 ? 0 : outcome.size / outcome.base)}
                  <p class="quiet">${report.ofCustomers(format.number(outcome.base))}</p>
                </dd>`
        }
        <dt class="label">${report.summary}</dt>
        <dd>
          ${
            audience.kind === "defined"
              ? html`<audience-summary
                  .service=${this.audiences}
                  .definition=${audience.definition}
                ></audience-summary>`
              : html`<p>${report.listed(format.number(audience.listed))}</p>`
          }
        </dd>
      </dl>
      ${
        audience.activatedAt === undefined
          ? nothing
          : html`<p class="quiet xs">
              ${report.activated(format.dateTime(audience.activatedAt), audience.activatedBy?.name ?? "")}
            </p>`
      }
    </aside>`;
  }

  #open(id: string): void {
    this.dispatchEvent(new AudienceOpenEvent(id, "builder"));
  }

  #duplicate(audience: Audience): void {
    void this.#do(async (service) => this.#open((await service.duplicate(audience.id)).id));
  }

  async #do(work: (service: AudienceService) => Promise<unknown>): Promise<void> {
    const service = this.audiences;
    if (service === undefined) return;
    this.refused = undefined;
    try {
      await work(service);
    } catch (error) {
      this.refused = reasonOf(error).reason;
    }
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
    this.tab = tab;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus());
  };
}

async function reported(service: AudienceService, id: string, signal: AbortSignal): Promise<Reported> {
  const [audience, readiness, runs] = await Promise.all([
    service.get(id, { signal }),
    service.readiness(id),
    service.history(id, { signal }),
  ]);
  return { audience, readiness, runs };
}

function shareBar(share: number): TemplateResult {
  return html`<svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="track" width="100" height="4" /><rect class="fill" width=${Math.max(0.5, share * 100)} height="4" />`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-report": AudienceReport;
  }
}
