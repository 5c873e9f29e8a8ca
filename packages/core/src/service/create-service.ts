import { v7 } from "uuid";
import type { DataAdapter } from "../adapter/adapter.js";
import type { User } from "../audience/audience.js";
import { deepFreeze } from "../definition/freeze.js";
import type { Limits } from "../definition/limits.js";
import { refuse } from "../issue/issue.js";
import { zoneOf } from "../plan/zone-of.js";
import { stopIfAborted } from "../process/process-audience.js";
import type { AudienceStore } from "../store/store.js";
import { AudienceCommands } from "./commands.js";
import { Comparisons } from "./comparisons.js";
import { instantNow, type Clock, type ServiceContext } from "./context.js";
import { ServiceListeners } from "./listeners.js";
import { Nights } from "./nights.js";
import { Permissions, type PermissionHook } from "./permissions.js";
import { Questions } from "./questions.js";
import { Records } from "./records.js";
import type { AudienceService } from "./service.js";

export interface AudienceServiceOptions {
  /** Where the customers are. */
  readonly adapter: DataAdapter;
  /** Where audiences and their history are kept. */
  readonly store: AudienceStore;
  /** Who works with this service: Created By. */
  readonly user: User;
  /** Who may do what; without it everybody may everything. What throws, rejects or takes over 5 seconds is a no. */
  readonly can?: PermissionHook;
  /** Part of every key; `"default"` unless told. Audiences of other tenants are not found. */
  readonly tenant?: string;
  /** The wall clock unless told. */
  readonly clock?: Clock;
  /** IANA name of the zone whose dates nights are of; the catalogue's unless told. */
  readonly timeZone?: string;
  /** Whether what goes live is processed at once; `true` unless told. */
  readonly processOnActivate?: boolean;
  /** Names of the attributes that come first in View attribute; five usual ones unless told. */
  readonly compositionAttributes?: readonly string[];
  /** Of definitions. */
  readonly limits?: Partial<Limits>;
  /** Makes ids of new audiences; version 7 UUIDs of the clock unless told. */
  readonly ids?: () => string;
}

const wallClock: Clock = { now: () => Date.now() };

/**
 * The audience service in this very process: what hosts call and what the elements are given. All it answers is
 * frozen.
 *
 * @throws AudienceError `unknown_time_zone`
 */
export function createAudienceService(options: AudienceServiceOptions): AudienceService {
  const context = contextOf(options);
  const { adapter, listeners, permissions, user, zone } = context;
  const { processOnActivate = true } = options;
  const records = new Records(context);
  const questions = new Questions(context, options.compositionAttributes);
  const comparisons = new Comparisons(context);
  const nights = new Nights(context);
  const commands = new AudienceCommands(context, async (audience) => {
    if (processOnActivate) await nights.processFirst(audience);
  });
  return Object.freeze<AudienceService>({
    user,
    timeZone: zone.id,
    capabilities: deepFreeze({ ...adapter.capabilities }),
    processesOnActivation: processOnActivate,
    now: () => instantNow(context),
    catalog: async (call = {}) => {
      stopIfAborted(call.signal);
      return context.catalog();
    },
    baseSize: async (call = {}) => {
      stopIfAborted(call.signal);
      return adapter.baseSize(call);
    },
    subscribe: (listener) => listeners.add(listener),
    can: (action, audience) => permissions.may(action, audience),

    list: (call) => records.list(call),
    get: (id, call) => records.get(id, call),
    history: (id, call) => records.history(id, call),
    readiness: (id) => records.readiness(id),
    members: (id, call) => records.members(id, call),

    create: (audience) => commands.create(audience),
    createStatic: (audience) => commands.createStatic(audience),
    update: (id, change) => commands.update(id, change),
    activate: (id, read) => commands.activate(id, read),
    archive: (id, read) => commands.archive(id, read),
    restore: (id, read) => commands.restore(id, read),
    duplicate: (id, copy) => commands.duplicate(id, copy),
    remove: (id, read) => commands.remove(id, read),

    check: (definition, call) => questions.check(definition, call),
    summarize: (definition) => questions.summarize(definition),
    estimate: (definition, call) => questions.estimate(definition, call),
    valueCounts: (attribute, call) => questions.valueCounts(attribute, call),
    propertyCounts: (event, property, call) => questions.propertyCounts(event, property, call),
    histogram: (attribute, call) => questions.histogram(attribute, call),
    tagCounts: (call) => questions.tagCounts(call),
    compose: (id, attribute, call) => questions.compose(id, attribute, call),
    compositionAttributes: (call) => questions.compositionAttributes(call),
    audiencesOf: (customer, call) => comparisons.audiencesOf(customer, call),
    overlap: (sets, call) => comparisons.overlap(sets, call),
    compare: (definition, against, call) => comparisons.compare(definition, against, call),

    process: (call) => nights.process(call),
    backfill: (call) => nights.backfill(call),
  });
}

function contextOf(options: AudienceServiceOptions): ServiceContext {
  const { adapter, store, clock = wallClock } = options;
  const now = (): number => {
    const instant = Math.trunc(Number(clock.now()));
    if (!Number.isFinite(instant)) throw refuse("internal", "", "The clock does not tell the time.");
    return instant;
  };
  const listeners = new ServiceListeners();
  let known = adapter.catalog();
  return {
    adapter,
    store,
    listeners,
    now,
    tenant: options.tenant ?? "default",
    user: Object.freeze({ id: options.user.id, name: options.user.name }),
    zone: zoneOf(options.timeZone ?? known.timeZone),
    permissions: new Permissions(options.can),
    limits: { ...options.limits },
    newId: options.ids ?? (() => v7({ msecs: Math.max(0, now()) })),
    catalog: () => {
      const catalog = adapter.catalog();
      if (catalog !== known) {
        known = catalog;
        listeners.tell({ type: "catalog-changed" });
      }
      return catalog;
    },
  };
}
