import { describe, expect, it } from "vitest";
import { AudienceError } from "../issue/issue.js";
import type { DefinedAudience } from "./audience.js";
import { frozenCopy } from "./frozen-copy.js";
import {
  admit,
  lifecycle,
  lifecycleState,
  transition,
  type LifecycleAction,
  type LifecycleState,
} from "./transition.js";

const maren = { id: "u1", name: "Maren Holt" };
const base: DefinedAudience = frozenCopy({
  kind: "defined",
  id: "a",
  name: "Lapsed gold",
  status: "draft",
  version: 3,
  createdBy: { id: "u0", name: "Ada" },
  createdAt: "2025-01-01T00:00:00Z",
  updatedAt: "2025-01-01T00:00:00Z",
  definition: { version: 1, root: { kind: "group", match: "all", conditions: [] } },
  definitionHash: "0".repeat(64),
});
const wasLive = { activatedAt: "2025-01-02T00:00:00Z", activatedBy: maren };
const inState: Record<LifecycleState, DefinedAudience> = frozenCopy({
  draft: base,
  live: { ...base, ...wasLive, status: "live" },
  "archived draft": { ...base, status: "archived", archivedAt: "2025-01-03T00:00:00Z" },
  "archived live": { ...base, ...wasLive, status: "archived", archivedAt: "2025-01-03T00:00:00Z" },
});
const at = "2025-02-01T00:00:00Z";

/** The promise, written out once more: every action in every state. */
const promised: Record<LifecycleState, Record<LifecycleAction, string>> = {
  draft: { edit: "draft", activate: "live", archive: "archived", restore: "!bad_transition", remove: "removed" },
  live: {
    edit: "!audience_live",
    activate: "!audience_live",
    archive: "archived",
    restore: "!bad_transition",
    remove: "!audience_live",
  },
  "archived draft": {
    edit: "!audience_archived",
    activate: "!audience_archived",
    archive: "!audience_archived",
    restore: "draft",
    remove: "removed",
  },
  "archived live": {
    edit: "!audience_archived",
    activate: "!audience_archived",
    archive: "!audience_archived",
    restore: "live",
    remove: "!audience_archived",
  },
};

const states: LifecycleState[] = ["draft", "live", "archived draft", "archived live"];
const actions: LifecycleAction[] = ["edit", "activate", "archive", "restore", "remove"];
const cells = states.flatMap((state) => actions.map((action) => ({ state, action, outcome: promised[state][action] })));

describe("lifecycle", () => {
  it("has every action in every state", () => {
    expect(Object.keys(lifecycle).sort()).toEqual([...states].sort());
    for (const state of states) expect(Object.keys(lifecycle[state]).sort()).toEqual([...actions].sort());
    for (const state of states) expect(lifecycleState(inState[state])).toBe(state);
  });

  it.each(cells)("$state, $action: $outcome", ({ state, action, outcome }) => {
    const audience = inState[state];
    const before = structuredClone(audience);
    expect(outcomeOf(() => admit(audience, action))).toBe(outcome);
    if (action !== "remove")
      expect(outcomeOf(() => transition(audience, action, { user: maren, at }).status)).toBe(outcome);
    expect(audience).toEqual(before);
  });

  it.each(cells)("$state, $action with a version that is not the present one", ({ state, action, outcome }) => {
    const heard = action === "edit" && outcome.startsWith("!") ? outcome : "!conflict";
    expect(outcomeOf(() => admit(inState[state], action, 2))).toBe(heard);
    expect(outcomeOf(() => admit(inState[state], action, 3))).toBe(outcome);
  });

  it("names the newer version in a conflict", () => {
    expect(() => admit(base, "activate", 2)).toThrow(/version 3/);
  });

  it("moves one version on and notes who and when", () => {
    const admin = { ...maren, role: "admin" };
    const live = transition(base, "activate", { user: admin, at });
    expect(live).toEqual({
      ...base,
      status: "live",
      version: 4,
      updatedAt: at,
      activatedAt: at,
      activatedBy: maren,
    });
    const archived = transition(live, "archive", { user: maren, at: "2025-03-01T00:00:00Z" });
    expect(archived).toMatchObject({ version: 5, archivedAt: "2025-03-01T00:00:00Z", activatedAt: at });
    const back = transition(archived, "restore", { user: maren, at: "2025-04-01T00:00:00Z" });
    expect(back).toEqual({ ...live, version: 6, updatedAt: "2025-04-01T00:00:00Z" });
  });

  it("answers records that are frozen whole", () => {
    const live = transition(base, "activate", { user: maren, at });
    for (const part of [live, live.createdBy, live.activatedBy, live.kind === "defined" && live.definition.root]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(() => Object.assign(live, { name: "Other" })).toThrow(TypeError);
  });
});

function outcomeOf(call: () => string): string {
  try {
    return call();
  } catch (error) {
    return error instanceof AudienceError ? `!${error.code}` : String(error);
  }
}
