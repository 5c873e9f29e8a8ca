import { eventTypeOf, findAttribute, type Catalog, type Node } from "@audiencekit/core";
import type { Format } from "../format/format.js";
import type { BuilderMessages } from "../messages/english/builder.js";
import { eventNames } from "./event-measures.js";

/** What a condition or group is called: its attribute, its event, or its kind. */
export function titleOf(node: Node, texts: BuilderMessages, catalog: Catalog | undefined, format: Format): string {
  switch (node.kind) {
    case "attribute":
      return (catalog === undefined ? undefined : findAttribute(catalog, node.attribute)?.label) ?? node.attribute;
    case "event": {
      const names = eventNames(node.event).map(
        (name) => (catalog === undefined ? undefined : eventTypeOf(catalog, name)?.label) ?? name,
      );
      return format.list(names, "or");
    }
    case "tag":
      return texts.kinds.tag;
    case "audience":
      return texts.kinds.audience;
    case "sample":
      return texts.sampleLabel;
    case "sequence":
      return texts.sequence;
    case "group": {
      const count = format.number(node.conditions.length);
      return node.match === "all" ? texts.allOf(count) : texts.anyOf(count);
    }
  }
}
