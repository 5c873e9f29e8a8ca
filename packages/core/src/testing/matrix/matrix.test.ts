import { afterAll, describe, it } from "vitest";
import type { MemoryAdapter } from "../../memory/adapter.js";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { testDataAdapter } from "../conformance/test-data-adapter.js";
import { engineCells } from "./engine-cells.js";

describe.each(engineCells)("the memory engine: $name", ({ engine }) => {
  const adapters: MemoryAdapter[] = [];
  testDataAdapter({
    describe,
    it,
    async makeAdapter({ catalog, customers, events, tags }) {
      const adapter = await memoryAdapter({ catalog, customers, events, tags, ...engine });
      adapters.push(adapter);
      return adapter;
    },
  });
  afterAll(async () => {
    for (const adapter of adapters) await adapter.close();
  });
});
