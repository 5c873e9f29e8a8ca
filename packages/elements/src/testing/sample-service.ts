import {
  createAudienceService,
  memoryStore,
  type AudienceService,
  type AudienceServiceOptions,
  type AudienceStore,
  type Definition,
  type Node,
  type User,
} from "@audiencekit/core";
import { memoryAdapter } from "@audiencekit/core/memory";
import { SAMPLE_TODAY, sampleCatalog, sampleRows } from "./sample-base.js";

/** What stands in the sample store before a test begins. */
interface SampleAudience {
  readonly name: string;
  readonly by: string;
  /** Instant of creation. */
  readonly at: string;
  readonly conditions: readonly Node[];
  readonly status?: "live" | "archived";
  /** The last night it was processed, where that is not last night. */
  readonly until?: string;
}

const bought = (days: number, exclude?: true): Node => ({
  kind: "event",
  event: "purchase",
  measure: { of: "count" },
  operator: "atLeast",
  value: 1,
  window: { last: days, unit: "day" },
  ...(exclude === undefined ? {} : { exclude }),
});

const sampleAudiences: readonly SampleAudience[] = [
  {
    name: "Families with children",
    by: "Aiko Tanaka",
    at: "2026-01-15T14:55:00Z",
    conditions: [{ kind: "attribute", attribute: "age", operator: "between", value: [30, 50] }],
    status: "live",
  },
  {
    name: "Email-reachable, no purchase in 90 days",
    by: "Daniel Okafor",
    at: "2026-02-03T09:26:00Z",
    conditions: [{ kind: "attribute", attribute: "emailConsent", operator: "is", value: true }, bought(90, true)],
    status: "live",
  },
  {
    name: "Lapsed gold members",
    by: "Maren Holt",
    at: "2026-03-12T08:14:00Z",
    conditions: [{ kind: "attribute", attribute: "tier", operator: "is", value: ["gold"] }, bought(120, true)],
    status: "live",
  },
  {
    name: "Visited a store, did not buy",
    by: "Tomás Rivera",
    at: "2026-04-08T11:37:00Z",
    conditions: [
      {
        kind: "event",
        event: "visit",
        measure: { of: "count" },
        operator: "atLeast",
        value: 1,
        window: { last: 60, unit: "day" },
      },
      bought(60, true),
    ],
    status: "live",
    until: "2026-11-22",
  },
  {
    name: "Store visitors without the app",
    by: "Daniel Okafor",
    at: "2026-05-19T15:03:00Z",
    conditions: [{ kind: "tag", operator: "hasAny", tags: ["app"], exclude: true }],
  },
  {
    name: "Bought in the last 30 days",
    by: "Priya Raman",
    at: "2026-06-30T07:48:00Z",
    conditions: [bought(30)],
    status: "live",
  },
  {
    name: "Open complaint",
    by: "Maren Holt",
    at: "2026-09-28T12:12:00Z",
    conditions: [{ kind: "tag", operator: "hasAny", tags: ["complaint"], window: { last: 30, unit: "day" } }],
    status: "live",
    until: "2026-11-22",
  },
  {
    name: "Summer sale 2025",
    by: "Aiko Tanaka",
    at: "2026-10-02T12:00:00Z",
    conditions: [bought(400)],
    status: "archived",
  },
  {
    name: "Spring newsletter test, 10% sample",
    by: "Jonas Weber",
    at: "2026-11-20T15:41:00Z",
    conditions: [{ kind: "sample", salt: "spring", from: 0, to: 0.1 }],
  },
  {
    name: "Bought shoes twice, not since",
    by: "Leïla Haddad",
    at: "2026-11-23T08:52:00Z",
    conditions: [bought(365)],
  },
];

export interface SampleService {
  readonly service: AudienceService;
  readonly store: AudienceStore;
  /** Id of an audience by its name. */
  id(name: string): string;
  /** Moves the clock on. */
  advance(milliseconds: number): void;
}

/** The real service over a real base in memory, ten audiences in every state among them unless `empty`. */
export async function sampleService(
  options: Partial<AudienceServiceOptions> & { readonly empty?: boolean } = {},
): Promise<SampleService> {
  const { empty = false, ...changed } = options;
  const adapter = options.adapter ?? (await memoryAdapter({ catalog: sampleCatalog, ...sampleRows() }));
  const store = options.store ?? memoryStore();
  let now = Date.parse(`${SAMPLE_TODAY}T09:00:00Z`);
  let made = 0;
  const clock = { now: () => now };
  const ids = new Map<string, string>();
  const signedBy = (name: string): User => ({ id: name.toLowerCase().replaceAll(" ", "-"), name });
  const serviceOf = (name: string, at: () => number): AudienceService =>
    createAudienceService({
      adapter,
      store,
      user: signedBy(name),
      clock: { now: at },
      ids: () => `a${++made}`,
      processOnActivate: false,
    });
  if (!empty) {
    for (const { name, by, at, conditions, status, until = SAMPLE_TODAY } of sampleAudiences) {
      const service = serviceOf(by, () => Date.parse(at));
      const { id } = await service.create({ name, definition: sampleDefinition(conditions) });
      ids.set(name, id);
      if (status === undefined) continue;
      await service.activate(id);
      const nights = serviceOf(by, () => Date.parse(`${until}T00:00:00Z`) - 56 * 60_000);
      await nights.backfill({ from: "2026-10-25", to: until, audienceId: id });
      if (status === "archived") await service.archive(id);
    }
    await failLastNight(store, ids.get("Open complaint") ?? "");
    const waiting = serviceOf("Leïla Haddad", () => Date.parse("2026-11-23T08:05:00Z"));
    const { id } = await waiting.create({
      name: "Weekend grocery stock-up",
      definition: sampleDefinition([bought(7)]),
    });
    await waiting.activate(id);
    ids.set("Weekend grocery stock-up", id);
  }
  const service = createAudienceService({
    user: signedBy("Maren Holt"),
    clock,
    ids: () => `a${++made}`,
    ...changed,
    adapter,
    store,
  });
  return {
    service,
    store,
    id(name) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`The sample has no audience "${name}".`);
      return id;
    },
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}

/** All of these conditions. */
export function sampleDefinition(conditions: readonly Node[]): Definition {
  return { version: 1, root: { kind: "group", match: "all", conditions } };
}

/** What the service keeps of a night that went wrong. */
async function failLastNight(store: AudienceStore, audienceId: string): Promise<void> {
  const last = (await store.runs("default", audienceId)).at(-1);
  if (last === undefined) throw new Error("The sample has no run to fail after.");
  const run = {
    ...last,
    date: SAMPLE_TODAY,
    asOf: "2026-11-22T23:00:00Z",
    processedAt: "2026-11-22T23:04:00Z",
    outcome: { kind: "failed", code: "attribute_missing", message: "Column “nps_score” was missing on 22 Nov." },
  } as const;
  await store.publish("default", [{ run, after: null }]);
}
