import type { Catalog } from "../catalog/catalog.js";
import { findAttribute } from "../catalog/lookup.js";
import { isList, isTextList } from "./canonical.js";
import type { AttributeCondition, ConditionValue, Node } from "./language.js";
import { maxUnits } from "./operators.js";
import { isExact, isSound } from "./prewalk.js";

/**
 * Whether it is seen at a glance that nothing keeps a node from being evaluated; of any other the whole check tells. Most
 * often nothing is wrong, and a glance is over before all the code of a check is at hand.
 */
export function isPlainlyRight(node: Node, catalog: Catalog): boolean {
  switch (node.kind) {
    case "group":
      for (let index = 0; index < node.conditions.length; index++) {
        const condition = node.conditions[index];
        if (condition === undefined || !isPlainlyRight(condition, catalog)) return false;
      }
      return node.conditions.length > 0;
    case "attribute":
      return isComparison(node, findAttribute(catalog, node.attribute)?.type);
    case "tag":
      return node.window === undefined && areTexts(node.tags);
    default:
      return false;
  }
}

function isComparison({ operator, value, matchCase }: AttributeCondition, type: string | undefined): boolean {
  if (type === undefined || matchCase !== undefined) return false;
  switch (operator) {
    case "hasValue":
      return value === undefined;
    case "is":
      return type === "text" ? areTexts(typeof value === "string" ? [value] : value) : isNumber(value, type);
    case "lessThan":
    case "atMost":
    case "greaterThan":
    case "atLeast":
      return isNumber(value, type);
    case "between": {
      if (typeof value !== "object" || !isList(value) || value.length !== 2) return false;
      const low = value[0];
      const high = value[1];
      return isNumber(low, type) && isNumber(high, type) && Number(low) <= Number(high);
    }
    case "inWindow":
      if (type !== "date" || typeof value !== "object" || isList(value) || !("last" in value)) return false;
      return value.unit === "day" && Number.isInteger(value.last) && value.last > 0 && value.last <= maxUnits;
    default:
      return false;
  }
}

function isNumber(value: ConditionValue | undefined, type: string): boolean {
  return type === "number" && typeof value === "number" && isExact(value);
}

function areTexts(texts: ConditionValue | undefined): boolean {
  if (typeof texts !== "object" || !isList(texts) || !isTextList(texts)) return false;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (text === undefined || text === "" || !isSound(text)) return false;
  }
  return texts.length > 0;
}
