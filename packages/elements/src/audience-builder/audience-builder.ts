import type { Audience, AudienceService, Node, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { reasonOf, Request } from "../element/request.js";
import { AudienceBackEvent } from "../events/audience-builder-events.js";
import { AudienceOpenEvent } from "../events/audience-navigation-events.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { activationDialog, leaveDialog } from "./builder-dialogs.js";
import { BuilderSession } from "./builder-session.js";
import { builderView } from "./builder-view.js";
import { DraftKeeper } from "./draft-keeper.js";
import { EstimateController, firstTroubled } from "./estimate-controller.js";
import { openAudience, type OpenedAudience } from "./open-audience.js";
import { ReorderController } from "./reorder-controller.js";
import { builderStyles } from "./styles/builder.styles.js";
import { dialogStyles } from "./styles/dialog.styles.js";
import { refinementStyles, selectStyles } from "./styles/refinement.styles.js";
import { segmentStyles } from "./styles/segment.styles.js";
import { sizePanelStyles } from "./styles/size-panel.styles.js";
import { treeStyles } from "./styles/tree.styles.js";
import { titleOf } from "./titles.js";

/**
 * Defines who is in an audience: attributes, tags and events as conditions, included or excluded, in groups; the size
 * follows every edit. Saves a draft and makes it live.
 * @summary Creates and edits an audience.
 * @event audience-saved - A draft was created or changed; detail.audience.
 * @event audience-activate - Before an audience goes live; cancelable; detail.audience.
 * @event audience-activated - An audience went live; detail.audience.
 * @event audience-open - A live audience was copied to a new draft, which opens here unless cancelled; detail.id.
 * @event audience-back - The way back was taken.
 */
export class AudienceBuilder extends AudienceElement {
  static override styles: CSSResultGroup = [
    AudienceElement.styles,
    segmentStyles,
    builderStyles,
    treeStyles,
    selectStyles,
    refinementStyles,
    sizePanelStyles,
    dialogStyles,
  ];

  readonly #opening = new Request<OpenedAudience>(this);
  readonly #estimate = new EstimateController(this);
  readonly #session: BuilderSession;
  readonly #keeper: DraftKeeper;
  readonly #reorder: ReorderController;
  #focus: string | undefined;
  #shownId: string | undefined;
  #leaving: (() => void) | undefined;

  @query("audience-attribute-picker") private readonly picker!: HTMLElement | null;

  @state() private view: "conditions" | "json" = "conditions";
  @state() private dialog: "activation" | "leaving" | undefined;
  @state() private announced = "";

  /** The audience that is edited; a new one where there is none. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

  /** The dialog that asks before activation opens as soon as the draft is there. */
  @property({ type: Boolean }) activating = false;

  constructor() {
    super();
    this.#session = new BuilderSession({
      edited: () => {
        this.#edited();
      },
      shown: () => {
        this.requestUpdate();
      },
      focus: (selector) => {
        this.#focus = selector;
        this.requestUpdate();
      },
      added: (title, number) => {
        this.announced = this.#texts.added(title, number);
      },
      removed: (title) => {
        this.announced = this.#texts.removed(title);
      },
      titleOf: (node) => this.#titleOf(node),
      now: () => this.audiences?.now() ?? "",
      typing: () => isTyping(this.renderRoot),
    });
    const session = this.#session;
    this.#keeper = new DraftKeeper(this, session, () => this.#texts);
    this.#reorder = new ReorderController(this, {
      tree: () => session.root,
      preview: (root) => {
        session.preview(root);
      },
      settle: (root) => {
        session.settle(root);
      },
      announce: (kind, key) => {
        this.announced = this.#texts[kind](session.places.get(key)?.number ?? "");
        this.#focus = `[data-grip="${key}"]`;
        this.requestUpdate();
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("beforeunload", this.#beforeUnload);
    this.addEventListener("keydown", this.#shortcut);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("beforeunload", this.#beforeUnload);
    this.removeEventListener("keydown", this.#shortcut);
  }

  protected override serviceArrived(): void {
    this.#open();
  }

  protected override serviceChanged(event: ServiceEvent): void {
    if (event.type === "catalog-changed") this.#open(true);
    const known = this.#session.audience;
    if (event.type !== "audience-changed" || known === undefined || event.audience.id !== known.id) return;
    if (this.#keeper.busy === undefined && !this.#session.dirty && event.audience.version > known.version) this.#open();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const known = [this.#shownId, this.#session.audience?.id];
    if (changed.has("audienceId") && this.hasUpdated && !known.includes(this.audienceId)) this.#open();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog !== null && !dialog.open) dialog.showModal();
    if (this.activating && this.#estimate.measured !== undefined) {
      this.activating = false;
      if (this.#session.audience?.status === "draft") this.#askToActivate();
    }
    if (this.#focus === undefined) return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = undefined;
    target?.focus();
  }

  /** Whether leaving now would lose what was changed. */
  get dirty(): boolean {
    return this.#session.dirty;
  }

  /** Goes on with `leave` at once, or after asking where something would be lost. */
  requestLeave(leave: () => void): void {
    if (!this.dirty) {
      leave();
      return;
    }
    this.#leaving = leave;
    this.dialog = "leaving";
  }

  /** Stores the draft; undefined where that was refused, and then the page says why. */
  async save(): Promise<Audience | undefined> {
    const service = this.audiences;
    if (service === undefined) return undefined;
    const stored = await this.#keeper.save(service);
    if (stored !== undefined) this.#shownId = this.audienceId = stored.id;
    if (this.#keeper.refusal?.kind === "name") this.#focus = ".name-input";
    this.requestUpdate();
    return stored;
  }

  get #texts(): BuilderMessages {
    return this.messages.builder;
  }

  #open(keepEdits = false): void {
    const service = this.audiences;
    if (service === undefined) return;
    const id = this.audienceId;
    if (id !== this.#shownId) {
      this.#opening.reset();
      this.#estimate.reset();
    }
    this.#shownId = id;
    this.#keeper.forgive();
    void this.#opening.ask(async (signal) => {
      const opened = await openAudience(service, id, this.#texts, signal);
      if (!signal.aborted && !keepEdits) this.#session.begin(opened.audience);
      return opened;
    });
  }

  #edited(): void {
    const service = this.audiences;
    if (service !== undefined) {
      const { root, audience } = this.#session;
      this.#estimate.follow(service, { root, timeZone: this.#keeper.timeZone, audienceId: audience?.id });
    }
    this.requestUpdate();
  }

  #askToActivate(): void {
    const session = this.#session;
    const texts = this.#texts;
    const troubled = firstTroubled(session.root, this.#estimate.issues);
    if (session.root.children.length === 0) {
      this.#keeper.refuse("activate", texts.addFirst);
      this.picker?.focus();
    } else if (troubled !== undefined) {
      session.insisted = true;
      session.open = troubled;
      this.#keeper.refuse("activate", texts.fixFirst(session.places.get(troubled)?.number ?? ""));
      this.#focus = `[data-key="${troubled}"] .card-title, [data-key="${troubled}"] [data-more]`;
    } else if (session.name.trim() === "") {
      this.#keeper.refuse("name", texts.nameMissing);
      this.#focus = ".name-input";
    } else {
      this.#keeper.forgive();
      this.dialog = "activation";
    }
  }

  async #activate(service: AudienceService): Promise<void> {
    const live = await this.#keeper.activate(service);
    if (live !== undefined || this.#keeper.activationRefused === undefined) this.dialog = undefined;
    if (live !== undefined) this.#shownId = this.audienceId = live.id;
  }

  async #duplicate(service: AudienceService, id: string): Promise<void> {
    try {
      const copy = await service.duplicate(id);
      if (this.dispatchEvent(new AudienceOpenEvent(copy.id, "builder"))) this.audienceId = copy.id;
    } catch (error) {
      this.#keeper.refuse("save", reasonOf(error).reason);
    }
  }

  readonly #back = (): void => {
    this.requestLeave(() => {
      this.dispatchEvent(new AudienceBackEvent());
    });
  };

  readonly #beforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.dirty) event.preventDefault();
  };

  readonly #shortcut = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
    if (event.key === "/") {
      event.preventDefault();
      this.picker?.focus();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) this.#session.redo();
      else this.#session.undo();
    }
  };

  #titleOf(node: Node): string {
    const catalog = this.#opening.value?.catalog;
    return titleOf(node, this.#texts, catalog, this.format);
  }

  protected override render(): TemplateResult {
    const service = this.audiences;
    if (service === undefined) return this.renderMissingService();
    const { answer, value } = this.#opening;
    if (answer.state === "failed" && value === undefined) {
      return this.renderFailure(answer, () => {
        this.#open();
      });
    }
    if (value === undefined) return this.#renderLoading();
    this.show("ready");
    return this.#renderReady(service, value);
  }

  #renderLoading(): TemplateResult {
    this.show("loading");
    return html`<section class="builder" aria-busy="true">
      <p class="vh" role="status">${this.messages.shared.loading}</p>
      <div class="skeleton sk-title"></div>
      <div class="build">
        <div class="sk-cards">
          <div class="skeleton"></div>
          <div class="skeleton"></div>
          <div class="skeleton"></div>
        </div>
        <div class="skeleton sk-side"></div>
      </div>
    </section>`;
  }

  #renderReady(service: AudienceService, opened: OpenedAudience): TemplateResult {
    const session = this.#session;
    return html`${builderView({
      service,
      opened,
      session,
      keeper: this.#keeper,
      estimate: this.#estimate,
      reorder: this.#reorder,
      texts: this.#texts,
      format: this.format,
      view: this.view,
      announced: this.announced,
      titleOf: (node) => this.#titleOf(node),
      setView: (view) => {
        this.view = view;
      },
      back: this.#back,
      save: () => void this.save(),
      activate: () => {
        this.#askToActivate();
      },
      reload: () => {
        this.#open();
      },
      duplicate: () => {
        if (session.audience !== undefined) void this.#duplicate(service, session.audience.id);
      },
      showDetails: () => this.renderRoot.querySelector("#estimate")?.scrollIntoView(),
    })}${this.#renderDialog(service)}`;
  }

  #renderDialog(service: AudienceService): TemplateResult | typeof nothing {
    const texts = this.#texts;
    const close = (): void => {
      this.dialog = undefined;
    };
    switch (this.dialog) {
      case "activation":
        return activationDialog({
          texts,
          format: this.format,
          name: this.#session.name,
          measured: this.#estimate.measured,
          processesNow: service.processesOnActivation,
          timeZone: this.timeZone,
          busy: this.#keeper.busy !== undefined,
          refused: this.#keeper.activationRefused,
          activate: () => void this.#activate(service),
          cancel: close,
        });
      case "leaving":
        return leaveDialog({
          texts,
          stay: close,
          leave: () => {
            close();
            this.#leaving?.();
          },
          save: () => {
            close();
            void this.save().then((stored) => {
              if (stored !== undefined) this.#leaving?.();
            });
          },
        });
      case undefined:
        return nothing;
    }
  }
}

/** Whether a text is being typed or a handle moved, which make one step of undo. */
function isTyping(root: HTMLElement | DocumentFragment): boolean {
  let active = root instanceof ShadowRoot ? root.activeElement : null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLInputElement && /^(text|range)$/.test(active.type) && active.role !== "combobox";
}
