import type { Definition } from "./language.js";

/** `draft -> live -> archived`. */
export type AudienceStatus = "draft" | "live" | "archived";

/** An audience that a definition may name. */
export type ReferencedAudience =
  | { readonly id: string; readonly name: string; readonly status: AudienceStatus; readonly definition: Definition }
  | { readonly id: string; readonly name: string; readonly status: AudienceStatus; readonly ids: readonly string[] };

/** Finds an audience of the same tenant; undefined where there is none. */
export type AudienceLookup = (id: string) => ReferencedAudience | undefined;
