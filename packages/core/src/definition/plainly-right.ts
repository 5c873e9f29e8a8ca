import type { Catalog, ValueType } from "../catalog/catalog.js";
import { findAttribute } from "../catalog/lookup.js";
import { isList } from "./canonical.js";
import { isAmount } from "./check-window.js";
import type { AttributeCondition, ConditionValue, Node } from "./language.js";
import { operatorsByType, ruleAmong } from "./operators.js";
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
      return node.matchCase === undefined && isComparison(node, findAttribute(catalog, node.attribute)?.type);
    case "tag":
      return node.window === undefined && areTexts(node.tags);
    default:
      return false;
  }
}

function isComparison({ operator, value }: AttributeCondition, type: ValueType | undefined): boolean {
  switch (type) {
    case "text":
      return operator === "is" && areTexts(typeof value === "string" ? [value] : value);
    case "number":
      if (operator === "hasValue") return value === undefined;
      if (operator !== "between") return isExact(value) && ruleAmong(operatorsByType.number, operator) !== undefined;
      return (
        typeof value === "object" &&
        isList(value) &&
        value.length === 2 &&
        isExact(value[0]) &&
        isExact(value[1]) &&
        value[0] <= value[1]
      );
    case "date":
      if (typeof value !== "object" || isList(value) || !("last" in value)) return false;
      return operator === "inWindow" && value.unit === "day" && isAmount(value.last);
    default:
      return false;
  }
}

function areTexts(texts: ConditionValue | undefined): boolean {
  if (typeof texts !== "object" || !isList(texts)) return false;
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    if (typeof text !== "string" || text === "" || !isSound(text)) return false;
  }
  return texts.length > 0;
}
