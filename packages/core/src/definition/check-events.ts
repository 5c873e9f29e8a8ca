import type { Property } from "../catalog/catalog.js";
import { eventTypeOf, namesOf, nearest, type EventCatalog } from "../catalog/lookup.js";
import { issue, type Issue } from "../issue/issue.js";
import { comparisonIssues } from "./check-comparison.js";
import { windowIssues } from "./check-window.js";
import type { Measure, PropertyFilter, Window } from "./language.js";
import { measureRule, operatorsByType } from "./operators.js";
import { below, type Pointer } from "./pointer.js";
import { quoted } from "./schema-issues.js";

/** Which events are meant, as conditions, steps, tag rules, computed attributes and RFM write it. */
export interface EventChoice {
  readonly event: string | readonly string[];
  readonly where?: readonly PropertyFilter[];
}

/** What is wrong with the events and filters that are chosen. */
export function eventChoiceIssues(choice: EventChoice, catalog: EventCatalog, path: Pointer): Issue[] {
  return [
    ...eventIssues(choice.event, catalog, below(path, "event")),
    ...(choice.where ?? []).flatMap((filter, index) =>
      filterIssues(filter, choice.event, catalog, below(path, "where", index)),
    ),
  ];
}

function eventIssues(event: string | readonly string[], catalog: EventCatalog, path: Pointer): Issue[] {
  if (typeof event === "string") return eventNameIssues(event, catalog, path);
  if (event.length === 0) return [issue("empty_list", path, "Name at least one event type.")];
  return event.flatMap((name, index) => eventNameIssues(name, catalog, below(path, index)));
}

function eventNameIssues(name: string, catalog: EventCatalog, path: Pointer): Issue[] {
  if (name === "") return [issue("empty_text", path, "An event type is missing.")];
  if (eventTypeOf(catalog, name) !== undefined) return [];
  const known = catalog.eventTypes.map((type) => type.name);
  return [issue("unknown_event", path, `There is no event type ${quoted(name)}.`, didYouMean(name, known))];
}

function filterIssues(
  filter: PropertyFilter,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
): Issue[] {
  const found = findProperty(filter.property, event, catalog, below(path, "property"));
  if (found.property === undefined) return found.issues;
  const { type } = found.property;
  const compared = {
    name: filter.property,
    type,
    operators: operatorsByType[type],
    window: type === "date" ? ("date" as const) : ("datetime" as const),
  };
  return [...found.issues, ...comparisonIssues(filter, compared, path)];
}

/** A property of events, or why there is none. */
export interface FoundProperty {
  readonly property: Property | undefined;
  readonly issues: Issue[];
}

/** The property of the chosen events: at least one of them has it, and all that have it agree on its type and scale. */
export function findProperty(
  name: string,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
): FoundProperty {
  if (name === "") return { property: undefined, issues: [issue("empty_text", path, "A property is missing.")] };
  const types = namesOf(event).flatMap((type) => eventTypeOf(catalog, type) ?? []);
  const having = types.flatMap((type) => type.properties.find((property) => property.name === name) ?? []);
  const [property, ...others] = having;
  if (property === undefined) {
    // Of unknown events nothing can be said; they have an issue of their own.
    if (types.length === 0) return { property, issues: [] };
    const known = types.flatMap((type) => type.properties.map((candidate) => candidate.name));
    const message = `No chosen event has the property ${quoted(name)}.`;
    return { property, issues: [issue("unknown_property", path, message, didYouMean(name, known))] };
  }
  const agree = others.every((other) => other.type === property.type && other.scale === property.scale);
  const message = `The chosen events have ${quoted(name)} with different types or scales.`;
  return { property, issues: agree ? [] : [issue("type_mismatch", path, message)] };
}

/** What is wrong with a measure of the chosen events. */
export function measureIssues(
  measure: Measure,
  event: string | readonly string[],
  catalog: EventCatalog,
  path: Pointer,
): Issue[] {
  if (!("property" in measure)) return [];
  const at = below(path, "property");
  const { property, issues } = findProperty(measure.property, event, catalog, at);
  if (property === undefined) return issues;
  const rule = measureRule(measure.of);
  if (rule.property !== undefined && !rule.property.includes(property.type)) {
    const message = `${quoted(measure.property)} is of type ${property.type}: ${measure.of} cannot be taken of it.`;
    return [...issues, issue("type_mismatch", at, message, `Of type: ${rule.property.join(", ")}.`)];
  }
  if (rule.scaled === true && property.scale === undefined) {
    const message = `${quoted(measure.property)} has no scale, so its ${measure.of} would depend on the order of events.`;
    return [...issues, issue("scale_missing", at, message, "Declare its scale in the catalogue.")];
  }
  return issues;
}

/** What is wrong with a window over events or tags, where there is one. */
export function eventWindowIssues(window: Window | undefined, path: Pointer): Issue[] {
  return window === undefined ? [] : windowIssues(window, "events", below(path, "window"));
}

/** The hint that names the nearest known name. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const near = nearest(name, known);
  return near === undefined ? undefined : `Did you mean ${quoted(near)}?`;
}
