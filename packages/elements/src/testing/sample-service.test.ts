import { describe, expect, it } from "vitest";
import { sampleService } from "./sample-service.js";

describe("the sample service", () => {
  it("holds an audience in every state", async () => {
    const { service } = await sampleService();
    const states = (await service.list()).map(({ readiness }) => readiness.state);
    expect(new Set(states)).toEqual(new Set(["draft", "archived", "processing", "ready", "stale", "failed"]));
  });

  it("is the same each time", async () => {
    const [one, other] = await Promise.all([sampleService(), sampleService()]);
    expect(await one.service.list()).toEqual(await other.service.list());
  });

  it("has no audience when it is asked for empty", async () => {
    const { service } = await sampleService({ empty: true });
    expect(await service.list()).toEqual([]);
  });
});
