import type { AudienceStatus } from "../definition/references.js";
import { refuse, type AudienceError } from "../issue/issue.js";
import type { Audience, InstantText, User } from "./audience.js";
import { deepFreeze } from "../definition/freeze.js";

/** What moves an audience along, or is held back by where it stands. */
export type LifecycleAction = "edit" | "activate" | "archive" | "restore" | "remove";

/** A status, where `archived` remembers whether the audience was ever live. */
export type LifecycleState = "draft" | "live" | "archived draft" | "archived live";

/** Where an action leads, or the code it is refused with. */
export type LifecycleStep =
  | { readonly to: AudienceStatus | "removed" }
  | { readonly refused: "audience_live" | "audience_archived" | "bad_transition" };

/** The lifecycle: every action in every state. */
export const lifecycle: Readonly<Record<LifecycleState, Readonly<Record<LifecycleAction, LifecycleStep>>>> = deepFreeze(
  {
    draft: {
      edit: { to: "draft" },
      activate: { to: "live" },
      archive: { to: "archived" },
      restore: { refused: "bad_transition" },
      remove: { to: "removed" },
    },
    live: {
      edit: { refused: "audience_live" },
      activate: { refused: "audience_live" },
      archive: { to: "archived" },
      restore: { refused: "bad_transition" },
      remove: { refused: "audience_live" },
    },
    "archived draft": {
      edit: { refused: "audience_archived" },
      activate: { refused: "audience_archived" },
      archive: { refused: "audience_archived" },
      restore: { to: "draft" },
      remove: { to: "removed" },
    },
    "archived live": {
      edit: { refused: "audience_archived" },
      activate: { refused: "audience_archived" },
      archive: { refused: "audience_archived" },
      restore: { to: "live" },
      remove: { refused: "audience_archived" },
    },
  },
);

/** Who does it, when, and the version they had read. */
export interface TransitionContext {
  readonly user: User;
  readonly at: InstantText;
  /** Absent: whatever version there is. */
  readonly version?: number | undefined;
}

export function lifecycleState(audience: Audience): LifecycleState {
  if (audience.status !== "archived") return audience.status;
  return audience.activatedAt === undefined ? "archived draft" : "archived live";
}

/**
 * Where the action leads from here.
 *
 * @throws AudienceError `audience_live`, `audience_archived` or `bad_transition` where the table refuses it, `conflict`
 * when the version read is not the present one. Of the two, an edit hears that the audience is no draft any more, as
 * reading it again would not help; every other action hears of the conflict.
 */
export function admit(audience: Audience, action: LifecycleAction, version?: number): AudienceStatus | "removed" {
  const step = lifecycle[lifecycleState(audience)][action];
  const stale = version !== undefined && version !== audience.version;
  if (stale && (action !== "edit" || "to" in step)) throw conflict(audience.id, audience.version);
  if ("refused" in step) throw refuse(step.refused, "", refusal(audience, action), advice(audience));
  return step.to;
}

/**
 * The record after the action: a new one, frozen whole, one version on; the given one is left as it is.
 *
 * @throws AudienceError as `admit`
 */
export function transition(
  audience: Audience,
  action: Exclude<LifecycleAction, "remove">,
  { user, at, version }: TransitionContext,
): Audience {
  const status = admit(audience, action, version);
  if (status === "removed") throw refuse("internal", "", `"${action}" is not how an audience is removed.`);
  const { archivedAt, ...record } = audience;
  return deepFreeze({
    ...record,
    ...(status === "archived" ? { archivedAt: archivedAt ?? at } : {}),
    ...(action === "activate" ? { activatedAt: at, activatedBy: { id: user.id, name: user.name } } : {}),
    status,
    version: audience.version + 1,
    updatedAt: at,
  });
}

/** Somebody else was faster: names the version there is now. */
export function conflict(id: string, version: number | undefined): AudienceError {
  return version === undefined
    ? refuse("conflict", "", `Audience ${id} is no longer there.`, "Read the list again.")
    : refuse(
        "conflict",
        "",
        `Audience ${id} was changed meanwhile; it is at version ${version} now.`,
        `Read version ${version} and try again.`,
      );
}

function refusal(audience: Audience, action: LifecycleAction): string {
  const verb = { edit: "edited", activate: "activated", archive: "archived", restore: "restored", remove: "removed" }[
    action
  ];
  const state = { draft: "a draft", live: "live", archived: "archived" }[audience.status];
  return `Audience ${audience.id} is ${state} and cannot be ${verb}.`;
}

function advice(audience: Audience): string {
  if (audience.status === "live") return "Duplicate it as a new draft, or archive it.";
  if (audience.status === "archived") return "Restore it first, or duplicate it as a new draft.";
  return "Only an archived audience is restored.";
}
