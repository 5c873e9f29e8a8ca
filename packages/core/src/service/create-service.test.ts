import { describe, expect, it, vi } from "vitest";
import type { Audience } from "../audience/audience.js";
import { AudienceError } from "../issue/issue.js";
import { memoryStore } from "../store/memory-store.js";
import { aged, all, boughtWithin, sampleAdapter, sampleService } from "../testing/sample-service.js";
import { createAudienceService } from "./create-service.js";
import { PERMISSION_TIMEOUT } from "./permissions.js";
import type { ServiceEvent } from "./service.js";

describe("drafts", () => {
  it("are created by the host's user at the clock's time", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "  Lapsed gold ", definition: aged(40) });
    expect(draft).toMatchObject({
      id: "a1",
      kind: "defined",
      name: "Lapsed gold",
      status: "draft",
      version: 1,
      createdBy: { id: "u1", name: "Maren Holt" },
      createdAt: "2025-01-20T12:00:00Z",
    });
    expect(await service.get(draft.id)).toEqual(draft);
    expect(await service.readiness(draft.id)).toEqual({ state: "draft" });
    expect(await refusal(service.members(draft.id))).toBe("audience_not_ready");
  });

  it("have an id of the clock unless the host makes them", async () => {
    const { adapter, store, clock } = await sampleService();
    const service = createAudienceService({ adapter, store, clock, user: { id: "u", name: "U" } });
    const first = await service.create({ name: "A" });
    clock.tick(1);
    const second = await service.create({ name: "A" });
    expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(first.id < second.id).toBe(true);
  });

  it("may be unfinished, but must be of the language", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "Nothing yet" });
    expect(await refusal(service.activate(draft.id))).toBe("empty_group");
    const odd = await service.create({
      name: "Odd",
      definition: all({ kind: "attribute", attribute: "agee", operator: "atLeast", value: 1 }),
    });
    expect(await refusal(service.activate(odd.id))).toBe("unknown_attribute");
    expect((await service.get(odd.id)).status).toBe("draft");
    const none = all({ kind: "tag", operator: "hasAny", tags: ["a\u0000"] });
    expect(await refusal(service.create({ name: "No", definition: none }))).toBe("bad_text");
    expect(await refusal(service.create({ name: "\u0000" }))).toBe("bad_name");
  });

  it("are edited with the version that was read", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const second = await service.update(draft.id, { name: "B", version: 1 });
    expect(second).toMatchObject({ name: "B", version: 2 });
    const error = await failure(service.update(draft.id, { name: "C", version: 1 }));
    expect(error).toMatchObject({ code: "conflict" });
    expect(error.message).toContain("version 2");
    expect(await service.get(draft.id)).toEqual(second);
  });

  it("stay as they are when saved unchanged", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const same = await service.update(draft.id, { name: "A", definition: aged(40), version: 1 });
    expect(same).toEqual(draft);
  });

  it("are not touched by what a caller does to its objects", async () => {
    const { service } = await sampleService();
    const definition = structuredClone(aged(40));
    const draft = await service.create({ name: "A", definition });
    Reflect.set(definition.root, "match", "any");
    expect(Object.isFrozen(definition)).toBe(false);
    expect(await service.get(draft.id)).toEqual(draft);
    for (const part of parts(draft)) expect(Object.isFrozen(part)).toBe(true);
    expect(() => Object.assign(draft, { name: "B" })).toThrow(TypeError);
  });

  it("are removed, unless another audience needs them", async () => {
    const { service } = await sampleService();
    const inner = await service.create({ name: "Inner", definition: aged(40) });
    const outer = await service.create({ name: "Outer", definition: all({ kind: "audience", audience: inner.id }) });
    const error = await failure(service.remove(inner.id));
    expect(error.code).toBe("audience_in_use");
    expect(error.message).toContain('"Outer"');
    await service.remove(outer.id);
    await service.remove(inner.id);
    expect(await refusal(service.get(inner.id))).toBe("not_found");
    expect(await service.list()).toEqual([]);
  });
});

