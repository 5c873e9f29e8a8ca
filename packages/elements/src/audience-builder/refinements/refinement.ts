import { findAttribute, type Condition } from "@audiencekit/core";
import { html, type TemplateResult } from "lit";
import { attributeRefinement } from "./attribute-refinement.js";
import { audienceRefinement, sampleRefinement } from "./audience-refinement.js";
import { eventRefinement } from "./event-refinement.js";
import type { RefinementContext } from "./refinement-context.js";
import { tagRefinement } from "./tag-refinement.js";

/** The editor of a condition. What has no editor yet reads in words and is kept as it is. */
export function refinement(
  node: Condition,
  context: RefinementContext,
  change: (node: Condition) => void,
): TemplateResult {
  const { texts, catalog } = context;
  switch (node.kind) {
    case "attribute": {
      const attribute = findAttribute(catalog, node.attribute);
      if (attribute === undefined) return html`<p class="text-note">${texts.unknownAttribute}</p>`;
      return attributeRefinement(node, attribute, context, change);
    }
    case "tag":
      return tagRefinement(node, context, change);
    case "event":
      return eventRefinement(node, context, change);
    case "audience":
      return audienceRefinement(node, context, change);
    case "sample":
      return sampleRefinement(node, context, change);
    case "sequence":
      return html`<p class="text-note">${texts.keptAsIs}</p>`;
  }
}
