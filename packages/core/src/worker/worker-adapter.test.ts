import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DataAdapter } from "../adapter/adapter.js";
import { AudienceError } from "../issue/issue.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { openDataFolder } from "../memory/load/open-data-folder.js";
import type { CustomerInput } from "../source/records.js";
import { arrowTable, parquetTable } from "../source/table-source.js";
import { builtEngine } from "../testing/engines/built-engine.js";
import { asOf, catalog, few, planOf, regulars, inLyon, idsOf, answers } from "../testing/engines/few-customers.js";
import { startEngine, workerAdapter, workerDataFolder, workerSavedBase } from "./open.js";

let makeWorker: () => Worker;
const open: { close(): Promise<void> }[] = [];

function closing<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one);
  return one;
}

beforeAll(async () => {
  makeWorker = await builtEngine();
});

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe("an adapter in a worker", () => {
  test("answers everything as the memory adapter does", async () => {
    const adapter = closing(await workerAdapter(few, { createWorker: makeWorker }));
    const here = await memoryAdapter(few);
    expect(adapter.where).toBe("worker");
    expect(await answers(adapter)).toEqual(await answers(here));
    expect(adapter.capabilities).toEqual(here.capabilities);
    expect(adapter.report).toEqual(here.report);
  });

  test("tells the audiences of a customer who is stored, and of one who is told", async () => {
    const adapter = closing(await workerAdapter(few, { createWorker: makeWorker }));
    const here = await memoryAdapter(few);
    const matchers = [];
    for (const one of [adapter, here]) {
      matchers.push(await one.matcher?.([planOf(one, regulars), planOf(one, inLyon), planOf(one, inLyon, regulars)]));
    }
    const [there, ours] = matchers;
    for (const id of ["c000001", "c000002", "c000007", "nobody"]) {
      expect(await there?.audiencesOf(id)).toEqual(await ours?.audiencesOf(id));
    }
    const profile = {
      id: "told",
      attributes: { city: "Lyon" },
      events: [{ type: "purchase", at: asOf - 1 }],
      tags: [],
    };
    expect(await there?.audiencesOfProfile(profile)).toEqual([1]);
    expect(await ours?.audiencesOfProfile(profile)).toEqual([1]);
    const unreadable = { id: "told", attributes: { city: () => 1 } };
    await expect(there?.audiencesOfProfile(unreadable)).rejects.toMatchObject({ code: "bad_row" });
    const stop = AbortSignal.abort();
    await expect(there?.audiencesOf("c000001", { signal: stop })).rejects.toMatchObject({ code: "aborted" });
    await expect(adapter.matcher?.([], { signal: stop })).rejects.toMatchObject({ code: "aborted" });
  });

  test("rejects the rows that the memory adapter rejects, what no thread can send among them", async () => {
    const odd: CustomerInput[] = [
      { id: "a", attributes: { age: () => 1 } },
      { id: "b", attributes: { likes: [Symbol("tea")] } },
      { id: "c", attributes: { age: 12n, likes: new Proxy(["tea"], {}) } },
      { id: "", attributes: {} },
      { id: "d", attributes: { city: { name: "Lyon" }, born: new Date(NaN) } },
      new (class {
        readonly #id = "e";
        get id(): string {
          return this.#id;
        }
      })(),
    ];
    const adapter = closing(await workerAdapter({ catalog, customers: odd }, { createWorker: makeWorker }));
    const here = await memoryAdapter({ catalog, customers: odd });
    expect(adapter.report).toEqual(here.report);
    expect(adapter.report.rejectedCount).toBe(4);
    expect(await idsOf(await adapter.base())).toEqual(await idsOf(await here.base()));
  });

  test("knows appended attributes at once, and its catalogue stays frozen", async () => {
    const adapter = closing(await workerAdapter(few, { createWorker: makeWorker }));
    const report = await adapter.append?.(
      [{ name: "score", type: "number", scale: 0 }],
      [
        { id: "c000002", attributes: { score: 7 } },
        { id: "nobody", attributes: { score: 7 } },
      ],
    );
    expect(report?.unknownCustomers.appended).toBe(1);
    expect(adapter.catalog().attributes.map(({ name }) => name)).toContain("score");
    expect(Object.isFrozen(adapter.catalog().attributes)).toBe(true);
    const plan = planOf(adapter, { kind: "attribute", attribute: "score", operator: "is", value: 7 });
    expect(await idsOf(await adapter.evaluate(plan))).toEqual(["c000002"]);
  });

  test("changes as the memory adapter does, and tells that it did", async () => {
    const adapter = closing(await workerAdapter(few, { createWorker: makeWorker }));
    const here = await memoryAdapter(few);
    const [before, held] = [adapter.revision?.(), await adapter.base()];
    const change = async (one: DataAdapter) => [
      await one.upsert?.([
        { id: "c000001", attributes: { city: "Lyon", likes: null } },
        { id: "new", attributes: { age: 30 } },
      ]),
      await one.addEvents?.([{ customer: "new", type: "purchase", at: asOf - 1, properties: { amount: 5 } }]),
      await one.addTags?.([{ customer: "new", tag: "newsletter", at: asOf - 1 }]),
      await one.erase?.(["c000002", "nobody"]),
    ];
    expect(await change(adapter)).toEqual(await change(here));
    expect(adapter.revision?.()).not.toBe(before);
    expect(await answers(adapter)).toEqual(await answers(here));
    expect(await held.has("c000002")).toBe(false);
    const plan = planOf(adapter, regulars, inLyon);
    expect(await adapter.explainPlan?.(plan)).toEqual(await here.explainPlan?.(plan));
  });

  test("refuses with the same codes, paths, sentences and hints", async () => {
    const twice = { catalog, customers: [{ id: "a" }, { id: "a" }] };
    const there = await workerAdapter(twice, { createWorker: makeWorker }).catch((error: unknown) => error);
    const here = await memoryAdapter(twice).catch((error: unknown) => error);
    expect(there).toBeInstanceOf(AudienceError);
    expect(there).toMatchObject({ code: "duplicate_customer" });
    expect(there).toEqual(here);
  });

  test("refuses memberships of other customers", async () => {
    const engine = closing(await startEngine({ createWorker: makeWorker }));
    const [one, other] = [await engine.adapter(few), await engine.adapter(few)];
    await expect((await one.base()).and(await other.base())).rejects.toMatchObject({ code: "not_supported" });
    await expect(one.overlap([await other.base()])).rejects.toMatchObject({ code: "not_supported" });
    await other.close();
    await expect(other.baseSize()).rejects.toMatchObject({ code: "engine_lost" });
    expect(await one.baseSize()).toBe(400);
  });

  test("throws what the host's own rows throw, and ends their iterator when the load is over before them", async () => {
    const broken = new RangeError("The rows broke.");
    async function* breaking(): AsyncGenerator<CustomerInput> {
      yield { id: "a" };
      throw broken;
    }
    await expect(workerAdapter({ catalog, customers: breaking() }, { createWorker: makeWorker })).rejects.toBe(broken);

    let ended = false;
    function* endless(): Generator<CustomerInput> {
      try {
        for (let n = 0; ; n += 1) yield { id: n };
      } finally {
        ended = true;
      }
    }
    const stop = new AbortController();
    const progress: number[] = [];
    const load = workerAdapter(
      {
        catalog,
        customers: endless(),
        signal: stop.signal,
        onProgress: ({ rows }) => {
          progress.push(rows);
          stop.abort();
        },
      },
      { createWorker: makeWorker },
    );
    await expect(load).rejects.toMatchObject({ code: "aborted" });
    expect(progress).toHaveLength(1);
    expect(ended).toBe(true);
  });
});

