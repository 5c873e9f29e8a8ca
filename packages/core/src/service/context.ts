import type { DataAdapter } from "../adapter/adapter.js";
import type { Audience, InstantText, User } from "../audience/audience.js";
import type { Catalog } from "../catalog/catalog.js";
import { formatInstant, parseInstant } from "../definition/dates.js";
import type { Limits } from "../definition/limits.js";
import { refuse } from "../issue/issue.js";
import type { Zone } from "../plan/zone.js";
import type { AudienceStore } from "../store/store.js";
import type { ServiceListeners } from "./listeners.js";
import type { Permissions } from "./permissions.js";

/** Where the time comes from: milliseconds since the epoch, or a date. */
export interface Clock {
  now(): number | Date;
}

/** What every part of the service works with. */
export interface ServiceContext {
  readonly adapter: DataAdapter;
  readonly store: AudienceStore;
  readonly tenant: string;
  readonly user: User;
  readonly zone: Zone;
  readonly permissions: Permissions;
  readonly listeners: ServiceListeners;
  readonly limits: Partial<Limits>;
  /** Milliseconds since the epoch, whole. */
  readonly now: () => number;
  readonly newId: () => string;
  /** The adapter's, as it is now; tells listeners when it is another than last time. */
  readonly catalog: () => Catalog;
}

export function instantNow(context: ServiceContext): InstantText {
  return formatInstant(context.now());
}

/**
 * The audience of this tenant.
 *
 * @throws AudienceError `not_found`
 */
export async function audienceOf({ store, tenant }: ServiceContext, id: string): Promise<Audience> {
  const audience = await store.get(tenant, id);
  if (audience === undefined) throw refuse("not_found", "", `There is no audience ${id}.`);
  return audience;
}

/**
 * Milliseconds of an instant a caller named.
 *
 * @throws AudienceError `bad_instant`
 */
export function instantOf(text: InstantText): number {
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw refuse("bad_instant", "/asOf", `"${text}" is no instant.`, "Write 2025-01-31T00:00:00Z.");
  }
  return instant;
}
