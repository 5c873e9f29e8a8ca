import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DataAdapter } from "../adapter/adapter.js";
import type { Audience } from "../audience/audience.js";
import { lifecycle, lifecycleState, type LifecycleAction } from "../audience/transition.js";
import type { Definition } from "../definition/language.js";
import { referencedAudiences } from "../definition/walk.js";
import { AudienceError } from "../issue/issue.js";
import { resolvePlan } from "../plan/resolve.js";
import { dateAt, nightsAfter } from "../process/nights.js";
import { definitionOf, readReferences } from "../process/referenced-audiences.js";
import { changeBetween } from "../store/membership-change.js";
import { zoneOf } from "../plan/zone-of.js";
import {
  aged,
  all,
  boughtWithin,
  sampleAdapter,
  sampleService,
  type SampleService,
} from "../testing/sample-service.js";

/** What is expected of the service: every audience as it was last answered, and what may never change again. */
interface Model {
  readonly audiences: Map<string, Audience>;
  readonly lastProcessed: Map<string, string>;
}

interface Step {
  readonly does: "create" | "static" | "duplicate" | "night" | "tick" | "back" | "backfill" | LifecycleAction;
  /** Chooses an audience, a definition, a number of days. */
  readonly pick: number;
  readonly definition: number;
  /** Whether the version that is there is named, or an older one. */
  readonly version: "none" | "present" | "stale";
}

const day = 86_400_000;
const zone = zoneOf("America/New_York");
const doings = [
  ...["create", "create", "create", "static", "duplicate", "night", "night", "tick", "tick", "back", "backfill"],
  ...["edit", "activate", "activate", "activate", "archive", "restore", "remove"],
] as const satisfies readonly Step["does"][];
const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...doings),
  pick: fc.nat(50),
  definition: fc.nat(50),
  version: fc.constantFrom("none", "none", "present", "stale"),
});

describe("the service under random use", () => {
  it("keeps its promises", async () => {
    const adapter = await sampleAdapter();
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), async (steps) => {
        const sample = await sampleService({ adapter, timeZone: zone.id });
        const model: Model = { audiences: new Map(), lastProcessed: new Map() };
        for (const one of steps) {
          const outcome = await take(one, sample, model);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          await promisesHold(sample, model);
        }
        await runsAreTrue(sample, model);
      }),
      { numRuns: 300 },
    );
    for (const wanted of [
      "activate done",
      "activate audience_live",
      "edit audience_live",
      "edit conflict",
      "remove done",
    ]) {
      expect(seen.get(wanted) ?? 0, wanted).toBeGreaterThan(3);
    }
    for (const wanted of [
      "restore done",
      "backfill done",
      "night done",
      "remove audience_in_use",
      "activate audience_is_draft",
    ]) {
      expect(seen.get(wanted) ?? 0, wanted).toBeGreaterThan(3);
    }
  }, 120_000);
});

/** Does a step, expects what the model says of it, and answers what came of it. */
async function take(step: Step, sample: SampleService, model: Model): Promise<string> {
  const { service, clock } = sample;
  const known = [...model.audiences.values()];
  const chosen = known[step.pick % Math.max(1, known.length)];
  switch (step.does) {
    case "create":
      return kept(step, model, service.create({ name: "A", definition: definitionFor(step, known) }));
    case "static":
      return kept(step, model, service.createStatic({ name: "S", ids: ["c01", "c07", `c${10 + step.pick}`] }));
    case "tick":
      clock.tick((1 + (step.pick % 3)) * (day / 2));
      return "tick done";
    case "back":
      clock.tick(-(step.pick % 40) * (day / 4));
      return "back done";
    case "night":
      await service.process();
      return "night done";
    case "backfill": {
      const to = clock.now() - (step.pick % 20) * day;
      const from = to - (step.definition % 4) * day;
      await service.backfill({ from: dateAt(from, zone), to: dateAt(to, zone) });
      return "backfill done";
    }
    case "duplicate":
      return chosen === undefined ? "nothing" : kept(step, model, service.duplicate(chosen.id));
    default:
      return chosen === undefined ? "nothing" : along({ ...step, does: step.does }, chosen, sample, model);
  }
}

