import { describe, it } from "vitest";
import { memoryAdapter } from "../../memory/load/memory-adapter.js";
import { testDataAdapter } from "../conformance/test-data-adapter.js";
import { engineCells } from "./engine-cells.js";

describe.each(engineCells)("the memory engine: $name", ({ engine }) => {
  testDataAdapter({
    describe,
    it,
    makeAdapter: ({ catalog, customers, events, tags }) => memoryAdapter({ catalog, customers, events, tags, ...engine }),
  });
});
