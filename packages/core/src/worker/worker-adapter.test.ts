import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import { parquetWriteBuffer } from "hyparquet-writer";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DataAdapter, Membership } from "../adapter/adapter.js";
import { defineCatalog } from "../catalog/define.js";
import type { Node } from "../definition/language.js";
import { parseDefinition } from "../definition/parse.js";
import { AudienceError } from "../issue/issue.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { openDataFolder } from "../memory/load/open-data-folder.js";
import { resolveColumn, resolveComposition } from "../plan/column.js";
import type { Plan } from "../plan/plan.js";
import { resolvePlan } from "../plan/resolve.js";
import type { CustomerInput, EventInput } from "../source/records.js";
import { arrowTable, parquetTable } from "../source/table-source.js";
import { builtEngine } from "../testing/engines/built-engine.js";
import { startEngine, workerAdapter, workerBase, workerDataFolder } from "./open.js";
import type { WorkerAdapter } from "./worker-adapter.js";

const asOf = Date.UTC(2026, 0, 31, 12);
const catalog = defineCatalog({
  timeZone: "Europe/Berlin",
  attributes: [
    { name: "age", type: "number", scale: 0, bands: [18, 35] },
    { name: "city", type: "text" },
    { name: "born", type: "date" },
    { name: "seen", type: "datetime" },
    { name: "likes", type: "list" },
  ],
  eventTypes: [
    {
      name: "purchase",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "category", type: "text" },
      ],
    },
  ],
  computed: [{ name: "spend", event: "purchase", measure: { of: "sum", property: "amount" } }],
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const customers = (count: number): CustomerInput[] =>
  numbers(count).map((n) => ({
    id: `c${String(n).padStart(6, "0")}`,
    attributes: {
      age: n % 7 === 0 ? null : n % 90,
      city: ["Berlin", "Lyon", "Porto"][n % 3],
      born: new Date(Date.UTC(1970, 0, 1 + (n % 20_000))),
      seen: `2026-01-${String(1 + (n % 28)).padStart(2, "0")}T23:30`,
      likes: ["tea", "jazz", "chess"].slice(0, n % 4),
    },
  }));
const events = (count: number): EventInput[] =>
  customers(count).flatMap(({ id }, n) =>
    numbers(n % 5).map((k) => ({
      customer: id,
      type: "purchase",
      at: asOf - ((n * 37 + k * 11) % 400) * 86_400_000,
      properties: { amount: (n % 500) + k / 4, category: ["shoes", "toys"][k % 2] },
    })),
  );
const tags = (count: number) =>
  customers(count)
    .filter((_, n) => n % 3 === 0)
    .map(({ id }) => ({ customer: id, tag: "newsletter" }));
const few = { catalog, customers: customers(400), events: events(400), tags: tags(400) };

function planOf(adapter: DataAdapter, ...conditions: Node[]): Plan {
  const definition = parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions } });
  return resolvePlan(definition, { catalog: adapter.catalog(), asOf, audiences: () => undefined });
}

const regulars: Node = {
  kind: "event",
  event: "purchase",
  measure: { of: "weeks" },
  operator: "atLeast",
  value: 2,
  window: { last: 12, unit: "month" },
};
const birthday: Node = {
  kind: "attribute",
  attribute: "born",
  operator: "anniversaryInWindow",
  value: { next: 30, unit: "day" },
};
const inLyon: Node = { kind: "attribute", attribute: "city", operator: "is", value: "Lyon" };

async function idsOf(members: Membership): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of members.ids()) ids.push(id);
  return ids;
}

/** Everything an adapter answers, as plain data. */
async function answers(adapter: DataAdapter): Promise<unknown> {
  const plan = planOf(adapter, regulars, { kind: "group", match: "any", conditions: [birthday, inLyon] });
  const lyon = planOf(adapter, inLyon);
  const options = { catalog: adapter.catalog(), asOf };
  const [some, others] = [await adapter.evaluate(plan), await adapter.evaluate(lyon)];
  return {
    catalog: adapter.catalog(),
    base: await adapter.baseSize(),
    until: await adapter.dataUntil(),
    everybody: (await adapter.base()).size,
    some: await idsOf(some),
    has: [await some.has("c000001"), await some.has("nobody")],
    and: await idsOf(await some.and(others)),
    or: await idsOf(await some.or(others)),
    without: await idsOf(await others.without(some)),
    of: await idsOf(await adapter.membershipOf(["c000003", "nobody", "c000001"])),
    breakdown: await adapter.breakdown(plan),
    composed: await adapter.compose(others, resolveComposition("age", options)),
    cities: await adapter.valueCounts(resolveColumn("city", options), { search: "o", limit: 1 }),
    categories: await adapter.propertyCounts(["purchase"], "category"),
    spend: await adapter.histogram(resolveColumn("spend", options), 5),
    tags: await adapter.tagCounts(asOf),
    overlap: await adapter.overlap([some, others, await adapter.base()], { regions: true }),
    compared: await adapter.compare(plan, lyon),
  };
}

let makeWorker: () => Worker;
const open: { close(): Promise<void> }[] = [];

function closing<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one);
  return one;
}

