import type { Audience, AudienceService, Node, ServiceEvent } from "@audiencekit/core";
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { AudienceElement } from "../element/audience-element.js";
import { reasonOf, Request } from "../element/request.js";
import {
  AudienceActivatedEvent,
  AudienceActivateEvent,
  AudienceBackEvent,
  AudienceDuplicatedEvent,
  AudienceSavedEvent,
} from "../events/audience-builder-events.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { activationDialog, leaveDialog } from "./builder-dialogs.js";
import { builderHead, builderNotice, type BuilderHead, type Refusal } from "./builder-head.js";
import { builderPage } from "./builder-page.js";
import { BuilderSession } from "./builder-session.js";
import { definitionOf, find, nodeOf } from "./condition-tree.js";
import { EstimateController, firstTroubled } from "./estimate-controller.js";
import { openAudience, type OpenedAudience } from "./open-audience.js";
import type { RefinementContext } from "./refinements/refinement-context.js";
import { ReorderController } from "./reorder-controller.js";
import { sizeDock, sizePanel, type SizePanel } from "./size-panel.js";
import { builderStyles } from "./styles/builder.styles.js";
import { dialogStyles } from "./styles/dialog.styles.js";
import { refinementStyles, selectStyles } from "./styles/refinement.styles.js";
import { segmentStyles } from "./styles/segment.styles.js";
import { sizePanelStyles } from "./styles/size-panel.styles.js";
import { treeStyles } from "./styles/tree.styles.js";
import { titleOf } from "./titles.js";
import type { TreeView } from "./tree-view.js";

