import type { Audience, AudienceService, Definition, ServiceEvent, Summary } from "@audiencekit/core";
import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { Request } from "../element/request.js";
import { waitingStyles } from "../element/waiting.styles.js";
import { phraseList, summaryList } from "./summary-list.js";

/** A definition in words, or the length of a list of ids. */
type Told = { readonly kind: "words"; readonly summary: Summary } | { readonly kind: "list"; readonly listed: number };

/**
 * Who is in an audience, in words, read only.
 *
 * @summary A definition in words.
 */
export class AudienceSummary extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    waitingStyles,
    css`
      :host {
        display: block;
      }
      .summary-list {
        gap: 8px;
        overflow-wrap: anywhere;
      }
      .exclude {
        color: var(--_color-exclude);
      }
      .skeleton {
        block-size: 12px;
        margin-block: 4px 12px;
      }
    `,
  ];

  readonly #told = new Request<Told>(this);

  /** The audience whose definition is told; give `audience` or `definition` instead where they are at hand. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  /** The audience itself. */
  @property({ attribute: false }) audience: Audience | undefined;

  /** A definition that belongs to no audience yet. */
  @property({ attribute: false }) definition: Definition | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) return;
    if (changed.has("audienceId") || changed.has("audience") || changed.has("definition")) this.#ask();
  }

  protected override serviceArrived(_service: AudienceService): void {
    this.#ask();
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type === "catalog-changed") this.#ask();
    if (event.type === "audience-changed" && event.audience.id === this.audienceId) this.#ask();
  }

  #ask(): void {
    const service = this.audiences;
    const { audienceId, audience, definition } = this;
    if (service === undefined) return;
    if (definition !== undefined) {
      void this.#told.ask(async () => ({ kind: "words", summary: await service.summarize(definition) }));
    } else if (audience !== undefined) {
      void this.#told.ask(() => told(service, audience));
    } else if (audienceId !== undefined) {
      void this.#told.ask(async (signal) => told(service, await service.get(audienceId, { signal })));
    }
  }

  protected override render(): TemplateResult {
    if (this.audiences === undefined) return this.renderMissingService();
    const { report, shared } = this.messages;
    const { answer, value } = this.#told;
    if (answer.state === "failed") return this.renderFailure(answer, () => this.#ask());
    if (value === undefined) {
      this.show("loading");
      return html`<div class="skeletons" aria-busy="true">
        <span class="vh" role="status">${shared.loading}</span>
        <span class="skeleton"></span><span class="skeleton"></span>
      </div>`;
    }
    this.show("ready");
    if (value.kind === "list") return html`<p>${report.listed(this.format.number(value.listed))}</p>`;
    const { lines, sentence } = value.summary;
    return lines.length === 0 ? html`<p>${phraseList(sentence)}</p>` : summaryList(lines, report);
  }
}

async function told(service: AudienceService, audience: Audience): Promise<Told> {
  if (audience.kind === "static") return { kind: "list", listed: audience.listed };
  return { kind: "words", summary: await service.summarize(audience.definition) };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-summary": AudienceSummary;
  }
}
