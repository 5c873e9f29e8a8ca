import { AudienceError, refuse, type Issue } from "../issue/issue.js";
import { deepFreeze } from "./freeze.js";
import type { Definition, Group, Node } from "./language.js";
import { defaultLimits, type Limits } from "./limits.js";
import { parseDefinition } from "./parse.js";
import { below, keysOf, type Pointer } from "./pointer.js";
import { nodeAt } from "./walk.js";

/**
 * A change of a definition. Pointers name nodes: `/root`, `/root/conditions/0/conditions/2`. A place is an index among
 * the conditions of a group, the last one unless told.
 */
export type Edit =
  | { readonly do: "add"; readonly to: Pointer; readonly node: Node; readonly index?: number }
  | { readonly do: "remove"; readonly at: Pointer }
  | { readonly do: "replace"; readonly at: Pointer; readonly node: Node }
  /** `index` counts the conditions of `to` as they are once the node is taken away. */
  | { readonly do: "move"; readonly from: Pointer; readonly to: Pointer; readonly index?: number }
  | { readonly do: "duplicate"; readonly at: Pointer }
  | { readonly do: "exclude"; readonly at: Pointer; readonly exclude: boolean }
  | { readonly do: "match"; readonly at: Pointer; readonly match: "all" | "any" }
  | { readonly do: "wrap"; readonly at: Pointer; readonly match?: "all" | "any" }
  | { readonly do: "ungroup"; readonly at: Pointer };

/** The definition after a change, and where the node that was changed stands now. */
export interface Edited {
  readonly definition: Definition;
  /** The node that was added, moved or changed; of one that is gone, the group that held it. */
  readonly at: Pointer;
}

/**
 * Makes one change. The definition given is left as it is; the result is canonical and frozen, and shares no node with
 * what is passed in as `node`.
 *
 * @throws AudienceError `not_found` where a pointer names no node or no group, `bad_range` for a place outside a group,
 *   `wrong_type` for a change that cannot be made (removing the root, moving a group into itself), and what
 *   `parseDefinition` refuses: no change leads past a limit
 */
export function edit(definition: Definition, change: Edit, limits: Partial<Limits> = {}): Edited {
  switch (change.do) {
    case "add":
      return finish(add(definition, change.to, change.node, change.index), limits);
    case "remove":
      return finish(remove(definition, change.at), limits);
    case "replace":
      return finish(replace(definition, change.at, change.node), limits);
    case "move":
      return finish(move(definition, change.from, change.to, change.index), limits);
    case "duplicate":
      return finish(duplicate(definition, change.at), limits);
    case "exclude":
      return finish(replace(definition, change.at, excluded(existing(definition, change.at), change.exclude)), limits);
    case "match":
      return finish(replace(definition, change.at, { ...groupAt(definition, change.at), match: change.match }), limits);
    case "wrap":
      return finish(wrap(definition, change.at, change.match ?? "all"), limits);
    case "ungroup":
      return finish(ungroup(definition, change.at), limits);
  }
}

/** A definition of nothing yet: where a new audience starts. */
export const emptyDefinition: Definition = deepFreeze({
  version: 1,
  root: { kind: "group", match: "all", conditions: [] },
});

/** The group that holds a node; undefined for the root and for what is no pointer to a node. */
export function parentOf(at: Pointer): Pointer | undefined {
  const keys = keysOf(at);
  return keys === undefined || keys.length < 3 ? undefined : below("", ...keys.slice(0, -2));
}

/** The place of a node in its group; 0 for the root. */
export function placeOf(at: Pointer): number {
  return at === "/root" ? 0 : Number(keysOf(at)?.at(-1));
}

function finish({ definition, at }: Edited, limits: Partial<Limits>): Edited {
  return { definition: parseDefinition(definition, { ...defaultLimits, ...limits }), at };
}

function existing(definition: Definition, at: Pointer): Node {
  const node = nodeAt(definition, at);
  if (node === undefined) throw refuse("not_found", at, "There is no condition here.");
  return node;
}

function groupAt(definition: Definition, at: Pointer): Group {
  const node = existing(definition, at);
  if (node.kind !== "group") throw refuse("not_found", at, "This is no group.");
  return node;
}

/** The group that holds a node, which the root has none of. */
function holderOf(at: Pointer): Pointer {
  const parent = parentOf(at);
  if (parent === undefined) throw refuse("wrong_type", at, "The root stays where it is.");
  return parent;
}