/**
 * Defines who is in an audience: attributes, tags and events as conditions, included or excluded, in groups; the size
 * follows every edit. Saves a draft and makes it live.
 * @summary Creates and edits an audience.
 * @event audience-saved - A draft was created or changed; detail.audience.
 * @event audience-activate - Before an audience goes live; cancelable; detail.audience.
 * @event audience-activated - An audience went live; detail.audience.
 * @event audience-duplicated - A live audience was copied to a new draft; detail.audience.
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
  readonly #reorder: ReorderController;
  #focus: string | undefined;
  #shownId: string | undefined;
  #leaving: (() => void) | undefined;

  @query("audience-attribute-picker") private readonly picker!: HTMLElement | null;

  @state() private view: "conditions" | "json" = "conditions";
  @state() private busy: "saving" | "activating" | undefined;
  @state() private refusal: Refusal | undefined;
  @state() private dialog: "activation" | "leaving" | undefined;
  @state() private activationRefused: string | undefined;
  @state() private announced = "";

  /** The audience that is edited; a new one where there is none. */
  @property({ attribute: "audience-id" }) audienceId: string | undefined;

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
      typing: () => isTyping(this.renderRoot),
    });
    const session = this.#session;
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
    if (this.busy === undefined && !this.#session.dirty && event.audience.version > known.version) this.#open();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("audienceId") && this.hasUpdated && this.audienceId !== this.#shownId) this.#open();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog !== null && !dialog.open) dialog.showModal();
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
    return this.#save(this.#session.audience?.version);
  }

  get #texts(): BuilderMessages {
    return this.messages.builder;
  }

  #open(keepEdits = false): void {
    const service = this.audiences;
    if (service === undefined) return;
    const id = this.audienceId;
    this.#shownId = id;
    this.refusal = undefined;
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
      this.#estimate.follow(service, { root, timeZone: this.#definitionZone(), audienceId: audience?.id });
    }
    this.requestUpdate();
  }

  #definitionZone(): string | undefined {
    const { audience } = this.#session;
    return audience?.kind === "defined" ? audience.definition.timeZone : undefined;
  }

  async #save(version: number | undefined): Promise<Audience | undefined> {
    const service = this.audiences;
    const session = this.#session;
    if (service === undefined || this.busy !== undefined) return undefined;
    if (session.name.trim() === "") {
      this.refusal = { kind: "name", reason: this.#texts.nameMissing };
      this.#focus = ".name-input";
      return undefined;
    }
    const { root, name, audience } = session;
    this.busy = "saving";
    this.refusal = undefined;
    try {
      const definition = definitionOf(root, this.#definitionZone());
      const stored =
        audience === undefined
          ? await service.create({ name, definition })
          : await service.update(audience.id, { name, definition, version: version ?? audience.version });
      session.saved(stored, root);
      this.#shownId = this.audienceId = stored.id;
      this.dispatchEvent(new AudienceSavedEvent(stored));
      return stored;
    } catch (error) {
      const { code, reason } = reasonOf(error);
      session.insisted = true;
      this.refusal =
        code === "conflict"
          ? { kind: "conflict", reason: this.#texts.conflict }
          : { kind: "save", reason: this.#texts.saveRefused(reason) };
      return undefined;
    } finally {
      this.busy = undefined;
    }
  }

  async #keepMine(): Promise<void> {
    const id = this.#session.audience?.id;
    if (id === undefined) return;
    const stored = await this.audiences?.get(id).catch(() => undefined);
    if (stored !== undefined) await this.#save(stored.version);
  }

  #askToActivate(): void {
    const session = this.#session;
    const texts = this.#texts;
    if (session.root.children.length === 0) {
      this.refusal = { kind: "activate", reason: texts.addFirst };
      this.picker?.focus();
      return;
    }
    const troubled = firstTroubled(session.root, this.#estimate.issues);
    if (troubled !== undefined) {
      session.insisted = true;
      session.open = troubled;
      const reason = texts.fixFirst(session.places.get(troubled)?.number ?? "");
      this.refusal = { kind: "activate", reason };
      this.#focus = `[data-key="${troubled}"] .card-title, [data-key="${troubled}"] [data-more]`;
      return;
    }
    if (session.name.trim() === "") {
      this.refusal = { kind: "name", reason: texts.nameMissing };
      this.#focus = ".name-input";
      return;
    }
    this.refusal = undefined;
    this.activationRefused = undefined;
    this.dialog = "activation";
  }

  async #activate(): Promise<void> {
    const service = this.audiences;
    if (service === undefined || this.busy !== undefined) return;
    const stored = this.dirty || this.#session.audience === undefined ? await this.save() : this.#session.audience;
    if (stored === undefined) {
      this.activationRefused = this.refusal?.reason;
      return;
    }
    if (!this.dispatchEvent(new AudienceActivateEvent(stored))) {
      this.dialog = undefined;
      return;
    }
    this.busy = "activating";
    try {
      const live = await service.activate(stored.id, { version: stored.version });
      this.dialog = undefined;
      this.#session.begin(live);
      this.dispatchEvent(new AudienceActivatedEvent(live));
    } catch (error) {
      this.activationRefused = reasonOf(error).reason;
    } finally {
      this.busy = undefined;
    }
  }

  async #duplicate(service: AudienceService, id: string): Promise<void> {
    try {
      const copy = await service.duplicate(id);
      this.dispatchEvent(new AudienceDuplicatedEvent(copy));
      this.audienceId = copy.id;
    } catch (error) {
      this.refusal = { kind: "save", reason: reasonOf(error).reason };
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
    const texts = this.#texts;
    const { format } = this;
    const editable = opened.mayEdit && (session.audience === undefined || isDraft(session.audience));
    const estimate = this.#estimate;
    const places = session.places;
    const panel: SizePanel = {
      texts,
      format,
      estimate,
      root: session.root,
      places,
      titleOf: (key) => {
        const item = find(session.root, key);
        return item === undefined ? "" : this.#titleOf(nodeOf(item));
      },
      mark: (key) => {
        session.mark(key);
      },
      requireValue: editable
        ? (key) => {
            session.requireValue(key);
          }
        : undefined,
    };
    const context: RefinementContext = {
      texts,
      format,
      service,
      catalog: opened.catalog,
      base: opened.base,
      asOf: estimate.measured?.asOf ?? service.now(),
      timeZone: this.#definitionZone() ?? opened.catalog.timeZone,
      audiences: opened.audiences,
    };
    const head: BuilderHead = {
      texts,
      format,
      session,
      editable,
      mayActivate: opened.mayActivate,
      busy: this.busy,
      refusal: this.refusal,
      back: this.#back,
      save: () => void this.save(),
      activate: () => {
        this.#askToActivate();
      },
      reload: () => {
        this.#open();
      },
      keepMine: () => void this.#keepMine(),
      duplicate: () => {
        if (session.audience !== undefined) void this.#duplicate(service, session.audience.id);
      },
    };
    const page = {
      opened,
      session,
      tree: this.#treeView(context, editable),
      view: this.view,
      setView: (view: "conditions" | "json") => {
        this.view = view;
      },
      timeZone: this.#definitionZone(),
    };
    return html`<section
      class="builder"
      @keydown=${(event: KeyboardEvent) => {
        this.#reorder.keydown(event);
      }}
      @pointerdown=${(event: PointerEvent) => {
        this.#reorder.pointerdown(event);
      }}
      @pointermove=${(event: PointerEvent) => {
        this.#reorder.pointermove(event);
      }}
      @pointerup=${(event: PointerEvent) => {
        this.#reorder.pointerup(event);
      }}
      @pointercancel=${() => {
        this.#reorder.pointercancel();
      }}
    >
      ${builderHead(head)} ${builderNotice(head)}
      <div class="build">${session.audience?.kind === "static" ? nothing : builderPage(page)} ${sizePanel(panel)}</div>
      ${sizeDock(panel, () => this.renderRoot.querySelector("#estimate")?.scrollIntoView())}
      <p class="vh" role="status" aria-live="polite">${this.announced}</p>
      ${this.#renderDialog()}
    </section>`;
  }

  #treeView(context: RefinementContext, editable: boolean): TreeView {
    const session = this.#session;
    const { lifted, landing } = this.#reorder;
    const { issues, words, measured } = this.#estimate;
    return {
      context,
      places: session.places,
      editable,
      open: session.open,
      menu: session.menu,
      marked: session.marked,
      lifted,
      landing,
      target: session.target,
      issues,
      insisted: session.insisted,
      lines: words?.lines ?? new Map(),
      matches: measured?.matches ?? new Map(),
      titleOf: (node) => this.#titleOf(node),
      actions: session,
    };
  }

  #renderDialog(): TemplateResult | typeof nothing {
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
          timeZone: this.timeZone,
          busy: this.busy !== undefined,
          refused: this.activationRefused,
          activate: () => void this.#activate(),
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

function isDraft({ kind, status }: Audience): boolean {
  return kind === "defined" && status === "draft";
}

/** Whether a text is being typed in, so that its keys make one step of undo. */
function isTyping(root: HTMLElement | DocumentFragment): boolean {
  let active = root instanceof ShadowRoot ? root.activeElement : null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLInputElement && active.type === "text" && active.role !== "combobox";
}
