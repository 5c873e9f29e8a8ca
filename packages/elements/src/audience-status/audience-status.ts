import type { AudienceStatus as Status, Readiness } from "@audiencekit/core";
import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { readinessMark, statusBadge } from "./status-view.js";

/**
 * The status of an audience as a badge, and its readiness in words.
 *
 * @summary Status and readiness.
 */
export class AudienceStatus extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    css`
      :host {
        display: inline-block;
        container: none;
      }
    `,
  ];

  @property() status: Status = "draft";

  @property({ attribute: false }) readiness: Readiness | undefined;

  protected override render(): TemplateResult {
    return html`<span class="status">
      ${statusBadge(this.status, this.messages)}
      ${this.readiness === undefined ? nothing : readinessMark(this.readiness, this.messages)}
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-status": AudienceStatus;
  }
}
