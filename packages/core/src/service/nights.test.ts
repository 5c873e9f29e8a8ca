import { describe, expect, it } from "vitest";
import type { DataAdapter } from "../adapter/adapter.js";
import type { Definition } from "../definition/language.js";
import { AudienceError } from "../issue/issue.js";
import type { Run } from "../store/store.js";
import { memoryStore } from "../store/memory-store.js";
import { zoneOf } from "../plan/zone-of.js";
import { nextNight, nightlyInstant, nightsAfter, nightsBetween } from "../process/nights.js";
import {
  aged,
  all,
  boughtWithin,
  sampleAdapter,
  sampleService,
  type SampleService,
} from "../testing/sample-service.js";
import type { AudienceService } from "./service.js";

describe("a night", () => {
  it("publishes size, share, who came and who went, as of its instant", async () => {
    const { service, clock, id } = await live(boughtWithin(3));
    clock.set("2025-01-21T00:00:00Z");
    const report = await service.process();
    expect(report).toEqual({ date: "2025-01-21", asOf: "2025-01-21T00:00:00Z", published: 1, failed: 0, unchanged: 0 });
    clock.set("2025-01-22T00:00:00Z");
    await service.process();
    expect(outcomes(await service.history(id))).toEqual([
      { kind: "published", size: 4, base: 60, entered: null, left: null },
      { kind: "published", size: 3, base: 60, entered: 0, left: 1 },
      { kind: "published", size: 3, base: 60, entered: 1, left: 1 },
    ]);
  });

  it("changes nothing when it runs again", async () => {
    const { service, clock, id } = await live(boughtWithin(3));
    clock.set("2025-01-21T00:00:00Z");
    await service.process();
    const before = await service.history(id);
    clock.set("2025-01-21T18:00:00Z");
    expect(await service.process()).toMatchObject({ published: 0, unchanged: 1 });
    expect(await service.history(id)).toEqual(before);
  });

  it("is published once when two workers do it at once", async () => {
    const { service, clock, id } = await live(boughtWithin(3));
    clock.set("2025-01-21T00:00:00Z");
    const reports = await Promise.all([service.process(), service.process(), service.process()]);
    expect(reports.reduce((sum, report) => sum + report.published, 0)).toBe(1);
    expect(reports.every((report) => report.failed === 0)).toBe(true);
    expect(await service.history(id)).toHaveLength(2);
  });

  it("covers live audiences only, one after another at the same instant", async () => {
    const { service, clock, id } = await live(aged(40));
    await service.create({ name: "Draft", definition: aged(1) });
    const archived = await activated(service, aged(2));
    await service.archive(archived);
    const within = await activated(service, all({ kind: "audience", audience: id }));
    clock.set("2025-01-21T00:00:00Z");
    expect(await service.process()).toMatchObject({ published: 2, failed: 0 });
    const both = await Promise.all([service.history(id), service.history(within)]);
    expect(both.map((runs) => runs.at(-1)?.asOf)).toEqual(["2025-01-21T00:00:00Z", "2025-01-21T00:00:00Z"]);
    expect(await service.history(archived)).toHaveLength(1);
  });

  it("is the date of the instant in the service's zone", async () => {
    const { service, clock, id } = await live(aged(40), { timeZone: "Asia/Kolkata" });
    clock.set("2025-01-20T18:29:59Z");
    expect((await service.process()).unchanged).toBe(1);
    clock.set("2025-01-20T18:30:00Z");
    expect(await service.process()).toMatchObject({ date: "2025-01-21", published: 1 });
    expect((await service.history(id)).map((run) => run.date)).toEqual(["2025-01-20", "2025-01-21"]);
  });

  it("never takes the last processed date back when the clock is", async () => {
    const { service, clock, id } = await live(boughtWithin(3));
    clock.set("2025-01-18T00:00:00Z");
    await service.process();
    expect((await service.history(id)).map((run) => run.date)).toEqual(["2025-01-18", "2025-01-20"]);
    const readiness = await service.readiness(id);
    expect(readiness).toMatchObject({ state: "ready", processed: { date: "2025-01-20" } });
    expect((await service.members(id)).date).toBe("2025-01-20");
  });

  it("is not of an instant to come", async () => {
    const { service } = await live(aged(40));
    expect(await refusal(service.process({ asOf: "2025-01-20T12:00:01Z" }))).toBe("bad_instant");
    expect(await refusal(service.process({ asOf: "2025-01-20" }))).toBe("bad_instant");
  });

  it("is given up whole when the caller gives up", async () => {
    const { service, clock, id } = await live(aged(40));
    clock.set("2025-01-21T00:00:00Z");
    const controller = new AbortController();
    controller.abort();
    expect(await refusal(service.process({ signal: controller.signal }))).toBe("aborted");
    expect(await service.history(id)).toHaveLength(1);
  });
});

