import {
  canRedo,
  canUndo,
  record,
  redo,
  settle,
  startHistory,
  undo,
  type Audience,
  type History,
  type Node,
} from "@audiencekit/core";
import type { MenuAction } from "./condition-menu.js";
import {
  copyOf,
  duplicate,
  find,
  holderOf,
  insert,
  isBranch,
  outline,
  keySource,
  plant,
  remove,
  replace,
  requireValue,
  step,
  withExclude,
  wrap,
  type Branch,
  type Leaf,
  type Place,
} from "./condition-tree.js";
import { conditionOf, type PickerItem } from "./picker-items.js";
import { numbersOf, textsOf } from "./value-test.js";

/** What a session tells the element it belongs to. */
export interface SessionListener {
  /** The tree is another. */
  edited(): void;
  /** Something is shown differently. */
  shown(): void;
  /** Focus belongs to what this selector finds, once it is drawn. */
  focus(selector: string): void;
  added(title: string, number: string): void;
  removed(title: string): void;
  titleOf(node: Node): string;
  /** ISO 8601. */
  now(): string;
  /** Whether the edit comes from a text that is being typed: those make one step of undo. */
  typing(): boolean;
}

/** One audience being edited: its name, its conditions with undo and redo, and what is open on the page. */
export class BuilderSession {
  name = "";
  audience: Audience | undefined;
  open: string | undefined;
  menu: string | undefined;
  marked: string | undefined;
  /** The group that new conditions go to; the root where it is none. */
  target: string | undefined;
  /** Whether saving or activating was refused, so that what is missing is said aloud. */
  insisted = false;

  readonly #listener: SessionListener;
  readonly #keys = keySource();
  #history: History<Branch>;
  #saved: { readonly root: Branch | undefined; readonly name: string } = { root: undefined, name: "" };

  constructor(listener: SessionListener) {
    this.#listener = listener;
    this.#history = startHistory(plant({ kind: "group", match: "all", conditions: [] }, this.#keys));
  }

  get root(): Branch {
    return this.#history.present;
  }

  get places(): ReadonlyMap<string, Place> {
    return new Map(outline(this.root).map((place) => [place.key, place]));
  }

  get canUndo(): boolean {
    return canUndo(this.#history);
  }

  get canRedo(): boolean {
    return canRedo(this.#history);
  }

  /** Whether leaving would lose something. */
  get dirty(): boolean {
    const { root, name } = this.#saved;
    if (this.name !== name) return true;
    return root === undefined ? this.root.children.length > 0 : this.root !== root;
  }

  /** Starts over with an audience, or with nothing. */
  begin(audience: Audience | undefined): void {
    const group = audience?.kind === "defined" ? audience.definition.root : undefined;
    this.#history = startHistory(plant(group ?? { kind: "group", match: "all", conditions: [] }, this.#keys));
    this.name = audience?.name ?? "";
    this.open = this.menu = this.marked = this.target = undefined;
    this.insisted = false;
    this.#kept(audience, audience === undefined ? undefined : this.root);
    this.#listener.edited();
  }

  /** What stands here now is what is stored. */
  saved(audience: Audience, root: Branch): void {
    this.insisted = false;
    this.#kept(audience, root);
    this.#listener.shown();
  }

  #kept(audience: Audience | undefined, root: Branch | undefined): void {
    this.audience = audience;
    this.#saved = { root, name: audience?.name ?? "" };
  }

  /** Makes another tree the present one, as a step that can be taken back. */
  settle(root: Branch): void {
    if (root === this.root) return;
    this.#history = record(this.#history, root);
    this.#changed();
  }

  /** Shows another tree without a step: a move that is not over yet. */
  preview(root: Branch): void {
    this.#history = { ...this.#history, present: root };
    this.#changed();
  }

  undo(): void {
    this.#history = undo(this.#history);
    this.#changed();
  }

  redo(): void {
    this.#history = redo(this.#history);
    this.#changed();
  }

  #changed(): void {
    if (this.target !== undefined && find(this.root, this.target) === undefined) this.target = undefined;
    this.#listener.edited();
  }

