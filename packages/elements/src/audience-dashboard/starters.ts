import type { Catalog, Definition, Node } from "@audiencekit/core";
import type { DashboardMessages } from "../messages/english/dashboard.js";

/** A draft to begin with. */
export interface Starter {
  readonly name: string;
  readonly description: string;
  readonly definition: Definition;
}

/** Drafts that make sense with this catalogue, at most three. */
export function starters(catalog: Catalog, { starters: texts }: DashboardMessages): readonly Starter[] {
  const { rfm } = catalog;
  const birthday = catalog.attributes.find(({ name, type }) => type === "date" && /birth/iu.test(name));
  return [
    ...(rfm === undefined ? [] : [starter(texts.lapsed, lapsed(rfm.event))]),
    ...(birthday === undefined ? [] : [starter(texts.birthday, [nextBirthdays(birthday.name)])]),
    ...(rfm === undefined ? [] : [starter(texts.bigSpenders(rfm.bins ?? 5), [bestScore(rfm.bins ?? 5)])]),
  ];
}

function starter(text: { readonly name: string; readonly description: string }, conditions: readonly Node[]): Starter {
  return { ...text, definition: { version: 1, root: { kind: "group", match: "all", conditions } } };
}

function lapsed(event: string | readonly string[]): readonly Node[] {
  const bought = { kind: "event", event, measure: { of: "count" }, operator: "atLeast", value: 1 } as const;
  return [bought, { ...bought, window: { last: 12, unit: "month" }, exclude: true }];
}

function nextBirthdays(attribute: string): Node {
  return { kind: "attribute", attribute, operator: "anniversaryInWindow", value: { next: 30, unit: "day" } };
}

function bestScore(bins: number): Node {
  return { kind: "attribute", attribute: "rfm.monetaryScore", operator: "is", value: [bins] };
}