describe("a night that fails", () => {
  it("says why, leaves what was published and holds up no other audience", async () => {
    const store = memoryStore();
    const before = await live(all({ kind: "attribute", attribute: "gender", operator: "is", value: "male" }), {
      store,
    });
    const other = await activated(before.service, aged(40));
    const adapter = await sampleAdapter({ attributes: [{ name: "age", type: "number", scale: 0 }] });
    const { service, clock } = await sampleService({ store, adapter });
    clock.set("2025-01-21T00:00:00Z");
    expect(await service.process()).toMatchObject({ published: 1, failed: 1 });
    const readiness = await service.readiness(before.id);
    expect(readiness).toMatchObject({
      state: "failed",
      code: "attribute_missing",
      failedOn: "2025-01-21",
      processed: { date: "2025-01-20" },
    });
    expect(readiness.state === "failed" && readiness.reason).toContain("gender");
    expect((await service.members(before.id)).date).toBe("2025-01-20");
    expect((await service.readiness(other)).state).toBe("ready");
    before.clock.set("2025-01-21T06:00:00Z");
    expect(await before.service.process()).toMatchObject({ published: 1, unchanged: 1 });
    expect((await before.service.readiness(before.id)).state).toBe("ready");
  });

  it.each<[string, (adapter: DataAdapter) => Partial<DataAdapter>, string]>([
    [
      "an engine that is down",
      () => ({ evaluate: () => Promise.reject(new Error("connection lost")) }),
      "connection lost",
    ],
    [
      "half a stream",
      (adapter) => ({ evaluate: async (plan) => halved(await adapter.evaluate(plan)) }),
      "10 of 21 members",
    ],
  ])("for %s publishes nothing", async (_, broken, reason) => {
    const { service, adapter, clock, id, store } = await live(aged(40));
    const failing = await sampleService({ store, clock, adapter: { ...bound(adapter), ...broken(adapter) } });
    clock.set("2025-01-21T00:00:00Z");
    expect(await failing.service.process()).toMatchObject({ published: 0, failed: 1 });
    const readiness = await service.readiness(id);
    expect(readiness).toMatchObject({ state: "failed", code: "internal", processed: { date: "2025-01-20" } });
    expect(readiness.state === "failed" && readiness.reason).toContain(reason);
    expect((await store.snapshot("default", id))?.date).toBe("2025-01-20");
    await service.process();
    expect(await service.readiness(id)).toMatchObject({ state: "ready", processed: { date: "2025-01-21" } });
  });

  it("is a failure even on the first day", async () => {
    const adapter = await sampleAdapter();
    const evaluate = () => Promise.reject(new Error("connection lost"));
    const { service } = await sampleService({ adapter: { ...bound(adapter), evaluate } });
    const id = await activated(service, aged(40));
    expect((await service.get(id)).status).toBe("live");
    expect(await service.readiness(id)).toMatchObject({ state: "failed", code: "internal", failedOn: "2025-01-20" });
    expect(await refusal(service.members(id))).toBe("audience_not_ready");
  });
});

describe("readiness", () => {
  it("tells how many nights an audience is late", async () => {
    const { service, clock, id } = await live(aged(40));
    clock.set("2025-01-20T23:59:59Z");
    expect((await service.readiness(id)).state).toBe("ready");
    clock.set("2025-01-21T00:00:00Z");
    expect(await service.readiness(id)).toMatchObject({
      state: "stale",
      nightsLate: 1,
      processed: { date: "2025-01-20" },
    });
    clock.set("2025-02-20T09:00:00Z");
    expect(await service.readiness(id)).toMatchObject({ state: "stale", nightsLate: 31 });
  });

  it("is in the list, with the newest published runs and gaps left out", async () => {
    const { service, clock, id } = await live(boughtWithin(3));
    for (let day = 1; day <= 28; day++) {
      clock.set(`2025-02-${String(day).padStart(2, "0")}T00:00:00Z`);
      if (day !== 27) await service.process();
    }
    const [listing] = await service.list();
    expect(listing?.audience.id).toBe(id);
    expect(listing?.readiness.state).toBe("ready");
    expect(listing?.recent).toHaveLength(20);
    expect(listing?.recent.slice(-2).map((run) => run.date)).toEqual(["2025-02-26", "2025-02-28"]);
    expect(Object.isFrozen(listing?.recent)).toBe(true);
  });
});

