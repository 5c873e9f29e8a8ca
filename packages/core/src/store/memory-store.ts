import type { Audience } from "../audience/audience.js";
import { frozenCopy } from "../audience/frozen-copy.js";
import { conflict } from "../audience/transition.js";
import { placement, recentOf, withRuns } from "./publication.js";
import { idsOf, insertion, type StoredSnapshot } from "./snapshot-chain.js";
import type { AudienceStore, Publication, Run, Snapshot } from "./store.js";

/** A store that lives as long as the page or process. */
export function memoryStore(): AudienceStore {
  return new MemoryStore();
}

/** All there is of one audience. */
interface Shelf {
  readonly audience: Audience;
  readonly list?: readonly string[];
  readonly runs: readonly Run[];
  readonly recent: readonly Run[];
  /** Newest first. */
  readonly snapshots: readonly StoredSnapshot[];
}

class MemoryStore implements AudienceStore {
  readonly #tenants = new Map<string, Map<string, Shelf>>();

  async list(tenant: string): Promise<readonly Audience[]> {
    const shelves = [...this.#shelves(tenant).values()];
    return Object.freeze(shelves.map((shelf) => shelf.audience).sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  async get(tenant: string, id: string): Promise<Audience | undefined> {
    return this.#shelves(tenant).get(id)?.audience;
  }

  async put(tenant: string, audience: Audience, expected: number | undefined): Promise<void> {
    const shelf = this.#expect(tenant, audience.id, expected);
    const empty = { runs: [], recent: [], snapshots: [] };
    this.#shelves(tenant).set(audience.id, { ...(shelf ?? empty), audience: frozenCopy(audience) });
  }

  async remove(tenant: string, id: string, expected: number): Promise<void> {
    this.#expect(tenant, id, expected);
    this.#shelves(tenant).delete(id);
  }

  async members(tenant: string, id: string): Promise<readonly string[] | undefined> {
    return this.#shelves(tenant).get(id)?.list;
  }

  async putStatic(tenant: string, audience: Audience, ids: readonly string[]): Promise<void> {
    this.#expect(tenant, audience.id, undefined);
    const shelf = {
      audience: frozenCopy(audience),
      list: Object.freeze([...ids]),
      runs: [],
      recent: [],
      snapshots: [],
    };
    this.#shelves(tenant).set(audience.id, shelf);
  }

  async publish(tenant: string, publications: readonly Publication[]): Promise<readonly Run[]> {
    const shelves = new Map(this.#shelves(tenant));
    const written: Run[] = [];
    for (const publication of publications) {
      const shelf = shelves.get(publication.run.audienceId);
      const placed = shelf === undefined ? [] : placement(shelf.runs, publication).map(frozenCopy);
      if (shelf === undefined || placed[0] === undefined) continue;
      written.push(placed[0]);
      const runs = Object.freeze(withRuns(shelf.runs, placed));
      const recent = Object.freeze(recentOf(runs));
      const snapshots = withSnapshot(shelf.snapshots, publication.snapshot);
      shelves.set(shelf.audience.id, { ...shelf, runs, recent, snapshots });
    }
    this.#tenants.set(tenant, shelves);
    return Object.freeze(written);
  }

  async runs(tenant: string, audienceId: string): Promise<readonly Run[]> {
    return this.#shelves(tenant).get(audienceId)?.runs ?? Object.freeze([]);
  }

  async recentRuns(tenant: string): Promise<ReadonlyMap<string, readonly Run[]>> {
    const shelves = [...this.#shelves(tenant)].filter(([, shelf]) => shelf.recent.length > 0);
    return new Map(shelves.map(([id, shelf]) => [id, shelf.recent]));
  }

  async snapshot(tenant: string, audienceId: string, date?: string): Promise<Snapshot | undefined> {
    const snapshots = this.#shelves(tenant).get(audienceId)?.snapshots ?? [];
    const wanted = date ?? snapshots[0]?.date;
    const ids = wanted === undefined ? undefined : idsOf(snapshots, wanted);
    if (wanted === undefined || ids === undefined) return undefined;
    return Object.freeze({ audienceId, date: wanted, ids: Object.freeze([...ids]) });
  }

  #shelves(tenant: string): Map<string, Shelf> {
    let shelves = this.#tenants.get(tenant);
    if (shelves === undefined) this.#tenants.set(tenant, (shelves = new Map<string, Shelf>()));
    return shelves;
  }

  #expect(tenant: string, id: string, expected: number | undefined): Shelf | undefined {
    const shelf = this.#shelves(tenant).get(id);
    if (shelf?.audience.version !== expected) throw conflict(id, shelf?.audience.version);
    return shelf;
  }
}

function withSnapshot(
  newestFirst: readonly StoredSnapshot[],
  snapshot: Snapshot | undefined,
): readonly StoredSnapshot[] {
  if (snapshot === undefined) return newestFirst;
  const written = insertion(newestFirst, snapshot.date, [...snapshot.ids]);
  const dates = new Set(written.map((stored) => stored.date));
  const kept = newestFirst.filter((stored) => !dates.has(stored.date));
  return [...kept, ...written].sort((a, b) => (a.date < b.date ? 1 : -1));
}
