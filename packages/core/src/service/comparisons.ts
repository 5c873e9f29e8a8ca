import type {
  Comparison,
  CustomerProfile,
  CallOptions,
  Membership,
  Overlap,
  OverlapOptions,
} from "../adapter/adapter.js";
import type { InstantText } from "../audience/audience.js";
import { formatInstant } from "../definition/dates.js";
import { deepFreeze } from "../definition/freeze.js";
import type { Definition } from "../definition/language.js";
import { parseDefinition } from "../definition/parse.js";
import type { Plan } from "../plan/plan.js";
import { resolvePlan } from "../plan/resolve.js";
import { stopIfAborted } from "../process/process-audience.js";
import { definitionOf, readReferences } from "../process/referenced-audiences.js";
import { audienceOf, instantOf, type ServiceContext } from "./context.js";
import { LiveAudiences } from "./live-audiences.js";
import type { AudienceService } from "./service.js";

interface AsOf {
  readonly asOf?: InstantText;
}

/** Questions that set audiences against each other, or one customer against all of them. Nothing is changed. */
export class Comparisons implements Pick<AudienceService, "audiencesOf" | "overlap" | "compare"> {
  readonly #context: ServiceContext;
  readonly #live: LiveAudiences;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#live = new LiveAudiences(context);
  }

  async audiencesOf(customer: string | CustomerProfile, options: CallOptions = {}): Promise<readonly string[]> {
    const { permissions } = this.#context;
    await this.#admit(options);
    const visible = await permissions.allowed("view", await this.#live.of(customer, options));
    stopIfAborted(options.signal);
    return Object.freeze(visible.map(({ id }) => id));
  }

  async overlap(
    sets: readonly (string | Definition)[],
    options: OverlapOptions & AsOf = {},
  ): Promise<Overlap & { readonly asOf: InstantText }> {
    const { adapter } = this.#context;
    const { signal, regions } = options;
    await this.#admit(options);
    const asOf = this.#instant(options);
    const members: Membership[] = [];
    for (const set of sets) {
      const plan = await this.#planOf(set, asOf);
      stopIfAborted(signal);
      members.push(await adapter.evaluate(plan, { signal }));
    }
    const overlap = await adapter.overlap(members, { signal, regions });
    stopIfAborted(signal);
    return deepFreeze({ ...overlap, asOf: formatInstant(asOf) });
  }

  async compare(
    definition: Definition,
    against: Definition | { readonly audienceId: string },
    options: CallOptions & AsOf & { readonly audienceId?: string } = {},
  ): Promise<Comparison & { readonly asOf: InstantText }> {
    const { signal, audienceId } = options;
    await this.#admit(options);
    const asOf = this.#instant(options);
    const plan = await this.#planOf(definition, asOf, audienceId);
    const other = await this.#planOf("audienceId" in against ? against.audienceId : against, asOf);
    stopIfAborted(signal);
    const comparison = await this.#context.adapter.compare(plan, other, { signal });
    stopIfAborted(signal);
    return deepFreeze({ ...comparison, asOf: formatInstant(asOf) });
  }

  async #admit(options: CallOptions): Promise<void> {
    stopIfAborted(options.signal);
    await this.#context.permissions.demand("view");
  }

  #instant({ asOf }: AsOf): number {
    return asOf === undefined ? this.#context.now() : instantOf(asOf);
  }

  /** @param edited the audience whose definition is on the screen, so that it counts where others refer to it */
  async #planOf(set: string | Definition, asOf: number, edited?: string): Promise<Plan> {
    const { store, tenant, catalog, limits } = this.#context;
    const definition = typeof set === "string" ? await this.#definitionOf(set) : parseDefinition(set, limits);
    const references = edited === undefined ? undefined : { id: edited, definition };
    const audiences = await readReferences(store, tenant, [definition], references);
    return resolvePlan(definition, { catalog: catalog(), asOf, audiences, forDraft: true });
  }

  async #definitionOf(id: string): Promise<Definition> {
    const audience = await audienceOf(this.#context, id);
    await this.#context.permissions.demand("view", audience);
    return definitionOf(audience);
  }
}
