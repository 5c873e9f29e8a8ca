import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import type { Audience } from "../audience/audience.js";
import { frozenCopy } from "../audience/frozen-copy.js";
import { conflict } from "../audience/transition.js";
import { AudienceError, refuse } from "../issue/issue.js";
import { placement, recentOf, withRuns } from "./publication.js";
import { seal, unseal, type Sealed } from "./sealed-record.js";
import { idsOf, insertion, type StoredSnapshot } from "./snapshot-chain.js";
import type { AudienceStore, Publication, Run, Snapshot } from "./store.js";

export interface IndexedDbStoreOptions {
  /** Of the database; `"audiencekit"` unless told. */
  readonly name?: string;
}

/** A store that can let go of its database, so that another can delete it. */
export interface IndexedDbStore extends AudienceStore {
  close(): Promise<void>;
}

/**
 * A store in the browser's IndexedDB; it outlives the page. Several pages may use one database at a time.
 *
 * Beside the errors of every store it rejects with `store_newer` when the database is of a later release, and with
 * `not_supported` where there is no IndexedDB.
 */
export function indexedDbStore(options: IndexedDbStoreOptions = {}): IndexedDbStore {
  return new DatabaseStore(options.name ?? "audiencekit");
}

const DATABASE_VERSION = 1;

/** Keys are arrays, so that no two of them can run into each other; the tenant comes first in each. */
interface Schema extends DBSchema {
  audiences: { key: [tenant: string, id: string]; value: Sealed<Audience> };
  lists: { key: [tenant: string, id: string]; value: Sealed<readonly string[]> };
  runs: { key: [tenant: string, id: string, date: string]; value: Sealed<Run> };
  /** Follows from the runs: one record an audience, so that a list of audiences reads no history. */
  recent: { key: [tenant: string, id: string]; value: Sealed<readonly Run[]> };
  snapshots: { key: [tenant: string, id: string, date: string]; value: Sealed<StoredSnapshot> };
}

type Names = StoreNames<Schema>[];
type Writing = IDBPTransaction<Schema, Names, "readwrite">;

const everything: Names = ["audiences", "lists", "runs", "recent", "snapshots"];

class DatabaseStore implements IndexedDbStore {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async list(tenant: string): Promise<readonly Audience[]> {
    const db = await this.#database();
    const tx = db.transaction("audiences");
    const [keys, records] = await Promise.all([tx.store.getAllKeys(within(tenant)), tx.store.getAll(within(tenant))]);
    return Object.freeze(records.map((record, at) => unseal(record, `audience ${keys[at]?.[1] ?? ""}`)));
  }

  async get(tenant: string, id: string): Promise<Audience | undefined> {
    const db = await this.#database();
    const record = await db.get("audiences", [tenant, id]);
    return record === undefined ? undefined : unseal(record, `audience ${id}`);
  }

