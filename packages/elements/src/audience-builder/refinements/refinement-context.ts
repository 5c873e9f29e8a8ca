import type { AudienceService, Catalog } from "@audiencekit/core";
import type { BuilderMessages } from "../../messages/english/builder.js";
import type { Format } from "../../format/format.js";
import type { NamedAudience } from "../picker-items.js";

/** What the editors of conditions read besides the condition itself. */
export interface RefinementContext {
  readonly texts: BuilderMessages;
  readonly format: Format;
  readonly service: AudienceService;
  readonly catalog: Catalog;
  readonly base: number;
  /** The instant that relative windows are resolved at, ISO 8601. */
  readonly asOf: string;
  /** IANA name the definition is read in. */
  readonly timeZone: string;
  readonly audiences: readonly NamedAudience[];
}
