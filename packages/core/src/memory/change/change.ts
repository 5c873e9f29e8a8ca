import type { ChangeReport } from "../../adapter/adapter.js";
import type { Catalog } from "../../catalog/catalog.js";
import { withObserved } from "../../catalog/observed.js";
import { zoneOf } from "../../plan/zone-of.js";
import { customerChanges, eventProperties, eventRecords, tagRecords, type Rows } from "../../source/read-rows.js";
import type { CustomerInput, EventInput, TagInput } from "../../source/records.js";
import { RejectionList } from "../../source/rejections.js";
import { withParts, type EventTable } from "../events/event-table.js";
import type { Pacer } from "../pacer.js";
import type { Population } from "../population.js";
import { compacted } from "./compaction.js";
import { withCustomers, withoutCustomers, withValues } from "./customers.js";
import { lastSequence, tableOf, textsOfProperties } from "./event-batch.js";
import { merged } from "./event-tables.js";
import { Texts } from "./texts.js";
import { withTags } from "./tag-postings.js";

/** When what has changed is put in order. */
export interface ChangeLimits {
  /** Later events of a type that may wait in a table of their own, however few others there are. */
  readonly tail: number;
  /** Rows of customers taken out that may stay, however few others there are. */
  readonly dead: number;
}

const LIMITS: ChangeLimits = { tail: 65_536, dead: 4_096 };

/** Where more than one in so many came later, or is dead, all are put in order. */
const TAIL_SHARE = 16;
const DEAD_SHARE = 8;

/** What a change made of a population, which is of no further use itself. */
export interface Changed<Report> {
  readonly population: Population;
  readonly report: Report;
}

/** A change that was read whole. It is applied while nobody reads the population. */
export type Change<Report> = (population: Population) => Changed<Report> | Promise<Changed<Report>>;

/** Changes of one base: each is read first, then applied to what the base is by then. */
export class Changes {
  readonly #baseFromEvents: boolean;
  readonly #limits: ChangeLimits;
  readonly #texts = new Texts();
  /** The number of the next event that is told without one. */
  #sequence: number | undefined;

  constructor(baseFromEvents: boolean, limits: ChangeLimits = LIMITS) {
    this.#baseFromEvents = baseFromEvents;
    this.#limits = limits;
  }

  /** @throws AudienceError `aborted` */
  async upsert(catalog: Catalog, rows: Rows<CustomerInput>, pacer: Pacer): Promise<Change<ChangeReport>> {
    const rejections = new RejectionList();
    const reject = rejections.of("customers");
    const changes = await all(customerChanges(rows, catalog.attributes, zoneOf(catalog.timeZone), reject), pacer);
    return (population) => {
      const ids = [...new Set(changes.map(({ id }) => id))];
      const added = withCustomers(population, ids);
      const next = this.#settled(withValues(added.population, changes));
      return { population: next, report: report({ customers: ids.length, added: added.count }, rejections) };
    };
  }

  erase(ids: Iterable<string>): Change<number> {
    const known = new Set(ids);
    return (population) => {
      const rows = [...known].flatMap((id) => population.roster.find(id) ?? []).sort((a, b) => a - b);
      if (rows.length === 0) return { population, report: 0 };
      const next = this.#settled(withoutCustomers(population, rows));
      const dead = next.roster.rows - next.roster.size;
      const many = Math.max(this.#limits.dead, next.roster.rows / DEAD_SHARE);
      return { population: dead > many ? compacted(next) : next, report: rows.length };
    };
  }

  /** @throws AudienceError `aborted` */
  async addEvents(population: Population, rows: Rows<EventInput>, pacer: Pacer): Promise<Change<ChangeReport>> {
    const { catalog } = population;
    const rejections = new RejectionList();
    const zone = zoneOf(catalog.timeZone);
    this.#sequence ??= lastSequence(population) + 1;
    const numbered = () => (this.#sequence = (this.#sequence ?? 0) + 1) - 1;
    const events = await all(eventRecords(rows, catalog, zone, rejections.of("events"), numbered), pacer);
    const properties = eventProperties(catalog);
    const types = new Set(events.map(({ type }) => type));
    return async (population) => {
      const ids = new Set(events.map(({ customer }) => customer));
      const added = this.#baseFromEvents ? withCustomers(population, [...ids]) : { population, count: 0 };
      const { roster, space } = added.population;
      const tables = new Map(population.events);
      const texts = textsOfProperties(tables.values());
      let found = 0;
      for (const type of types) {
        const records = events.filter((event) => event.type === type);
        const table = await tableOf(catalog, type, records, properties, { roster, space, texts });
        found += table.length;
        this.#sequence = records.reduce((next, { sequence }) => Math.max(next, sequence + 1), this.#sequence ?? 0);
        if (table.length > 0) tables.set(type, this.#withLater(tables.get(type), table, added.population));
      }
      const observed = withObserved(population.catalog, { tags: [], eventTypes: tables.keys() });
      const next = this.#settled(Object.freeze({ ...added.population, catalog: observed, events: tables }));
      const unknown = { events: events.length - found };
      return { population: next, report: report({ events: found, added: added.count }, rejections, unknown) };
    };
  }

  /** @throws AudienceError `aborted` */
  async addTags(catalog: Catalog, rows: Rows<TagInput>, pacer: Pacer): Promise<Change<ChangeReport>> {
    const rejections = new RejectionList();
    const records = await all(tagRecords(rows, zoneOf(catalog.timeZone), rejections.of("tags")), pacer);
    return (population) => {
      const { tags, count } = withTags(population, records);
      const observed = withObserved(population.catalog, { tags: tags.keys(), eventTypes: [] });
      const next = this.#settled(Object.freeze({ ...population, catalog: observed, tags }));
      return { population: next, report: report({ tags: count }, rejections, { tags: records.length - count }) };
    };
  }

  /** Few later events wait in a table of their own, many are put between the others. */
  #withLater(table: EventTable | undefined, later: EventTable, { space }: Population): EventTable {
    if (table === undefined) return later;
    const tail = table.tail === undefined ? later : merged(table.tail, later, space);
    const many = Math.max(this.#limits.tail, table.length / TAIL_SHARE);
    return tail.length > many ? merged(table, tail, space) : withParts(table, { tail });
  }

  /** What was kept does not hold any more. */
  #settled(population: Population): Population {
    const { leaves, made } = population.derived;
    made.clear();
    leaves.clear();
    leaves.sweep();
    return this.#texts.kept(population);
  }
}

async function all<T>(batches: AsyncIterable<readonly T[]>, pacer: Pacer): Promise<readonly T[]> {
  const records: T[] = [];
  for await (const batch of batches) {
    for (const record of batch) records.push(record);
    await pacer.breathe();
  }
  return records;
}

function report(
  counts: Partial<Pick<ChangeReport, "customers" | "events" | "tags" | "added">>,
  { rejectedCount, rejected }: RejectionList,
  unknown: Partial<ChangeReport["unknownCustomers"]> = {},
): ChangeReport {
  return {
    ...{ customers: 0, events: 0, tags: 0, added: 0, ...counts },
    unknownCustomers: { events: 0, tags: 0, appended: 0, ...unknown },
    rejectedCount,
    rejected,
  };
}
