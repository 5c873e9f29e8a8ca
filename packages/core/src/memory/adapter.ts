import type {
  AudienceMatcher,
  Breakdown,
  CallOptions,
  ChangeReport,
  Comparison,
  Composition,
  DataAdapter,
  ExplainedNode,
  Histogram,
  Membership,
  Overlap,
  OverlapOptions,
  ValueCounts,
  ValueCountsOptions,
} from "../adapter/adapter.js";
import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { Rows } from "../source/read-rows.js";
import type { CustomerInput, EventInput, LoadReport, TagInput } from "../source/records.js";
import { capabilities } from "./capabilities.js";
import { Bitmap } from "./kernels/bitmap.js";
import { breakdown } from "./answers/breakdown.js";
import type { Change, ChangeLimits, Changes } from "./change/change.js";
import type { CellValue } from "./answers/cells.js";
import { composition } from "./answers/compose.js";
import type { BaseAnswers } from "./matcher/leaves.js";
import { memoryReport, type MemoryReport } from "./answers/memory-report.js";
import { overlapOf, sharedBy } from "./answers/overlap.js";
import { Counting } from "./planner/counting.js";
import { Evaluation } from "./planner/evaluation.js";
import { ReadySets } from "./planner/ready-sets.js";
import { tablesOf } from "./events/event-table.js";
import type { Loaded } from "./load/load.js";
import { BitmapMembership, UnsettledMemberships, type MemberSource } from "./membership.js";
import { Lock } from "./lock.js";
import { Pacer } from "./pacer.js";
import type { Population } from "./population.js";
import type { SaveOptions } from "./saved/save.js";
import { TagReader } from "./events/tags.js";
import { histogram } from "./answers/histogram.js";
import { commonest, valueCounts } from "./answers/value-counts.js";

/** Customers held in memory. */
export interface MemoryAdapter extends DataAdapter {
  /** What became of the load. */
  readonly report: LoadReport;
  /** What the customers take of memory, column by column. */
  memory(): Promise<MemoryReport>;
  matcher(plans: readonly Plan[], options?: CallOptions): Promise<AudienceMatcher>;
  /**
   * The base as it stands, with what was appended and changed, in pieces to be written one behind the other;
   * `openSavedBase` opens it. Changes wait until the last piece is taken or the iteration is left.
   */
  save(options?: SaveOptions): AsyncIterable<Uint8Array>;
  /** Ends the second thread, where there is one. To be called when nothing more is asked; what is, one thread answers. */
  close(): Promise<void>;
}

/** Answers from a population that was loaded. */
export function memoryAdapterOf(loaded: Loaded, limits?: ChangeLimits): MemoryAdapter {
  return new PopulationAdapter(loaded, limits);
}

class PopulationAdapter implements MemoryAdapter {
  readonly capabilities = capabilities;
  readonly report: LoadReport;
  readonly #lock = new Lock();
  readonly #unsettled = new UnsettledMemberships();
  readonly #limits: ChangeLimits | undefined;
  #changes: Changes | undefined;
  readonly #baseFromEvents: boolean;
  /** Undefined until it is asked for after a change. */
  #dataUntil: { readonly at: number | undefined } | undefined;
  #revision = 0;
  #population: Population;
  /** Of the population as it stands; undefined until it is asked for after a change. */
  #counting: Counting | undefined;
  #asking = 0;

  constructor({ population, report, dataUntil, baseFromEvents = false }: Loaded, limits?: ChangeLimits) {
    this.#population = population;
    this.#limits = limits;
    this.#baseFromEvents = baseFromEvents;
    this.#dataUntil = { at: dataUntil };
    this.report = report;
  }

  catalog(): Catalog {
    return this.#population.catalog;
  }

  revision(): number {
    return this.#revision;
  }

  async baseSize(): Promise<number> {
    return this.#population.roster.size;
  }

