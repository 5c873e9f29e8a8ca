import type { AudienceService, Definition, Node } from "@audiencekit/core";
import { sampleDefinition, sampleService } from "../../packages/elements/src/testing/sample-service.js";

const gold: Node = { kind: "attribute", attribute: "tier", operator: "is", value: "gold" };
const boughtShoes: Node = {
  kind: "event",
  event: "purchase",
  where: [{ property: "category", operator: "is", value: "shoes" }],
  measure: { of: "count" },
  operator: "atLeast",
  value: 1,
  window: { last: 12, unit: "month" },
};
const complained: Node = { kind: "tag", operator: "hasAny", tags: ["complaint"], exclude: true };
const older: Node = { kind: "attribute", attribute: "age", operator: "between", value: [40, 60] };
const birthdaySoon: Node = {
  kind: "attribute",
  attribute: "birthday",
  operator: "anniversaryInWindow",
  value: { next: 30, unit: "day" },
};

/** Definitions over the sample's catalogue. */
export const definitions = {
  typical: sampleDefinition([
    gold,
    boughtShoes,
    complained,
    { kind: "group", match: "any", conditions: [older, birthdaySoon] },
  ]),
  everything: sampleDefinition([
    older,
    { kind: "attribute", attribute: "rfm.recencyScore", operator: "is", value: [4, 5] },
    { kind: "audience", audience: "a3", exclude: true },
    { kind: "sample", salt: "spring", from: 0, to: 0.5 },
    {
      kind: "sequence",
      steps: [{ event: "visit" }, { event: "purchase", absent: true, within: { amount: 7, unit: "day" } }],
      window: { last: 90, unit: "day" },
    },
  ]),
  unknown: sampleDefinition([{ kind: "attribute", attribute: "shoeSize", operator: "is", value: 43 }]),
};

/** The sample service with one more draft, whose id is `new`. */
export function withAudience(name: string, definition: Definition): () => Promise<AudienceService> {
  return async () => {
    const { service } = await sampleService({ ids: () => "new" });
    await service.create({ name, definition });
    return service;
  };
}