  async put(tenant: string, audience: Audience, expected: number | undefined): Promise<void> {
    await this.#write(async (tx) => {
      await expectVersion(tx, tenant, audience.id, expected);
      await tx.objectStore("audiences").put(seal(audience), [tenant, audience.id]);
    });
  }

  async remove(tenant: string, id: string, expected: number): Promise<void> {
    await this.#write(async (tx) => {
      await expectVersion(tx, tenant, id, expected);
      await tx.objectStore("audiences").delete([tenant, id]);
      await tx.objectStore("lists").delete([tenant, id]);
      await tx.objectStore("runs").delete(within(tenant, id));
      await tx.objectStore("recent").delete([tenant, id]);
      await tx.objectStore("snapshots").delete(within(tenant, id));
    });
  }

  async members(tenant: string, id: string): Promise<readonly string[] | undefined> {
    const db = await this.#database();
    const record = await db.get("lists", [tenant, id]);
    return record === undefined ? undefined : unseal(record, `list of audience ${id}`);
  }

  async putStatic(tenant: string, audience: Audience, ids: readonly string[]): Promise<void> {
    await this.#write(async (tx) => {
      await expectVersion(tx, tenant, audience.id, undefined);
      await tx.objectStore("audiences").put(seal(audience), [tenant, audience.id]);
      await tx.objectStore("lists").put(seal(ids), [tenant, audience.id]);
    });
  }

  async publish(tenant: string, publications: readonly Publication[]): Promise<readonly Run[]> {
    return this.#write(async (tx) => {
      const written: Run[] = [];
      for (const publication of publications) {
        const run = await publishOne(tx, tenant, publication);
        if (run !== undefined) written.push(run);
      }
      return Object.freeze(written);
    });
  }

  async runs(tenant: string, audienceId: string): Promise<readonly Run[]> {
    const db = await this.#database();
    const tx = db.transaction("runs");
    const range = within(tenant, audienceId);
    const [keys, records] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)]);
    return Object.freeze(records.map((record, at) => unseal(record, runName(keys[at]))));
  }

  async recentRuns(tenant: string): Promise<ReadonlyMap<string, readonly Run[]>> {
    const db = await this.#database();
    const tx = db.transaction("recent");
    const [keys, records] = await Promise.all([tx.store.getAllKeys(within(tenant)), tx.store.getAll(within(tenant))]);
    return new Map(
      keys.flatMap(([, id], at) => {
        const record = records[at];
        return record === undefined ? [] : [[id, unseal(record, recentName(id))]];
      }),
    );
  }

  async snapshot(tenant: string, audienceId: string, date?: string): Promise<Snapshot | undefined> {
    const db = await this.#database();
    const tx = db.transaction("snapshots");
    const newestFirst: StoredSnapshot[] = [];
    for (
      let cursor = await tx.store.openCursor(within(tenant, audienceId), "prev");
      cursor !== null;
      cursor = await cursor.continue()
    ) {
      newestFirst.push(unseal(cursor.value, snapshotName(cursor.key)));
      if (date === undefined || cursor.key[2] <= date) break;
    }
    const wanted = date ?? newestFirst[0]?.date;
    const ids = wanted === undefined ? undefined : idsOf(newestFirst, wanted);
    if (wanted === undefined || ids === undefined) return undefined;
    return Object.freeze({ audienceId, date: wanted, ids: Object.freeze(ids) });
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  async #write<T>(work: (tx: Writing) => Promise<T>): Promise<T> {
    const db = await this.#database();
    const tx = db.transaction(everything, "readwrite", { durability: "strict" });
    const settled = tx.done.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    try {
      const result = await work(tx);
      const failure = await settled;
      if (failure !== undefined) throw failure.error;
      return result;
    } catch (error) {
      abort(tx);
      await settled;
      throw asRefusal(error, this.#name);
    }
  }

  #database(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      throw asRefusal(error, this.#name);
    });
    return this.#opened;
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    if (typeof indexedDB === "undefined") {
      throw refuse("not_supported", "", "There is no IndexedDB here.", "Use memoryStore().");
    }
    return openDB<Schema>(this.#name, DATABASE_VERSION, {
      upgrade: (db) => {
        for (const name of everything) db.createObjectStore(name);
      },
      // Another page wants to upgrade or delete the database: let it, and open again on the next call.
      blocking: () => void this.close(),
      terminated: () => {
        this.#opened = undefined;
      },
    });
  }
}

/** All keys that begin so; an array sorts after every text. */
function within(...start: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...start], [...start, []]);
}

async function expectVersion(tx: Writing, tenant: string, id: string, expected: number | undefined): Promise<void> {
  const record = await tx.objectStore("audiences").get([tenant, id]);
  const version = record === undefined ? undefined : unseal(record, `audience ${id}`).version;
  if (version !== expected) throw conflict(id, version);
}

async function publishOne(tx: Writing, tenant: string, publication: Publication): Promise<Run | undefined> {
  const { run, snapshot } = publication;
  const id = run.audienceId;
  if ((await tx.objectStore("audiences").getKey([tenant, id])) === undefined) return undefined;
  const runs = tx.objectStore("runs");
  const stored = await runs.getAll(within(tenant, id));
  const there = stored.map((record) => unseal(record, `run of audience ${id}`));
  const placed = placement(there, publication);
  if (placed.length === 0) return undefined;
  for (const each of placed) await runs.put(seal(each), [tenant, id, each.date]);
  await tx.objectStore("recent").put(seal(recentOf(withRuns(there, placed))), [tenant, id]);
  if (snapshot !== undefined) {
    const snapshots = tx.objectStore("snapshots");
    const newestFirst: StoredSnapshot[] = [];
    for (
      let cursor = await snapshots.openCursor(within(tenant, id), "prev");
      cursor !== null;
      cursor = await cursor.continue()
    ) {
      newestFirst.push(unseal(cursor.value, snapshotName(cursor.key)));
      if (cursor.key[2] < run.date) break;
    }
    for (const each of insertion(newestFirst, snapshot.date, snapshot.ids)) {
      await snapshots.put(seal(each), [tenant, id, each.date]);
    }
  }
  return frozenCopy(run);
}

function runName(key: Schema["runs"]["key"] | undefined): string {
  return `run of audience ${key?.[1] ?? ""} on ${key?.[2] ?? ""}`;
}

function recentName(id: string): string {
  return `recent runs of audience ${id}`;
}

function snapshotName(key: Schema["snapshots"]["key"]): string {
  return `snapshot of audience ${key[1]} on ${key[2]}`;
}

function abort(tx: Writing): void {
  try {
    tx.abort();
  } catch {
    // It has ended by itself: there is nothing left to undo.
  }
}

function asRefusal(error: unknown, name: string): unknown {
  if (error instanceof AudienceError || !(error instanceof DOMException)) return error;
  if (error.name === "VersionError") {
    const message = `The store "${name}" was written by a later release.`;
    return refuse("store_newer", "", message, "Update AudienceKit, or use a store of another name.");
  }
  return new AudienceError(
    {
      code: "internal",
      path: "",
      message: `The store "${name}" could not be written: ${error.name}.`,
      severity: "error",
    },
    { cause: error },
  );
}
