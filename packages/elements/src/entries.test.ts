import { describe, expect, it } from "vitest";
import { english } from "./messages/english.js";

describe("the entries", () => {
  it("import in plain Node, where there is no page", async () => {
    expect(globalThis).not.toHaveProperty("document");
    const classes = await import("./index.js");
    expect(classes.AudienceDashboard).toBeTypeOf("function");
    await import("./define.js");
  });

  it("name what they export", async () => {
    expect(Object.keys(await import("./index.js")).sort()).toEqual([
      "AudienceActivateEvent",
      "AudienceActivatedEvent",
      "AudienceBackEvent",
      "AudienceBuilder",
      "AudienceCompositionChart",
      "AudienceCreateEvent",
      "AudienceDashboard",
      "AudienceModule",
      "AudienceOpenEvent",
      "AudienceProvider",
      "AudienceReport",
      "AudienceSavedEvent",
      "AudienceSizeChart",
      "AudienceStatus",
      "AudienceSummary",
      "audienceContext",
      "english",
    ]);
  });
});

describe("the texts", () => {
  it("count one and many", () => {
    const { dashboard, shared } = english;
    expect(shared.late(1)).toBe("Late by 1 night");
    expect(shared.late(2)).toBe("Late by 2 nights");
    expect(dashboard.found(1, "1")).toBe("1 audience");
    expect(dashboard.found(0, "0")).toBe("0 audiences");
    expect(dashboard.processed("1", 1, "1")).toBe("1 of 1 audience processed.");
  });
});
