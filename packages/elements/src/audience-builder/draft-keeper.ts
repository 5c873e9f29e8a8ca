import type { Audience, AudienceService } from "@audiencekit/core";
import type { ReactiveControllerHost } from "lit";
import { reasonOf } from "../element/request.js";
import {
  AudienceActivatedEvent,
  AudienceActivateEvent,
  AudienceSavedEvent,
} from "../events/audience-builder-events.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import type { BuilderSession } from "./builder-session.js";
import { definitionOf } from "./condition-tree.js";

/** Why something that was asked for was not done. */
export interface Refusal {
  readonly kind: "name" | "save" | "conflict" | "activate";
  readonly reason: string;
}

/** Stores what a session holds and makes it live; says why where that is refused. */
export class DraftKeeper {
  busy: "saving" | "activating" | undefined;
  refusal: Refusal | undefined;
  /** Why the audience did not go live. */
  activationRefused: string | undefined;

  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #session: BuilderSession;
  readonly #texts: () => BuilderMessages;

  constructor(host: ReactiveControllerHost & EventTarget, session: BuilderSession, texts: () => BuilderMessages) {
    this.#host = host;
    this.#session = session;
    this.#texts = texts;
  }

  refuse(kind: Refusal["kind"], reason: string): void {
    this.refusal = { kind, reason };
    this.#host.requestUpdate();
  }

  forgive(): void {
    this.refusal = undefined;
    this.activationRefused = undefined;
    this.#host.requestUpdate();
  }

  /** The zone the definition names; undefined for the catalogue's. */
  get timeZone(): string | undefined {
    const { audience } = this.#session;
    return audience?.kind === "defined" ? audience.definition.timeZone : undefined;
  }

  /** Creates or changes the draft; undefined where that was refused. `version` is the one to be replaced. */
  async save(service: AudienceService, version = this.#session.audience?.version): Promise<Audience | undefined> {
    const session = this.#session;
    if (this.busy !== undefined) return undefined;
    if (session.name.trim() === "") {
      this.refuse("name", this.#texts().nameMissing);
      return undefined;
    }
    this.forgive();
    const { root, name, audience } = session;
    const definition = definitionOf(root, this.timeZone);
    return this.#during("saving", async () => {
      try {
        const stored =
          audience === undefined
            ? await service.create({ name, definition })
            : await service.update(audience.id, { name, definition, version: version ?? audience.version });
        session.saved(stored, root);
        this.#host.dispatchEvent(new AudienceSavedEvent(stored));
        return stored;
      } catch (error) {
        const { code, reason } = reasonOf(error);
        session.insisted = true;
        if (code === "conflict") this.refuse("conflict", this.#texts().conflict);
        else this.refuse("save", this.#texts().saveRefused(reason));
        return undefined;
      }
    });
  }

  /** Saves over what somebody else stored meanwhile. */
  async keepMine(service: AudienceService): Promise<void> {
    const id = this.#session.audience?.id;
    if (id === undefined) return;
    try {
      await this.save(service, (await service.get(id)).version);
    } catch (error) {
      this.refuse("save", reasonOf(error).reason);
    }
  }

  /** Stores what is not stored yet and makes it live. Undefined where that was refused, or prevented by the host. */
  async activate(service: AudienceService): Promise<Audience | undefined> {
    const { audience, dirty } = this.#session;
    const stored = dirty || audience === undefined ? await this.save(service) : audience;
    if (stored === undefined) {
      this.activationRefused = this.refusal?.reason;
      return undefined;
    }
    if (this.busy !== undefined || !this.#host.dispatchEvent(new AudienceActivateEvent(stored))) return undefined;
    return this.#during("activating", async () => {
      try {
        const live = await service.activate(stored.id, { version: stored.version });
        this.#session.begin(live);
        this.#host.dispatchEvent(new AudienceActivatedEvent(live));
        return live;
      } catch (error) {
        this.activationRefused = reasonOf(error).reason;
        return undefined;
      }
    });
  }

  async #during<T>(work: "saving" | "activating", act: () => Promise<T>): Promise<T> {
    this.busy = work;
    this.#host.requestUpdate();
    try {
      return await act();
    } finally {
      this.busy = undefined;
      this.#host.requestUpdate();
    }
  }
}
