import { expect, test } from "vitest";
import type { PlanTag } from "../../plan/plan.js";
import { zoneOf } from "../../plan/zone-of.js";
import { carries, toldTags } from "./told-tags.js";

const zone = zoneOf("UTC");
const asOf = 1_000;

function asking(tags: readonly string[], more: Partial<PlanTag> = {}): PlanTag {
  return { kind: "tag", path: "", exclude: false, match: "any", tags, ...more };
}

test("tags without an instant count without a window, those with one up to the as-of", async () => {
  const tags = [{ tag: "always" }, { tag: "now", at: 1_000 }, { tag: "later", at: 1_001 }];
  const told = await toldTags({ id: "a", tags }, zone);
  const held = (node: PlanTag): boolean => carries(told, node, asOf);
  expect(["always", "now", "later", "other"].filter((tag) => held(asking([tag])))).toEqual(["always", "now"]);
  expect(held(asking(["other", "now"]))).toBe(true);
  expect(held(asking(["always", "now"], { match: "all" }))).toBe(true);
  expect(held(asking(["always", "later"], { match: "all" }))).toBe(false);
  expect(held(asking(["always"], { window: { from: 0, to: 5_000 } }))).toBe(false);
  expect(held(asking(["now"], { window: { from: 1_000, to: 1_001 } }))).toBe(true);
  expect(held(asking(["now"], { window: { from: 0, to: 1_000 } }))).toBe(false);
});

test("a tag that cannot be read is refused by its path", async () => {
  const told = { id: "a", tags: [{ tag: "now" }, { tag: "now", at: "no instant" }] };
  await expect(toldTags(told, zone)).rejects.toMatchObject({ code: "bad_row", path: "/tags/1/at" });
});
