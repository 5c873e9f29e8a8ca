import type { Property } from "../catalog/catalog.js";
import { eventTypeOf, namesOf, nearest, propertyOf, type EventCatalog } from "../catalog/lookup.js";
import { issue, type Issue } from "../issue/issue.js";
import { checkComparison } from "./check-comparison.js";
import { checkWindow } from "./check-window.js";
import type { Measure, PropertyFilter, Window } from "./language.js";
import { measureRule, operatorsByType } from "./operators.js";
import { below, type Pointer } from "./pointer.js";
import { quoted } from "./schema-issues.js";

/** Which events are meant, as conditions, steps, tag rules, computed attributes and RFM write it. */
export interface EventChoice {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
}

/** Finds what is wrong with the events and filters that are chosen. */
export function checkEventChoice(choice: EventChoice, catalog: EventCatalog, path: Pointer, issues: Issue[]): void {
  const { event, where = [] } = choice;
  if (typeof event === "string") checkEventName(event, catalog, `${path}/event`, issues);
  else {
    if (event.length === 0) issues.push(issue("empty_list", below(path, "event"), "Name at least one event type."));
    event.forEach((name, index) => {
      checkEventName(name, catalog, `${path}/event/${index}`, issues);
    });
  }
  for (let index = 0; index < where.length; index++) {
    const filter = where[index];
    if (filter !== undefined) checkFilter(filter, event, catalog, `${path}/where/${index}`, issues);
  }
}

function checkEventName(name: string, catalog: EventCatalog, path: Pointer, issues: Issue[]): void {
  if (name === "") issues.push(issue("empty_text", path, "An event type is missing."));
  else if (eventTypeOf(catalog, name) === undefined) {
    const known = catalog.eventTypes.map((type) => type.name);
    issues.push(issue("unknown_event", path, `There is no event type ${quoted(name)}.`, didYouMean(name, known)));
  }
}

function checkFilter(
  filter: PropertyFilter,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
  issues: Issue[],
): void {
  const name = filter.property;
  const property = findProperty(name, event, catalog, `${path}/property`, issues);
  if (property === undefined) return;
  const { type } = property;
  const window = type === "date" ? "date" : "datetime";
  checkComparison(filter, { name, type, operators: operatorsByType[type], window }, path, issues);
}

/** The property of the chosen events: at least one of them has it, and all that have it agree on its type and scale. */
export function findProperty(
  name: string,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
  issues: Issue[],
): Property | undefined {
  if (name === "") {
    issues.push(issue("empty_text", path, "A property is missing."));
    return undefined;
  }
  const property = propertyOf(catalog, namesOf(event), name);
  if (property === undefined) {
    const types = namesOf(event).flatMap((type) => eventTypeOf(catalog, type) ?? []);
    // Of unknown events nothing can be said; they have an issue of their own.
    if (types.length === 0) return undefined;
    const known = types.flatMap((type) => type.properties.map((candidate) => candidate.name));
    const message = `No chosen event has the property ${quoted(name)}.`;
    issues.push(issue("unknown_property", path, message, didYouMean(name, known)));
  } else if (typeof event === "object" && !event.every((type) => agrees(propertyOf(catalog, [type], name), property))) {
    issues.push(issue("type_mismatch", path, `The chosen events have ${quoted(name)} with different types or scales.`));
  }
  return property;
}

function agrees(other: Property | undefined, property: Property): boolean {
  return other === undefined || (other.type === property.type && other.scale === property.scale);
}

/** Finds what is wrong with a measure of the chosen events. */
export function checkMeasure(
  measure: Measure,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
  issues: Issue[],
): void {
  if (!("property" in measure)) return;
  const at = `${path}/property`;
  const property = findProperty(measure.property, event, catalog, at, issues);
  if (property === undefined) return;
  const rule = measureRule(measure.of);
  if (rule.property !== undefined && !rule.property.includes(property.type)) {
    const message = `${quoted(measure.property)} is of type ${property.type}: ${measure.of} cannot be taken of it.`;
    issues.push(issue("type_mismatch", at, message, `Of type: ${rule.property.join(", ")}.`));
  } else if (rule.scaled === true && property.scale === undefined) {
    const message = `${quoted(measure.property)} has no scale, so its ${measure.of} would depend on the order of events.`;
    issues.push(issue("scale_missing", at, message, "Declare its scale in the catalogue."));
  }
}

/** Finds what is wrong with a window over events or tags, where there is one. */
export function checkEventWindow(window: Window | undefined, path: Pointer, issues: Issue[]): void {
  if (window !== undefined) checkWindow(window, "events", `${path}/window`, issues);
}

/** The hint that names the nearest known name. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const near = nearest(name, known);
  return near === undefined ? undefined : `Did you mean ${quoted(near)}?`;
}
