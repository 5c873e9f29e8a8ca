import { describe, it } from "vitest";
import { testAudienceStore } from "../testing/store-conformance.js";
import { memoryStore } from "./memory-store.js";

describe("memoryStore", () => {
  testAudienceStore({ describe, it, makeStore: memoryStore });
});
