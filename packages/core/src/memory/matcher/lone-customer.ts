import type { CustomerProfile } from "../../adapter/adapter.js";
import type { Catalog } from "../../catalog/catalog.js";
import type { PlanColumn, PlanNode } from "../../plan/plan.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerRecords, eventProperties, eventRecords, tagRecords } from "../../source/read-rows.js";
import type { Column } from "../columns/columns.js";
import type { EngineOptions } from "../derived.js";
import { MemoryLoader } from "../load/load.js";
import { Pacer } from "../pacer.js";
import { Evaluation } from "../planner/evaluation.js";
import type { Population } from "../population.js";
import { refuseRow } from "./refuse-row.js";

/** Nothing is worth an index for one customer. */
const PLAIN: EngineOptions = { wasm: false, indexes: "none", cacheBytes: 0 };

/** A base of one customer, known by their events and tags alone. */
export class LoneCustomer {
  readonly #population: Population;
  readonly #evaluations = new Map<number, Evaluation>();

  private constructor(population: Population) {
    this.#population = population;
  }

  /** @throws AudienceError `bad_row` for an event or tag that cannot be read */
  static async of(catalog: Catalog, { id, events = [], tags = [] }: CustomerProfile): Promise<LoneCustomer> {
    const loader = new MemoryLoader({ catalog, engine: PLAIN });
    const zone = zoneOf(catalog.timeZone);
    for await (const batch of customerRecords([{ id }], [], zone, refuseRow("id"))) loader.addCustomers([], batch);
    const properties = eventProperties(catalog);
    const told = events.map((event) => ({ ...event, customer: id }));
    for await (const batch of eventRecords(told, catalog, zone, refuseRow("events"))) {
      loader.addEvents(properties, batch);
    }
    const carried = tags.map((tag) => ({ ...tag, customer: id }));
    for await (const batch of tagRecords(carried, zone, refuseRow("tags"))) loader.addTags(batch);
    return new LoneCustomer((await loader.finish()).population);
  }

  async meets(node: PlanNode, asOf: number): Promise<boolean> {
    return (await this.#evaluation(asOf).members(node)).has(0);
  }

  column(column: PlanColumn, asOf: number): Promise<Column> {
    return this.#evaluation(asOf).column(column);
  }

  #evaluation(asOf: number): Evaluation {
    const known = this.#evaluations.get(asOf) ?? new Evaluation(this.#population, asOf, new Pacer(undefined));
    this.#evaluations.set(asOf, known);
    return known;
  }
}