describe("live audiences", () => {
  it("are processed when they are activated and then never change", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const live = await service.activate(draft.id);
    expect(live).toMatchObject({
      status: "live",
      version: 2,
      activatedAt: "2025-01-20T12:00:00Z",
      activatedBy: { id: "u1", name: "Maren Holt" },
    });
    expect(await service.history(draft.id)).toEqual([
      {
        audienceId: draft.id,
        date: "2025-01-20",
        asOf: "2025-01-20T12:00:00Z",
        processedAt: "2025-01-20T12:00:00Z",
        definitionHash: live.kind === "defined" ? live.definitionHash : "",
        backfilled: false,
        usedTodaysAttributes: false,
        outcome: { kind: "published", size: 21, base: 60, entered: null, left: null },
      },
    ]);
    expect((await service.readiness(draft.id)).state).toBe("ready");
    for (const change of [{ name: "B" }, { definition: aged(1) }, {}]) {
      for (const version of [1, 2]) {
        expect(await refusal(service.update(draft.id, { ...change, version }))).toBe("audience_live");
      }
    }
    expect(await refusal(service.activate(draft.id))).toBe("audience_live");
    expect(await refusal(service.remove(draft.id))).toBe("audience_live");
    expect(await service.get(draft.id)).toEqual(live);
    for (const part of parts(await service.get(draft.id))) expect(Object.isFrozen(part)).toBe(true);
  });

  it("wait for the night where the host says so", async () => {
    const { service, clock } = await sampleService({ processOnActivate: false, timeZone: "America/New_York" });
    expect(service.processesOnActivation).toBe(false);
    const draft = await service.create({ name: "A", definition: aged(40) });
    await service.activate(draft.id);
    expect(await service.readiness(draft.id)).toEqual({ state: "processing", nextRun: "2025-01-21T05:00:00Z" });
    expect(await refusal(service.members(draft.id))).toBe("audience_not_ready");
    clock.set("2025-01-21T05:00:00Z");
    await service.process();
    expect((await service.readiness(draft.id)).state).toBe("ready");
  });

  it("give their members as last published", async () => {
    const { service, clock } = await sampleService();
    const { id } = await service.activate((await service.create({ name: "A", definition: boughtWithin(3) })).id);
    clock.set("2025-01-25T12:00:00Z");
    const members = await service.members(id);
    expect(members).toMatchObject({ date: "2025-01-20", size: 4, processedAt: "2025-01-20T12:00:00Z" });
    expect(await collected(members.ids)).toEqual(["c17", "c18", "c19", "c20"]);
    expect(await collected(members.ids)).toEqual(["c17", "c18", "c19", "c20"]);
  });

  it("go live exactly once, however many activate", async () => {
    const { service, store } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const changed: ServiceEvent[] = [];
    service.subscribe((event) => changed.push(event));
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => service.activate(draft.id, { version: 1 })));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(codeOf(result.reason)).toBe("conflict");
    }
    expect((await service.get(draft.id)).version).toBe(2);
    expect(changed.filter((event) => event.type === "audience-changed")).toHaveLength(1);
    expect(await store.runs("default", draft.id)).toHaveLength(1);
  });

  it("are what was saved last, or the edit hears that it came too late", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const [live, edit] = await Promise.allSettled([
      service.activate(draft.id),
      service.update(draft.id, { definition: aged(1), version: 1 }),
    ]);
    expect([live.status, edit.status].sort()).toEqual(["fulfilled", "rejected"]);
    const after = await service.get(draft.id);
    expect(after.version).toBe(2);
    expect(after.status).toBe(live.status === "fulfilled" ? "live" : "draft");
  });

  it("may refer to live and archived ones, not to drafts", async () => {
    const { service } = await sampleService();
    const inner = await service.create({ name: "Inner", definition: aged(40) });
    const outer = await service.create({ name: "Outer", definition: all({ kind: "audience", audience: inner.id }) });
    expect((await service.estimate(outer.kind === "defined" ? outer.definition : aged(1))).size).toBe(21);
    expect(await refusal(service.activate(outer.id))).toBe("audience_is_draft");
    await service.archive(inner.id);
    expect(await refusal(service.activate(outer.id))).toBe("audience_is_draft");
    await service.restore(inner.id);
    await service.activate(inner.id);
    await service.archive(inner.id);
    await service.activate(outer.id);
    expect((await service.history(outer.id))[0]?.outcome).toMatchObject({ kind: "published", size: 21 });
  });

  it("are archived and come back live; a draft comes back a draft", async () => {
    const { service, clock } = await sampleService();
    const live = await service.activate((await service.create({ name: "A", definition: aged(40) })).id);
    const archived = await service.archive(live.id, { version: 2 });
    expect(archived).toMatchObject({ status: "archived", archivedAt: "2025-01-20T12:00:00Z" });
    expect(await service.readiness(live.id)).toEqual({ state: "archived" });
    expect(await refusal(service.members(live.id))).toBe("audience_not_ready");
    expect(await refusal(service.update(live.id, { name: "B", version: 3 }))).toBe("audience_archived");
    expect(await refusal(service.remove(live.id))).toBe("audience_archived");
    clock.set("2025-01-22T12:00:00Z");
    expect((await service.process()).published).toBe(0);
    expect((await service.restore(live.id)).status).toBe("live");
    expect((await service.history(live.id)).map((run) => run.date)).toEqual(["2025-01-20", "2025-01-22"]);
    const draft = await service.create({ name: "B" });
    await service.archive(draft.id);
    expect((await service.restore(draft.id)).status).toBe("draft");
    expect(await refusal(service.restore(draft.id))).toBe("bad_transition");
  });

  it("are duplicated as drafts of the same definition", async () => {
    const { service } = await sampleService();
    const live = await service.activate((await service.create({ name: "A", definition: aged(40) })).id);
    const copy = await service.duplicate(live.id);
    expect(copy).toMatchObject({ name: "A (copy)", status: "draft", version: 1, copiedFrom: live.id });
    expect(copy.kind === "defined" && copy.definition).toEqual(live.kind === "defined" && live.definition);
    expect(await service.history(copy.id)).toEqual([]);
    expect((await service.duplicate(live.id, { name: "Next" })).name).toBe("Next");
  });
});

