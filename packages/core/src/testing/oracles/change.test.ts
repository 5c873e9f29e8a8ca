import fc from "fast-check";
import { expect, it } from "vitest";
import type { Definition, Node, Window } from "../../definition/language.js";
import { dataFor, scenario } from "../generate/scenario.js";
import { instantText, type Setting } from "../generate/setting.js";
import { joined, load, membersIn } from "./evaluate.js";
import { check, runsOf } from "./runs.js";

const runs = runsOf(process.env, Date.now() % 2 ** 31);

/** A node, and one that asks for no more than it does. */
interface Widened {
  readonly narrow: Node;
  readonly wide: Node;
}

const number = fc.constantFrom(-1.5, -1, 0, 0.1, 0.25, 0.3, 1, 2, 3, 10);
const amount = fc.integer({ min: 1, max: 60 });
const unit = fc.constantFrom("hour" as const, "day" as const, "week" as const, "month" as const, "year" as const);
const count = fc.integer({ min: 0, max: 3 });

function widenedFor(setting: Setting): fc.Arbitrary<Widened> {
  const instant = fc.constantFrom(...setting.instants);
  const date = fc.constantFrom(...setting.dates);
  return fc.oneof(
    fc.tuple(number, number).map(([a, b]) => ({
      narrow: attribute("spend", "atLeast", Math.max(a, b)),
      wide: attribute("spend", "atLeast", Math.min(a, b)),
    })),
    fc.tuple(number, number, fc.constantFrom("lessThan" as const, "atMost" as const)).map(([a, b, operator]) => ({
      narrow: attribute("score", operator, Math.min(a, b)),
      wide: attribute("score", operator, Math.max(a, b)),
    })),
    fc.tuple(date, date).map((dates) => {
      const [earlier = "", later = ""] = dates.sort();
      return { narrow: attribute("born", "onOrBefore", earlier), wide: attribute("born", "onOrBefore", later) };
    }),
    fc.tuple(instant, instant).map((instants) => {
      const [earlier = 0, later = 0] = instants.sort((a, b) => a - b);
      return {
        narrow: attribute("seen", "after", instantText(later)),
        wide: attribute("seen", "after", instantText(earlier)),
      };
    }),
    fc.tuple(amount, amount, unit, count).map(([n, more, unit, least]) => ({
      narrow: purchases(least, { last: n, unit }),
      wide: purchases(least, { last: n + more, unit }),
    })),
    fc.tuple(count, count).map(([a, b]) => ({ narrow: purchases(a + b), wide: purchases(a) })),
    fc.tuple(amount, amount).map(([days, more]) => ({ narrow: inTime(days), wide: inTime(days + more) })),
  );
}

function attribute(
  name: string,
  operator: "atLeast" | "lessThan" | "atMost" | "onOrBefore" | "after",
  value: number | string,
): Node {
  return { kind: "attribute", attribute: name, operator, value };
}

function purchases(least: number, window?: Window): Node {
  const counted = {
    kind: "event",
    event: "purchase",
    measure: { of: "count" },
    operator: "atLeast",
    value: least,
  } as const;
  return window === undefined ? counted : { ...counted, window };
}

function inTime(days: number): Node {
  return {
    kind: "sequence",
    steps: [{ event: "purchase" }, { event: ["purchase", "visit"], within: { amount: days, unit: "day" } }],
  };
}

it("widening a bound loses nobody", { timeout: 300_000 }, async () => {
  const widened = scenario().chain((given) => widenedFor(given.setting).map((pair) => ({ ...given, ...pair })));
  await check("metamorphic: widening", runs, widened, async ({ world, setting: { asOf }, narrow, wide }) => {
    const adapter = await load(world);
    const before = await membersIn(adapter, world, joined("all", [narrow]), asOf);
    const after = await membersIn(adapter, world, joined("all", [wide]), asOf);
    expect([...before].filter((id) => !after.has(id))).toEqual([]);
  });
});

it("one more customer changes a size by 0 or 1", { timeout: 300_000 }, async () => {
  const grown = scenario({ rfm: false }).chain((given) =>
    dataFor(given.catalog, given.setting, ["newcomer"]).map((added) => ({ ...given, added })),
  );
  await check(
    "metamorphic: one customer more",
    runs,
    grown,
    async ({ world, definition, setting: { asOf }, added }) => {
      const events = [...world.events, ...added.events.filter(({ customer }) => customer === "newcomer")];
      const larger = {
        ...world,
        customers: [...world.customers, ...added.customers],
        events,
        tags: [...world.tags, ...added.tags],
      };
      const sizeIn = async (some: typeof world, asked: Definition) =>
        (await membersIn(await load(some), some, asked, asOf)).size;
      const change = (await sizeIn(larger, definition)) - (await sizeIn(world, definition));
      expect([0, 1]).toContain(change);
    },
  );
});