/** The definition with one group's conditions, or the root, made anew. */
function withNode(definition: Definition, at: Pointer, node: Node): Definition {
  const parent = parentOf(at);
  if (parent === undefined) {
    if (node.kind !== "group") throw refuse("wrong_type", at, "The root is a group.");
    return { ...definition, root: node };
  }
  const group = groupAt(definition, parent);
  return withNode(definition, parent, { ...group, conditions: group.conditions.with(placeOf(at), node) });
}

function withConditions(definition: Definition, at: Pointer, conditions: readonly Node[]): Definition {
  return withNode(definition, at, { ...groupAt(definition, at), conditions });
}

function add(definition: Definition, to: Pointer, node: Node, place?: number): Edited {
  const { conditions } = groupAt(definition, to);
  const index = place ?? conditions.length;
  if (!Number.isInteger(index) || index < 0 || index > conditions.length) {
    throw refuse("bad_range", to, `The group has no place ${index}.`, `0 to ${conditions.length}`);
  }
  return {
    definition: withConditions(definition, to, conditions.toSpliced(index, 0, node)),
    at: below(to, "conditions", index),
  };
}

function remove(definition: Definition, at: Pointer): Edited {
  existing(definition, at);
  const parent = holderOf(at);
  const { conditions } = groupAt(definition, parent);
  return { definition: withConditions(definition, parent, conditions.toSpliced(placeOf(at), 1)), at: parent };
}

function replace(definition: Definition, at: Pointer, node: Node): Edited {
  existing(definition, at);
  return { definition: withNode(definition, at, node), at };
}

function move(definition: Definition, from: Pointer, to: Pointer, index?: number): Edited {
  const node = existing(definition, from);
  groupAt(definition, to);
  if (to === from || to.startsWith(`${from}/`)) {
    throw refuse("wrong_type", from, "A group cannot be moved into itself.");
  }
  return add(remove(definition, from).definition, afterRemoval(to, from), node, index);
}

/** Where a node stands once another is taken away. */
function afterRemoval(at: Pointer, removed: Pointer): Pointer {
  const parent = holderOf(removed);
  const keys = keysOf(at) ?? [];
  const level = (keysOf(parent) ?? []).length;
  const sameGroup = at.startsWith(`${parent}/conditions/`);
  const place = Number(keys[level + 1]);
  if (!sameGroup || place < placeOf(removed)) return at;
  return below("", ...keys.slice(0, level + 1), place - 1, ...keys.slice(level + 2));
}

function duplicate(definition: Definition, at: Pointer): Edited {
  return add(definition, holderOf(at), withoutIds(existing(definition, at)), placeOf(at) + 1);
}

/** A copy is another node: it has no id of its own yet. */
function withoutIds(node: Node): Node {
  const { id: _id, ...rest } = node;
  return rest.kind === "group" ? { ...rest, conditions: rest.conditions.map(withoutIds) } : rest;
}

function excluded(node: Node, exclude: boolean): Node {
  const { exclude: _exclude, ...rest } = node;
  return exclude ? { ...rest, exclude: true } : rest;
}

/** Puts a node into a group of its own. */
function wrap(definition: Definition, at: Pointer, match: "all" | "any"): Edited {
  const node = existing(definition, at);
  holderOf(at);
  return { definition: withNode(definition, at, { kind: "group", match, conditions: [node] }), at };
}

/** Puts the conditions of a group in its place. An excluded group of several stays: nothing else means the same. */
function ungroup(definition: Definition, at: Pointer): Edited {
  const group = groupAt(definition, at);
  const parent = holderOf(at);
  const { conditions } = groupAt(definition, parent);
  const [only] = group.conditions;
  if (group.exclude === true && group.conditions.length > 1) {
    throw refuse("wrong_type", at, "An excluded group of several conditions cannot be taken apart.");
  }
  const released =
    group.exclude === true && only !== undefined ? [excluded(only, only.exclude !== true)] : group.conditions;
  return {
    definition: withConditions(definition, parent, conditions.toSpliced(placeOf(at), 1, ...released)),
    at: parent,
  };
}

/** Why a change cannot be made; undefined where it can. */
export function editRefusal(definition: Definition, change: Edit, limits: Partial<Limits> = {}): Issue | undefined {
  try {
    edit(definition, change, limits);
    return undefined;
  } catch (error) {
    if (error instanceof AudienceError) return error.issues[0];
    throw error;
  }
}
