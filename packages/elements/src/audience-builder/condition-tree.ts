import type { Condition, Definition, Group, Node } from "@audiencekit/core";

/** A group of the tree that is edited. Its key is stable while the node is edited, moved or put back by undo. */
export interface Branch {
  readonly key: string;
  readonly node: Omit<Group, "conditions">;
  readonly children: readonly Item[];
}

/** A condition of the tree that is edited. */
export interface Leaf {
  readonly key: string;
  readonly node: Condition;
}

export type Item = Branch | Leaf;

/** Makes the keys of one editing session. */
export type Keys = () => string;

/** Where a node stands: its outline number, its JSON pointer in the definition, and how deep it is. */
export interface Place {
  readonly key: string;
  /** `"5.2.1"`; empty for the root. */
  readonly number: string;
  /** `"/root/conditions/4/conditions/1/conditions/0"`. */
  readonly path: string;
  readonly depth: number;
  /** Whether its customers are taken away rather than kept: an odd number of excludes from the root down to it. */
  readonly takenAway: boolean;
}

/** Numbers the nodes of one session. */
export function keySource(): Keys {
  let last = 0;
  return () => `n${++last}`;
}

export function isBranch(item: Item): item is Branch {
  return "children" in item;
}

/** The tree of a definition. `definitionOf` gives the same definition back. */
export function plant(root: Group, keys: Keys): Branch {
  const { conditions, ...node } = root;
  return { key: keys(), node, children: conditions.map((condition) => plantNode(condition, keys)) };
}

export function plantNode(node: Node, keys: Keys): Item {
  return node.kind === "group" ? plant(node, keys) : { key: keys(), node };
}

export function nodeOf(item: Item): Node {
  return isBranch(item) ? groupOf(item) : item.node;
}

export function groupOf(branch: Branch): Group {
  return { ...branch.node, conditions: branch.children.map(nodeOf) };
}

export function definitionOf(root: Branch, timeZone?: string): Definition {
  return { version: 1, ...(timeZone === undefined ? {} : { timeZone }), root: groupOf(root) };
}

