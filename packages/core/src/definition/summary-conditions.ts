import type { Catalog, Property } from "../catalog/catalog.js";
import { eventTypeOf, findAttribute, namesOf, propertyOf } from "../catalog/lookup.js";
import { isList } from "./canonical.js";
import type {
  AttributeCondition,
  Condition,
  ConditionValue,
  EventCondition,
  PropertyFilter,
  SequenceCondition,
  Step,
  TagCondition,
} from "./language.js";
import { measureRule } from "./operators.js";
import type { Phrase } from "./summary.js";
import {
  writeList,
  writePlain,
  writeShare,
  writeValue,
  writeWindow,
  type Shown,
  type Writer,
} from "./summary-values.js";
import type { Relation } from "./summary-words.js";

/** What the words of conditions are made from. */
export interface Naming extends Writer {
  readonly catalog: Catalog;
  readonly audienceName: (id: string) => string | undefined;
}

/** How a clause begins: `whose Age` and `is`, or `who have` alone. */
export interface Lead {
  readonly subject?: { readonly whose: string; readonly name: string };
  readonly verb: Relation;
}

/** A condition in words: how it begins in a sentence, and what follows. */
export interface ConditionWords {
  readonly lead: Lead;
  readonly phrases: readonly Phrase[];
}

/** Where the words stand: in a sentence, or as a line that begins with what is asked about. */
export type Place = "sentence" | "outline";

const text = (words: string): Phrase => ({ text: words, role: "text" });
const value = (words: string): Phrase => ({ text: words, role: "value" });
const attribute = (words: string): Phrase => ({ text: words, role: "attribute" });

/** The words of a condition, its `exclude` aside. */
export function conditionWords(node: Condition, naming: Naming, place: Place): ConditionWords {
  const { words } = naming;
  const heading = (kind: "tag" | "sequence" | "audience" | "sample"): Phrase[] =>
    place === "outline" ? [attribute(words.kinds[kind]), text(" ")] : [];
  switch (node.kind) {
    case "attribute":
      return attributeWords(node, naming);
    case "tag":
      return { lead: { verb: words.carry }, phrases: [...heading("tag"), ...tagWords(node, naming, place)] };
    case "event":
      return { lead: { verb: words.have }, phrases: eventWords(node, naming, place) };
    case "sequence":
      return { lead: { verb: words.have }, phrases: [...heading("sequence"), ...sequenceWords(node, naming)] };
    case "audience": {
      const name = naming.audienceName(node.audience) ?? node.audience;
      const before = place === "sentence" ? [text(`${words.audience} `)] : heading("audience");
      return { lead: { verb: words.isIn }, phrases: [...before, value(name === "" ? words.blank : name)] };
    }
    case "sample": {
      const share = words.range(writeShare(node.from, naming), writeShare(node.to, naming));
      const phrases = [...heading("sample"), value(share), text(` ${words.ofSample} `), value(node.salt)];
      return { lead: { verb: words.fallInto }, phrases };
    }
  }
}

function attributeWords(node: AttributeCondition, naming: Naming): ConditionWords {
  const { words } = naming;
  const found = findAttribute(naming.catalog, node.attribute);
  const name = found?.label ?? (node.attribute === "" ? words.blank : node.attribute);
  return {
    lead: { subject: { whose: words.whose, name }, verb: words.relations[node.operator] },
    phrases: node.operator === "hasValue" ? [] : [value(writeValue(node.operator, node.value, found, naming))],
  };
}

function tagWords(node: TagCondition, naming: Naming, place: Place): Phrase[] {
  const { words, catalog } = naming;
  const labels = node.tags.map((name) => catalog.tags.find((tag) => tag.name === name)?.label ?? name);
  const window: Phrase[] =
    node.window === undefined ? [] : [text(` ${words.dropped} `), value(writeWindow(node.window, naming))];
  const before = place === "sentence" ? [text(`${words.tags[node.operator](labels.length)} `)] : [];
  return [...before, value(writeList(labels, node.operator === "hasAll", naming)), ...window];
}

function eventLabel(event: string | readonly string[], naming: Naming): string {
  const { catalog, words } = naming;
  const labels = namesOf(event).map((name) => eventTypeOf(catalog, name)?.label ?? name);
  return labels.length === 0 || labels[0] === "" ? words.anyEvent : writeList(labels, false, naming);
}

function propertyLabel(
  event: string | readonly string[],
  name: string,
  { catalog }: Naming,
): {
  readonly label: string;
  readonly property: Property | undefined;
} {
  const property = propertyOf(catalog, namesOf(event), name);
  return { label: property?.label ?? name, property };
}

