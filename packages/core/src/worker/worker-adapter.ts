import type {
  Breakdown,
  CallOptions,
  Capabilities,
  ChangeReport,
  Comparison,
  Composition,
  DataAdapter,
  DistantMatcher,
  ExplainedNode,
  Histogram,
  Membership,
  Overlap,
  OverlapOptions,
  ValueCounts,
  ValueCountsOptions,
} from "../adapter/adapter.js";
import type { Attribute, Catalog } from "../catalog/catalog.js";
import { deepFreeze } from "../definition/freeze.js";
import type { MemoryAdapter } from "../memory/adapter.js";
import type { MemoryReport } from "../memory/answers/memory-report.js";
import type { SaveOptions } from "../memory/saved/save.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { Rows } from "../source/read-rows.js";
import type { CustomerInput, LoadReport } from "../source/records.js";
import type { BaseState, Changed, EngineCalls, OpenedBase, OptionalMethod, PageCalls } from "./calls.js";
import type { AskOptions, Conversation } from "./conversation.js";
import { customerToSend, eventToSend, isBytes, tagToSend } from "./rows.js";
import { Feed, pulled, type Streams } from "./streams.js";
import { WorkerMatcher } from "./worker-matcher.js";
import { BaseLine } from "./worker-membership.js";

/** Customers held by an engine in a thread of its own. Its matcher answers as soon as the thread does. */
export interface WorkerAdapter extends Omit<MemoryAdapter, "matcher"> {
  /** `page` where no worker could be had. */
  readonly where: "worker" | "page";
  /** Not there where the engine's own adapter has none. */
  readonly matcher?: (plans: readonly Plan[], options?: CallOptions) => Promise<DistantMatcher>;
  /** Lets the customers go, and ends the worker if it was made for them. What is still asked is refused as `engine_lost`. */
  close(): Promise<void>;
}

/** What an adapter of the page stands on. */
export interface AdapterGround {
  readonly engine: Conversation<PageCalls, EngineCalls>;
  readonly streams: Streams;
  readonly where: "worker" | "page";
  readonly close: () => Promise<void>;
}

/** The adapter of a base that an engine opened. */
export function workerAdapterOf(ground: AdapterGround, opened: OpenedBase): WorkerAdapter {
  return new RemoteAdapter(ground, opened);
}

class RemoteAdapter implements WorkerAdapter {
  readonly where: "worker" | "page";
  readonly append?: NonNullable<DataAdapter["append"]>;
  readonly upsert?: NonNullable<DataAdapter["upsert"]>;
  readonly erase?: NonNullable<DataAdapter["erase"]>;
  readonly addEvents?: NonNullable<DataAdapter["addEvents"]>;
  readonly addTags?: NonNullable<DataAdapter["addTags"]>;
  readonly explainPlan?: NonNullable<DataAdapter["explainPlan"]>;
  readonly matcher?: (plans: readonly Plan[], options?: CallOptions) => Promise<DistantMatcher>;
  readonly revision?: () => number;
  readonly #ground: AdapterGround;
  readonly #engine: Conversation<PageCalls, EngineCalls>;
  readonly #base: number;
  readonly #line: BaseLine;
  #state: BaseState;

  constructor(ground: AdapterGround, { base, state, methods }: OpenedBase) {
    this.#ground = ground;
    this.#engine = ground.engine;
    this.#base = base;
    this.#line = new BaseLine(ground.engine, base);
    this.#state = deepFreeze(state);
    this.where = ground.where;
    const { revision } = state;
    if (revision !== undefined) this.revision = () => this.#state.revision ?? revision;
    const has = (method: OptionalMethod) => methods.includes(method);
    if (has("append")) this.append = (attributes, rows, options) => this.#append(attributes, rows, options);
    if (has("upsert")) this.upsert = (rows, options) => this.#change("upsert", Feed.of(rows, customerToSend), options);
    if (has("addEvents")) {
      this.addEvents = (rows, options) => this.#change("addEvents", Feed.of(rows, eventToSend), options);
    }
    if (has("addTags")) this.addTags = (rows, options) => this.#change("addTags", Feed.of(rows, tagToSend), options);
    if (has("erase")) this.erase = (ids, options) => this.#erase(ids, options);
    if (has("matcher")) this.matcher = (plans, options) => this.#matcher(plans, options);
    if (has("explainPlan")) this.explainPlan = (plan, options) => this.#explainPlan(plan, options);
  }

  get capabilities(): Capabilities {
    return this.#state.capabilities;
  }

  get report(): LoadReport {
    return this.#state.report;
  }

  catalog(): Catalog {
    return this.#state.catalog;
  }

  baseSize(options?: CallOptions): Promise<number> {
    return this.#engine.ask("baseSize", { base: this.#base }, asked(options));
  }

  dataUntil(options?: CallOptions): Promise<number | undefined> {
    return this.#engine.ask("dataUntil", { base: this.#base }, asked(options));
  }

