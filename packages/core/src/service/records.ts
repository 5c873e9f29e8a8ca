import type { CallOptions } from "../adapter/adapter.js";
import type { Audience } from "../audience/audience.js";
import { refuse } from "../issue/issue.js";
import { stopIfAborted } from "../process/process-audience.js";
import type { Run } from "../store/store.js";
import { audienceOf, type ServiceContext } from "./context.js";
import { lastPublished, listingOf, readinessOf } from "./readiness.js";
import type { AudienceListing, AudienceMembers, AudienceService, Readiness } from "./service.js";

/** What is known of audiences: records, runs, what follows from them, and the members last published. */
export class Records implements Pick<AudienceService, "list" | "get" | "history" | "readiness" | "members"> {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  async list(options: CallOptions = {}): Promise<readonly AudienceListing[]> {
    const { store, tenant, permissions, now, zone } = this.#context;
    stopIfAborted(options.signal);
    await permissions.demand("view");
    const [audiences, runs] = await Promise.all([store.list(tenant), store.recentRuns(tenant)]);
    const visible = await permissions.allowed("view", audiences);
    stopIfAborted(options.signal);
    const present = now();
    return Object.freeze(visible.map((one) => listingOf(one, runs.get(one.id) ?? [], present, zone)));
  }

  async get(id: string, options: CallOptions = {}): Promise<Audience> {
    stopIfAborted(options.signal);
    const audience = await audienceOf(this.#context, id);
    await this.#context.permissions.demand("view", audience);
    return audience;
  }

  async history(id: string, options: CallOptions = {}): Promise<readonly Run[]> {
    await this.get(id, options);
    return this.#context.store.runs(this.#context.tenant, id);
  }

  async readiness(id: string): Promise<Readiness> {
    const { store, tenant, now, zone } = this.#context;
    const audience = await this.get(id);
    return readinessOf(audience, await store.runs(tenant, id), now(), zone);
  }

  async members(id: string, options: CallOptions = {}): Promise<AudienceMembers> {
    const { store, tenant, permissions } = this.#context;
    stopIfAborted(options.signal);
    const audience = await audienceOf(this.#context, id);
    await permissions.demand("export", audience);
    if (audience.status !== "live")
      throw notReady(id, `It is ${audience.status === "draft" ? "a draft" : "archived"}.`);
    const run = lastPublished(await store.runs(tenant, id));
    if (run === undefined) throw notReady(id, "It has not been processed yet.");
    const snapshot = await store.snapshot(tenant, id, run.date);
    if (snapshot === undefined)
      throw refuse("store_corrupt", "", `The snapshot of audience ${id} on ${run.date} is not there.`);
    return Object.freeze({
      date: run.date,
      processedAt: run.processedAt,
      size: snapshot.ids.length,
      ids: stream(snapshot.ids, options.signal),
    });
  }
}

function notReady(id: string, reason: string): Error {
  return refuse("audience_not_ready", "", `Audience ${id} is not ready. ${reason}`, "Activate and process it first.");
}

/** Can be read more than once. */
function stream(ids: readonly string[], signal: AbortSignal | undefined): AsyncIterable<string> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const id of ids) {
        stopIfAborted(signal);
        yield id;
      }
    },
  };
}
