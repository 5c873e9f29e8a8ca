import type { CallOptions } from "../adapter/adapter.js";
import type { Audience, InstantText } from "../audience/audience.js";
import { formatInstant } from "../definition/dates.js";
import { deepFreeze } from "../definition/freeze.js";
import { refuse } from "../issue/issue.js";
import { dateAt, nightlyInstant, nightsBetween } from "../process/nights.js";
import { stopIfAborted, type Night } from "../process/process-audience.js";
import { processNight } from "../process/process-night.js";
import { definitionOf, readReferences } from "../process/referenced-audiences.js";
import { audienceOf, instantOf, type ServiceContext } from "./context.js";
import type { AudienceService, ProcessReport } from "./service.js";

/** Processing: tonight, nights gone by, and the first run of what went live. */
export class Nights implements Pick<AudienceService, "process" | "backfill"> {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  async process(options: CallOptions & { readonly asOf?: InstantText } = {}): Promise<ProcessReport> {
    const { permissions, now } = this.#context;
    stopIfAborted(options.signal);
    await permissions.demand("process");
    const present = now();
    const asOf = options.asOf === undefined ? present : instantOf(options.asOf);
    if (asOf > present) throw refuse("bad_instant", "/asOf", "Nothing is known yet of an instant to come.");
    return this.#run(await this.#live(), this.#nightOf(asOf), options);
  }

  async backfill(
    options: CallOptions & { readonly from: string; readonly to: string; readonly audienceId?: string },
  ): Promise<readonly ProcessReport[]> {
    const { permissions, zone, now } = this.#context;
    stopIfAborted(options.signal);
    const chosen = options.audienceId === undefined ? undefined : await audienceOf(this.#context, options.audienceId);
    await permissions.demand("process", chosen);
    if (chosen !== undefined && chosen.status !== "live") {
      throw refuse("bad_transition", "", `Audience ${chosen.id} is not live and has no nights.`, "Activate it first.");
    }
    const dates = nightsBetween(options.from, options.to, zone);
    const today = dateAt(now(), zone);
    if (options.to > today) throw refuse("bad_range", "/to", `The night of ${options.to} is still to come.`);
    const audiences = chosen === undefined ? await this.#live() : [chosen];
    const reports: ProcessReport[] = [];
    for (const date of dates) {
      const night = { date, asOf: nightlyInstant(date, zone), backfilled: date < today };
      reports.push(await this.#run(audiences, night, options));
    }
    return Object.freeze(reports);
  }

  /** The run of an audience's first day, as of now. Should it fail, the failure is a run like any other. */
  async processFirst(audience: Audience): Promise<void> {
    await this.#run([audience], this.#nightOf(this.#context.now()), {});
  }

  async #live(): Promise<readonly Audience[]> {
    const { store, tenant } = this.#context;
    return (await store.list(tenant)).filter((audience) => audience.status === "live");
  }

  #nightOf(asOf: number): Night {
    const { zone, now } = this.#context;
    const date = dateAt(asOf, zone);
    return { date, asOf, backfilled: date < dateAt(now(), zone) };
  }

  async #run(audiences: readonly Audience[], night: Night, { signal }: CallOptions): Promise<ProcessReport> {
    const { adapter, store, tenant, now, listeners } = this.#context;
    const references = await readReferences(store, tenant, audiences.map(definitionOf));
    const processing = { adapter, store, tenant, now, signal, audiences: references };
    const tally = await processNight(processing, audiences, night);
    const report = deepFreeze({ date: night.date, asOf: formatInstant(night.asOf), ...tally });
    listeners.tell({ type: "processed", report });
    return report;
  }
}
