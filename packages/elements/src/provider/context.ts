import type { AudienceService } from "@audiencekit/core";
import { createContext } from "@lit/context";
import type { Messages } from "../messages/messages.js";

/** What a provider gives to every element inside it. */
export interface AudienceSurroundings {
  readonly service: AudienceService | undefined;
  /** BCP 47; the page's language unless told. */
  readonly locale: string | undefined;
  /** IANA name; the service's zone unless told. */
  readonly timeZone: string | undefined;
  readonly messages: Messages | undefined;
}

export const audienceContext = createContext<AudienceSurroundings>(Symbol.for("audiencekit.surroundings"));
