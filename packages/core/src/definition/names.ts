import type { Definition, Node } from "./language.js";
import { filtersIn } from "./parts.js";
import { below, type Pointer } from "./pointer.js";
import { walk } from "./walk.js";

/** A name that a definition uses, and where. */
export interface UsedName {
  readonly name: string;
  readonly path: Pointer;
}

/** Every name a definition uses: ids of nodes, the zone and salts included. */
export function* namesIn(definition: Definition): Generator<UsedName, void, undefined> {
  if (definition.timeZone !== undefined) yield { name: definition.timeZone, path: "/timeZone" };
  for (const { node, path } of walk(definition)) {
    if (node.id !== undefined) yield { name: node.id, path: below(path, "id") };
    yield* namesOfNode(node, path);
    for (const { part, path: at } of filtersIn(node, path)) yield { name: part.property, path: below(at, "property") };
  }
}

function* namesOfNode(node: Node, path: Pointer): Generator<UsedName, void, undefined> {
  switch (node.kind) {
    case "group":
      return;
    case "attribute":
      yield { name: node.attribute, path: below(path, "attribute") };
      return;
    case "tag":
      yield* several(node.tags, below(path, "tags"));
      return;
    case "event":
      yield* several(node.event, below(path, "event"));
      if ("property" in node.measure) yield { name: node.measure.property, path: below(path, "measure", "property") };
      return;
    case "sequence":
      for (const [index, step] of node.steps.entries())
        yield* several(step.event, below(path, "steps", index, "event"));
      yield* several(node.correlate ?? [], below(path, "correlate"));
      return;
    case "audience":
      yield { name: node.audience, path: below(path, "audience") };
      return;
    case "sample":
      yield { name: node.salt, path: below(path, "salt") };
      return;
  }
}

function* several(names: string | readonly string[], path: Pointer): Generator<UsedName, void, undefined> {
  if (typeof names === "string") yield { name: names, path };
  else for (const [index, name] of names.entries()) yield { name, path: below(path, index) };
}
