import { describe, expect, it } from "vitest";
import { defineCatalog } from "../../catalog/define.js";
import { parseDefinition } from "../../definition/parse.js";
import { resolvePlan } from "../../plan/resolve.js";
import type { EventInput } from "../../source/records.js";
import { memoryAdapter, type MemoryAdapterOptions } from "../load/memory-adapter.js";
import { RecentlyUsed } from "./recently-used.js";

const asOf = Date.UTC(2026, 0, 31);
const catalog = defineCatalog({
  attributes: [],
  eventTypes: [{ name: "order", properties: [{ name: "amount", type: "number", scale: 2 }] }],
  computed: [{ name: "spend", event: "order", measure: { of: "sum", property: "amount" } }],
});
const customers = Array.from({ length: 100 }, (_, number) => ({ id: `c${number}` }));
const BITMAP = 4_096 / 8;

function order(number: number, amount: number): EventInput {
  return { customer: `c${number}`, type: "order", at: Date.UTC(2025, 5, 1), properties: { amount } };
}

/** A base in which customer n has spent n, and how many have spent at least so much. */
async function shop(options: Pick<MemoryAdapterOptions, "cacheBytes"> = {}) {
  const events = customers.map((_, number) => order(number, number));
  const adapter = await memoryAdapter({ catalog, customers, events, ...options });
  const spending = async (bound: number): Promise<number> => {
    const condition = { kind: "attribute", attribute: "spend", operator: "atLeast", value: bound };
    const definition = parseDefinition({ version: 1, root: { kind: "group", match: "all", conditions: [condition] } });
    return (await adapter.evaluate(resolvePlan(definition, { catalog, audiences: () => undefined, asOf }))).size;
  };
  return { adapter, spending, kept: async () => (await adapter.memory()).cache };
}

describe("attributes made from events", () => {
  it("are made once for all bounds they are compared with", async () => {
    const { spending, kept } = await shop();
    expect(await spending(50)).toBe(50);
    const first = await kept();
    expect(first).toBeGreaterThan(2 * BITMAP);
    expect(await spending(80)).toBe(20);
    expect((await kept()) - first).toBe(BITMAP);
  });

  it("are made anew when an event comes or a customer goes", async () => {
    const { adapter, spending, kept } = await shop();
    expect(await spending(50)).toBe(50);
    await adapter.addEvents?.([order(0, 99.5)]);
    expect(await kept()).toBe(0);
    expect(await spending(51)).toBe(50);
    await adapter.erase?.(["c0"]);
    expect(await spending(52)).toBe(48);
  });

  it("are not kept where nothing may be", async () => {
    const { spending, kept } = await shop({ cacheBytes: 0 });
    expect(await spending(50)).toBe(50);
    expect(await kept()).toBe(0);
  });
});

describe("what was used recently", () => {
  it("gives up what was unused for the longest, and tells of it", () => {
    const gone: string[] = [];
    const values = new RecentlyUsed<string>(
      5,
      (value) => value.length,
      (value) => gone.push(value),
    );
    expect(values.put("a", "aa")).toBe(true);
    expect(values.put("b", "bb")).toBe(true);
    expect(values.get("a")).toBe("aa");
    expect(values.put("c", "cc")).toBe(true);
    expect(gone).toEqual(["bb"]);
    expect(values.get("b")).toBeUndefined();
    expect(values.put("d", "too long")).toBe(false);
    expect(gone).toEqual(["bb", "too long"]);
    expect(values.bytes).toBe(4);
  });

  it("gives up what another value takes the place of", () => {
    const gone: string[] = [];
    const values = new RecentlyUsed<string>(
      5,
      (value) => value.length,
      (value) => gone.push(value),
    );
    values.put("a", "old");
    values.put("a", "new");
    expect(gone).toEqual(["old"]);
    values.clear();
    expect([gone, values.bytes]).toEqual([["old", "new"], 0]);
  });
});