describe("backfill", () => {
  it("publishes nights gone by as of their own instants, in front of those there are", async () => {
    const { service, id } = await live(boughtWithin(3));
    const reports = await service.backfill({ from: "2025-01-17", to: "2025-01-20" });
    expect(reports.map(({ date, asOf, published, unchanged }) => [date, asOf, published, unchanged])).toEqual([
      ["2025-01-17", "2025-01-17T00:00:00Z", 1, 0],
      ["2025-01-18", "2025-01-18T00:00:00Z", 1, 0],
      ["2025-01-19", "2025-01-19T00:00:00Z", 1, 0],
      ["2025-01-20", "2025-01-20T00:00:00Z", 0, 1],
    ]);
    const runs = await service.history(id);
    expect(runs.map((run) => [run.date, run.backfilled, run.usedTodaysAttributes])).toEqual([
      ["2025-01-17", true, false],
      ["2025-01-18", true, false],
      ["2025-01-19", true, false],
      ["2025-01-20", false, false],
    ]);
    expect(outcomes(runs)).toEqual([
      { kind: "published", size: 3, base: 60, entered: null, left: null },
      { kind: "published", size: 3, base: 60, entered: 1, left: 1 },
      { kind: "published", size: 3, base: 60, entered: 1, left: 1 },
      { kind: "published", size: 4, base: 60, entered: 2, left: 1 },
    ]);
  });

  it("is the same whatever the order it is done in", async () => {
    const forwards = await live(boughtWithin(3));
    await forwards.service.backfill({ from: "2025-01-01", to: "2025-01-19" });
    const backwards = await live(boughtWithin(3));
    for (let day = 19; day >= 1; day--) {
      const date = `2025-01-${String(day).padStart(2, "0")}`;
      await backwards.service.backfill({ from: date, to: date });
    }
    expect(await backwards.service.history(backwards.id)).toEqual(await forwards.service.history(forwards.id));
    for (const run of await forwards.service.history(forwards.id)) {
      const snapshots = [forwards, backwards].map(({ store, id }) => store.snapshot("default", id, run.date));
      const [one, other] = await Promise.all(snapshots);
      expect(other).toEqual(one);
      expect(one?.ids).toHaveLength(run.outcome.kind === "published" ? run.outcome.size : -1);
    }
  });

  it("stays right when nights are filled in at the same time", async () => {
    const { service, id } = await live(boughtWithin(3));
    const ranges = [
      ["2025-01-01", "2025-01-10"],
      ["2025-01-05", "2025-01-15"],
      ["2025-01-08", "2025-01-19"],
    ] as const;
    await Promise.all(ranges.map(([from, to]) => service.backfill({ from, to })));
    const runs = await service.history(id);
    expect(runs.every((run) => run.outcome.kind === "published")).toBe(true);
    expect(runs).toHaveLength(20);
    let size = 0;
    for (const { outcome } of runs) {
      if (outcome.kind !== "published") continue;
      if (outcome.entered !== null && outcome.left !== null)
        expect(outcome.size).toBe(size + outcome.entered - outcome.left);
      size = outcome.size;
    }
  });

  it("says where today's attributes stood in for those of the night, references included", async () => {
    const { service, id } = await live(aged(40));
    const around = await activated(service, all({ kind: "audience", audience: id }));
    const rfm = await activated(
      service,
      all({ kind: "attribute", attribute: "rfm.frequency", operator: "atLeast", value: 1 }),
    );
    await service.backfill({ from: "2025-01-19", to: "2025-01-19" });
    const flags = await Promise.all(
      [id, around, rfm].map(async (one) => (await service.history(one)).map((run) => run.usedTodaysAttributes)),
    );
    expect(flags).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ]);
  });

  it("is of one audience where one is named, which must be live", async () => {
    const { service, id } = await live(aged(40));
    const other = await activated(service, aged(2));
    await service.backfill({ from: "2025-01-19", to: "2025-01-19", audienceId: id });
    expect(await service.history(other)).toHaveLength(1);
    const draft = await service.create({ name: "Draft" });
    const options = { from: "2025-01-19", to: "2025-01-19", audienceId: draft.id };
    expect(await refusal(service.backfill(options))).toBe("bad_transition");
  });

  it.each([
    ["2025-01-21", "2025-01-21", "bad_range"],
    ["2025-01-19", "2025-01-18", "bad_range"],
    ["1990-01-01", "2025-01-18", "bad_range"],
    ["2025-02-30", "2025-03-01", "bad_date"],
    ["2025-01-01", "18.1.2025", "bad_date"],
  ])("refuses %s to %s", async (from, to, code) => {
    const { service } = await live(aged(40));
    expect(await refusal(service.backfill({ from, to }))).toBe(code);
  });
});

