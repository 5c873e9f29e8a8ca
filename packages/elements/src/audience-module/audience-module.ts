import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import type { AudienceActivatedEvent, AudienceSavedEvent } from "../events/audience-builder-events.js";
import type { AudienceOpenEvent } from "../events/audience-navigation-events.js";
import { fragmentOf, viewOf, type ModuleView } from "./module-view.js";

/**
 * The whole module: dashboard, builder and report, with navigation of its own.
 *
 * @summary Dashboard, builder and report in one.
 */
export class AudienceModule extends AudienceElement {
  static override styles = [
    AudienceElement.styles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  /** Keep the view in the page's address, so that it survives a reload and the Back button works. */
  @property({ type: Boolean, attribute: "url-state" }) urlState = false;

  @state() private view: ModuleView = { screen: "dashboard" };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#onAddress);
    if (this.urlState) this.#onAddress();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#onAddress);
  }

  protected override render(): TemplateResult {
    if (this.audiences === undefined) return this.renderMissingService();
    this.show("ready");
    const { view } = this;
    switch (view.screen) {
      case "dashboard":
        return html`<audience-dashboard
          .service=${this.audiences}
          @audience-create=${(event: Event) => this.#go(event, { screen: "builder", id: undefined, activate: false })}
          @audience-open=${this.#onOpen}
        ></audience-dashboard>`;
      case "builder":
        return html`<audience-builder
          .service=${this.audiences}
          .audienceId=${view.id}
          ?activating=${view.activate}
          @audience-back=${this.#onBack}
          @audience-saved=${this.#onSaved}
          @audience-activated=${this.#onActivated}
          @audience-open=${this.#onOpen}
        ></audience-builder>`;
      case "report":
        return html`<audience-report
          .service=${this.audiences}
          .audienceId=${view.id}
          @audience-back=${this.#onBack}
          @audience-open=${this.#onOpen}
        ></audience-report>`;
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.urlState || changed.get("view") === undefined) return;
    const fragment = fragmentOf(this.view);
    if (location.hash !== fragment) history.pushState(history.state, "", fragment);
  }

  /** The host may take navigation over by cancelling the event. */
  #go(event: Event, view: ModuleView): void {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.view = view;
    });
  }

  readonly #onOpen = (event: AudienceOpenEvent): void => {
    const { id, view, activate } = event.detail;
    this.#go(event, view === "report" ? { screen: "report", id } : { screen: "builder", id, activate });
  };

  readonly #onBack = (event: Event): void => this.#go(event, { screen: "dashboard" });

  readonly #onSaved = ({ detail }: AudienceSavedEvent): void => {
    if (this.view.screen === "builder" && this.view.id === undefined) {
      this.view = { screen: "builder", id: detail.audience.id, activate: false };
    }
  };

  readonly #onActivated = ({ detail }: AudienceActivatedEvent): void => {
    this.view = { screen: "report", id: detail.audience.id };
  };

  readonly #onAddress = (): void => {
    if (!this.urlState) return;
    const view = viewOf(location.hash);
    if (view !== undefined && fragmentOf(view) !== fragmentOf(this.view)) this.view = view;
    else if (view === undefined && location.hash === "") this.view = { screen: "dashboard" };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-module": AudienceModule;
  }
}