function eventWords(node: EventCondition, naming: Naming, place: Place): Phrase[] {
  const { words } = naming;
  const window: Phrase[] =
    node.window === undefined
      ? place === "outline"
        ? [text(", "), value(words.ever)]
        : []
      : [text(" "), value(writeWindow(node.window, naming))];
  return [
    attribute(eventLabel(node.event, naming)),
    ...measureWords(node, naming),
    ...filterWords(node.event, node.where, naming),
    ...window,
  ];
}

/** `at least twice`, `with a total Amount of at least $500`, `for the first time in the last 30 days`. */
function measureWords(node: EventCondition, naming: Naming): Phrase[] {
  const { words } = naming;
  const { measure, operator } = node;
  const { before, after } = words.measures[measure.of];
  const start: Phrase[] = before === "" ? [] : [text(` ${before}`)];
  if (measure.of === "count") return [text(" "), value(timesWords(node, naming))];
  if (measureRule(measure.of).result === "datetime") {
    return [...start, text(" "), value(writeValue(operator, node.value, undefined, naming))];
  }
  if (!("property" in measure)) {
    return [...start, text(" "), value(amountWords(node, undefined, naming)), text(` ${after}`)];
  }
  const { label, property } = propertyLabel(node.event, measure.property, naming);
  if (measure.of === "distinct") {
    return [...start, text(" "), value(amountWords(node, undefined, naming)), text(` ${after} `), attribute(label)];
  }
  return [...start, text(" "), attribute(label), text(` ${after} `), value(amountWords(node, property, naming))];
}

/** A number of a measure: unlike that of an attribute, an exact one says so. */
function amountWords({ operator, value: given }: EventCondition, shown: Shown, naming: Naming): string {
  const written = writeValue(operator, given, shown, naming);
  return operator === "is" ? naming.words.compared("is", written) : written;
}

function timesWords({ operator, value: given }: EventCondition, naming: Naming): string {
  const { words } = naming;
  const numbers = numbersOf(given);
  const plain =
    operator === "between"
      ? writeValue(operator, given, undefined, naming)
      : given === undefined || (typeof given === "object" && !isList(given))
        ? words.blank
        : writePlain(operator, given, undefined, naming);
  return words.times(operator, plain, numbers);
}

function numbersOf(given: ConditionValue | undefined): readonly number[] {
  if (typeof given === "number") return [given];
  if (given === undefined || typeof given !== "object" || !isList(given)) return [];
  return given.filter((item): item is number => typeof item === "number");
}

/** ` where Category is Shoes and Channel is not Store` */
function filterWords(
  event: string | readonly string[],
  filters: readonly PropertyFilter[] | undefined,
  naming: Naming,
): Phrase[] {
  const { words } = naming;
  return (filters ?? []).flatMap((filter, index) => {
    const { label, property } = propertyLabel(event, filter.property, naming);
    const relation = words.relations[filter.operator];
    const verb: Phrase = filter.exclude === true ? { text: relation.denied, role: "exclude" } : text(relation.plain);
    return [
      text(` ${index === 0 ? words.where : words.and} `),
      attribute(label),
      text(" "),
      verb,
      ...(filter.operator === "hasValue"
        ? []
        : [text(" "), value(writeValue(filter.operator, filter.value, property, naming))]),
    ];
  });
}

function sequenceWords(node: SequenceCondition, naming: Naming): Phrase[] {
  const { words } = naming;
  const firstPresent = node.steps.findIndex((step) => step.absent !== true);
  const steps = node.steps.flatMap((step, index) => [
    ...(index === 0 ? [] : [text(words.then)]),
    ...stepWords(step, index < firstPresent, naming),
  ]);
  const correlate = node.correlate ?? [];
  const events = node.steps.flatMap((step) => namesOf(step.event));
  const labels = correlate.map((name) => propertyLabel(events, name, naming).label);
  return [
    ...(steps.length === 0 ? [value(words.blank)] : steps),
    ...(labels.length === 0 ? [] : [text(`, ${words.same} `), attribute(writeList(labels, true, naming))]),
    ...(node.window === undefined ? [] : [text(", "), value(writeWindow(node.window, naming))]),
  ];
}

function stepWords(step: Step, isBefore: boolean, naming: Naming): Phrase[] {
  const { words } = naming;
  const { within } = step;
  return [
    ...(step.absent === true ? [{ text: words.without, role: "exclude" as const }] : []),
    attribute(eventLabel(step.event, naming)),
    ...filterWords(step.event, step.where, naming),
    ...(within === undefined ? [] : [text(" "), value(words.within(within.amount, within.unit))]),
    ...(step.absent === true && isBefore ? [text(` ${words.beforeIt}`)] : []),
  ];
}
