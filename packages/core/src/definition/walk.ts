import type { Definition, Group, Node } from "./language.js";
import { below, keysOf, type Pointer } from "./pointer.js";

/** A node and where it stands. */
export interface Visit {
  readonly node: Node;
  readonly path: Pointer;
  /** Groups around the node; the root has none. */
  readonly depth: number;
  /** The group that holds it; undefined for the root. */
  readonly parent: Group | undefined;
  /** Place among the conditions of its group. */
  readonly index: number;
}

/** Every node, the root first, each before its own conditions, in the order they are written. */
export function* walk(definition: Definition): Generator<Visit, void, undefined> {
  const pending: Visit[] = [{ node: definition.root, path: "/root", depth: 0, parent: undefined, index: 0 }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const { node, path, depth } = visit;
    if (node.kind !== "group") continue;
    for (let index = node.conditions.length - 1; index >= 0; index--) {
      const child = node.conditions[index];
      if (child === undefined) continue;
      pending.push({ node: child, path: below(path, "conditions", index), depth: depth + 1, parent: node, index });
    }
  }
}

/** The node a pointer names; undefined where there is none. */
export function nodeAt(definition: Definition, path: Pointer): Node | undefined {
  const keys = keysOf(path);
  if (keys === undefined || keys[0] !== "root" || keys.length % 2 === 0) return undefined;
  let node: Node | undefined = definition.root;
  for (let index = 1; index < keys.length; index += 2) {
    const place = keys[index + 1] ?? "";
    if (node?.kind !== "group" || keys[index] !== "conditions" || !/^(0|[1-9]\d*)$/.test(place)) return undefined;
    node = node.conditions[Number(place)];
  }
  return node;
}

/** The audiences a definition names, each once, in the order they are written. */
export function referencedAudiences(definition: Definition): readonly string[] {
  const names = new Set<string>();
  for (const { node } of walk(definition)) if (node.kind === "audience") names.add(node.audience);
  return [...names];
}