  rename(name: string): void {
    this.name = name;
    this.#listener.shown();
  }

  add(item: PickerItem): void {
    const key = this.#keys();
    const node = conditionOf(item, `share ${this.#listener.now()} ${key}`);
    this.open = key;
    this.settle(insert(this.root, this.target ?? this.root.key, [{ key, node }]));
    this.#listener.added(this.#listener.titleOf(node), this.places.get(key)?.number ?? "");
  }

  addGroup(): void {
    const key = this.#keys();
    const match = this.root.node.match === "all" ? "any" : "all";
    this.settle(insert(this.root, this.root.key, [{ key, node: { kind: "group", match }, children: [] }]));
    this.addTo(key);
  }

  /** New conditions go into this group; into the root where it is none. */
  addTo(key: string | undefined): void {
    this.target = key === this.root.key ? undefined : key;
    this.#listener.shown();
    this.#listener.focus("audience-attribute-picker");
  }

  toggle(key: string): void {
    this.open = this.open === key ? undefined : key;
    this.#listener.shown();
  }

  mark(key: string | undefined): void {
    this.marked = key;
    this.#listener.shown();
  }

  showMenu(key: string | undefined): void {
    if (this.menu === key) return;
    this.menu = key;
    if (key !== undefined) this.#listener.focus(".menu button");
    this.#listener.shown();
  }

  setEffect(key: string, exclude: boolean): void {
    const item = find(this.root, key);
    if (item !== undefined) this.settle(replace(this.root, key, withExclude(item, exclude)));
  }

  setMatch(key: string, match: "all" | "any"): void {
    const branch = find(this.root, key);
    if (branch === undefined || !isBranch(branch)) return;
    this.settle(replace(this.root, key, { ...branch, node: { ...branch.node, match } }));
  }

  change(key: string, node: Leaf["node"]): void {
    // Keys typed into one condition's fields are one step of undo.
    const history = this.#listener.typing() ? this.#history : settle(this.#history);
    this.#history = record(history, replace(this.root, key, { key, node }), key);
    this.#changed();
  }

  /** The ends of a range the other way round. */
  swap(key: string): void {
    const item = find(this.root, key);
    if (item === undefined || isBranch(item) || !("value" in item.node)) return;
    const { node } = item;
    if (node.kind !== "attribute" && node.kind !== "event") return;
    const numbers = numbersOf(node.value);
    const value = numbers.length > 0 ? numbers.toReversed() : textsOf(node.value).toReversed();
    this.settle(replace(this.root, key, { key, node: { ...node, value } }));
  }

  requireValue(key: string): void {
    const item = find(this.root, key);
    if (item === undefined || isBranch(item) || item.node.kind !== "attribute") return;
    this.settle(requireValue(this.root, key, item.node.attribute, this.#keys));
  }

  act(key: string, action: MenuAction): void {
    const item = find(this.root, key);
    this.menu = undefined;
    if (item === undefined) return;
    switch (action) {
      case "duplicate": {
        const copy = copyOf(item, this.#keys);
        this.settle(duplicate(this.root, key, copy));
        this.#listener.focus(`[data-more="${copy.key}"]`);
        return;
      }
      case "group": {
        this.settle(wrap(this.root, key, this.#keys()));
        this.#listener.focus(`[data-more="${key}"]`);
        return;
      }
      case "remove":
        this.#remove(key);
        return;
      case "up":
      case "down":
      case "out":
      case "in":
        this.settle(step(this.root, key, action));
        this.#listener.focus(`[data-more="${key}"]`);
        this.#listener.shown();
        return;
    }
  }

  #remove(key: string): void {
    const item = find(this.root, key);
    const holder = holderOf(this.root, key);
    if (item === undefined || holder === undefined) return;
    const { branch, index } = holder;
    const next = branch.children[index + 1] ?? branch.children[index - 1];
    this.settle(remove(this.root, key));
    this.#listener.removed(this.#listener.titleOf(isBranch(item) ? { ...item.node, conditions: [] } : item.node));
    this.#listener.focus(next === undefined ? "audience-attribute-picker" : `[data-more="${next.key}"]`);
  }
}