describe("static audiences", () => {
  it("are a list of ids, each once, live at once; those outside the base are not counted", async () => {
    const { service } = await sampleService();
    const vip = await service.createStatic({ name: "VIP", ids: ["c02", "c01", "nobody", "c02"] });
    expect(vip).toMatchObject({ kind: "static", status: "live", listed: 3 });
    expect(await collected((await service.members(vip.id)).ids)).toEqual(["c01", "c02"]);
    expect((await service.compose(vip.id, "gender")).size).toBe(2);
    const without = all({ kind: "audience", audience: vip.id, exclude: true });
    expect((await service.estimate(without)).size).toBe(58);
    expect(await refusal(service.update(vip.id, { name: "B", version: 1 }))).toBe("audience_live");
    const copy = await service.duplicate(vip.id);
    expect(copy).toMatchObject({ kind: "static", status: "live", listed: 3, copiedFrom: vip.id });
    expect(await refusal(service.createStatic({ name: "None", ids: [] }))).toBe("empty_list");
    expect(await refusal(service.createStatic({ name: "Empty", ids: [""] }))).toBe("empty_text");
  });
});

describe("definitions", () => {
  it("are checked with the reason and the place, references included", async () => {
    const { service } = await sampleService();
    const draft = await service.create({ name: "A", definition: aged(40) });
    const itself = all({ kind: "audience", audience: draft.id });
    expect(await service.check(aged(40))).toEqual([]);
    expect((await service.check(itself, { audienceId: draft.id }))[0]).toMatchObject({
      code: "audience_cycle",
      path: "/root/conditions/0/audience",
    });
    const other = await service.create({ name: "B", definition: itself });
    const around = all({ kind: "audience", audience: other.id });
    const issues = await service.check(around, { audienceId: draft.id });
    expect(issues.map((issue) => issue.code)).toContain("audience_is_draft");
    expect(await refusal(service.estimate(around, { audienceId: draft.id }))).toBe("audience_cycle");
    expect(await refusal(service.estimate(itself, { audienceId: draft.id }))).toBe("audience_cycle");
    expect((await service.check(all({ kind: "audience", audience: "gone" })))[0]?.code).toBe("unknown_audience");
    expect((await service.check(all()))[0]?.code).toBe("empty_group");
    const none = all({ kind: "tag", operator: "hasAny", tags: ["a\u0000"] });
    expect((await service.check(none))[0]?.code).toBe("bad_text");
  });

  it("are estimated as of now or of an instant, node by node", async () => {
    const { service } = await sampleService();
    const now = await service.estimate(boughtWithin(3));
    expect(now).toMatchObject({ size: 4, base: 60, asOf: "2025-01-20T12:00:00Z" });
    expect((await service.estimate(boughtWithin(3), { asOf: "2025-01-02T12:00:00Z" })).size).toBe(2);
    expect(Object.isFrozen(now.steps)).toBe(true);
    const given = new AbortController();
    given.abort();
    expect(await refusal(service.estimate(aged(1), { signal: given.signal }))).toBe("aborted");
    expect(await refusal(service.estimate(aged(1), { asOf: "yesterday" }))).toBe("bad_instant");
  });

  it("are told in words with the names of audiences", async () => {
    const { service } = await sampleService();
    const inner = await service.create({ name: "Lapsed gold", definition: aged(40) });
    const summary = await service.summarize(all({ kind: "audience", audience: inner.id }));
    expect(summary.sentence.map((phrase) => phrase.text).join("")).toContain("Lapsed gold");
  });
});

