import type { CallOptions, CustomerProfile, DataAdapter } from "../adapter/adapter.js";
import type { Audience } from "../audience/audience.js";
import type { Catalog } from "../catalog/catalog.js";
import { AudienceError, refuse } from "../issue/issue.js";
import type { Plan } from "../plan/plan.js";
import { resolvePlan } from "../plan/resolve.js";
import { stopIfAborted } from "../process/process-audience.js";
import { definitionOf, readReferences } from "../process/referenced-audiences.js";
import type { ServiceContext } from "./context.js";
import { orAborted } from "./or-aborted.js";

/** Windows move with the clock; what was made ready answers for so many milliseconds. */
const KEPT = 60_000;

/** Tells the places of the audiences a customer is in. */
type Finder = (customer: string | CustomerProfile, options: CallOptions) => Promise<readonly number[]>;

/** Live audiences made ready, and what they were made of. */
interface Ready {
  readonly audiences: readonly Audience[];
  readonly key: string;
  readonly catalog: Catalog;
  readonly revision: number | undefined;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly finder: Promise<Finder>;
}

/** The live audiences, made ready for one customer at a time and made anew when they, the data or the time are others. */
export class LiveAudiences {
  readonly #context: ServiceContext;
  #ready: Ready | undefined;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** The audiences somebody is in, in the order of the store. */
  async of(customer: string | CustomerProfile, options: CallOptions): Promise<readonly Audience[]> {
    const { store, tenant } = this.#context;
    const audiences = (await store.list(tenant)).filter(({ status }) => status === "live");
    stopIfAborted(options.signal);
    const ready = this.#readyFor(audiences);
    const find = await orAborted(ready.finder, options.signal);
    const places = new Set(await find(customer, options));
    stopIfAborted(options.signal);
    return ready.audiences.filter((_, place) => places.has(place));
  }

  #readyFor(audiences: readonly Audience[]): Ready {
    const { adapter, now } = this.#context;
    const key = JSON.stringify(audiences.map(({ id, version }) => [id, version]));
    const catalog = this.#context.catalog();
    const revision = adapter.revision?.();
    const asOf = now();
    const known = this.#ready;
    const holds =
      known?.key === key &&
      known.catalog === catalog &&
      known.revision === revision &&
      known.asOf <= asOf &&
      asOf < known.asOf + KEPT;
    if (holds) return known;
    const finder = this.#finder(audiences, catalog, asOf);
    const ready = { audiences, key, catalog, revision, asOf, finder };
    this.#ready = ready;
    // What could not be made is tried again by the next who asks.
    finder.catch(() => {
      if (this.#ready === ready) this.#ready = undefined;
    });
    return ready;
  }

  /** An audience that cannot be evaluated with this catalogue has nobody in it. */
  async #finder(audiences: readonly Audience[], catalog: Catalog, asOf: number): Promise<Finder> {
    const { adapter, store, tenant } = this.#context;
    const definitions = audiences.map(definitionOf);
    const references = await readReferences(store, tenant, definitions);
    const plans: Plan[] = [];
    const places: number[] = [];
    for (const [place, definition] of definitions.entries()) {
      try {
        plans.push(resolvePlan(definition, { catalog, asOf, audiences: references }));
        places.push(place);
      } catch (error) {
        if (!(error instanceof AudienceError)) throw error;
      }
    }
    const find = await finderOf(adapter, plans);
    return async (customer, options) => (await find(customer, options)).map((plan) => places[plan] ?? -1);
  }
}

async function finderOf(adapter: DataAdapter, plans: readonly Plan[]): Promise<Finder> {
  const matcher = await adapter.matcher?.(plans);
  if (matcher !== undefined) {
    return async (customer, options) =>
      typeof customer === "string"
        ? ((await matcher.audiencesOf(customer, options)) ?? [])
        : matcher.audiencesOfProfile(customer, options);
  }
  return async (customer, options) => {
    if (typeof customer !== "string") {
      const { engine } = adapter.capabilities;
      throw refuse(
        "not_supported",
        "",
        `The engine ${engine} answers for customers it holds, not for one who is told.`,
      );
    }
    const found: number[] = [];
    for (const [place, plan] of plans.entries()) {
      stopIfAborted(options.signal);
      if (await (await adapter.evaluate(plan, options)).has(customer)) found.push(place);
    }
    return found;
  };
}
