import { afterAll, beforeAll, describe, it } from "vitest";
import { builtEngine } from "../testing/engines/built-engine.js";
import { testDataAdapter } from "../testing/conformance/test-data-adapter.js";
import { startEngine, type Engine } from "./open.js";

describe.each([
  ["in a worker", builtEngine],
  [
    "where no worker may be made",
    async () => () => {
      throw new Error("No worker may be made here.");
    },
  ],
] as const)("an engine %s", (_, ready) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine({ createWorker: await ready(), onFallback: () => undefined });
  });

  afterAll(() => engine.close());

  testDataAdapter({
    describe,
    it,
    makeAdapter: ({ catalog, customers, events, tags }) => engine.adapter({ catalog, customers, events, tags }),
  });
});
