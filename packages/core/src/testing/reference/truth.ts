import type { Catalog } from "../../catalog/catalog.js";
import type {
  AttributeCondition,
  AudienceCondition,
  Definition,
  EventCondition,
  Group,
  Node,
  SampleCondition,
  TagCondition,
} from "../../definition/language.js";
import { instantInWindow, type Moment } from "./calendar.js";
import type { Customer } from "./facts.js";
import { matches, measured, select } from "./measures.js";
import { holds } from "./operators.js";
import { bucketOf, thresholdOf } from "./sample.js";
import { sequenceHolds } from "./sequence.js";
import type { Value } from "./values.js";

/** What a definition is read against. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly asOf: number;
  /** RFM values by attribute name; none of a customer who is no buyer. */
  rfm(customer: Customer): ReadonlyMap<string, Value> | undefined;
  /** The ids of the audience that is named. */
  audience(id: string): ReadonlySet<string>;
}

/** Whether a definition is true for one customer. */
export function isMember(definition: Definition, customer: Customer, world: Surroundings): boolean {
  const moment = { asOf: world.asOf, zone: definition.timeZone ?? world.catalog.timeZone };
  return truth(definition.root, customer, moment, world);
}

/** Two values, no third; `exclude` is the exact complement. */
function truth(node: Node, customer: Customer, moment: Moment, world: Surroundings): boolean {
  return plainTruth(node, customer, moment, world) !== (node.exclude === true);
}

function plainTruth(node: Node, customer: Customer, moment: Moment, world: Surroundings): boolean {
  switch (node.kind) {
    case "group":
      return groupHolds(node, customer, moment, world);
    case "attribute":
      return attributeHolds(node, customer, moment, world);
    case "tag":
      return tagHolds(node, customer, moment, world);
    case "event":
      return eventHolds(node, customer, moment);
    case "sequence":
      return sequenceHolds(node, customer.events, moment);
    case "audience":
      return audienceHolds(node, customer, world);
    case "sample":
      return sampleHolds(node, customer);
  }
}

function groupHolds({ match, conditions }: Group, customer: Customer, moment: Moment, world: Surroundings): boolean {
  const isTrue = (node: Node) => truth(node, customer, moment, world);
  return match === "all" ? conditions.every(isTrue) : conditions.some(isTrue);
}

function attributeHolds(node: AttributeCondition, customer: Customer, moment: Moment, world: Surroundings): boolean {
  return holds(node, attributeValue(node.attribute, customer, world), moment);
}

/** A stored value, a measure over events in the catalogue's zone, or an RFM value. */
export function attributeValue(name: string, customer: Customer, world: Surroundings): Value | undefined {
  const computed = world.catalog.computed.find((attribute) => attribute.name === name);
  if (computed !== undefined) {
    const moment = catalogMoment(world);
    return measured(computed.measure, select(customer.events, computed, moment), moment.zone);
  }
  return name.startsWith("rfm.") ? world.rfm(customer)?.get(name) : customer.values.get(name);
}

/** Tags that were ingested and those that rules make of events; one without an instant is in no window. */
function tagHolds({ operator, tags, window }: TagCondition, customer: Customer, moment: Moment, world: Surroundings) {
  const made = world.catalog.tagRules.flatMap((rule) =>
    customer.events
      .filter((event) => matches(event, rule, catalogMoment(world)))
      .map(({ at }) => ({ tag: rule.tag.normalize("NFC"), at })),
  );
  const carries = (tag: string) =>
    [...customer.tags, ...made].some(
      (dropped) =>
        dropped.tag === tag.normalize("NFC") &&
        (window === undefined || (dropped.at !== undefined && instantInWindow(dropped.at, window, moment))),
    );
  return operator === "hasAny" ? tags.some(carries) : tags.every(carries);
}

function eventHolds(node: EventCondition, customer: Customer, moment: Moment): boolean {
  return holds(node, measured(node.measure, select(customer.events, node, moment), moment.zone), moment);
}

function audienceHolds({ audience }: AudienceCondition, customer: Customer, world: Surroundings): boolean {
  return world.audience(audience).has(customer.id);
}

function sampleHolds({ salt, from, to }: SampleCondition, customer: Customer): boolean {
  const bucket = bucketOf(salt, customer.id);
  return thresholdOf(from) <= bucket && bucket < thresholdOf(to);
}

function catalogMoment({ catalog, asOf }: Surroundings): Moment {
  return { asOf, zone: catalog.timeZone };
}