/** A worker that keeps the names of what it is asked. */
function listened(): { readonly worker: Worker; readonly asked: string[] } {
  const worker = makeWorker();
  const asked: string[] = [];
  const post = worker.postMessage.bind(worker);
  worker.postMessage = (message: { readonly name?: string }, transfer) => {
    if (message.name !== undefined) asked.push(message.name);
    post(message, transfer);
  };
  return { worker, asked };
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
    expect("matcher" in adapter).toBe(false);
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

describe("with many customers", () => {
  const many = 12_000;
  const slow: Node = {
    kind: "sequence",
    steps: [{ event: "purchase" }, { event: "purchase", within: { amount: 300, unit: "day" } }],
  };

  async function loaded(createWorker: () => Worker = makeWorker): Promise<WorkerAdapter> {
    const options = { catalog, customers: customers(many), events: events(many) };
    return closing(await workerAdapter(options, { createWorker }));
  }

  test("a question called off is refused as aborted, nothing is kept of it, and the next is answered", async () => {
    const { worker, asked } = listened();
    const adapter = await loaded(() => worker);
    const stop = new AbortController();
    const running = adapter.evaluate(planOf(adapter, slow), { signal: stop.signal });
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    await expect(adapter.breakdown(planOf(adapter, slow), { signal: stop.signal })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(asked).not.toContain("breakdown");
    expect(await adapter.baseSize()).toBe(many);
  });

  test("ids come a few thousand at a time, as they are read, and stop when the reader stops", async () => {
    const { worker, asked } = listened();
    const adapter = await loaded(() => worker);
    const everybody = await adapter.base();
    let read = 0;
    for await (const id of everybody.ids()) if (id !== "" && ++read === 10) break;
    expect(read).toBe(10);
    await adapter.baseSize();
    expect(asked.filter((name) => name === "next")).toHaveLength(2);
    expect(asked).toContain("leave");
    expect(await idsOf(everybody)).toHaveLength(many);

    const stop = new AbortController();
    const ids = everybody.ids({ signal: stop.signal });
    await ids[Symbol.asyncIterator]().next();
    stop.abort();
    const rest = (async () => {
      for await (const id of ids) expect(id).toBeTypeOf("string");
    })();
    await expect(rest).rejects.toMatchObject({ code: "aborted" });
  });

  test("memberships nobody reaches any more are let go", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    const { worker, asked } = listened();
    const adapter = await loaded(() => worker);
    for (let n = 0; n < 20; n += 1) await adapter.base();
    await expect
      .poll(() => {
        if (typeof collect === "function") Reflect.apply(collect, undefined, []);
        return asked.filter((name) => name === "release").length;
      })
      .toBeGreaterThan(15);
  });

  test("the death of the worker refuses what was asked and all that is asked later", async () => {
    const worker = makeWorker();
    const adapter = await loaded(() => worker);
    const everybody = await adapter.base();
    const ids = everybody.ids()[Symbol.asyncIterator]();
    await ids.next();
    const lost = { name: "AudienceError", code: "engine_lost" };
    const asked = [
      adapter.evaluate(planOf(adapter, slow)),
      adapter.breakdown(planOf(adapter, slow)),
      (async () => {
        for (let step = await ids.next(); step.done !== true; step = await ids.next());
      })(),
    ].map((answer) => expect(answer).rejects.toMatchObject(lost));
    void worker.terminate();
    await Promise.all(asked);
    await expect(adapter.baseSize()).rejects.toMatchObject(lost);
    await expect(everybody.has("c000001")).rejects.toMatchObject(lost);
  });

  test("closing ends the worker and refuses what is still asked", async () => {
    const worker = makeWorker();
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    const adapter = await loaded(() => worker);
    const lost = expect(adapter.breakdown(planOf(adapter, slow))).rejects.toMatchObject({ code: "engine_lost" });
    await adapter.close();
    await lost;
    await ended;
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

describe("where no worker can be had", () => {
  const silent = () => {
    const { port1 } = new MessageChannel();
    return Object.assign(port1, { terminate: () => port1.close() });
  };
  const cases: readonly (readonly [string, () => Worker | ReturnType<typeof silent>])[] = [
    [
      "is refused",
      () => {
        throw new Error("No worker may be made here.");
      },
    ],
    [
      "fails before it says hello",
      () => {
        const worker = makeWorker();
        worker.postMessage = () => undefined;
        queueMicrotask(() => worker.emit("error", new Error("The script could not be loaded.")));
        return worker;
      },
    ],
    ["says nothing in time", silent],
  ];

  test.each(cases)("where it %s, the engine runs in the page, says so once, and answers the same", async (_, make) => {
    const reasons: string[] = [];
    const adapter = closing(
      await workerAdapter(few, { createWorker: make, patience: 50, onFallback: (reason) => reasons.push(reason) }),
    );
    expect(reasons).toHaveLength(1);
    expect(adapter.where).toBe("page");
    expect(await answers(adapter)).toEqual(await answers(await memoryAdapter(few)));
    expect(reasons).toHaveLength(1);
  });

  test("the loaders of the worker's own module are used in the page", async () => {
    const adapter = closing(
      await workerBase(
        { name: "few", input: 100 },
        {
          createWorker: () => {
            throw new Error("No worker may be made here.");
          },
          onFallback: () => undefined,
          loaders: async () => ({ few: (count) => memoryAdapter({ catalog, customers: customers(Number(count)) }) }),
        },
      ),
    );
    expect(await adapter.baseSize()).toBe(100);
  });
});
