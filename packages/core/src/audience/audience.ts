import type { Definition } from "../definition/language.js";
import type { AudienceStatus } from "../definition/references.js";

/** The user a host names: who creates, activates, archives. */
export interface User {
  readonly id: string;
  readonly name: string;
}

/** Instants are ISO 8601 in UTC. */
export type InstantText = string;

interface AudienceBase {
  readonly id: string;
  readonly name: string;
  readonly status: AudienceStatus;
  /** Grows by one with each change; a writer names the one it read. */
  readonly version: number;
  readonly createdBy: User;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
  readonly activatedAt?: InstantText;
  readonly activatedBy?: User;
  readonly archivedAt?: InstantText;
  /** The audience this one was copied from. */
  readonly copiedFrom?: string;
}

/** Who is in follows from a definition. */
export interface DefinedAudience extends AudienceBase {
  readonly kind: "defined";
  readonly definition: Definition;
  /** Of the canonical definition, lower-case hex SHA-256. */
  readonly definitionHash: string;
}

/** Who is in is a named list of ids; those outside the base are not counted. */
export interface StaticAudience extends AudienceBase {
  readonly kind: "static";
  /** Number of ids in the list, in the base or not. */
  readonly listed: number;
}

/** A frozen record; nothing of it can be written to. */
export type Audience = DefinedAudience | StaticAudience;

/** What can be done to an audience. */
export type AudienceAction =
  "view" | "create" | "edit" | "activate" | "archive" | "restore" | "duplicate" | "remove" | "export" | "process";
