import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { AudienceBuilder } from "../audience-builder/audience-builder.js";
import type { AudienceDashboard } from "../audience-dashboard/audience-dashboard.js";
import { AudienceElement } from "../element/audience-element.js";
import type { AudienceActivatedEvent, AudienceSavedEvent } from "../events/audience-builder-events.js";
import type { AudienceOpenEvent } from "../events/audience-navigation-events.js";
import { fragmentOf, viewOf, type ModuleView } from "./module-view.js";

/**
 * The whole module: dashboard, builder and report, with navigation of its own.
 *
 * @summary Dashboard, builder and report in one.
 * @event audience-create - A new audience is to be made. Cancelable: the module then stays where it is.
 * @event audience-open - An audience is to be shown. Cancelable.
 * @event audience-activated - A draft went live; detail.audience.
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

  /** The audience the dashboard gives the focus back to. */
  #opened: string | undefined;

  @query("audience-dashboard") private readonly dashboard!: AudienceDashboard | null;
  @query("audience-builder") private readonly builder!: AudienceBuilder | null;

  @state() private view: ModuleView = { screen: "dashboard" };

  /** Keep the view in the page's address, so that it survives a reload and the Back button works. */
  @property({ type: Boolean, attribute: "url-state" }) urlState = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#onAddress);
    if (this.urlState) this.view = viewOf(location.hash) ?? this.view;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.#onAddress);
  }

  protected override render(): TemplateResult {
    if (this.audiences === undefined) return this.renderMissingService();
    this.show("ready");
    // The dashboard stays, hidden, so that its search, order and page are there on the way back.
    return html`<audience-dashboard
        .service=${this.audiences}
        ?hidden=${this.view.screen !== "dashboard"}
        @audience-create=${(event: Event) => this.#go(event, { screen: "builder", id: undefined })}
        @audience-open=${this.#onOpen}
        @audience-activated=${this.#onActivated}
      ></audience-dashboard>
      ${this.#screen(this.view)}`;
  }

  #screen(view: ModuleView): TemplateResult | typeof nothing {
    switch (view.screen) {
      case "dashboard":
        return nothing;
      case "builder":
        return html`<audience-builder
          .service=${this.audiences}
          .audienceId=${view.id}
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
    const before: unknown = changed.get("view");
    if (before === undefined) return;
    if (this.urlState && location.hash !== fragmentOf(this.view)) {
      history.pushState(history.state, "", fragmentOf(this.view));
    }
    if (this.view.screen === "dashboard" && this.#opened !== undefined) this.dashboard?.focusAudience(this.#opened);
    if (this.view.screen !== "dashboard") this.#opened = this.view.id;
  }

  /** The host may take navigation over by cancelling the event, on its way up from here. */
  #go(event: Event, view: ModuleView): void {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.view = view;
    });
  }

  readonly #onOpen = (event: AudienceOpenEvent): void => {
    const { id, view } = event.detail;
    this.#go(event, { screen: view, id });
  };

  readonly #onBack = (event: Event): void => {
    this.#go(event, { screen: "dashboard" });
  };

  /** A new draft has an address from its first save on. */
  readonly #onSaved = ({ detail }: AudienceSavedEvent): void => {
    if (this.view.screen === "builder") this.view = { screen: "builder", id: detail.audience.id };
  };

  readonly #onActivated = ({ detail }: AudienceActivatedEvent): void => {
    this.view = { screen: "report", id: detail.audience.id };
  };

  readonly #onAddress = (): void => {
    if (!this.urlState) return;
    const view = location.hash === "" ? ({ screen: "dashboard" } as const) : viewOf(location.hash);
    if (view === undefined || fragmentOf(view) === fragmentOf(this.view)) return;
    const leave = () => (this.view = view);
    if (this.builder === null) {
      leave();
      return;
    }
    // The address has moved on already: until the builder lets go, it says where one still is.
    if (this.builder.dirty) history.replaceState(history.state, "", fragmentOf(this.view));
    this.builder.requestLeave(leave);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-module": AudienceModule;
  }
}
