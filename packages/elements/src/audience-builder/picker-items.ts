import type { Attribute, Catalog, Condition, ValueType } from "@audiencekit/core";
import { allAttributes } from "@audiencekit/core";
import { newTest } from "./value-test.js";

/** The groups of "Select attributes", in their order. */
export const pickerGroups = ["standard", "appended", "tags", "behaviour", "rfm", "audiences"] as const;
export type PickerGroup = (typeof pickerGroups)[number];

/** An audience that a condition may name. */
export interface NamedAudience {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** One line of "Select attributes". */
export interface PickerItem {
  /** Unique among the items. */
  readonly id: string;
  readonly group: PickerGroup;
  readonly kind: "attribute" | "tag" | "event" | "audience" | "sample";
  readonly label: string;
  readonly description: string | undefined;
  /** Of an attribute. */
  readonly type: ValueType | undefined;
  readonly attribute: Attribute | undefined;
  /** Name in the catalogue, or id of the audience. */
  readonly name: string;
  /** Customers, where they are counted. */
  readonly count: number | undefined;
}

/** What the catalogue does not hold. */
export interface PickerExtras {
  readonly tags: readonly { readonly name: string; readonly count: number }[];
  readonly audiences: readonly NamedAudience[];
  readonly sample: { readonly label: string; readonly description: string };
}

const groupOfSource: Readonly<Record<Attribute["source"], PickerGroup>> = {
  standard: "standard",
  appended: "appended",
  computed: "behaviour",
  rfm: "rfm",
};

/** Everything that can be chosen, grouped in the order of `pickerGroups`, in each group in the catalogue's order. */
export function pickerItems(catalog: Catalog, { tags, audiences, sample }: PickerExtras): readonly PickerItem[] {
  const items: PickerItem[] = [];
  const add = (item: Pick<PickerItem, "group" | "kind" | "label" | "name"> & Partial<PickerItem>): void => {
    items.push({
      id: `${item.kind}:${item.name}`,
      description: undefined,
      type: undefined,
      attribute: undefined,
      count: undefined,
      ...item,
    });
  };
  for (const attribute of allAttributes(catalog)) {
    const { name, label = name, description, type } = attribute;
    add({ group: groupOfSource[attribute.source], kind: "attribute", name, label, description, type, attribute });
  }
  const counted = new Map(tags.map((tag) => [tag.name, tag.count]));
  for (const { name, label = name, description } of catalog.tags) {
    add({ group: "tags", kind: "tag", name, label, description, count: counted.get(name) ?? 0 });
    counted.delete(name);
  }
  for (const [name, count] of counted) add({ group: "tags", kind: "tag", name, label: name, count });
  for (const { name, label = name, description } of catalog.eventTypes) {
    add({ group: "behaviour", kind: "event", name, label, description });
  }
  for (const { id, name } of audiences) add({ group: "audiences", kind: "audience", name: id, label: name });
  add({ group: "audiences", kind: "sample", name: "sample", ...sample });
  return pickerGroups.flatMap((group) => items.filter((item) => item.group === group));
}

/** Disregards case and accents. */
export function foldForSearch(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The items whose label, name or description holds every word; those with all of them in the label first. */
export function searchItems(items: readonly PickerItem[], query: string): readonly PickerItem[] {
  const words = foldForSearch(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return items;
  const matching = (text: string): boolean => words.every((word) => text.includes(word));
  return items.filter((item) => matching(foldForSearch(`${item.label} ${item.name} ${item.description ?? ""}`)));
}

/** A label cut where the query stands in it, for marking. */
export function marked(label: string, query: string): readonly { readonly text: string; readonly hit: boolean }[] {
  const word = foldForSearch(query.trim());
  const folded = foldForSearch(label);
  const at = word === "" || folded.length !== label.length ? -1 : folded.indexOf(word);
  if (at < 0) return [{ text: label, hit: false }];
  return [
    { text: label.slice(0, at), hit: false },
    { text: label.slice(at, at + word.length), hit: true },
    { text: label.slice(at + word.length), hit: false },
  ].filter((part) => part.text !== "");
}

/** Whether an attribute is one of the scores of RFM, of which there are only a few values. */
export function isScore({ source, name }: Attribute): boolean {
  return source === "rfm" && name.endsWith("Score");
}

/** The condition an item adds, complete where it can be, else waiting for its value. `salt` names a new random share. */
export function conditionOf(item: PickerItem, salt: string): Condition {
  switch (item.kind) {
    case "attribute": {
      const scored = item.attribute !== undefined && isScore(item.attribute);
      const test = scored ? { operator: "is" as const, value: [] } : newTest(item.type ?? "text");
      return { kind: "attribute", attribute: item.name, ...test };
    }
    case "tag":
      return { kind: "tag", operator: "hasAny", tags: [item.name] };
    case "event":
      return { kind: "event", event: item.name, measure: { of: "count" }, operator: "atLeast", value: 1 };
    case "audience":
      return { kind: "audience", audience: item.name };
    case "sample":
      return { kind: "sample", salt, from: 0, to: 0.1 };
  }
}
