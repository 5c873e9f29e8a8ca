import type { Catalog } from "../../catalog/catalog.js";
import { addAttributes } from "../../catalog/define.js";
import type { CustomerInput, EventInput, TagInput } from "../../source/records.js";
import type { Change } from "../generate/changes.js";

/** The rows that are left of all that was told, as a host would load them. */
export class RunningRows {
  catalog: Catalog;
  readonly #baseFromEvents: boolean;
  readonly #customers = new Map<string, Record<string, unknown>>();
  #events: readonly EventInput[] = [];
  #tags: readonly TagInput[] = [];
  #told = 10;

  constructor(catalog: Catalog, baseFromEvents: boolean) {
    this.catalog = catalog;
    this.#baseFromEvents = baseFromEvents;
  }

  get state(): {
    readonly customers: readonly CustomerInput[];
    readonly events: readonly EventInput[];
    readonly tags: readonly TagInput[];
  } {
    const customers = Array.from(this.#customers, ([id, attributes]) => ({ id, attributes }));
    return { customers, events: this.#events, tags: this.#tags };
  }

  /** What the change did: customers put in or found, events or tags taken, customers taken out. */
  apply(change: Change): number {
    switch (change.kind) {
      case "upsert":
        return change.customers.filter(({ id, attributes = {} }) => this.#upsert(String(id), attributes)).length;
      case "erase":
        return this.#erase(change.ids);
      case "events": {
        if (this.#baseFromEvents) for (const { customer } of change.events) this.#upsert(String(customer), {});
        const taken = change.events
          .filter(({ customer }) => this.#customers.has(String(customer)))
          .map((event) => ({ ...event, sequence: event.sequence ?? this.#told++ }));
        this.#events = [...this.#events, ...taken];
        return taken.length;
      }
      case "tags": {
        const taken = change.tags.filter(({ customer }) => this.#customers.has(String(customer)));
        this.#tags = [...this.#tags, ...taken];
        return taken.length;
      }
      case "append": {
        this.catalog = addAttributes(this.catalog, change.attributes);
        const known = change.customers.filter(({ id }) => this.#customers.has(String(id)));
        for (const { id, attributes = {} } of known) this.#upsert(String(id), attributes);
        return known.length;
      }
    }
  }

  #upsert(id: string, attributes: Readonly<Record<string, unknown>>): boolean {
    const known = this.#customers.get(id);
    const told = Object.entries(attributes).filter(([, value]) => value !== undefined);
    this.#customers.set(id, { ...known, ...Object.fromEntries(told) });
    return known === undefined;
  }

  #erase(ids: readonly string[]): number {
    const gone = ids.filter((id) => this.#customers.delete(id)).length;
    this.#events = this.#events.filter(({ customer }) => this.#customers.has(String(customer)));
    this.#tags = this.#tags.filter(({ customer }) => this.#customers.has(String(customer)));
    return gone;
  }
}