describe("nights of the calendar", () => {
  it.each([
    ["Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00.000Z"],
    ["America/Havana", "2025-11-02", "2025-11-02T04:00:00.000Z"],
    ["Australia/Lord_Howe", "2025-04-06", "2025-04-05T13:00:00.000Z"],
    ["Europe/Berlin", "2025-03-30", "2025-03-29T23:00:00.000Z"],
    ["America/New_York", "2025-11-03", "2025-11-03T05:00:00.000Z"],
    ["Asia/Kolkata", "2025-01-01", "2024-12-31T18:30:00.000Z"],
  ])("begin in %s on %s at %s", (id, date, instant) => {
    expect(new Date(nightlyInstant(date, zoneOf(id))).toISOString()).toBe(instant);
  });

  it("leave out a date there never was", () => {
    const apia = zoneOf("Pacific/Apia");
    expect(nightsBetween("2011-12-28", "2012-01-01", apia)).toEqual([
      "2011-12-28",
      "2011-12-29",
      "2011-12-31",
      "2012-01-01",
    ]);
    expect(nightsAfter("2011-12-29", nightlyInstant("2011-12-31", apia), apia)).toBe(1);
    expect(nextNight(nightlyInstant("2011-12-29", apia), apia)).toBe(nightlyInstant("2011-12-31", apia));
  });
});

async function live(
  definition: Definition,
  options: Parameters<typeof sampleService>[0] = {},
): Promise<SampleService & { readonly id: string }> {
  const sample = await sampleService(options);
  return { ...sample, id: await activated(sample.service, definition) };
}

async function activated(service: AudienceService, definition: Definition): Promise<string> {
  const draft = await service.create({ name: "Live", definition });
  return (await service.activate(draft.id)).id;
}

function outcomes(runs: readonly Run[]): readonly Run["outcome"][] {
  return runs.map((run) => run.outcome);
}

/** An adapter's methods on an object that can be changed. */
function bound(adapter: DataAdapter): DataAdapter {
  return {
    capabilities: adapter.capabilities,
    catalog: () => adapter.catalog(),
    baseSize: (options) => adapter.baseSize(options),
    dataUntil: (options) => adapter.dataUntil(options),
    evaluate: (plan, options) => adapter.evaluate(plan, options),
    breakdown: (plan, options) => adapter.breakdown(plan, options),
    compose: (members, composition, options) => adapter.compose(members, composition, options),
    base: (options) => adapter.base(options),
    membershipOf: (ids, options) => adapter.membershipOf(ids, options),
    valueCounts: (column, options) => adapter.valueCounts(column, options),
    propertyCounts: (types, property, options) => adapter.propertyCounts(types, property, options),
    histogram: (column, bins, options) => adapter.histogram(column, bins, options),
    overlap: (sets, options) => adapter.overlap(sets, options),
    compare: (plan, against, options) => adapter.compare(plan, against, options),
    tagCounts: (asOf, options) => adapter.tagCounts(asOf, options),
  };
}

/** A membership whose stream ends early. */
function halved(membership: Awaited<ReturnType<DataAdapter["evaluate"]>>): typeof membership {
  return {
    size: membership.size,
    has: (id) => membership.has(id),
    and: (other) => membership.and(other),
    or: (other) => membership.or(other),
    without: (other) => membership.without(other),
    async *ids() {
      let left = Math.floor(membership.size / 2);
      for await (const id of membership.ids()) {
        if (left-- === 0) return;
        yield id;
      }
    },
  };
}

async function refusal(answer: Promise<unknown>): Promise<string> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AudienceError) return error.code;
  throw new Error("Expected a refusal.", { cause: error });
}
