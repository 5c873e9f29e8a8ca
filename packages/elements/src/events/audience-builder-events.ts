import type { Audience } from "@audiencekit/core";

/** Something that concerns one audience, as it is stored now. */
abstract class AudienceRecordEvent extends CustomEvent<{ readonly audience: Audience }> {
  constructor(type: string, audience: Audience, cancelable = false) {
    super(type, { detail: Object.freeze({ audience }), bubbles: true, composed: true, cancelable });
  }
}

/** An audience is about to go live; cancelled, it stays a draft. */
export class AudienceActivateEvent extends AudienceRecordEvent {
  constructor(audience: Audience) {
    super("audience-activate", audience, true);
  }
}

/** An audience went live. */
export class AudienceActivatedEvent extends AudienceRecordEvent {
  constructor(audience: Audience) {
    super("audience-activated", audience);
  }
}

/** A draft was created or changed. */
export class AudienceSavedEvent extends AudienceRecordEvent {
  constructor(audience: Audience) {
    super("audience-saved", audience);
  }
}

/** Somebody takes the way back, nothing being lost by it. Cancelable. */
export class AudienceBackEvent extends CustomEvent<Readonly<Record<string, never>>> {
  constructor() {
    super("audience-back", { detail: Object.freeze({}), bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "audience-activate": AudienceActivateEvent;
    "audience-activated": AudienceActivatedEvent;
    "audience-saved": AudienceSavedEvent;
    "audience-back": AudienceBackEvent;
  }
}