  evaluate(plan: Plan, options?: CallOptions): Promise<Membership> {
    return this.#line.members((held) => this.#engine.ask("evaluate", { base: this.#base, plan }, held), options);
  }

  breakdown(plan: Plan, options?: CallOptions): Promise<Breakdown> {
    return this.#engine.ask("breakdown", { base: this.#base, plan }, asked(options));
  }

  async compose(members: Membership, composition: CompositionPlan, options?: CallOptions): Promise<Composition> {
    const input = { base: this.#base, members: this.#line.numberOf(members), composition };
    return this.#engine.ask("compose", input, asked(options));
  }

  base(options?: CallOptions): Promise<Membership> {
    return this.#line.members((held) => this.#engine.ask("everybody", { base: this.#base }, held), options);
  }

  membershipOf(ids: Iterable<string>, options?: CallOptions): Promise<Membership> {
    return this.#line.members(
      (held) =>
        this.#lend(idsOf(ids), (stream) => this.#engine.ask("membershipOf", { base: this.#base, stream }, held)),
      options,
    );
  }

  valueCounts(column: PlanColumn, options?: ValueCountsOptions): Promise<ValueCounts> {
    return this.#engine.ask("valueCounts", { base: this.#base, column, options: sent(options) }, asked(options));
  }

  propertyCounts(types: readonly string[], property: string, options?: ValueCountsOptions): Promise<ValueCounts> {
    const input = { base: this.#base, types, property, options: sent(options) };
    return this.#engine.ask("propertyCounts", input, asked(options));
  }

  tagCounts(asOf: number, options?: ValueCountsOptions): Promise<ValueCounts> {
    return this.#engine.ask("tagCounts", { base: this.#base, asOf, options: sent(options) }, asked(options));
  }

  histogram(column: PlanColumn, bins: number, options?: CallOptions): Promise<Histogram> {
    return this.#engine.ask("histogram", { base: this.#base, column, bins }, asked(options));
  }

  async overlap(sets: readonly Membership[], options: OverlapOptions = {}): Promise<Overlap> {
    const numbers = sets.map((set) => this.#line.numberOf(set));
    const input = { base: this.#base, sets: numbers, regions: options.regions === true };
    return this.#engine.ask("overlap", input, asked(options));
  }

  compare(plan: Plan, against: Plan, options?: CallOptions): Promise<Comparison> {
    return this.#engine.ask("compare", { base: this.#base, plan, against }, asked(options));
  }

  memory(): Promise<MemoryReport> {
    return this.#engine.ask("memory", { base: this.#base });
  }

  async *save({ indexes, signal }: SaveOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    const input = { base: this.#base, options: { indexes } };
    const tooLate = (stream: number) => this.#engine.tell("leave", { stream });
    const stream = await this.#engine.ask("save", input, { signal, tooLate });
    yield* pulled(this.#engine, stream, isBytes, signal);
  }

  async close(): Promise<void> {
    await this.#ground.close();
  }

  #explainPlan(plan: Plan, options?: CallOptions): Promise<readonly ExplainedNode[]> {
    return this.#engine.ask("explainPlan", { base: this.#base, plan }, asked(options));
  }

  async #matcher(plans: readonly Plan[], { signal }: CallOptions = {}): Promise<DistantMatcher> {
    const tooLate = (held: number) => this.#line.release(held);
    const held = await this.#engine.ask("matcher", { base: this.#base, plans }, { signal, tooLate });
    return new WorkerMatcher(this.#line, held);
  }

  #append(
    attributes: readonly Omit<Attribute, "source">[],
    rows: Rows<CustomerInput>,
    options?: CallOptions,
  ): Promise<LoadReport> {
    return this.#lend(Feed.of(rows, customerToSend), async (stream) =>
      this.#done(await this.#engine.ask("append", { base: this.#base, attributes, stream }, asked(options))),
    );
  }

  #change(how: "upsert" | "addEvents" | "addTags", rows: Feed, options?: CallOptions): Promise<ChangeReport> {
    return this.#lend(rows, async (stream) =>
      this.#done(await this.#engine.ask(how, { base: this.#base, stream }, asked(options))),
    );
  }

  #erase(ids: Iterable<string>, options?: CallOptions): Promise<number> {
    return this.#lend(idsOf(ids), async (stream) =>
      this.#done(await this.#engine.ask("erase", { base: this.#base, stream }, asked(options))),
    );
  }

  #lend<T>(feed: Feed, ask: (stream: number) => Promise<T>): Promise<T> {
    return this.#ground.streams.lend([feed], ([stream = 0]) => ask(stream));
  }

  #done<Report>({ report, state }: Changed<Report>): Report {
    if (state !== undefined) this.#state = deepFreeze(state);
    return report;
  }
}

function idsOf(ids: Iterable<string>): Feed {
  return Feed.of(ids, (id) => id);
}

function asked<T>({ signal }: CallOptions = {}): AskOptions<T> {
  return { signal };
}

function sent({ search, limit }: ValueCountsOptions = {}): Omit<ValueCountsOptions, "signal"> {
  return { search, limit };
}