describe("a saved base in a worker", () => {
  test("is saved from there and opened there, as a file, as bytes and in pieces, and answers the same", async () => {
    const engine = closing(await startEngine({ createWorker: makeWorker }));
    const adapter = await engine.adapter(few);
    expect((await adapter.memory()).total).toBe((await (await memoryAdapter(few)).memory()).total);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of adapter.save()) pieces.push(new Uint8Array(piece));
    const file = new Blob(pieces);
    const expected = await answers(adapter);
    async function* again(): AsyncGenerator<Uint8Array> {
      yield* pieces;
    }
    const shares: number[] = [];
    const onProgress = ({ share }: { readonly share: number }) => void shares.push(share);
    for (const source of [file, new Uint8Array(await file.arrayBuffer()), again()]) {
      expect(await answers(await engine.savedBase(source, { onProgress }))).toEqual(expected);
    }
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
    const alone = closing(await workerSavedBase(file, {}, { createWorker: makeWorker }));
    expect(await alone.baseSize()).toBe(400);
    await expect(engine.savedBase(file.slice(0, 500))).rejects.toMatchObject({ code: "bad_file" });
  });
});

describe("tables in a worker", () => {
  const table = tableFromArrays({ id: ["a", "b", "c"], city: ["Lyon", "Porto", "Lyon"] });
  const arrow = () => new Uint8Array(tableToIPC(table, { format: "stream" }) ?? []);
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: "customer", data: ["a", "c"] },
      { name: "tag", data: ["newsletter", "newsletter"] },
    ],
  });

  test("Arrow and Parquet go over as bytes, as files and in pieces", async () => {
    const engine = closing(await startEngine({ createWorker: makeWorker }));
    const bytes = arrow();
    async function* pieces(): AsyncGenerator<Uint8Array> {
      const all = arrow();
      for (let at = 0; at < all.length; at += 100) yield all.slice(at, at + 100);
    }
    const tags = parquetTable(new Blob([parquet]));
    for (const source of [new Blob([arrow()]), pieces(), bytes]) {
      const adapter = await engine.adapter({ catalog, customers: arrowTable(source), tags, giveUpBytes: true });
      expect(adapter.report).toMatchObject({ customers: 3, tags: 2, rejectedCount: 0 });
      expect(await idsOf(await adapter.evaluate(planOf(adapter, inLyon)))).toEqual(["a", "c"]);
      expect((await adapter.tagCounts(asOf)).values).toEqual([{ value: "newsletter", count: 2 }]);
    }
    expect(bytes).toHaveLength(0);
  });
});