/** A step along the lifecycle, as the table has it. */
async function along(
  step: Step & { readonly does: LifecycleAction },
  audience: Audience,
  { service }: SampleService,
  model: Model,
): Promise<string> {
  const { id } = audience;
  const present = audience.version;
  const version = step.version === "stale" ? present - 1 : present;
  const named = step.version === "none" ? {} : { version };
  const others = [...model.audiences.values()].filter((other) => other.id !== id);
  const answer: Promise<Audience | void> = {
    edit: () => service.update(id, { definition: definitionFor(step, [...others, audience]), version }),
    activate: () => service.activate(id, named),
    archive: () => service.archive(id, named),
    restore: () => service.restore(id, named),
    remove: () => service.remove(id, named),
  }[step.does]();
  const row = lifecycle[lifecycleState(audience)][step.does];
  const outcome = await answer.then(
    (after) => ({ after }),
    (error: unknown) => ({ code: error instanceof AudienceError ? error.code : String(error) }),
  );
  const stale = step.version === "stale";
  if ("refused" in row) {
    expect(outcome).toEqual({ code: stale && step.does !== "edit" ? "conflict" : row.refused });
  } else if (stale) {
    expect(outcome).toEqual({ code: "conflict" });
  } else if (step.does === "remove") {
    const inUse = others.some((other) => referencedAudiences(definitionOf(other)).includes(id));
    expect(outcome).toEqual(inUse ? { code: "audience_in_use" } : { after: undefined });
    if (!inUse) model.audiences.delete(id);
  } else if (step.does === "activate" && "code" in outcome) {
    expect(referencedAudiences(definitionOf(audience))).not.toEqual([]);
    expect(["audience_is_draft", "audience_cycle", "audience_too_deep", "unknown_audience"]).toContain(outcome.code);
  } else {
    const after = "after" in outcome ? outcome.after : undefined;
    expect(after?.status).toBe(row.to);
    if (after !== undefined) {
      expect(after.version === present + 1 || (step.does === "edit" && after.version === present)).toBe(true);
      model.audiences.set(id, after);
    }
  }
  return `${step.does} ${"code" in outcome ? outcome.code : "done"}`;
}

async function kept(step: Step, model: Model, answer: Promise<Audience>): Promise<string> {
  const audience = await answer;
  expect(model.audiences.has(audience.id)).toBe(false);
  model.audiences.set(audience.id, audience);
  return `${step.does} done`;
}

function definitionFor({ definition }: Step, known: readonly Audience[]): Definition {
  const other = known[Math.floor(definition / 3) % Math.max(1, known.length)];
  if (definition % 3 === 0 && other !== undefined) {
    return all({ kind: "audience", audience: other.id, ...(definition % 2 === 0 ? { exclude: true } : {}) });
  }
  return definition % 3 === 1 ? aged(1 + definition) : boughtWithin(1 + definition);
}

/** After every step. */
async function promisesHold({ service, store, clock }: SampleService, model: Model): Promise<void> {
  const listed = await service.list();
  expect(new Map(listed.map(({ audience }) => [audience.id, audience]))).toEqual(model.audiences);
  for (const { audience, readiness } of listed) {
    const runs = await service.history(audience.id);
    const dates = runs.map((run) => run.date);
    expect(dates).toEqual([...new Set(dates)].sort());
    if (audience.activatedAt === undefined) expect(runs).toEqual([]);
    const published = runs.filter((run) => run.outcome.kind === "published");
    const last = published.at(-1)?.date ?? "";
    expect(last >= (model.lastProcessed.get(audience.id) ?? "")).toBe(true);
    model.lastProcessed.set(audience.id, last);
    expect(audience.status === "live" || readiness.state === audience.status).toBe(true);
    if (readiness.state === "ready") expect(nightsAfter(last, clock.now(), zone)).toBe(0);
    if (readiness.state === "stale") expect(readiness.nightsLate).toBe(nightsAfter(last, clock.now(), zone));
    const members = await service.members(audience.id).then(
      (given) => given.date,
      (error: unknown) => (error instanceof AudienceError ? error.code : error),
    );
    expect(members).toBe(audience.status === "live" && last !== "" ? last : "audience_not_ready");
    expect((await store.snapshot("default", audience.id))?.date ?? "").toBe(last);
  }
}

/** In the end: every published run is what the data said at its instant, and against the run before it. */
async function runsAreTrue({ service, store, adapter }: SampleService, model: Model): Promise<void> {
  for (const audience of model.audiences.values()) {
    let before: readonly string[] | undefined;
    for (const run of await service.history(audience.id)) {
      expect(run.outcome.kind).toBe("published");
      if (run.outcome.kind !== "published") continue;
      const { entered, left, size } = run.outcome;
      const ids = (await store.snapshot("default", audience.id, run.date))?.ids ?? [];
      expect(ids).toEqual(await evaluated(adapter, store, audience, Date.parse(run.asOf)));
      expect(size).toBe(ids.length);
      const change = before === undefined ? undefined : changeBetween(before, ids);
      expect([entered, left]).toEqual([change?.entered.length ?? null, change?.left.length ?? null]);
      before = ids;
    }
  }
}

async function evaluated(
  adapter: DataAdapter,
  store: SampleService["store"],
  audience: Audience,
  asOf: number,
): Promise<readonly string[]> {
  const definition = definitionOf(audience);
  const audiences = await readReferences(store, "default", [definition]);
  const membership = await adapter.evaluate(resolvePlan(definition, { catalog: adapter.catalog(), asOf, audiences }));
  const ids: string[] = [];
  for await (const id of membership.ids()) ids.push(id);
  return ids;
}
