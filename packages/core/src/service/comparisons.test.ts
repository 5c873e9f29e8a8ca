import { describe, expect, it, vi } from "vitest";
import type { DataAdapter } from "../adapter/adapter.js";
import { AudienceError } from "../issue/issue.js";
import {
  aged,
  all,
  boughtWithin,
  sampleAdapter,
  sampleService,
  type SampleService,
} from "../testing/sample-service.js";
import type { AudienceService } from "./service.js";

async function live(service: AudienceService, name: string, definition = aged(40)): Promise<string> {
  return (await service.activate((await service.create({ name, definition })).id)).id;
}

/** The sixty customers behind an engine that can do no more than it must. */
async function bareService(): Promise<SampleService> {
  const inner = await sampleAdapter();
  const adapter: DataAdapter = {
    capabilities: inner.capabilities,
    catalog: () => inner.catalog(),
    baseSize: (options) => inner.baseSize(options),
    dataUntil: (options) => inner.dataUntil(options),
    evaluate: (plan, options) => inner.evaluate(plan, options),
    breakdown: (plan, options) => inner.breakdown(plan, options),
    compose: (members, plan, options) => inner.compose(members, plan, options),
    base: (options) => inner.base(options),
    membershipOf: (ids, options) => inner.membershipOf(ids, options),
    valueCounts: (column, options) => inner.valueCounts(column, options),
    propertyCounts: (types, property, options) => inner.propertyCounts(types, property, options),
    histogram: (column, bins, options) => inner.histogram(column, bins, options),
    overlap: (sets, options) => inner.overlap(sets, options),
    compare: (plan, against, options) => inner.compare(plan, against, options),
    tagCounts: (asOf, options) => inner.tagCounts(asOf, options),
  };
  return sampleService({ adapter });
}

describe("the audiences of one customer", () => {
  it("are the live ones that hold the customer", async () => {
    for (const { service } of [await sampleService(), await bareService()]) {
      const old = await live(service, "Old", aged(40));
      const older = await live(service, "Older", aged(50));
      const buyers = await live(service, "Buyers", boughtWithin(7));
      const list = (await service.createStatic({ name: "List", ids: ["c45", "c99"] })).id;
      await service.create({ name: "Draft", definition: aged(1) });
      const archived = await live(service, "Archived", aged(1));
      await service.archive(archived);
      expect(await service.audiencesOf("c45")).toEqual([old, list]);
      expect(new Set(await service.audiencesOf("c50"))).toEqual(new Set([old, older]));
      expect(await service.audiencesOf("c15")).toEqual([buyers]);
      expect(await service.audiencesOf("c01")).toEqual([]);
      expect(await service.audiencesOf("c99"), "nobody of the base").toEqual([]);
      expect(Object.isFrozen(await service.audiencesOf("c45"))).toBe(true);
    }
  });

  it("are told of somebody who is not stored", async () => {
    const { service } = await sampleService();
    const old = await live(service, "Old", aged(40));
    const buyers = await live(service, "Buyers", boughtWithin(7));
    const at = "2025-01-18T12:00:00Z";
    expect(await service.audiencesOf({ id: "new", attributes: { age: 41 } })).toEqual([old]);
    const told = {
      id: "new",
      attributes: { age: "12" },
      events: [{ type: "purchase", at, properties: { amount: 1 } }],
    };
    expect(await service.audiencesOf(told)).toEqual([buyers]);
    const unreadable = await failure(service.audiencesOf({ id: "new", attributes: { age: "old" } }));
    expect([unreadable.code, unreadable.path]).toEqual(["bad_row", "/attributes/age"]);
    const unknown = await failure(service.audiencesOf({ id: "new", events: [{ type: "flight", at }] }));
    expect([unknown.code, unknown.path]).toEqual(["bad_row", "/events/0/type"]);
  });

  it("are not told of somebody where the engine knows only its own", async () => {
    const { service } = await bareService();
    await live(service, "Old");
    expect((await failure(service.audiencesOf({ id: "new" }))).code).toBe("not_supported");
  });

  it("follow the audiences, the data and the time, and are made ready once for all else", async () => {
    const { service, adapter, clock } = await sampleService();
    const made = vi.spyOn(adapter, "matcher");
    const buyers = await live(service, "Buyers", boughtWithin(2));
    expect(await service.audiencesOf("c19")).toEqual([buyers]);
    expect(await service.audiencesOf("c15")).toEqual([]);
    clock.tick(59_999);
    expect(await service.audiencesOf("c19")).toEqual([buyers]);
    expect(made).toHaveBeenCalledTimes(1);
    const old = await live(service, "Old", aged(10));
    expect(new Set(await service.audiencesOf("c19"))).toEqual(new Set([buyers, old]));
    expect(made).toHaveBeenCalledTimes(2);
    await service.archive(old);
    expect(await service.audiencesOf("c19")).toEqual([buyers]);
    clock.set("2025-01-16T12:00:00Z");
    expect(await service.audiencesOf("c19")).toEqual([]);
    expect(await service.audiencesOf("c15")).toEqual([buyers]);
    made.mockClear();
    await adapter.append?.([{ name: "score", type: "number", scale: 0 }], [{ id: "c15", attributes: { score: 5 } }]);
    const scored = await live(
      service,
      "Scored",
      all({ kind: "attribute", attribute: "score", operator: "atLeast", value: 5 }),
    );
    expect(new Set(await service.audiencesOf("c15"))).toEqual(new Set([buyers, scored]));
    expect(made).toHaveBeenCalledTimes(1);
  });

  it("are right as soon as customers and events change", async () => {
    const { service, adapter } = await sampleService();
    const old = await live(service, "Old", aged(40));
    const buyers = await live(service, "Buyers", boughtWithin(2));
    expect(await service.audiencesOf("c01")).toEqual([]);
    await adapter.upsert?.([{ id: "c01", attributes: { age: 70 } }]);
    expect(await service.audiencesOf("c01")).toEqual([old]);
    await adapter.addEvents?.([{ customer: "c01", type: "purchase", at: "2025-01-19T12:00:00Z" }]);
    expect(new Set(await service.audiencesOf("c01"))).toEqual(new Set([old, buyers]));
    await adapter.upsert?.([{ id: "new", attributes: { age: 41 } }]);
    expect(await service.audiencesOf("new")).toEqual([old]);
    await adapter.erase?.(["c01"]);
    expect(await service.audiencesOf("c01")).toEqual([]);
  });

  it("leave out what the host does not show, and what the catalogue cannot answer any more", async () => {
    const { service, store } = await sampleService({ can: (_, audience) => audience?.name !== "Secret" });
    const open = await live(service, "Open");
    const gone = all({ kind: "attribute", attribute: "gone", operator: "atLeast", value: 1 });
    const broken = await store.get("default", open);
    if (broken?.kind !== "defined") throw new Error("Expected a definition.");
    await store.put("default", { ...broken, id: "broken", name: "Broken", version: 1, definition: gone }, undefined);
    await store.put("default", { ...broken, id: "secret", name: "Secret", version: 1 }, undefined);
    expect(await service.audiencesOf("c45")).toEqual([open]);
  });
});

