import type { AudienceService, ServiceEvent } from "@audiencekit/core";
import { ContextConsumer } from "@lit/context";
import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { formatIn, type Format } from "../format/format.js";
import { english } from "../messages/english.js";
import type { Messages } from "../messages/messages.js";
import { audienceContext } from "../provider/context.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import { controlStyles } from "./controls.styles.js";
import { icon } from "./icons.js";

/** The six states of a view, shown to styles as `:state(…)`. */
export type ViewState = "loading" | "ready" | "empty" | "no-match" | "error" | "forbidden";

/**
 * What every element of the module has: the service (its own, or the provider's), the locale's formats and messages,
 * the service's changes, and its state for styles.
 */
export abstract class AudienceElement extends LitElement {
  static override styles: CSSResultGroup = [tokenStyles, controlStyles];

  readonly #context = new ContextConsumer(this, {
    context: audienceContext,
    subscribe: true,
    callback: () => this.requestUpdate(),
  });
  readonly #internals = attachedInternals(this);
  #state: ViewState | undefined;
  #listening: { readonly service: AudienceService; readonly stop: () => void } | undefined;

  /** The service; the provider's unless given here. */
  @property({ attribute: false }) service: AudienceService | undefined;

  /** The service that is asked: the element's own, or the provider's. */
  get audiences(): AudienceService | undefined {
    return this.service ?? this.#context.value?.service;
  }

  get messages(): Messages {
    return this.#context.value?.messages ?? english;
  }

  get locale(): string {
    return this.#context.value?.locale ?? languageOf(this);
  }

  get timeZone(): string {
    return this.#context.value?.timeZone ?? this.audiences?.timeZone ?? "UTC";
  }

  get format(): Format {
    return formatIn(this.locale, this.timeZone);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening?.stop();
    this.#listening = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const service = this.audiences;
    if (service === this.#listening?.service) return;
    this.#listening?.stop();
    this.#listening = undefined;
    if (service === undefined || !this.isConnected) return;
    const stop = service.subscribe((event) => this.serviceChanged(event));
    this.#listening = { service, stop };
    this.serviceArrived(service);
  }

  /** A service is there, for the first time or another than before: ask it. */
  protected serviceArrived(_service: AudienceService): void {}

  /** Something the service keeps has changed. */
  protected serviceChanged(_event: ServiceEvent): void {}

  protected show(state: ViewState): void {
    if (state === this.#state) return;
    if (this.#state !== undefined) this.#internals?.states.delete(this.#state);
    this.#internals?.states.add(state);
    this.#state = state;
  }

  /** What to write where no service is given. */
  protected renderMissingService(): TemplateResult {
    const { shared } = this.messages;
    this.show("error");
    return html`<section class="state" role="note">
      <span class="glyph">${icon("info")}</span>
      <h2>${shared.missingServiceTitle}</h2>
      <p class="quiet">${shared.missingService(this.localName)}</p>
      <code>${shared.missingServiceCode}</code>
    </section>`;
  }

  /** What happened, that nothing was lost, and a way on. */
  protected renderFailure(
    failure: { readonly code: string; readonly reason: string },
    retry: () => void,
    title = this.messages.shared.failedTitle,
  ): TemplateResult {
    const { shared } = this.messages;
    if (failure.code === "forbidden") {
      this.show("forbidden");
      return html`<section class="state" role="note">
        <span class="glyph">${icon("lock")}</span>
        <h2>${shared.forbiddenTitle}</h2>
        <p class="quiet">${failure.reason} ${shared.notAllowed}</p>
      </section>`;
    }
    this.show("error");
    return html`<section class="state" role="alert">
      <span class="glyph bad">${icon("warning")}</span>
      <h2>${title}</h2>
      <p class="quiet">${failure.reason} ${shared.nothingChanged}</p>
      <button class="button" type="button" @click=${retry}>${icon("refresh")}${shared.retry}</button>
      <p class="faint xs">${shared.errorCode(failure.code)}</p>
    </section>`;
  }
}

function attachedInternals(element: HTMLElement): ElementInternals | undefined {
  return typeof element.attachInternals === "function" ? element.attachInternals() : undefined;
}

function languageOf(element: Element): string {
  const language = element.closest("[lang]")?.getAttribute("lang") ?? element.ownerDocument.documentElement.lang;
  return language === "" ? "en" : language;
}