  async dataUntil(): Promise<number | undefined> {
    return (this.#dataUntil ??= { at: latestOf(this.#population) }).at;
  }

  async evaluate(plan: Plan, options?: CallOptions): Promise<Membership> {
    const size = this.#lock.isOpen && options?.signal === undefined ? this.#readySize(plan) : undefined;
    if (size !== undefined) return this.#counted(plan, size);
    return this.#ask(options, async (evaluate) => {
      const evaluation = evaluate(plan.asOf);
      await evaluation.prepare(plan.audiences);
      const { rows, size } = await evaluation.counted(plan.root);
      return rows === undefined ? this.#counted(plan, size) : BitmapMembership.of(this.#population.roster, rows, size);
    });
  }

  breakdown(plan: Plan, options?: CallOptions): Promise<Breakdown> {
    return this.#ask(options, (evaluate) => breakdown(plan, evaluate(plan.asOf)));
  }

  explainPlan(plan: Plan, options?: CallOptions): Promise<readonly ExplainedNode[]> {
    return this.#ask(options, (evaluate) => evaluate(plan.asOf).explain(plan.root));
  }

  async compose(members: Membership, plan: CompositionPlan, options?: CallOptions): Promise<Composition> {
    await BitmapMembership.settle([members]);
    return this.#ask(options, async (evaluate, pacer) => {
      const { roster, space } = this.#population;
      const sized = BitmapMembership.sizedRowsOf(members, roster);
      const base = { rows: roster.base, size: roster.size };
      const column = await evaluate(Infinity).column(plan.column);
      return composition(sized, base, column, plan, space.kernels, pacer);
    });
  }

  async base(): Promise<Membership> {
    return this.#membership(this.#population.roster.base);
  }

  async membershipOf(ids: Iterable<string>, options?: CallOptions): Promise<Membership> {
    return this.#ask(options, async (evaluate) => this.#membership(evaluate(Infinity).rowsOf(ids)));
  }

  async valueCounts(column: PlanColumn, options: ValueCountsOptions = {}): Promise<ValueCounts> {
    return this.#ask(options, async (evaluate, pacer) => {
      const { roster, space } = this.#population;
      const values = await evaluate(Infinity).column(column);
      const base = { column: values, rows: roster.size, among: roster.base };
      return valueCounts([base], options, space.kernels, pacer);
    });
  }

  async propertyCounts(
    types: readonly string[],
    property: string,
    options: ValueCountsOptions = {},
  ): Promise<ValueCounts> {
    return this.#ask(options, (_, pacer) => {
      const tables = tablesOf(this.#population.events, types);
      const columns = tables.map((table) => ({ column: table.properties.get(property), rows: table.length }));
      return valueCounts(columns, options, this.#population.space.kernels, pacer);
    });
  }

  async histogram(column: PlanColumn, bins: number, options?: CallOptions): Promise<Histogram> {
    return this.#ask(options, async (evaluate, pacer) => {
      const { roster, space } = this.#population;
      return histogram(await evaluate(Infinity).column(column), bins, roster.base, space.kernels, pacer);
    });
  }

  async overlap(sets: readonly Membership[], options?: OverlapOptions): Promise<Overlap> {
    await BitmapMembership.settle(sets);
    return this.#ask(options, (_, pacer) => {
      const { roster, space } = this.#population;
      const sized = sets.map((set) => BitmapMembership.sizedRowsOf(set, roster));
      return overlapOf(sized, roster.size, options?.regions === true, space, pacer);
    });
  }

  async compare(plan: Plan, against: Plan, options?: CallOptions): Promise<Comparison> {
    return this.#ask(options, async (evaluate) => {
      const members = await membersOf(plan, evaluate(plan.asOf));
      const others = await membersOf(against, evaluate(against.asOf));
      const stayed = sharedBy(members, others, this.#population.space.kernels);
      const [size, other] = [members.count(), others.count()];
      return { size, against: other, entered: size - stayed, left: other - stayed, stayed };
    });
  }

  async matcher(plans: readonly Plan[], options?: CallOptions): Promise<AudienceMatcher> {
    const { matcherOf } = await import("./matcher/matcher.js");
    return this.#ask(options, (evaluate, pacer) => {
      const { catalog, roster } = this.#population;
      const base: BaseAnswers = {
        catalog,
        bits: async (node, instant) => {
          const evaluation = evaluate(instant);
          return evaluation.audience(node);
        },
        column: (column, instant, path) => evaluate(instant).column(column, path),
        rowsOf: (ids) => evaluate(Infinity).rowsOf(ids),
      };
      return matcherOf(plans, base, roster, pacer);
    });
  }

  async tagCounts(asOf: number, options: ValueCountsOptions = {}): Promise<ValueCounts> {
    return this.#ask(options, async (_, pacer) => {
      const { roster } = this.#population;
      const reader = new TagReader(this.#population, asOf, pacer);
      const counts = new Map<CellValue, number>();
      let tagged = new Bitmap(roster.rows);
      for (const tag of reader.names) {
        const carriers = await reader.carriers(tag, undefined);
        const count = carriers.count();
        if (count > 0) counts.set(tag, count);
        tagged = tagged.or(carriers);
      }
      return { ...commonest(counts, options), missing: roster.base.without(tagged).count() };
    });
  }

  async append(
    attributes: readonly Omit<Attribute, "source">[],
    rows: Iterable<CustomerInput> | AsyncIterable<CustomerInput>,
    options?: CallOptions,
  ): Promise<LoadReport> {
    const { appendAttributes } = await import("./load/append.js");
    const read = await appendAttributes(this.#population, attributes, rows, new Pacer(options?.signal));
    // Another append may have ended meanwhile: this one goes on top of it, or is refused where the names clash.
    return this.#change((population) => read.onto(population), options);
  }

  async upsert(customers: Rows<CustomerInput>, options?: CallOptions): Promise<ChangeReport> {
    const pacer = new Pacer(options?.signal);
    const changes = await this.#changing();
    return this.#change(await changes.upsert(this.catalog(), customers, pacer), options);
  }

  async erase(ids: Iterable<string>, options?: CallOptions): Promise<number> {
    const changes = await this.#changing();
    return this.#change(changes.erase(ids), options);
  }

  async addEvents(events: Rows<EventInput>, options?: CallOptions): Promise<ChangeReport> {
    const pacer = new Pacer(options?.signal);
    const changes = await this.#changing();
    return this.#change(await changes.addEvents(this.#population, events, pacer), options);
  }

  async addTags(tags: Rows<TagInput>, options?: CallOptions): Promise<ChangeReport> {
    const pacer = new Pacer(options?.signal);
    const changes = await this.#changing();
    return this.#change(await changes.addTags(this.catalog(), tags, pacer), options);
  }

  async close(): Promise<void> {
    await this.#population.derived.eventLeaves.close();
  }

  memory(): Promise<MemoryReport> {
    return this.#lock.read(async () => memoryReport(this.#population));
  }

  async *save(options: SaveOptions = {}): AsyncGenerator<Uint8Array> {
    const { savedBase } = await import("./saved/save.js");
    const release = await this.#lock.hold();
    try {
      const { report } = this;
      const [dataUntil, baseFromEvents] = [await this.dataUntil(), this.#baseFromEvents];
      yield* savedBase({ population: this.#population, report, dataUntil, baseFromEvents }, options);
    } finally {
      release();
    }
  }

  async #changing(): Promise<Changes> {
    const { Changes } = await import("./change/change.js");
    return (this.#changes ??= new Changes(this.#baseFromEvents, this.#limits));
  }

  /** Changes the population while nobody reads it. */
  #change<Report>(change: Change<Report>, options: CallOptions | undefined): Promise<Report> {
    return this.#lock.change(async () => {
      new Pacer(options?.signal).check();
      await this.#unsettled.settle();
      this.#counting = undefined;
      const { population, report } = await change(this.#population);
      if (population !== this.#population) this.#revision++;
      this.#population = population;
      this.#dataUntil = undefined;
      return report;
    });
  }

  /** The number of members of a plan where ready-made sets tell it at once. */
  #readySize(plan: Plan): number | undefined {
    const population = this.#population;
    const { programme } = population.space.kernels;
    if (programme !== undefined) {
      this.#counting ??= new Counting(population, programme);
      const size = this.#counting.sizeOf(plan.root, plan.asOf);
      if (size !== undefined) return size;
    }
    if (plan.audiences.length > 0) return undefined;
    const sets = new ReadySets(population, plan.asOf);
    try {
      return sets.sizeOf(plan.root);
    } finally {
      sets.release();
      if (this.#asking === 0) population.derived.leaves.sweep();
    }
  }

  /** A membership of which only the number is known: who they are is found when it is asked, or something changes. */
  #counted(plan: Plan, size: number): Membership {
    const membership = BitmapMembership.counted(this.#population.roster, size, this.#members, plan);
    this.#unsettled.add(membership);
    return membership;
  }

  /** Finds the members of plans. */
  readonly #members: MemberSource = {
    whileNothingChanges: (plan, take) =>
      this.#ask(undefined, async (evaluate) => take(await audienceOf(plan, evaluate(plan.asOf)))),
    // For who has the base to itself.
    now: async (plan) => {
      const evaluation = new Evaluation(this.#population, plan.asOf, new Pacer(undefined));
      try {
        return await audienceOf(plan, evaluation);
      } finally {
        evaluation.release();
      }
    },
  };

  /** Reads while nothing changes. `evaluate` gives the evaluation as of an instant; columns stand as of their own. */
  #ask<T>(
    options: CallOptions | undefined,
    work: (evaluate: (asOf: number) => Evaluation, pacer: Pacer) => Promise<T>,
  ): Promise<T> {
    return this.#lock.read(async () => {
      const pacer = new Pacer(options?.signal);
      const evaluations = new Map<number, Evaluation>();
      this.#asking++;
      try {
        return await work((asOf) => {
          const evaluation = evaluations.get(asOf) ?? new Evaluation(this.#population, asOf, pacer);
          evaluations.set(asOf, evaluation);
          return evaluation;
        }, pacer);
      } finally {
        for (const evaluation of evaluations.values()) evaluation.release();
        if (--this.#asking === 0) this.#population.derived.leaves.sweep();
      }
    });
  }

  #membership(rows: Bitmap): Membership {
    return BitmapMembership.of(this.#population.roster, rows);
  }
}

/** The latest instant of any event or tag. */
function latestOf({ events, tags }: Population): number | undefined {
  let latest = -Infinity;
  for (const { lastAt } of tablesOf(events, [...events.keys()])) latest = Math.max(latest, lastAt);
  for (const { at } of tags.values()) for (const instant of at) if (instant > latest) latest = instant;
  return latest === -Infinity ? undefined : latest;
}

/** The members of a plan, who stay when the evaluation is released: it is of no further use. */
async function audienceOf(plan: Plan, evaluation: Evaluation): Promise<Bitmap> {
  await evaluation.prepare(plan.audiences);
  return evaluation.audience(plan.root);
}

async function membersOf(plan: Plan, evaluation: Evaluation): Promise<Bitmap> {
  await evaluation.prepare(plan.audiences);
  return evaluation.members(plan.root);
}
