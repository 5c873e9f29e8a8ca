import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortByCodePoints } from "../adapter/code-point-order.js";
import { applyChange, changeBetween } from "./membership-change.js";
import { idsOf, insertion, type StoredSnapshot } from "./snapshot-chain.js";

const id = fc.oneof(
  fc.constantFrom("a", "b", "c", "\uffff", "\ue000", "💡", "💡a", ""),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const ids = fc.uniqueArray(id, { maxLength: 12 }).map(sortByCodePoints);
const dates = Array.from({ length: 9 }, (_, at) => `2025-01-0${at + 1}`);

describe("membership changes", () => {
  it("say who came and who went, and turn the one list into the other", () => {
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const change = changeBetween(before, after);
        expect(change.entered).toEqual(after.filter((one) => !before.includes(one)));
        expect(change.left).toEqual(before.filter((one) => !after.includes(one)));
        expect(applyChange(before, change)).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("snapshot chains", () => {
  it("give every date its list, whatever the order they came in, and keep only the newest whole", () => {
    const nights = fc.uniqueArray(fc.tuple(fc.constantFrom(...dates), ids), { selector: ([date]) => date });
    fc.assert(
      fc.property(nights, (all) => {
        let chain: readonly StoredSnapshot[] = [];
        for (const [date, list] of all) {
          const written = insertion(chain, date, list);
          const kept = chain.filter((stored) => !written.some((other) => other.date === stored.date));
          chain = [...kept, ...written].sort((a, b) => (a.date < b.date ? 1 : -1));
        }
        const known = new Map(all);
        for (const date of dates) expect(idsOf(chain, date)).toEqual(known.get(date));
        expect(chain.map((stored) => "ids" in stored)).toEqual(chain.map((_, at) => at === 0));
      }),
      { numRuns: 1000 },
    );
  });
});
