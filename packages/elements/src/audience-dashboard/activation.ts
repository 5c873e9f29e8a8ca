import type { Audience, AudienceService, DefinedAudience } from "@audiencekit/core";
import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { activationDialog } from "../audience-builder/builder-dialogs.js";
import { reasonOf } from "../element/request.js";
import { AudienceActivatedEvent, AudienceActivateEvent } from "../events/audience-builder-events.js";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";

interface Asked {
  readonly service: AudienceService;
  readonly audience: DefinedAudience;
  readonly measured: { readonly size: number; readonly base: number } | undefined;
  readonly busy: boolean;
  readonly refused: string | undefined;
}

type Host = ReactiveControllerHost & EventTarget & { readonly renderRoot: ParentNode };

/** Asks before a draft goes live, showing who would be in. */
export class Activation implements ReactiveController {
  readonly #host: Host;
  readonly #done: (audience: Audience) => void;
  #asked: Asked | undefined;
  #measuring: AbortController | undefined;

  constructor(host: Host, done: (audience: Audience) => void) {
    this.#host = host;
    this.#done = done;
    host.addController(this);
  }

  ask(service: AudienceService, audience: DefinedAudience): void {
    this.#set({ service, audience, measured: undefined, busy: false, refused: undefined });
    void this.#measure(service, audience);
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector("dialog");
    if (dialog?.isConnected === true && !dialog.open) dialog.showModal();
  }

  hostDisconnected(): void {
    this.#measuring?.abort();
    this.#asked = undefined;
  }

  render(texts: BuilderMessages, format: Format, timeZone: string): TemplateResult | typeof nothing {
    const asked = this.#asked;
    if (asked === undefined) return nothing;
    const { audience, measured, busy, refused, service } = asked;
    return activationDialog({
      texts,
      format,
      timeZone,
      name: audience.name,
      measured,
      processesNow: service.processesOnActivation,
      busy,
      refused,
      activate: () => void this.#activate(asked),
      cancel: () => this.#set(undefined),
    });
  }

  async #measure(service: AudienceService, { id, definition }: DefinedAudience): Promise<void> {
    this.#measuring?.abort();
    const measuring = new AbortController();
    this.#measuring = measuring;
    try {
      const measured = await service.estimate(definition, { signal: measuring.signal, audienceId: id });
      if (!measuring.signal.aborted) this.#change({ measured });
    } catch (error) {
      if (!measuring.signal.aborted) this.#change({ refused: reasonOf(error).reason });
    }
  }

  async #activate({ service, audience }: Asked): Promise<void> {
    const request = new AudienceActivateEvent(audience);
    this.#host.dispatchEvent(request);
    if (request.defaultPrevented) {
      this.#set(undefined);
      return;
    }
    this.#change({ busy: true, refused: undefined });
    try {
      const live = await service.activate(audience.id, { version: audience.version });
      this.#set(undefined);
      this.#host.dispatchEvent(new AudienceActivatedEvent(live));
      this.#done(live);
    } catch (error) {
      this.#change({ busy: false, refused: reasonOf(error).reason });
    }
  }

  #change(change: Partial<Pick<Asked, "measured" | "busy" | "refused">>): void {
    if (this.#asked !== undefined) this.#set({ ...this.#asked, ...change });
  }

  #set(asked: Asked | undefined): void {
    if (asked === undefined) this.#measuring?.abort();
    this.#asked = asked;
    this.#host.requestUpdate();
  }
}
