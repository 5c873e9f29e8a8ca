import {
  columnFromArray,
  dictionary,
  float64,
  int32,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type DataType,
} from "@uwdata/flechette";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import { arrowTable } from "../../source/table-source.js";
import { twoThreads } from "../../testing/matrix/engine-cells.js";
import type { Column } from "../columns/columns.js";
import type { SecondThreadOptions } from "../threads/event-leaves.js";
import type { Loaded } from "./load.js";
import { loadedRows, type MemoryAdapterOptions } from "./memory-adapter.js";

const catalog = defineCatalog({
  attributes: [{ name: "city", type: "text" }],
  eventTypes: [
    {
      name: "buy",
      properties: [
        { name: "amount", type: "number", scale: 2 },
        { name: "item", type: "text" },
      ],
    },
    { name: "visit", properties: [{ name: "item", type: "text" }] },
    { name: "call", properties: [] },
  ],
});
const types = ["buy", "visit", "call"];

/** Enough for some pieces: of 24 bytes a row they hold 2 MB each. */
const EVENTS = 400_000;
const BATCH = 30_000;

interface Kind {
  readonly seed: number;
  readonly inOrder: boolean;
  readonly dense: boolean;
  /** In this many rows one that cannot be read, one of a stranger. */
  readonly bad: number;
}

const kinds: fc.Arbitrary<Kind> = fc.record({
  seed: fc.integer(),
  inOrder: fc.boolean(),
  dense: fc.boolean(),
  bad: fc.constantFrom(0, 999),
});

test("what two threads load is what one thread loads", async () => {
  await fc.assert(
    fc.asyncProperty(kinds, async (kind) => {
      const rows = tablesOf(kind);
      const watched = new Watched();
      const [one, two] = [
        await loadedRows({ ...rows, threads: 1 }),
        await loadedRows({ ...rows, threads: watched.threads }),
      ];
      expect(watched.answered.has("rejections")).toBe(true);
      expect(watched.answered.has("table")).toBe(true);
      await watched.ended();
      expectAlike(two, one);
    }),
    { numRuns: 6 },
  );
}, 120_000);

test.each([
  ["cannot be made", 0],
  ["ends while it reads", 2],
  ["ends before it makes tables", 20],
] as const)("a second thread that %s leaves the load to the first one", async (_, after) => {
  const rows = tablesOf({ seed: 7, inOrder: true, dense: true, bad: 999 });
  const watched = new Watched(after);
  expectAlike(await loadedRows({ ...rows, threads: watched.threads }), await loadedRows({ ...rows, threads: 1 }));
  await watched.ended();
});

test.each([
  ["are texts", (place: number) => `id ${place}`],
  ["are large numbers", (place: number) => String(8_388_600 + place)],
])("customers whose ids %s are loaded by one thread", async (_, idOf) => {
  const rest = tablesOf({ seed: 11, inOrder: true, dense: true, bad: 0 });
  const ids = Array.from({ length: 70_000 }, (_, place) => idOf(place));
  const rows = {
    ...rest,
    customers: arrowOf({ id: [ids, utf8()], city: [ids.map((id) => `city ${id.slice(-1)}`), utf8()] }, ids.length),
    events: arrowOf(
      {
        customer: [Array.from({ length: EVENTS }, (_, place) => idOf((place * 7) % ids.length)), utf8()],
        type: [Array.from({ length: EVENTS }, (_, place) => types[place % 3]), dictionary(utf8())],
        at: [Array.from({ length: EVENTS }, (_, place) => new Date(place * 1_000)), timestamp(TimeUnit.MILLISECOND)],
      },
      BATCH,
    ),
  };
  const watched = new Watched();
  const two = await loadedRows({ ...rows, threads: watched.threads });
  expect(two.report).toMatchObject({ events: EVENTS, unknownCustomers: { events: 0 } });
  expectAlike(two, await loadedRows({ ...rows, threads: 1 }));
  await watched.ended();
});

test("a load that is called off ends its second thread", async () => {
  const rows = tablesOf({ seed: 3, inOrder: true, dense: true, bad: 0 });
  const watched = new Watched();
  const controller = new AbortController();
  const onProgress = ({ stage }: { stage: string }) => {
    if (stage === "events") controller.abort();
  };
  const load = loadedRows({ ...rows, threads: watched.threads, signal: controller.signal, onProgress });
  await expect(load).rejects.toMatchObject({ code: "aborted" });
  await watched.ended();
});

test("a damaged batch is told as by one thread", async () => {
  const { events, ...rest } = tablesOf({ seed: 5, inOrder: true, dense: true, bad: 0 });
  if (events === undefined || !("format" in events) || !(events.source instanceof Uint8Array))
    throw new Error("No bytes.");
  const cut = arrowTable(events.source.subarray(0, events.source.length - 200_000));
  const watched = new Watched();
  await expect(loadedRows({ ...rest, events: cut, threads: watched.threads })).rejects.toMatchObject({
    code: "bad_file",
  });
  await watched.ended();
});

