import type { Audience, AudienceService, Definition, Summary } from "@audiencekit/core";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { Request } from "../element/request.js";
import { summaryList } from "./summary-list.js";

/**
 * Who is in an audience, in words, read only.
 *
 * @summary A definition in words.
 */
export class AudienceSummary extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    css`
      :host {
        display: block;
      }
      .exclude {
        color: var(--_color-exclude);
      }
    `,
  ];

  /** The audience whose definition is told; leave it out and give `definition` instead. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;
  @property({ attribute: false }) definition: Definition | undefined;
  readonly #summary = new Request<Summary | undefined>(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const asked = changed.has("audienceId") || changed.has("definition");
    if (asked && this.hasUpdated && this.audiences !== undefined) this.serviceArrived(this.audiences);
  }

  protected override serviceArrived(service: AudienceService): void {
    void this.#summary.ask(async () => {
      const definition = this.definition ?? definitionOf(await this.#audience(service));
      return definition === undefined ? undefined : service.summarize(definition);
    });
  }

  async #audience(service: AudienceService): Promise<Audience | undefined> {
    return this.audienceId === undefined ? undefined : service.get(this.audienceId);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.audiences === undefined) return this.renderMissingService();
    const { answer, value } = this.#summary;
    if (answer.state === "failed") {
      return this.renderFailure(answer, () => this.audiences !== undefined && this.serviceArrived(this.audiences));
    }
    this.show(value === undefined ? "loading" : "ready");
    return value === undefined ? nothing : summaryList(value.lines, this.messages.report);
  }
}

function definitionOf(audience: Audience | undefined): Definition | undefined {
  return audience?.kind === "defined" ? audience.definition : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-summary": AudienceSummary;
  }
}
