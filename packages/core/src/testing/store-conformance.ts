import type { DefinedAudience, StaticAudience } from "../audience/audience.js";
import { AudienceError } from "../issue/issue.js";
import { RECENT_RUNS, type AudienceStore, type Publication, type Run } from "../store/store.js";

/** What a test runner brings, and how a store is made. */
export interface StoreConformance {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
  /** An empty store. */
  readonly makeStore: () => AudienceStore | Promise<AudienceStore>;
}

/** The promises of `AudienceStore`, as tests of any test runner; they hold for every store or it is none. */
export function testAudienceStore({ describe, it, makeStore }: StoreConformance): void {
  const test = (name: string, body: (store: AudienceStore) => Promise<void>) =>
    it(name, async () => body(await makeStore()));

  describe("records", () => {
    test("knows nothing at first", async (store) => {
      same(await store.list("t"), []);
      same(await store.get("t", "a"), undefined);
      same(await store.runs("t", "a"), []);
      same([...(await store.recentRuns("t"))], []);
      same(await store.snapshot("t", "a"), undefined);
      same(await store.members("t", "a"), undefined);
    });

    test("gives back what was put, by id", async (store) => {
      await store.put("t", draft("b"), undefined);
      await store.put("t", draft("a"), undefined);
      same(await store.get("t", "a"), draft("a"));
      same(await store.list("t"), [draft("a"), draft("b")]);
    });

    test("inserts an id once", async (store) => {
      await store.put("t", draft("a"), undefined);
      await refused("conflict", store.put("t", draft("a", { name: "Other" }), undefined));
      same((await store.get("t", "a"))?.name, "Audience a");
    });

    test("replaces the version that was read, and names the one there is otherwise", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.put("t", draft("a", { version: 2, name: "Second" }), 1);
      const error = await refused("conflict", store.put("t", draft("a", { version: 2, name: "Late" }), 1));
      holds(error.message.includes("2"), `the newer version in "${error.message}"`);
      same((await store.get("t", "a"))?.name, "Second");
      await refused("conflict", store.put("t", draft("missing", { version: 2 }), 1));
    });

    test("lets one of two writers at once through", async (store) => {
      await store.put("t", draft("a"), undefined);
      const writers = ["First", "Second", "Third"].map((name) => store.put("t", draft("a", { version: 2, name }), 1));
      const results = await Promise.allSettled(writers);
      same(results.filter((result) => result.status === "fulfilled").length, 1);
      same((await store.get("t", "a"))?.version, 2);
    });

    test("shares nothing with the caller and answers frozen records", async (store) => {
      const given = structuredClone(draft("a"));
      await store.put("t", given, undefined);
      Reflect.set(given, "name", "Changed");
      Reflect.set(given.definition.root, "match", "any");
      same(await store.get("t", "a"), draft("a"));
      const record = await store.get("t", "a");
      holds(frozen(record), "a record that is frozen whole");
      holds(frozen(await store.list("t")), "a list that is frozen whole");
    });

    test("removes a record with everything of it", async (store) => {
      await store.putStatic("t", list("a"), ["c1"]);
      await store.publish("t", [night("a", "2025-01-01", ["c1"])]);
      await refused("conflict", store.remove("t", "a", 7));
      await store.remove("t", "a", 1);
      await refused("conflict", store.remove("t", "a", 1));
      same(await store.get("t", "a"), undefined);
      same(await store.members("t", "a"), undefined);
      same(await store.runs("t", "a"), []);
      same([...(await store.recentRuns("t"))], []);
      same(await store.snapshot("t", "a"), undefined);
    });

    test("keeps the list of a static audience with its record", async (store) => {
      const ids = ["c1", "c2", "ä", "💡", "a\u0000b"];
      await store.putStatic("t", list("a"), ids);
      ids.push("late");
      same(await store.members("t", "a"), ["c1", "c2", "ä", "💡", "a\u0000b"]);
      holds(frozen(await store.members("t", "a")), "a list of ids that is frozen");
      await refused("conflict", store.putStatic("t", list("a"), ["other"]));
      same((await store.members("t", "a"))?.length, 5);
    });
  });

  describe("tenants", () => {
    test("never sees another tenant's records, runs, snapshots and lists", async (store) => {
      await store.putStatic("t", list("a"), ["c1"]);
      await store.publish("t", [night("a", "2025-01-01", ["c1"])]);
      same(await store.list("u"), []);
      same(await store.get("u", "a"), undefined);
      same(await store.members("u", "a"), undefined);
      same(await store.runs("u", "a"), []);
      same([...(await store.recentRuns("u"))], []);
      same(await store.snapshot("u", "a"), undefined);
      await refused("conflict", store.remove("u", "a", 1));
      same(await store.publish("u", [night("a", "2025-01-02", ["c1"])]), []);
      same((await store.runs("t", "a")).length, 1);
    });

    test("keeps keys apart that would be one if they were joined", async (store) => {
      await store.put("a", draft("b:c"), undefined);
      await store.put("a:b", draft("c"), undefined);
      await store.put("", draft("a"), undefined);
      same(ids(await store.list("a")), ["b:c"]);
      same(ids(await store.list("a:b")), ["c"]);
      same(ids(await store.list("")), ["a"]);
      await store.publish("a", [night("b:c", "2025-01-01", ["c1"])]);
      same(await store.runs("a:b", "c"), []);
      same(await store.runs("a", "b"), []);
    });
  });

  describe("runs", () => {
    test("publishes run and snapshot together and answers what was written", async (store) => {
      await store.put("t", draft("a"), undefined);
      const first = night("a", "2025-01-01", ["c1", "c2"]);
      same(await store.publish("t", [first]), [first.run]);
      same(await store.runs("t", "a"), [first.run]);
      same(await store.snapshot("t", "a"), first.snapshot);
      holds(frozen(await store.runs("t", "a")), "runs that are frozen whole");
      holds(frozen(await store.snapshot("t", "a")), "a snapshot that is frozen whole");
    });

    test("keeps the published run of a date whatever comes later", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [night("a", "2025-01-01", ["c1"])]);
      same(await store.publish("t", [night("a", "2025-01-01", ["c1", "c2"])]), []);
      same(await store.publish("t", [failure("a", "2025-01-01")]), []);
      same((await store.snapshot("t", "a"))?.ids, ["c1"]);
      same((await store.runs("t", "a")).length, 1);
    });

    test("publishes once when two workers do it at once", async (store) => {
      await store.put("t", draft("a"), undefined);
      const workers = [1, 2, 3].map(() => store.publish("t", [night("a", "2025-01-01", ["c1"])]));
      same((await Promise.all(workers)).flat().length, 1);
      same((await store.runs("t", "a")).length, 1);
    });

    test("replaces a failed run, and leaves the snapshot before it while it stands", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [night("a", "2025-01-01", ["c1"])]);
      await store.publish("t", [failure("a", "2025-01-02")]);
      same(
        (await store.runs("t", "a")).map((run) => run.outcome.kind),
        ["published", "failed"],
      );
      same((await store.snapshot("t", "a"))?.date, "2025-01-01");
      const second = night("a", "2025-01-02", ["c2"], { after: "2025-01-01" });
      same(await store.publish("t", [second]), [second.run]);
      same(
        (await store.runs("t", "a")).map((run) => run.outcome.kind),
        ["published", "published"],
      );
      same((await store.snapshot("t", "a"))?.ids, ["c2"]);
    });

    test("lists runs by date, of one audience and of all", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.put("t", draft("b"), undefined);
      await store.publish("t", [
        night("a", "2025-01-09", ["c1"]),
        night("b", "2025-01-01", ["c1"]),
        night("a", "2025-01-10", ["c1"], { after: "2025-01-09" }),
      ]);
      same(
        (await store.runs("t", "a")).map((run) => run.date),
        ["2025-01-09", "2025-01-10"],
      );
      const recent = await store.recentRuns("t");
      same([...recent.keys()].sort(), ["a", "b"]);
      same(recent.get("a"), await store.runs("t", "a"));
    });

    test("has the newest published runs at hand, whatever the order they came in", async (store) => {
      await store.put("t", draft("a"), undefined);
      const dates = Array.from({ length: RECENT_RUNS + 5 }, (_, day) => `2025-01-${String(day + 1).padStart(2, "0")}`);
      const published: string[] = [];
      for (const date of [...dates.slice(10), ...dates.slice(0, 10)]) {
        await store.publish("t", [night("a", date, ["c1"], around(published, date))]);
        published.push(date);
        const expected = [...published].sort().slice(-RECENT_RUNS);
        same(
          (await store.recentRuns("t")).get("a")?.map((run) => run.date),
          expected,
        );
      }
      const all = await store.runs("t", "a");
      const recent = (await store.recentRuns("t")).get("a");
      same(recent, all.slice(-RECENT_RUNS));
      holds(frozen(recent), "recent runs that are frozen whole");
    });

    test("has a failed run at hand while it is the newest of all", async (store) => {
      const recent = async () =>
        (await store.recentRuns("t")).get("a")?.map(({ date, outcome }) => [date, outcome.kind]);
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [failure("a", "2025-01-02")]);
      same(await recent(), [["2025-01-02", "failed"]]);
      await store.publish("t", [night("a", "2025-01-01", ["c1"])]);
      const first = ["2025-01-01", "published"];
      same(await recent(), [first, ["2025-01-02", "failed"]]);
      await store.publish("t", [failure("a", "2025-01-04")]);
      await store.publish("t", [failure("a", "2025-01-03")]);
      same(await recent(), [first, ["2025-01-04", "failed"]]);
      await store.publish("t", [night("a", "2025-01-03", ["c1"], { after: "2025-01-01" })]);
      const third = ["2025-01-03", "published"];
      same(await recent(), [first, third, ["2025-01-04", "failed"]]);
      await store.publish("t", [night("a", "2025-01-05", ["c1"], { after: "2025-01-03" })]);
      same(await recent(), [first, third, ["2025-01-05", "published"]]);
    });

    test("recounts a run that is at hand too", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [night("a", "2025-01-03", ["c1"])]);
      const next = { date: "2025-01-03", entered: 1, left: 2 };
      await store.publish("t", [night("a", "2025-01-01", ["c2", "c3"], { next })]);
      same((await store.recentRuns("t")).get("a"), await store.runs("t", "a"));
    });

    test("puts a night before others and recounts the one that follows it", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [night("a", "2025-01-03", ["c1", "c3"])]);
      const next = { date: "2025-01-03", entered: 1, left: 2 };
      await store.publish("t", [night("a", "2025-01-01", ["c1", "c4", "c5"], { next })]);
      const [first, second] = await store.runs("t", "a");
      same(first?.date, "2025-01-01");
      same(second?.outcome, { kind: "published", size: 2, base: 10, entered: 1, left: 2 });
      same((await store.snapshot("t", "a"))?.date, "2025-01-03");
    });

    test("writes nothing when the runs around a date are not those counted against", async (store) => {
      await store.put("t", draft("a"), undefined);
      await store.publish("t", [
        night("a", "2025-01-01", ["c1"]),
        night("a", "2025-01-05", ["c1"], { after: "2025-01-01" }),
      ]);
      const before = await store.runs("t", "a");
      const next = { date: "2025-01-05", entered: 0, left: 0 };
      await refused("conflict", store.publish("t", [night("a", "2025-01-06", ["c1"], { after: "2025-01-01" })]));
      await refused("conflict", store.publish("t", [night("a", "2025-01-03", ["c1"], { after: "2025-01-01" })]));
      await refused("conflict", store.publish("t", [night("a", "2025-01-03", ["c1"], { next })]));
      const good = night("a", "2025-01-02", ["c1"], { after: "2025-01-01", next });
      await refused("conflict", store.publish("t", [good, night("a", "2025-01-06", ["c1"])]));
      same(await store.runs("t", "a"), before);
      same(await store.snapshot("t", "a", "2025-01-02"), undefined);
    });

    test("drops the runs of an audience that is gone", async (store) => {
      same(await store.publish("t", [night("gone", "2025-01-01", ["c1"])]), []);
      same(await store.runs("t", "gone"), []);
    });
  });

  describe("snapshots", () => {
    test("gives every night its own members, in whatever order the nights came", async (store) => {
      await store.put("t", draft("a"), undefined);
      const nights: Record<string, readonly string[]> = {
        "2025-01-04": ["b", "d", "\uffff", "💡"],
        "2025-01-05": [],
        "2025-01-01": ["a", "b", "c"],
        "2025-01-03": ["a", "💡"],
        "2025-01-02": ["0", "a", "b", "c", "z", "\ufffd", "💡", "💡💡"],
        "2025-01-06": ["d"],
      };
      const published: string[] = [];
      for (const [date, members] of Object.entries(nights)) {
        await store.publish("t", [night("a", date, members, around(published, date))]);
        published.push(date);
        for (const there of published) same((await store.snapshot("t", "a", there))?.ids, nights[there]);
      }
      same((await store.snapshot("t", "a"))?.date, "2025-01-06");
      same(await store.snapshot("t", "a", "2024-12-31"), undefined);
      same(await store.snapshot("t", "a", "2025-01-07"), undefined);
    });

    test("shares nothing with the list it was given", async (store) => {
      await store.put("t", draft("a"), undefined);
      const members = ["c1", "c2"];
      await store.publish("t", [night("a", "2025-01-01", members)]);
      members.push("c3");
      same((await store.snapshot("t", "a"))?.ids, ["c1", "c2"]);
    });
  });
}

