/** Something of the module happened, or is about to. Details are frozen plain data; events cross shadow roots. */
abstract class AudienceEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail: Object.freeze(detail), bubbles: true, composed: true, cancelable });
  }
}

/** Somebody wants to make an audience. Cancel it to show something of your own. */
export class AudienceCreateEvent extends AudienceEvent<Record<string, never>> {
  constructor() {
    super("audience-create", {}, true);
  }
}

/** Somebody wants to see an audience: a draft in the builder, a live one in its report. Cancelable. */
export class AudienceOpenEvent extends AudienceEvent<{
  readonly id: string;
  readonly view: "builder" | "report";
}> {
  constructor(id: string, view: "builder" | "report") {
    super("audience-open", { id, view }, true);
  }
}

declare global {
  interface HTMLElementEventMap {
    "audience-create": AudienceCreateEvent;
    "audience-open": AudienceOpenEvent;
  }
}
