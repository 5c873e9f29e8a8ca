import type { Catalog } from "../catalog/catalog.js";
import { allAttributes, findAttribute, tagNames } from "../catalog/lookup.js";
import { AudienceError, issue, type Issue } from "../issue/issue.js";
import { comparisonIssues } from "./check-comparison.js";
import { didYouMean, eventChoiceIssues, eventWindowIssues, measureIssues } from "./check-events.js";
import { ReferenceCheck } from "./check-references.js";
import { sequenceIssues } from "./check-sequence.js";
import type {
  AttributeCondition,
  Definition,
  EventCondition,
  Node,
  SampleCondition,
  TagCondition,
} from "./language.js";
import { defaultLimits, type Limits } from "./limits.js";
import { measureRule, operatorsByType, operatorsOfMeasure } from "./operators.js";
import { parseDefinition } from "./parse.js";
import { below, type Pointer } from "./pointer.js";
import { isExact, maxIssues } from "./prewalk.js";
import type { AudienceLookup } from "./references.js";
import { quoted } from "./schema-issues.js";
import { isTimeZone, timeZones } from "./time-zone.js";
import { walk } from "./walk.js";

export interface CheckOptions {
  readonly catalog: Catalog;
  readonly audiences: AudienceLookup;
  /** The audience the definition belongs to, so that it cannot refer to itself. */
  readonly audienceId?: string | undefined;
  /** `true`: drafts may be referred to. */
  readonly forDraft?: boolean | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/**
 * Everything that keeps a definition from being evaluated against this catalogue, and as warnings what is odd: at most
 * 20 issues, errors before warnings. None of severity `error`: it can be evaluated.
 */
export function checkDefinition(definition: Definition, options: CheckOptions): Issue[] {
  const { catalog } = options;
  const references = new ReferenceCheck({
    audiences: options.audiences,
    audienceId: options.audienceId,
    forDraft: options.forDraft,
    depth: options.limits?.references ?? defaultLimits.references,
    issuesOf: (referenced) => errorsFirst(ownIssues(referenced, catalog)).filter((one) => one.severity === "error"),
  });
  const issues = ownIssues(definition, catalog);
  for (const { node, path } of walk(definition)) {
    if (node.kind === "audience") issues.push(...references.issues(node.audience, below(path, "audience")));
  }
  return errorsFirst(issues).slice(0, maxIssues);
}

/** Reads and checks in one go: the issues that `parseDefinition` would throw, else those of `checkDefinition`. */
export function validate(input: unknown, options: CheckOptions): readonly Issue[] {
  try {
    return checkDefinition(parseDefinition(input, options.limits), options);
  } catch (error) {
    if (error instanceof AudienceError) return error.issues;
    throw error;
  }
}

/** What is wrong with a definition, references aside. */
function ownIssues(definition: Definition, catalog: Catalog): Issue[] {
  const issues = zoneIssues(definition.timeZone);
  for (const { node, path } of walk(definition)) issues.push(...nodeIssues(node, catalog, path));
  return issues;
}

function errorsFirst(issues: readonly Issue[]): Issue[] {
  return [...issues.filter((one) => one.severity === "error"), ...issues.filter((one) => one.severity === "warning")];
}

function zoneIssues(timeZone: string | undefined): Issue[] {
  if (timeZone === undefined || isTimeZone(timeZone)) return [];
  const message = `There is no time zone ${quoted(timeZone)}.`;
  return [issue("unknown_time_zone", "/timeZone", message, didYouMean(timeZone, timeZones()))];
}

function nodeIssues(node: Node, catalog: Catalog, path: Pointer): Issue[] {
  switch (node.kind) {
    case "group":
      return node.conditions.length > 0 ? [] : [issue("empty_group", path, "A group of nothing has no meaning.")];
    case "attribute":
      return attributeIssues(node, catalog, path);
    case "tag":
      return tagIssues(node, catalog, path);
    case "event":
      return eventIssues(node, catalog, path);
    case "sequence":
      return sequenceIssues(node, catalog, path);
    case "audience":
      return [];
    case "sample":
      return sampleIssues(node, path);
  }
}

function attributeIssues(node: AttributeCondition, catalog: Catalog, path: Pointer): Issue[] {
  const at = below(path, "attribute");
  if (node.attribute === "") return [issue("empty_text", at, "An attribute is missing.")];
  const attribute = findAttribute(catalog, node.attribute);
  if (attribute === undefined) {
    const known = allAttributes(catalog).map(({ name }) => name);
    const message = `There is no attribute ${quoted(node.attribute)}.`;
    return [issue("unknown_attribute", at, message, didYouMean(node.attribute, known))];
  }
  const { name, type } = attribute;
  const window = type === "date" ? "date" : "datetime";
  return comparisonIssues(node, { name, type, operators: operatorsByType[type], window }, path);
}

function tagIssues(node: TagCondition, catalog: Catalog, path: Pointer): Issue[] {
  const at = below(path, "tags");
  const known = tagNames(catalog);
  const issues = node.tags.flatMap((tag, index): Issue[] => {
    if (tag === "") return [issue("empty_text", below(at, index), "A tag is missing.")];
    if (known.has(tag)) return [];
    const message = `The catalogue does not list the tag ${quoted(tag)}: it may match nobody.`;
    return [{ ...issue("unknown_tag", below(at, index), message, didYouMean(tag, known)), severity: "warning" }];
  });
  if (node.tags.length === 0) issues.push(issue("empty_list", at, "Name at least one tag."));
  return [...issues, ...eventWindowIssues(node.window, path)];
}

function eventIssues(node: EventCondition, catalog: Catalog, path: Pointer): Issue[] {
  const { measure } = node;
  const compared = {
    name: measure.of,
    type: measureRule(measure.of).result,
    operators: operatorsOfMeasure(measure.of),
    window: "events" as const,
  };
  return [
    ...eventChoiceIssues(node, catalog, path),
    ...measureIssues(measure, node.event, catalog, below(path, "measure")),
    ...comparisonIssues(node, compared, path),
    ...eventWindowIssues(node.window, path),
  ];
}

function sampleIssues(node: SampleCondition, path: Pointer): Issue[] {
  const issues: Issue[] = [];
  if (node.salt === "") issues.push(issue("empty_text", below(path, "salt"), "A sample needs a salt."));
  const { from, to } = node;
  if (!isExact(from) || !isExact(to) || !(from >= 0 && from < to && to <= 1)) {
    issues.push(issue("bad_sample", path, "A sample runs from 0 or more to a larger share of at most 1."));
  }
  return issues;
}
