import type { Audience } from "@audiencekit/core";

/** Asks whether an audience may go live now; prevented, it stays a draft. */
export class AudienceActivateEvent extends CustomEvent<{ readonly audience: Audience }> {
  constructor(audience: Audience) {
    super("audience-activate", {
      detail: Object.freeze({ audience }),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
  }
}

/** An audience went live. */
export class AudienceActivatedEvent extends CustomEvent<{ readonly audience: Audience }> {
  constructor(audience: Audience) {
    super("audience-activated", { detail: Object.freeze({ audience }), bubbles: true, composed: true });
  }
}

/** A draft was created or changed. */
export class AudienceSavedEvent extends CustomEvent<{ readonly audience: Audience }> {
  constructor(audience: Audience) {
    super("audience-saved", { detail: Object.freeze({ audience }), bubbles: true, composed: true });
  }
}

/** The way back was taken, nothing being lost by it. */
export class AudienceBackEvent extends CustomEvent<null> {
  constructor() {
    super("audience-back", { detail: null, bubbles: true, composed: true });
  }
}

/** A new draft was made of an audience that is no longer edited. */
export class AudienceDuplicatedEvent extends CustomEvent<{ readonly audience: Audience }> {
  constructor(audience: Audience) {
    super("audience-duplicated", { detail: Object.freeze({ audience }), bubbles: true, composed: true });
  }
}
