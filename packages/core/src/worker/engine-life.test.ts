import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Node } from "../definition/language.js";
import { memoryAdapter } from "../memory/load/memory-adapter.js";
import { builtEngine } from "../testing/engines/built-engine.js";
import { catalog, customers, events, few, planOf, idsOf, answers } from "../testing/engines/few-customers.js";
import { workerAdapter, workerBase } from "./open.js";
import type { WorkerAdapter } from "./worker-adapter.js";

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
