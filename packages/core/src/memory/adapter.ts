import type {
  Breakdown,
  CallOptions,
  Capabilities,
  Comparison,
  Composition,
  DataAdapter,
  Histogram,
  Membership,
  Overlap,
  ValueCounts,
  ValueCountsOptions,
} from "../adapter/adapter.js";
import type { Attribute, Catalog } from "../catalog/catalog.js";
import type { CompositionPlan, Plan, PlanColumn } from "../plan/plan.js";
import type { CustomerInput, LoadReport } from "../source/records.js";
import { appendAttributes } from "./load/append.js";
import { Bitmap } from "./kernels/bitmap.js";
import { breakdown } from "./answers/breakdown.js";
import type { CellValue } from "./columns/cells.js";
import type { Column } from "./columns/columns.js";
import { composition } from "./answers/compose.js";
import { overlapOf } from "./answers/overlap.js";
import { Evaluation } from "./planner/evaluation.js";
import { tablesOf } from "./events/event-walk.js";
import type { Loaded } from "./load/load.js";
import { BitmapMembership } from "./membership.js";
import { Pacer } from "./pacer.js";
import type { Population } from "./population.js";
import { TagReader } from "./events/tags.js";
import { commonest, histogram, valueCounts } from "./answers/value-counts.js";

/** Customers held in memory. */
export interface MemoryAdapter extends DataAdapter {
  /** What became of the load. */
  readonly report: LoadReport;
}

/** Answers from a population that was loaded. */
export function memoryAdapterOf(loaded: Loaded): MemoryAdapter {
  return new PopulationAdapter(loaded);
}

class PopulationAdapter implements MemoryAdapter {
  readonly capabilities: Capabilities = Object.freeze({
    engine: "memory",
    append: true,
    asOf: true,
    breakdown: true,
    change: "Customers, events and tags cannot be changed yet.",
  });
  readonly report: LoadReport;
  readonly #dataUntil: number | undefined;
  #population: Population;

  constructor({ population, report, dataUntil }: Loaded) {
    this.#population = population;
    this.#dataUntil = dataUntil;
    this.report = report;
  }

  catalog(): Catalog {
    return this.#population.catalog;
  }

  async baseSize(): Promise<number> {
    return this.#population.roster.size;
  }

  async dataUntil(): Promise<number | undefined> {
    return this.#dataUntil;
  }

  async evaluate(plan: Plan, options?: CallOptions): Promise<Membership> {
    return this.#membership(await this.#rowsOf(plan, options));
  }

  async breakdown(plan: Plan, options?: CallOptions): Promise<Breakdown> {
    return breakdown(plan, this.#evaluation(plan.asOf, options));
  }

  async compose(members: Membership, plan: CompositionPlan, options?: CallOptions): Promise<Composition> {
    const evaluation = this.#evaluation(Infinity, options);
    const rows = BitmapMembership.rowsOf(members, this.#population.roster);
    return composition(rows, await evaluation.column(plan.column), plan, evaluation.pacer);
  }

  async base(): Promise<Membership> {
    return this.#membership(this.#population.roster.base);
  }

  async membershipOf(ids: Iterable<string>, options?: CallOptions): Promise<Membership> {
    return this.#membership(this.#evaluation(Infinity, options).rowsOf(ids));
  }

  async valueCounts(column: PlanColumn, options: ValueCountsOptions = {}): Promise<ValueCounts> {
    const { values, evaluation } = await this.#values(column, options);
    return valueCounts([{ column: values, rows: evaluation.rows }], options, evaluation.pacer);
  }

  async propertyCounts(
    types: readonly string[],
    property: string,
    options: ValueCountsOptions = {},
  ): Promise<ValueCounts> {
    const tables = tablesOf(this.#population.events, types);
    const columns = tables.map((table) => ({ column: table.properties.get(property), rows: table.length }));
    return valueCounts(columns, options, new Pacer(options.signal));
  }

  async histogram(column: PlanColumn, bins: number, options?: CallOptions): Promise<Histogram> {
    const { values, evaluation } = await this.#values(column, options);
    return histogram(values, bins, evaluation.rows, evaluation.pacer);
  }

  async overlap(sets: readonly Membership[]): Promise<Overlap> {
    const rows = sets.map((set) => BitmapMembership.rowsOf(set, this.#population.roster));
    return overlapOf(rows, this.#population.roster.size);
  }

  async compare(plan: Plan, against: Plan, options?: CallOptions): Promise<Comparison> {
    const members = await this.#rowsOf(plan, options);
    const others = await this.#rowsOf(against, options);
    const stayed = members.and(others).count();
    const [size, other] = [members.count(), others.count()];
    return { size, against: other, entered: size - stayed, left: other - stayed, stayed };
  }

  async tagCounts(asOf: number, options: ValueCountsOptions = {}): Promise<ValueCounts> {
    const reader = new TagReader(this.#population, asOf, new Pacer(options.signal));
    const counts = new Map<CellValue, number>();
    let tagged = new Bitmap(this.#population.roster.rows);
    for (const tag of reader.names) {
      const carriers = await reader.carriers(tag, undefined);
      const count = carriers.count();
      if (count > 0) counts.set(tag, count);
      tagged = tagged.or(carriers);
    }
    return { ...commonest(counts, options), missing: this.#population.roster.base.without(tagged).count() };
  }

  async append(
    attributes: readonly Omit<Attribute, "source">[],
    rows: Iterable<CustomerInput> | AsyncIterable<CustomerInput>,
    options?: CallOptions,
  ): Promise<LoadReport> {
    const read = await appendAttributes(this.#population, attributes, rows, new Pacer(options?.signal));
    // Another append may have ended meanwhile: this one goes on top of it, or is refused where the names clash.
    this.#population = read.onto(this.#population);
    return read.report;
  }

  async #rowsOf(plan: Plan, options?: CallOptions): Promise<Bitmap> {
    const evaluation = this.#evaluation(plan.asOf, options);
    await evaluation.prepare(plan.audiences);
    return evaluation.matches(plan.root, () => undefined);
  }

  /** The column as of the instant its plan was made for. */
  async #values(column: PlanColumn, options?: CallOptions): Promise<{ values: Column; evaluation: Evaluation }> {
    const evaluation = this.#evaluation(Infinity, options);
    return { values: await evaluation.column(column), evaluation };
  }

  #evaluation(asOf: number, options?: CallOptions): Evaluation {
    return new Evaluation(this.#population, asOf, new Pacer(options?.signal));
  }

  #membership(rows: Bitmap): Membership {
    return new BitmapMembership(this.#population.roster, rows);
  }
}