describe("overlap", () => {
  it("counts what audiences and definitions share", async () => {
    const { service } = await sampleService();
    const old = await live(service, "Old", aged(40));
    const overlap = await service.overlap([old, aged(50), boughtWithin(7)], { regions: true });
    expect(overlap).toMatchObject({
      base: 60,
      asOf: "2025-01-20T12:00:00Z",
      pairs: [
        [21, 11, 0],
        [11, 11, 0],
        [0, 0, 8],
      ],
      regions: [
        { sets: [0, 1], count: 11 },
        { sets: [0], count: 10 },
        { sets: [2], count: 8 },
      ],
    });
    expect(Object.isFrozen(overlap.pairs[0])).toBe(true);
    const earlier = await service.overlap([boughtWithin(1)], { asOf: "2025-01-03T00:00:00Z" });
    expect(earlier.pairs).toEqual([[1]]);
    const many = Array.from({ length: 31 }, () => aged(1));
    expect((await failure(service.overlap(many, { regions: true }))).code).toBe("too_many_values");
    expect((await service.overlap(many)).pairs[30]?.[0]).toBe(60);
  });
});

describe("comparison", () => {
  it("counts who would enter, leave and stay", async () => {
    const { service } = await sampleService();
    const old = await live(service, "Old", aged(40));
    const between = all({ kind: "attribute", attribute: "age", operator: "between", value: [31, 50] });
    const expected = { size: 20, against: 21, entered: 9, left: 10, stayed: 11 };
    expect(await service.compare(between, { audienceId: old })).toEqual({ ...expected, asOf: "2025-01-20T12:00:00Z" });
    expect(await service.compare(between, aged(40))).toMatchObject(expected);
    expect((await failure(service.compare(between, { audienceId: "none" }))).code).toBe("not_found");
  });
});

it("they are the host's to allow and the caller's to give up", async () => {
  const { service, store } = await sampleService();
  const id = await live(service, "Old");
  const given = AbortSignal.abort();
  const questions: ((asked: AudienceService, signal?: AbortSignal) => Promise<unknown>)[] = [
    (asked, signal) => asked.audiencesOf("c45", { signal }),
    (asked, signal) => asked.overlap([id], { signal }),
    (asked, signal) => asked.compare(aged(1), { audienceId: id }, { signal }),
  ];
  const closed = (await sampleService({ store, can: () => false })).service;
  const secret = (await sampleService({ store, can: (_, audience) => audience === undefined })).service;
  for (const ask of questions) {
    expect((await failure(ask(service, given))).code).toBe("aborted");
    expect((await failure(ask(closed))).code).toBe("forbidden");
  }
  expect(await secret.audiencesOf("c45")).toEqual([]);
  expect((await failure(secret.overlap([id]))).code).toBe("forbidden");
  expect((await failure(secret.compare(aged(1), { audienceId: id }))).code).toBe("forbidden");
});

it("one who gives up does not stop what others wait for", async () => {
  const { service } = await sampleService();
  const old = await live(service, "Old");
  const controller = new AbortController();
  const first = failure(service.audiencesOf("c45", { signal: controller.signal }));
  const second = service.audiencesOf("c45");
  controller.abort();
  expect((await first).code).toBe("aborted");
  expect(await second).toEqual([old]);
});

async function failure(answer: Promise<unknown>): Promise<AudienceError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AudienceError) return error;
  throw new Error("Expected a refusal.", { cause: error });
}