export function find(root: Branch, key: string): Item | undefined {
  if (root.key === key) return root;
  for (const child of root.children) {
    if (child.key === key) return child;
    const found = isBranch(child) ? find(child, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The group that holds a node and the node's place in it. */
export function holderOf(root: Branch, key: string): { readonly branch: Branch; readonly index: number } | undefined {
  const index = root.children.findIndex((child) => child.key === key);
  if (index >= 0) return { branch: root, index };
  for (const child of root.children) {
    const found = isBranch(child) ? holderOf(child, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The tree with one node answered by `change`: by none, itself, or several. */
function changeIn(root: Branch, key: string, change: (item: Item) => readonly Item[]): Branch {
  let changed = false;
  const children = root.children.flatMap((child) => {
    const next = child.key === key ? change(child) : isBranch(child) ? [changeIn(child, key, change)] : [child];
    changed ||= next.length !== 1 || next[0] !== child;
    return next;
  });
  return changed ? { ...root, children } : root;
}

export function replace(root: Branch, key: string, item: Item): Branch {
  if (root.key === key && isBranch(item)) return item;
  return changeIn(root, key, () => [item]);
}

export function remove(root: Branch, key: string): Branch {
  return changeIn(root, key, () => []);
}

/** Puts nodes into the group `parent` at `index`, at its end unless told. */
export function insert(root: Branch, parent: string, items: readonly Item[], index = Infinity): Branch {
  const into = (branch: Branch): Branch => ({
    ...branch,
    children: [
      ...branch.children.slice(0, index),
      ...items,
      ...branch.children.slice(index === Infinity ? Infinity : index),
    ],
  });
  if (root.key === parent) return into(root);
  return changeIn(root, parent, (item) => [isBranch(item) ? into(item) : item]);
}

/** The same node with new keys. */
export function copyOf(item: Item, keys: Keys): Item {
  return isBranch(item)
    ? { ...item, key: keys(), children: item.children.map((child) => copyOf(child, keys)) }
    : { ...item, key: keys() };
}

/** A copy right after the original. */
export function duplicate(root: Branch, key: string, copy: Item): Branch {
  return changeIn(root, key, (item) => [item, copy]);
}

/** Puts the node into a group of its own, in its place. */
export function wrap(root: Branch, key: string, groupKey: string): Branch {
  return changeIn(root, key, (item) => [{ key: groupKey, node: { kind: "group", match: "all" }, children: [item] }]);
}

/** Moves a node into `parent` so that it stands before what is at `index` now. Into itself it cannot go: unchanged. */
export function move(root: Branch, key: string, parent: string, index: number): Branch {
  const item = find(root, key);
  const from = holderOf(root, key);
  if (item === undefined || from === undefined) return root;
  if (isBranch(item) && find(item, parent) !== undefined) return root;
  const shift = from.branch.key === parent && from.index < index ? 1 : 0;
  if (from.branch.key === parent && from.index === index - shift) return root;
  return insert(remove(root, key), parent, [item], index - shift);
}

export type Direction = "up" | "down" | "out" | "in";

/** One step by keyboard: along its group, out of it (after the group), or into the group that stands before it. */
export function step(root: Branch, key: string, direction: Direction): Branch {
  const from = holderOf(root, key);
  if (from === undefined) return root;
  const { branch, index } = from;
  switch (direction) {
    case "up":
      return index === 0 ? root : move(root, key, branch.key, index - 1);
    case "down":
      return index === branch.children.length - 1 ? root : move(root, key, branch.key, index + 2);
    case "out": {
      const above = holderOf(root, branch.key);
      return above === undefined ? root : move(root, key, above.branch.key, above.index + 1);
    }
    case "in": {
      const before = branch.children[index - 1] ?? branch.children[index + 1];
      return before === undefined || !isBranch(before) ? root : move(root, key, before.key, before.children.length);
    }
  }
}

/** Every node below the root, from the top, with its number and pointer. */
export function outline(root: Branch): readonly Place[] {
  const places: Place[] = [];
  const visit = (branch: Branch, above: Place): void => {
    branch.children.forEach((child, index) => {
      const place: Place = {
        key: child.key,
        number: above.number === "" ? `${index + 1}` : `${above.number}.${index + 1}`,
        path: `${above.path}/conditions/${index}`,
        depth: above.depth + 1,
        takenAway: above.takenAway !== (child.node.exclude === true),
      };
      places.push(place);
      if (isBranch(child)) visit(child, place);
    });
  };
  visit(root, { key: root.key, number: "", path: "/root", depth: 0, takenAway: root.node.exclude === true });
  return places;
}

/** The same node, excluding or including. */
export function withExclude(item: Item, exclude: boolean): Item {
  if (isBranch(item)) {
    const node = { ...item.node };
    delete node.exclude;
    return { ...item, node: exclude ? { ...node, exclude: true } : node };
  }
  const node = { ...item.node };
  delete node.exclude;
  return { ...item, node: exclude ? { ...node, exclude: true } : node };
}

/**
 * Asks for a value beside a condition whose exclusion also keeps customers without one: next to the nearest node that
 * excludes, in a group of both where that one stands among alternatives.
 */
export function requireValue(root: Branch, key: string, attribute: string, keys: Keys): Branch {
  const chain: string[] = [];
  for (let holder = holderOf(root, key); holder !== undefined; holder = holderOf(root, holder.branch.key)) {
    chain.push(holder.branch.children[holder.index]?.key ?? "");
  }
  const excluding = chain.find((step) => find(root, step)?.node.exclude === true) ?? key;
  const holder = holderOf(root, excluding);
  const item = find(root, excluding);
  if (holder === undefined || item === undefined) return root;
  const present: Leaf = { key: keys(), node: { kind: "attribute", attribute, operator: "hasValue" } };
  if (holder.branch.node.match === "all") return insert(root, holder.branch.key, [present], holder.index + 1);
  return replace(root, excluding, { key: keys(), node: { kind: "group", match: "all" }, children: [item, present] });
}
