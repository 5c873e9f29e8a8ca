import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import { AudienceError } from "../issue/issue.js";
import { testAudienceStore } from "../testing/store-conformance.js";
import { indexedDbStore, type IndexedDbStore } from "./indexeddb-store.js";
import type { Run } from "./store.js";
import type { DefinedAudience } from "../audience/audience.js";

const audience: DefinedAudience = {
  kind: "defined",
  id: "a",
  name: "Lapsed gold",
  status: "live",
  version: 1,
  createdBy: { id: "u1", name: "Maren Holt" },
  createdAt: "2025-01-01T00:00:00Z",
  updatedAt: "2025-01-01T00:00:00Z",
  definition: { version: 1, root: { kind: "group", match: "all", conditions: [{ kind: "audience", audience: "b" }] } },
  definitionHash: "0".repeat(64),
};

const run: Run = {
  audienceId: "a",
  date: "2025-01-01",
  asOf: "2025-01-01T00:00:00Z",
  processedAt: "2025-01-01T00:00:00Z",
  definitionHash: "0".repeat(64),
  backfilled: false,
  usedTodaysAttributes: false,
  outcome: { kind: "published", size: 2, base: 10, entered: null, left: null },
};

describe("indexedDbStore", () => {
  const opened: { readonly name: string; readonly store: IndexedDbStore }[] = [];
  let count = 0;

  function open(name = `store-${count++}`): { readonly name: string; readonly store: IndexedDbStore } {
    const made = { name, store: indexedDbStore({ name }) };
    opened.push(made);
    return made;
  }

  afterEach(async () => {
    const all = opened.splice(0);
    for (const { store } of all) await store.close();
    for (const name of new Set(all.map((one) => one.name))) await deleteDB(name);
  });

  testAudienceStore({ describe, it, makeStore: () => open().store });

  it("outlives the store that wrote it", async () => {
    const { name, store } = open();
    await store.put("t", audience, undefined);
    await store.publish("t", [{ run, snapshot: { audienceId: "a", date: run.date, ids: ["c1", "c2"] }, after: null }]);
    await store.close();
    const again = open(name).store;
    expect(await again.get("t", "a")).to.deep.equal(audience);
    expect((await again.snapshot("t", "a"))?.ids).to.deep.equal(["c1", "c2"]);
  });

  it("sees what another store of the same database writes, and conflicts with it", async () => {
    const { name, store } = open();
    const other = open(name).store;
    await store.put("t", audience, undefined);
    await other.put("t", { ...audience, version: 2, name: "Second" }, 1);
    expect((await store.get("t", "a"))?.name).to.equal("Second");
    await refused("conflict", store.put("t", { ...audience, version: 2 }, 1));
  });

  it("lets go of a database that is deleted, and begins anew", async () => {
    const { name, store } = open();
    await store.put("t", audience, undefined);
    await deleteDB(name);
    expect(await store.list("t")).to.deep.equal([]);
  });

  it("refuses a database of a later release by its name", async () => {
    const { name, store } = open();
    (await openDB(name, 99)).close();
    expect((await refused("store_newer", store.list("t"))).message).to.contain(name);
  });

  it("refuses a record of a later release by its name", async () => {
    const { name, store } = open();
    await store.put("t", audience, undefined);
    await damage(name, "audiences", ["t", "a"], (sealed) => ({ ...sealed, schema: 2 }));
    expect((await refused("store_newer", store.get("t", "a"))).message).to.contain("audience a");
  });

  it("finds what is not as it was written, and names it", async () => {
    const { name, store } = open();
    await store.put("t", audience, undefined);
    await store.publish("t", [{ run, snapshot: { audienceId: "a", date: run.date, ids: ["c1", "c2"] }, after: null }]);
    await damage(name, "audiences", ["t", "a"], (sealed) => ({
      ...sealed,
      body: { ...audience, name: "Lapsed golc" },
    }));
    await damage(name, "runs", ["t", "a", run.date], (sealed) => ({ ...sealed, body: { ...run, date: "2025-01-02" } }));
    await damage(name, "snapshots", ["t", "a", run.date], ({ body: _lost, ...sealed }) => sealed);
    for (const answer of [store.get("t", "a"), store.list("t"), store.put("t", { ...audience, version: 2 }, 1)]) {
      expect((await refused("store_corrupt", answer)).message).to.contain("audience a");
    }
    await damage(name, "recent", ["t", "a"], (sealed) => ({ ...sealed, body: [] }));
    expect((await refused("store_corrupt", store.runs("t", "a"))).message).to.contain(
      "run of audience a on 2025-01-01",
    );
    expect((await refused("store_corrupt", store.recentRuns("t"))).message).to.contain("recent runs of audience a");
    const { message } = await refused("store_corrupt", store.snapshot("t", "a"));
    expect(message).to.contain("snapshot of audience a on 2025-01-01");
  });
});

async function damage(
  name: string,
  store: string,
  key: string[],
  change: (sealed: Record<string, unknown>) => unknown,
): Promise<void> {
  const db = await openDB(name);
  const sealed: unknown = await db.get(store, key);
  if (typeof sealed !== "object" || sealed === null) throw new Error("Nothing is there to damage.");
  await db.put(store, change({ ...sealed }), key);
  db.close();
}

async function refused(code: string, answer: Promise<unknown>): Promise<AudienceError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AudienceError && error.code === code) return error;
  throw new Error(`Expected a refusal ${code}.`, { cause: error });
}