const at = "2025-01-01T00:00:00Z";
const user = { id: "u1", name: "Maren Holt" };

function draft(id: string, change: Partial<DefinedAudience> = {}): DefinedAudience {
  return {
    kind: "defined",
    id,
    name: `Audience ${id}`,
    status: "draft",
    version: 1,
    createdBy: user,
    createdAt: at,
    updatedAt: at,
    definition: {
      version: 1,
      root: { kind: "group", match: "all", conditions: [{ kind: "audience", audience: "b" }] },
    },
    definitionHash: "0".repeat(64),
    ...change,
  };
}

function list(id: string): StaticAudience {
  const { name, createdBy, createdAt, updatedAt } = draft(id);
  return { kind: "static", id, name, status: "live", version: 1, createdBy, createdAt, updatedAt, listed: 1 };
}

function night(
  audienceId: string,
  date: string,
  members: readonly string[],
  neighbours: Partial<Pick<Publication, "after" | "next">> = {},
): Publication {
  const outcome = { kind: "published", size: members.length, base: 10, entered: null, left: null } as const;
  return {
    run: { ...run(audienceId, date), outcome },
    snapshot: { audienceId, date, ids: members },
    after: null,
    ...neighbours,
  };
}

/** What a publication says of the published dates around its own. */
function around(published: readonly string[], date: string): Pick<Publication, "after" | "next"> {
  const dates = [...published].sort();
  const after = dates.filter((other) => other < date).at(-1) ?? null;
  const following = dates.find((other) => other > date);
  return { after, ...(following === undefined ? {} : { next: { date: following, entered: 0, left: 0 } }) };
}

function failure(audienceId: string, date: string): Publication {
  const outcome = { kind: "failed", code: "attribute_missing", message: "There is no attribute age." } as const;
  return { run: { ...run(audienceId, date), outcome }, after: null };
}

function run(audienceId: string, date: string): Omit<Run, "outcome"> {
  const asOf = `${date}T00:00:00Z`;
  const definitionHash = "0".repeat(64);
  return { audienceId, date, asOf, processedAt: asOf, definitionHash, backfilled: false, usedTodaysAttributes: false };
}

function ids(records: readonly { readonly id: string }[]): readonly string[] {
  return records.map((record) => record.id);
}

function holds(condition: boolean, expected: string): void {
  if (!condition) throw new Error(`Expected ${expected}.`);
}

/** Equal as plain data, whatever the order of keys. */
function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(ordered(actual)), JSON.stringify(ordered(expected))];
  holds(a === b, `${b}, not ${a}`);
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, ordered(v)]),
  );
}

function frozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(frozen);
}

async function refused(code: string, answer: Promise<unknown>): Promise<AudienceError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AudienceError && error.code === code) return error;
  throw new Error(`Expected a refusal ${code}, not ${error instanceof Error ? error.message : "an answer"}.`);
}