describe("a data folder in a worker", () => {
  const config = {
    customers: { file: "customers.csv", id: "id", attributes: { city: { type: "text" } } },
    append: [{ file: "scores.csv", id: "id", attributes: { score: { type: "number", scale: 0 } } }],
    events: [{ file: "orders.csv", customer: "id", event: "purchase", at: "at" }],
    audiences: [{ id: "some", name: "Some", members: { file: "some.csv", id: "id" } }],
  };
  const bytes = (text: string) => new TextEncoder().encode(text);
  const texts = {
    "customers.csv": "id,city\na,Lyon\nb,Porto\n",
    "scores.csv": "id,score\na,7\nb,x\n",
    "orders.csv": "id,at\na,2026-01-01\nb,2026-01-02\n",
    "some.csv": "id\nb\n",
  };

  test("reads blobs, bytes and files in pieces; bytes that are given up are moved", async () => {
    const orders = bytes(texts["orders.csv"]);
    const pieces = new Blob([texts["some.csv"]]);
    const files = {
      "customers.csv": new Blob([texts["customers.csv"]]),
      "scores.csv": bytes(texts["scores.csv"]).buffer,
      "orders.csv": orders,
      "some.csv": { size: pieces.size, slice: (start: number, end: number) => pieces.slice(start, end) },
    };
    const { adapter, audiences } = await workerDataFolder(
      { config, open: async (name) => Object.entries(files).find(([file]) => file === name)?.[1], giveUpBytes: true },
      { createWorker: makeWorker },
    );
    closing(adapter);
    const here = await openDataFolder({
      config,
      open: async (name) => new Blob([Object.entries(texts).find(([file]) => file === name)?.[1] ?? ""]),
    });
    expect(adapter.report).toEqual(here.adapter.report);
    expect(audiences).toEqual(here.audiences);
    expect(await adapter.dataUntil()).toBe(await here.adapter.dataUntil());
    expect(orders.byteLength).toBe(0);
  });

  test("throws what opening a file throws, and refuses one that is not there", async () => {
    const unreachable = new Error("The server cannot be reached.");
    const engine = closing(await startEngine({ createWorker: makeWorker }));
    const open = () => Promise.reject(unreachable);
    await expect(engine.dataFolder({ config, open })).rejects.toBe(unreachable);
    await expect(engine.dataFolder({ config, open: async () => undefined })).rejects.toMatchObject({
      name: "AudienceError",
      code: "bad_file",
    });
  });
});
