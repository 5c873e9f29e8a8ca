import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { icon } from "./icons.js";

/** How long a toast stays, milliseconds. */
const STAY = 8_000;

interface Toast {
  readonly text: string;
  readonly bad: boolean;
  readonly action: ToastAction | undefined;
}

/** The one way back, or on. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** One line at the bottom about what was just done. It leaves by itself, unless it is pointed at, focused, or an error. */
export class Toasts implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  #toast: Toast | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
    host.addController(this);
  }

  say(text: string, action?: ToastAction): void {
    this.#set({ text, bad: false, action });
    this.#stay();
    this.#leave();
  }

  fail(text: string): void {
    this.#set({ text, bad: true, action: undefined });
    this.#stay();
  }

  close(): void {
    this.#stay();
    this.#set(undefined);
  }

  hostUpdated(): void {
    // In the top layer: a size container would hold a fixed element inside itself.
    const shown = this.#host.renderRoot.querySelector<HTMLElement>(".toast");
    if (shown?.isConnected === true && !shown.matches(":popover-open")) shown.showPopover();
  }

  hostDisconnected(): void {
    this.#stay();
    this.#toast = undefined;
  }

  render(closeLabel: string): TemplateResult {
    const toast = this.#toast;
    return html`<p class="vh" role="status">${toast === undefined || toast.bad ? "" : toast.text}</p>
      ${toast === undefined ? nothing : this.#view(toast, closeLabel)}`;
  }

  #view({ text, bad, action }: Toast, closeLabel: string): TemplateResult {
    return html`<div
      class="toast ${bad ? "bad" : ""}"
      popover="manual"
      role=${bad ? "alert" : nothing}
      @pointerenter=${() => this.#stay()}
      @pointerleave=${() => this.#leave()}
      @focusin=${() => this.#stay()}
      @focusout=${() => this.#leave()}
    >
      ${bad ? icon("warning") : nothing}<span>${text}</span>
      ${
        action === undefined
          ? nothing
          : html`<button
              class="button plain link"
              type="button"
              @click=${() => {
                this.close();
                action.run();
              }}
            >
              ${action.label}
            </button>`
      }
      <button class="icon-button" type="button" aria-label=${closeLabel} @click=${() => this.close()}>
        ${icon("x")}
      </button>
    </div>`;
  }

  #stay(): void {
    clearTimeout(this.#leaving);
  }

  #leave(): void {
    if (this.#toast !== undefined && !this.#toast.bad) this.#leaving = setTimeout(() => this.close(), STAY);
  }

  #set(toast: Toast | undefined): void {
    this.#toast = toast;
    this.#host.requestUpdate();
  }
}
