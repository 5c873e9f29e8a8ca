import type { AudienceListing } from "@audiencekit/core";
import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../element/controls.styles.js";
import { icon } from "../element/icons.js";
import type { Messages } from "../messages/messages.js";
import { tokenStyles } from "../tokens/tokens.styles.js";
import { rowActions, type RowAction } from "./row-actions.js";

/** Somebody chose an action of a row. */
export class RowActionEvent extends CustomEvent<{ readonly action: RowAction }> {
  constructor(action: RowAction) {
    super("row-action", { detail: Object.freeze({ action }) });
  }
}

/**
 * The menu of one row: a button, and a popover with what can be done.
 *
 * @summary Actions of one audience.
 * @event row-action - An action was chosen.
 */
export class AudienceRowMenu extends LitElement {
  static override styles = [tokenStyles, controlStyles];

  @property({ attribute: false }) listing: AudienceListing | undefined;
  @property({ attribute: false }) messages: Messages | undefined;
  /** Whether the user may; asked when the menu opens. */
  @property({ attribute: false }) may: ((action: RowAction) => Promise<boolean>) | undefined;
  @state() private open = false;
  @state() private refused: ReadonlySet<RowAction> = new Set();
  @query("button.icon-button") private button!: HTMLButtonElement;
  @query("[popover]") private menu!: HTMLElement;
  #stopFollowing: (() => void) | undefined;
  #wasOpen = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing?.();
  }

  override focus(options?: FocusOptions): void {
    this.button.focus(options);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { listing, messages } = this;
    if (listing === undefined || messages === undefined) return nothing;
    return html`<button
        class="icon-button"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-label=${messages.dashboard.more(listing.audience.name)}
        @pointerdown=${() => (this.#wasOpen = this.open)}
        @click=${this.#onClick}
        @keydown=${this.#onButtonKey}
      >
        ${icon("dots")}
      </button>
      <div
        class="menu"
        popover
        role="menu"
        aria-label=${messages.dashboard.more(listing.audience.name)}
        @toggle=${this.#onToggle}
        @keydown=${this.#onMenuKey}
      >
        ${this.open ? this.#items(listing, messages) : nothing}
      </div>`;
  }

  #items(listing: AudienceListing, messages: Messages): TemplateResult[] {
    return rowActions(listing, messages, (action) => !this.refused.has(action)).map(
      ({ action, label, icon: drawing, why, apart }) =>
        html`${apart ? html`<hr role="separator" />` : nothing}<button
            role="menuitem"
            type="button"
            tabindex="-1"
            aria-disabled=${why === undefined ? nothing : "true"}
            @click=${() => this.#choose(action, why)}
          >
            ${icon(drawing)}<span>${label}${why === undefined ? nothing : html`<span class="why">${why}</span>`}</span>
          </button>`,
    );
  }

  #choose(action: RowAction, why: string | undefined): void {
    if (why !== undefined) return;
    this.menu.hidePopover();
    this.button.focus();
    this.dispatchEvent(new RowActionEvent(action));
  }

  readonly #onToggle = async (event: ToggleEvent): Promise<void> => {
    this.open = event.newState === "open";
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    if (!this.open) return;
    void this.#askWhatIsAllowed();
    await this.updateComplete;
    this.#stopFollowing = autoUpdate(this.button, this.menu, () => void this.#place());
    this.#itemsOf()[0]?.focus();
  };

  async #askWhatIsAllowed(): Promise<void> {
    const { listing, messages, may } = this;
    if (listing === undefined || messages === undefined || may === undefined) return;
    const offered = rowActions(listing, messages).filter(({ why }) => why === undefined);
    const answers = await Promise.all(offered.map(async ({ action }) => ((await may(action)) ? [] : [action])));
    this.refused = new Set(answers.flat());
  }

  /** A press outside an open menu closes it, and its own button is outside. */
  readonly #onClick = (): void => {
    if (this.#wasOpen) this.menu.hidePopover();
    else this.menu.showPopover();
    this.#wasOpen = false;
  };

  async #place(): Promise<void> {
    const middleware = [offset(4), flip(), shift({ padding: 8 })];
    const { x, y } = await computePosition(this.button, this.menu, {
      placement: "bottom-end",
      strategy: "fixed",
      middleware,
    });
    this.menu.style.setProperty("left", `${x}px`);
    this.menu.style.setProperty("top", `${y}px`);
  }

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.menu.showPopover();
  };

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const items = this.#itemsOf();
    const place = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items[next % items.length]?.focus();
    } else if (event.key === "Tab" || event.key === "Escape") {
      event.preventDefault();
      this.menu.hidePopover();
      this.button.focus();
    }
  };

  #itemsOf(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audience-row-menu": AudienceRowMenu;
  }
}