/** A second thread that is told of, and ends after so many messages. */
class Watched {
  readonly answered = new Set<string>();
  readonly #exits: Promise<unknown>[] = [];
  readonly threads: SecondThreadOptions;

  constructor(after = Infinity) {
    let heard = 0;
    const createWorker = () => {
      if (after === 0) throw new Error("No worker may be made.");
      const worker = twoThreads.createWorker?.();
      if (!(worker instanceof Worker)) throw new Error("This is no worker of Node.");
      this.#exits.push(new Promise((ended) => worker.once("exit", ended)));
      worker.on("message", ({ answer }: { answer?: object }) => {
        for (const key of Object.keys(answer ?? {})) this.answered.add(key);
        if (++heard === after || (after === 20 && answer !== undefined && "events" in answer)) void worker.terminate();
      });
      return worker;
    };
    this.threads = { from: 0, patience: 20_000, createWorker };
  }

  async ended(): Promise<void> {
    await Promise.all(this.#exits);
  }
}

function expectAlike(two: Loaded, one: Loaded): void {
  expect(two.report).toEqual(one.report);
  expect(two.dataUntil).toBe(one.dataUntil);
  const [tables, expected] = [two.population.events, one.population.events];
  expect([...tables.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [type, table] of expected) {
    const own = tables.get(type);
    expect(own?.length).toBe(table.length);
    const { length } = table;
    for (const key of ["customers", "at", "sequence"] as const) {
      expect(own?.[key].constructor).toBe(table[key].constructor);
      expect(bytesOf(own?.[key].subarray(0, length))).toBe(bytesOf(table[key].subarray(0, length)));
    }
    expect({ ...own?.spans, spans: 0 }).toEqual({ ...table.spans, spans: 0 });
    expect(bytesOf(own?.spans.spans)).toBe(bytesOf(table.spans.spans));
    expect([own?.longestRun, own?.firstAt, own?.lastAt]).toEqual([table.longestRun, table.firstAt, table.lastAt]);
    for (const [name, column] of table.properties) {
      expect(valuesOf(own?.properties.get(name), length)).toBe(valuesOf(column, length));
    }
  }
}

function bytesOf(array: ArrayBufferView | undefined): string {
  return array === undefined ? "" : digest(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
}

function valuesOf(column: Column | undefined, length: number): string {
  if (column === undefined) return "";
  const values = Array.from({ length }, (_, event) => {
    if (!column.valid.has(event)) return "-";
    if (column.kind === "text") return column.dictionary.textOf(column.codes[event] ?? 0);
    return column.kind === "numeric" ? column.data[event] : "?";
  });
  return digest(Buffer.from(values.join()));
}

function digest(bytes: Buffer): string {
  return createHash("sha1").update(bytes).digest("hex");
}

function tablesOf({ seed, inOrder, dense, bad }: Kind): MemoryAdapterOptions {
  const random = generator(seed);
  const customers = 70_000;
  const ids = Array.from({ length: customers }, (_, place) => (dense ? place : place * 3 + (place % 2)));
  const start = Date.UTC(2024, 0, 1);
  const isBad = (): boolean => bad > 0 && random() % bad === 0;
  const each = <T>(make: (place: number) => T): T[] => Array.from({ length: EVENTS }, (_, place) => make(place));
  return {
    catalog,
    wasm: true,
    customers: arrowOf({ id: [ids, int32()], city: [ids.map((id) => `city ${id % 50}`), utf8()] }, customers),
    events: arrowOf(
      {
        customer: [each(() => (isBad() ? 10_000_000 : (ids[random() % customers] ?? 0))), int32()],
        type: [each(() => (isBad() ? "unknown" : (types[random() % 3] ?? ""))), dictionary(utf8())],
        at: [
          each((place) => new Date(start + (inOrder ? place : random() % 5_000) * 1000)),
          timestamp(TimeUnit.MILLISECOND),
        ],
        amount: [each(() => (isBad() ? 0.001 : random() % 4 === 0 ? null : (random() % 9_000) / 100)), float64()],
        item: [each(() => (random() % 6 === 0 ? null : `item ${random() % 300}`)), dictionary(utf8())],
      },
      BATCH,
    ),
  };
}

function arrowOf(columns: Readonly<Record<string, readonly [readonly unknown[], DataType]>>, maxBatchRows: number) {
  const names = Object.keys(columns);
  const made = Object.values(columns).map(([values, type]) => columnFromArray([...values], type, { maxBatchRows }));
  const table = tableFromColumns(made.map((column, place): [string, typeof column] => [names[place] ?? "", column]));
  const bytes = tableToIPC(table, { format: "stream" });
  if (bytes === null) throw new Error("Nothing was written.");
  return arrowTable(bytes);
}

function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 1;
  };
}
