import type { DataAdapter } from "../adapter/adapter.js";
import type { CatalogInput } from "../catalog/catalog.js";
import { defineCatalog } from "../catalog/define.js";
import { parseInstant } from "../definition/dates.js";
import type { Definition, Node } from "../definition/language.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { createAudienceService, type AudienceServiceOptions } from "../service/create-service.js";
import type { AudienceService } from "../service/service.js";
import { memoryStore } from "../store/memory-store.js";
import type { AudienceStore } from "../store/store.js";

/** A clock that stands still until it is told otherwise. */
export class ManualClock {
  #instant: number;

  constructor(text: string) {
    this.#instant = parsed(text);
  }

  now(): number {
    return this.#instant;
  }

  set(text: string): void {
    this.#instant = parsed(text);
  }

  tick(milliseconds: number): void {
    this.#instant += milliseconds;
  }
}

function parsed(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`"${text}" is no instant.`);
  return instant;
}

const catalogInput: CatalogInput = {
  attributes: [
    { name: "age", type: "number", scale: 0, label: "Age", bands: [18, 35, 65] },
    { name: "gender", type: "text", label: "Gender" },
    { name: "shoeSize", type: "number", scale: 0, composition: false },
  ],
  eventTypes: [{ name: "purchase", properties: [{ name: "amount", type: "number", scale: 2 }] }],
  rfm: { event: "purchase", amount: "amount" },
};

/**
 * Sixty customers, `c01` to `c60`: the age is the number, half are women, every sixth has no gender. Customer n buys
 * for 10 n on the n-th day of 2025, and every third again for 1 on the 59th.
 */
export async function sampleAdapter(change: Partial<CatalogInput> = {}): Promise<DataAdapter> {
  const numbers = Array.from({ length: 60 }, (_, at) => at + 1);
  const id = (n: number) => `c${String(n).padStart(2, "0")}`;
  const day = (n: number) => Date.UTC(2025, 0, n, 12);
  return memoryAdapter({
    catalog: defineCatalog({ ...catalogInput, ...change }),
    customers: numbers.map((n) => ({
      id: id(n),
      attributes: { age: n, shoeSize: 38, ...(n % 6 === 0 ? {} : { gender: n % 2 === 0 ? "female" : "male" }) },
    })),
    events: numbers.flatMap((n) => [
      { customer: id(n), type: "purchase", at: day(n), properties: { amount: 10 * n } },
      ...(n % 3 === 0 ? [{ customer: id(n), type: "purchase", at: day(59), properties: { amount: 1 } }] : []),
    ]),
  });
}

export interface SampleService {
  readonly service: AudienceService;
  readonly adapter: DataAdapter;
  readonly store: AudienceStore;
  readonly clock: ManualClock;
}

/** The service over the sixty customers at noon of 20 January 2025, unless told otherwise. */
export async function sampleService(options: Partial<AudienceServiceOptions> = {}): Promise<SampleService> {
  const adapter = options.adapter ?? (await sampleAdapter());
  const store = options.store ?? memoryStore();
  const clock = new ManualClock("2025-01-20T12:00:00Z");
  let ids = 0;
  const service = createAudienceService({
    user: { id: "u1", name: "Maren Holt" },
    clock,
    ids: () => `a${++ids}`,
    ...options,
    adapter,
    store,
  });
  return { service, adapter, store, clock };
}

/** A definition of these conditions, all of which must hold. */
export function all(...conditions: Node[]): Definition {
  return { version: 1, root: { kind: "group", match: "all", conditions } };
}

/** Customers of an age or more: `60 - age + 1` of them. */
export function aged(age: number): Definition {
  return all({ kind: "attribute", attribute: "age", operator: "atLeast", value: age });
}

/** Customers who bought in the last days: on 20 January at midnight, of 7 days, `c13` to `c19`. */
export function boughtWithin(days: number): Definition {
  return all({
    kind: "event",
    event: "purchase",
    measure: { of: "count" },
    operator: "atLeast",
    value: 1,
    window: { last: days, unit: "day" },
  });
}
