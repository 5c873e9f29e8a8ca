import type { ConditionValue, Definition, Node, Operator, PropertyFilter, Window } from "./language.js";
import { below, type Pointer } from "./pointer.js";
import { walk } from "./walk.js";

/** Something a definition says, and where. */
export interface Located<Part> {
  readonly part: Part;
  readonly path: Pointer;
}

/** What a value is compared with. */
export interface Comparison {
  readonly operator: Operator;
  readonly value?: ConditionValue;
}

/** The filters of a node, of its steps included. */
export function* filtersIn(node: Node, path: Pointer): Generator<Located<PropertyFilter>, void, undefined> {
  if (node.kind === "event") yield* located(node.where ?? [], below(path, "where"));
  if (node.kind !== "sequence") return;
  for (const [index, step] of node.steps.entries()) {
    yield* located(step.where ?? [], below(path, "steps", index, "where"));
  }
}

function* located<Part>(parts: readonly Part[], path: Pointer): Generator<Located<Part>, void, undefined> {
  for (const [index, part] of parts.entries()) yield { part, path: below(path, index) };
}

/** Every comparison of a definition: of attributes, of measures and of filters. */
export function* comparisonsIn(definition: Definition): Generator<Located<Comparison>, void, undefined> {
  for (const { node, path } of walk(definition)) {
    if (node.kind === "attribute" || node.kind === "event") yield { part: node, path };
    yield* filtersIn(node, path);
  }
}

/** Every window of a definition that bounds events or tags. */
export function* eventWindowsIn(definition: Definition): Generator<Located<Window>, void, undefined> {
  for (const { node, path } of walk(definition)) {
    if ("window" in node && node.window !== undefined) yield { part: node.window, path: below(path, "window") };
  }
}
