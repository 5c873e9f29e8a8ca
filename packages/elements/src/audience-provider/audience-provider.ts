import type { AudienceService } from "@audiencekit/core";
import { ContextProvider } from "@lit/context";
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Messages } from "../messages/messages.js";
import { audienceContext } from "../provider/context.js";

/**
 * Gives the service, the locale, the time zone and the texts to every element inside it.
 *
 * @summary Surroundings of all audience elements.
 * @slot - The elements that are provided for.
 */
export class AudienceProvider extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  readonly #provider = new ContextProvider(this, { context: audienceContext, initialValue: this.#surroundings() });

  /** What the elements ask: `createAudienceService(…)`. */
  @property({ attribute: false }) service: AudienceService | undefined;

  /** BCP 47; the page's language unless told. */
  @property() locale: string | undefined;

  /** IANA name; the service's zone unless told. */
  @property({ attribute: "time-zone" }) timeZone: string | undefined;

  /** Texts; English unless told. */
  @property({ attribute: false }) messages: Messages | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.size > 0) {
      this.#provider.setValue(this.#surroundings());
    }
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #surroundings() {
    const { service, locale, timeZone, messages } = this;
    return { service, locale, timeZone, messages };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-provider": AudienceProvider;
  }
}
