import type { Breakdown, CallOptions, Histogram, ValueCounts, ValueCountsOptions } from "../adapter/adapter.js";
import type { InstantText } from "../audience/audience.js";
import type { Attribute } from "../catalog/catalog.js";
import { findAttribute } from "../catalog/lookup.js";
import { checkDefinition } from "../definition/check.js";
import { formatInstant } from "../definition/dates.js";
import { deepFreeze } from "../definition/freeze.js";
import type { Definition } from "../definition/language.js";
import { parseDefinition } from "../definition/parse.js";
import { summarize } from "../definition/summarize.js";
import type { Summary } from "../definition/summary.js";
import { AudienceError, refuse, type Issue } from "../issue/issue.js";
import { resolveColumn, resolveComposition } from "../plan/column.js";
import type { PlanColumn } from "../plan/plan.js";
import { resolvePlan } from "../plan/resolve.js";
import { stopIfAborted } from "../process/process-audience.js";
import { definitionOf, readReferences, type EditedAudience } from "../process/referenced-audiences.js";
import { withAutomaticBands } from "./automatic-bands.js";
import { compositionAttributes } from "./composition-attributes.js";
import { audienceOf, instantOf, type ServiceContext } from "./context.js";
import type { AudienceService, CompositionSnapshot } from "./service.js";

const BINS = 20;

interface OfAudience extends CallOptions {
  readonly audienceId?: string;
}

/** Everything that asks about definitions and data and changes nothing. */
export class Questions implements Pick<
  AudienceService,
  | "check"
  | "summarize"
  | "estimate"
  | "valueCounts"
  | "propertyCounts"
  | "histogram"
  | "tagCounts"
  | "compose"
  | "compositionAttributes"
> {
  readonly #context: ServiceContext;
  readonly #offered: readonly string[] | undefined;

  /** @param offered names of the attributes the host wants first in View attribute */
  constructor(context: ServiceContext, offered: readonly string[] | undefined) {
    this.#context = context;
    this.#offered = offered;
  }

  async check(definition: Definition, options: OfAudience = {}): Promise<readonly Issue[]> {
    const { store, tenant, catalog, limits } = this.#context;
    await this.#admit(options);
    try {
      const parsed = parseDefinition(definition, limits);
      const { audienceId } = options;
      const audiences = await readReferences(store, tenant, [parsed], edited(audienceId, parsed));
      return deepFreeze(checkDefinition(parsed, { catalog: catalog(), audiences, audienceId, limits }));
    } catch (error) {
      if (error instanceof AudienceError && error.code !== "store_corrupt" && error.code !== "store_newer") {
        return deepFreeze([...error.issues]);
      }
      throw error;
    }
  }

  async summarize(definition: Definition): Promise<Summary> {
    const { store, tenant, catalog, limits } = this.#context;
    await this.#admit();
    const parsed = parseDefinition(definition, limits);
    const audiences = await readReferences(store, tenant, [parsed]);
    return deepFreeze(summarize(parsed, { catalog: catalog(), audienceName: (id) => audiences(id)?.name }));
  }

  async estimate(
    definition: Definition,
    options: OfAudience & { readonly asOf?: InstantText } = {},
  ): Promise<Breakdown & { readonly asOf: InstantText }> {
    const { adapter, store, tenant, catalog, limits, now } = this.#context;
    await this.#admit(options);
    const asOf = options.asOf === undefined ? now() : instantOf(options.asOf);
    const parsed = parseDefinition(definition, limits);
    const audiences = await readReferences(store, tenant, [parsed], edited(options.audienceId, parsed));
    stopIfAborted(options.signal);
    const plan = resolvePlan(parsed, { catalog: catalog(), asOf, audiences, forDraft: true });
    const breakdown = await adapter.breakdown(plan, { signal: options.signal });
    stopIfAborted(options.signal);
    return deepFreeze({ ...breakdown, asOf: formatInstant(asOf) });
  }

  async valueCounts(attribute: string, options: ValueCountsOptions = {}): Promise<ValueCounts> {
    await this.#admit(options);
    return deepFreeze(await this.#context.adapter.valueCounts(this.#column(attribute), options));
  }

  async propertyCounts(
    event: readonly string[],
    property: string,
    options: ValueCountsOptions = {},
  ): Promise<ValueCounts> {
    await this.#admit(options);
    return deepFreeze(await this.#context.adapter.propertyCounts(event, property, options));
  }

  async histogram(attribute: string, options: CallOptions & { readonly bins?: number } = {}): Promise<Histogram> {
    await this.#admit(options);
    const { bins = BINS, signal } = options;
    return deepFreeze(await this.#context.adapter.histogram(this.#column(attribute), bins, { signal }));
  }

  async tagCounts(options: ValueCountsOptions = {}): Promise<ValueCounts> {
    await this.#admit(options);
    return deepFreeze(await this.#context.adapter.tagCounts(this.#context.now(), options));
  }

  async compose(id: string, attribute: string, options: CallOptions = {}): Promise<CompositionSnapshot> {
    const { adapter, store, tenant, permissions, zone, now } = this.#context;
    stopIfAborted(options.signal);
    const audience = await audienceOf(this.#context, id);
    await permissions.demand("view", audience);
    const catalog = this.#context.catalog();
    const asOf = now();
    const found = findAttribute(catalog, attribute);
    const wanted = resolveComposition(attribute, { catalog, asOf });
    if (found === undefined || found.composition === false) {
      throw refuse("unknown_attribute", "/attribute", `"${attribute}" is not offered for composition.`);
    }
    const cut = await withAutomaticBands(adapter, wanted, zone, options);
    const definition = definitionOf(audience);
    const audiences = await readReferences(store, tenant, [definition]);
    const plan = resolvePlan(definition, { catalog, asOf, audiences, forDraft: audience.activatedAt === undefined });
    const composition = await adapter.compose(await adapter.evaluate(plan, options), cut, options);
    stopIfAborted(options.signal);
    return deepFreeze({ ...composition, attribute: found, asOf: formatInstant(asOf) });
  }

  async compositionAttributes(options: CallOptions = {}): Promise<readonly Attribute[]> {
    stopIfAborted(options.signal);
    return compositionAttributes(this.#context.catalog(), this.#offered);
  }

  async #admit(options: CallOptions = {}): Promise<void> {
    stopIfAborted(options.signal);
    await this.#context.permissions.demand("view");
  }

  #column(attribute: string): PlanColumn {
    const { catalog, now } = this.#context;
    return resolveColumn(attribute, { catalog: catalog(), asOf: now() });
  }
}

function edited(id: string | undefined, definition: Definition): EditedAudience | undefined {
  return id === undefined ? undefined : { id, definition };
}
