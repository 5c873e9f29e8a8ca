import { defineCatalog } from "../../catalog/define.js";
import { parseDefinition } from "../../definition/parse.js";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { resolvePlan } from "../../plan/resolve.js";

/** What came of an engine that was to have two threads. */
export interface TwoThreadsInPage {
  readonly isolated: boolean;
  readonly members: readonly string[];
  readonly why: string | undefined;
}

const catalog = defineCatalog({ attributes: [], eventTypes: [{ name: "visit" }] });

/** Asks of 200 customers who visited twice at least: customer n did so n times modulo 3. */
export async function twoThreadsInPage(): Promise<TwoThreadsInPage> {
  const customers = Array.from({ length: 200 }, (_, n) => ({ id: `c${n}` }));
  const events = customers.flatMap(({ id }, n) =>
    Array.from({ length: n % 3 }, (_, visit) => ({
      customer: id,
      type: "visit",
      at: new Date(visit),
      sequence: visit,
    })),
  );
  const threads = { from: 0, patience: 10_000 };
  const adapter = await memoryAdapter({ catalog, customers, events, wasm: true, threads, cacheBytes: 0 });
  const definition = parseDefinition({
    version: 1,
    root: {
      kind: "group",
      match: "all",
      conditions: [{ kind: "event", event: "visit", measure: { of: "count" }, operator: "atLeast", value: 2 }],
    },
  });
  const plan = resolvePlan(definition, { catalog, asOf: 86_400_000, audiences: () => undefined });
  const members: string[] = [];
  for await (const id of (await adapter.evaluate(plan)).ids()) members.push(id);
  const explained = await adapter.explainPlan?.(plan);
  await adapter.close();
  return { isolated: globalThis.crossOriginIsolated, members, why: explained?.[1]?.why };
}