describe("compositions", () => {
  it("are of the set now, with their own time", async () => {
    const { service, clock } = await sampleService();
    const live = await service.activate((await service.create({ name: "A", definition: boughtWithin(3) })).id);
    clock.set("2025-01-25T12:00:00Z");
    const composition = await service.compose(live.id, "gender");
    expect(composition).toMatchObject({ size: 4, base: 60, asOf: "2025-01-25T12:00:00Z" });
    expect(composition.cells.map(({ value, count }) => [value, count])).toEqual([
      ["male", 2],
      ["female", 1],
      [undefined, 1],
    ]);
    expect(Object.isFrozen(composition.cells[0])).toBe(true);
  });

  it("cut a number without bands alike for every audience", async () => {
    const { service } = await sampleService();
    const young = await service.create({
      name: "Young",
      definition: all({ kind: "attribute", attribute: "age", operator: "atMost", value: 19 }),
    });
    const everyone = await service.create({ name: "Everyone", definition: aged(1) });
    const [few, many] = await Promise.all([young, everyone].map(({ id }) => service.compose(id, "rfm.monetary")));
    const bands = many?.cells.flatMap((cell) => cell.band ?? []);
    expect(few?.cells.flatMap((cell) => cell.band ?? [])).toEqual(bands);
    expect(bands?.length).toBeGreaterThan(3);
    expect(bands?.length).toBeLessThan(9);
    expect(many?.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(60);
  });

  it("are offered for the usual attributes first, or those the host names", async () => {
    const { service } = await sampleService();
    const names = (await service.compositionAttributes()).map((attribute) => attribute.name);
    expect(names.slice(0, 5)).toEqual(["gender", "age", "rfm.recencyDays", "rfm.frequency", "rfm.monetary"]);
    expect(names).not.toContain("shoeSize");
    expect(new Set(names).size).toBe(names.length);
    const own = await sampleService({ compositionAttributes: ["rfm.frequency", "gone", "shoeSize", "age"] });
    const first = await own.service.compositionAttributes();
    expect(first.slice(0, 3).map((attribute) => attribute.name)).toEqual(["rfm.frequency", "age", "gender"]);
    const { id } = await own.service.create({ name: "A", definition: aged(1) });
    expect(await refusal(own.service.compose(id, "shoeSize"))).toBe("unknown_attribute");
    expect(await refusal(own.service.compose(id, "gone"))).toBe("unknown_attribute");
  });
});

describe("data questions", () => {
  it("are answered by the adapter, frozen", async () => {
    const { service } = await sampleService();
    expect(await service.baseSize()).toBe(60);
    expect((await service.catalog()).attributes.map((attribute) => attribute.name)).toContain("age");
    expect((await service.valueCounts("gender")).values[0]).toEqual({ value: "male", count: 30 });
    expect((await service.histogram("age", { bins: 2 })).counts).toEqual([30, 30]);
    expect((await service.propertyCounts(["purchase"], "amount", { limit: 1 })).values[0]).toEqual({
      value: 1,
      count: 20,
    });
    expect((await service.tagCounts()).values).toEqual([]);
    expect(Object.isFrozen((await service.valueCounts("gender")).values)).toBe(true);
    expect(await refusal(service.valueCounts("gone"))).toBe("unknown_attribute");
  });

  it("tell listeners of a catalogue that grew", async () => {
    const { service, adapter } = await sampleService();
    const heard: ServiceEvent[] = [];
    const stop = service.subscribe((event) => heard.push(event));
    await service.catalog();
    expect(heard).toEqual([]);
    await adapter.append?.([{ name: "score", type: "number", scale: 0 }], [{ id: "c01", attributes: { score: 5 } }]);
    await service.catalog();
    expect(heard).toEqual([{ type: "catalog-changed" }]);
    stop();
    await service.create({ name: "A" });
    expect(heard).toHaveLength(1);
  });
});

describe("tenants", () => {
  it("never find each other's audiences", async () => {
    const store = memoryStore();
    const adapter = await sampleAdapter();
    const { service: mine } = await sampleService({ store, adapter, tenant: "mine" });
    const { service: theirs } = await sampleService({ store, adapter, tenant: "theirs", ids: () => "b1" });
    const { id } = await mine.activate((await mine.create({ name: "A", definition: aged(40) })).id);
    const named = all({ kind: "audience", audience: id });
    for (const answer of [
      theirs.get(id),
      theirs.update(id, { name: "B", version: 2 }),
      theirs.activate(id),
      theirs.archive(id),
      theirs.restore(id),
      theirs.duplicate(id),
      theirs.remove(id),
      theirs.history(id),
      theirs.readiness(id),
      theirs.members(id),
      theirs.compose(id, "gender"),
      theirs.backfill({ from: "2025-01-01", to: "2025-01-02", audienceId: id }),
    ]) {
      expect(await refusal(answer)).toBe("not_found");
    }
    expect(await theirs.list()).toEqual([]);
    expect((await theirs.check(named))[0]?.code).toBe("unknown_audience");
    expect(await refusal(theirs.estimate(named))).toBe("unknown_audience");
    expect((await theirs.process()).published).toBe(0);
    expect(await mine.list()).toHaveLength(1);
  });
});

describe("permissions", () => {
  it("are the host's, for each action and audience", async () => {
    const asked: string[] = [];
    const { service } = await sampleService({
      can: (action, audience) => {
        asked.push(`${action} ${audience?.id ?? "-"}`);
        return Promise.resolve(action !== "activate" && audience?.name !== "Secret");
      },
    });
    const open = await service.create({ name: "Open", definition: aged(40) });
    const secret = await service.create({ name: "Secret" });
    expect(await refusal(service.activate(open.id))).toBe("forbidden");
    expect((await service.get(open.id)).status).toBe("draft");
    expect(await refusal(service.get(secret.id))).toBe("forbidden");
    expect((await service.list()).map(({ audience }) => audience.name)).toEqual(["Open"]);
    expect(await service.can("activate", open)).toBe(false);
    expect(await service.can("edit", open)).toBe(true);
    expect(asked).toContain("activate a1");
    expect(asked).toContain("create -");
  });

  it("are refused by a hook that throws, rejects or answers anything but true", async () => {
    const yes: unknown = "yes";
    const hooks: (() => boolean | Promise<boolean>)[] = [
      () => {
        throw new Error("down");
      },
      () => Promise.reject(new Error("down")),
      () => yes as boolean,
      () => false,
    ];
    for (const can of hooks) {
      const { service } = await sampleService({ can });
      expect(await service.can("view")).toBe(false);
      expect(await refusal(service.create({ name: "A" }))).toBe("forbidden");
      expect(await refusal(service.list())).toBe("forbidden");
      expect(await refusal(service.process())).toBe("forbidden");
      expect(await refusal(service.estimate(aged(1)))).toBe("forbidden");
    }
  });

  it("are refused by a hook that never answers", async () => {
    const { service } = await sampleService({ can: () => new Promise<boolean>(() => undefined) });
    vi.useFakeTimers();
    try {
      const answer = refusal(service.create({ name: "A" }));
      await vi.advanceTimersByTimeAsync(PERMISSION_TIMEOUT);
      expect(await answer).toBe("forbidden");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("listeners", () => {
  it("hear of each change, frozen", async () => {
    const { service } = await sampleService();
    const heard: ServiceEvent[] = [];
    service.subscribe((event) => heard.push(event));
    const draft = await service.create({ name: "A", definition: aged(40) });
    await service.activate(draft.id);
    const other = await service.create({ name: "B" });
    await service.remove(other.id);
    expect(heard.map((event) => event.type)).toEqual([
      "audience-changed",
      "audience-changed",
      "processed",
      "audience-changed",
      "audience-removed",
    ]);
    expect(heard.every((event) => Object.isFrozen(event))).toBe(true);
  });
});

async function failure(answer: Promise<unknown>): Promise<AudienceError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AudienceError) return error;
  throw new Error("Expected a refusal.", { cause: error });
}

async function refusal(answer: Promise<unknown>): Promise<string> {
  return (await failure(answer)).code;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof AudienceError ? error.code : undefined;
}

async function collected(ids: AsyncIterable<string>): Promise<string[]> {
  const list: string[] = [];
  for await (const id of ids) list.push(id);
  return list;
}

function parts(audience: Audience): unknown[] {
  const found: unknown[] = [audience];
  for (const part of found) {
    const inner: unknown[] = typeof part === "object" && part !== null ? Object.values(part) : [];
    found.push(...inner);
  }
  return found.filter((part) => typeof part === "object");
}
