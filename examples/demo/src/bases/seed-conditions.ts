import type { AttributeCondition, Definition, EventCondition, Node } from "@audiencekit/core";

/** A definition of those who meet every condition. */
export function everyOf(...conditions: readonly Node[]): Definition {
  return { version: 1, root: { kind: "group", match: "all", conditions } };
}

/** Whose attribute is one of some texts. */
export function isOneOf(attribute: string, ...values: readonly string[]): AttributeCondition {
  return { kind: "attribute", attribute, operator: "is", value: values };
}

/** Who bought so often or more, or as the rest of the condition says. */
export function bought(atLeast: number, rest: Partial<EventCondition> = {}): EventCondition {
  return { kind: "event", event: "purchase", measure: { of: "count" }, operator: "atLeast", value: atLeast, ...rest };
}
