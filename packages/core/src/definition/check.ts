import type { Catalog } from "../catalog/catalog.js";
import { allAttributes, findAttribute, tagNames } from "../catalog/lookup.js";
import { AudienceError, issue, type Issue } from "../issue/issue.js";
import { checkComparison } from "./check-comparison.js";
import { checkEventChoice, checkEventWindow, checkMeasure, didYouMean } from "./check-events.js";
import { ReferenceCheck } from "./check-references.js";
import { checkSequence } from "./check-sequence.js";
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
  const issues: Issue[] = [];
  const references: Reference[] = [];
  checkOwn(definition, options.catalog, issues, references);
  if (references.length > 0) checkReferences(references, options, issues);
  return issues.sort((a, b) => Number(isError(b)) - Number(isError(a))).slice(0, maxIssues);
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

/** Where a definition names an audience. */
interface Reference {
  readonly audience: string;
  readonly path: Pointer;
}

function checkReferences(references: readonly Reference[], options: CheckOptions, issues: Issue[]): void {
  const check = new ReferenceCheck({
    ...options,
    depth: options.limits?.references ?? defaultLimits.references,
    issuesOf: (referenced) => {
      const found: Issue[] = [];
      checkOwn(referenced, options.catalog, found, []);
      return found.filter(isError);
    },
  });
  for (const { audience, path } of references) {
    const found = check.issue(audience, path);
    if (found !== undefined) issues.push(found);
  }
}

/** Finds what is wrong with a definition by itself, and the references it makes. */
function checkOwn(definition: Definition, catalog: Catalog, issues: Issue[], references: Reference[]): void {
  const { timeZone } = definition;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = `There is no time zone ${quoted(timeZone)}.`;
    issues.push(issue("unknown_time_zone", "/timeZone", message, didYouMean(timeZone, timeZones())));
  }
  checkNode(definition.root, catalog, "/root", issues, references);
}

/** Whether an issue keeps a definition from being evaluated. */
export function isError({ severity }: Issue): boolean {
  return severity === "error";
}

function checkNode(node: Node, catalog: Catalog, path: Pointer, issues: Issue[], references: Reference[]): void {
  switch (node.kind) {
    case "group":
      if (node.conditions.length === 0) issues.push(issue("empty_group", path, "A group of nothing has no meaning."));
      node.conditions.forEach((condition, index) =>
        checkNode(condition, catalog, `${path}/conditions/${index}`, issues, references),
      );
      break;
    case "attribute":
      checkAttribute(node, catalog, path, issues);
      break;
    case "tag":
      checkTags(node, catalog, path, issues);
      break;
    case "event":
      checkEvents(node, catalog, path, issues);
      break;
    case "sequence":
      checkSequence(node, catalog, path, issues);
      break;
    case "audience":
      references.push({ audience: node.audience, path: `${path}/audience` });
      break;
    case "sample":
      checkSample(node, path, issues);
  }
}

function checkAttribute(node: AttributeCondition, catalog: Catalog, path: Pointer, issues: Issue[]): void {
  const name = node.attribute;
  const attribute = findAttribute(catalog, name);
  if (attribute !== undefined) {
    const { type } = attribute;
    const window = type === "date" ? "date" : "datetime";
    checkComparison(node, { name, type, operators: operatorsByType[type], window }, path, issues);
  } else if (name === "") issues.push(issue("empty_text", below(path, "attribute"), "An attribute is missing."));
  else {
    const known = allAttributes(catalog).map((candidate) => candidate.name);
    const message = `There is no attribute ${quoted(name)}.`;
    issues.push(issue("unknown_attribute", below(path, "attribute"), message, didYouMean(name, known)));
  }
}

function checkTags(node: TagCondition, catalog: Catalog, path: Pointer, issues: Issue[]): void {
  const known = tagNames(catalog);
  node.tags.forEach((tag, index) => {
    if (known.has(tag)) return;
    const at = below(path, "tags", index);
    if (tag === "") issues.push(issue("empty_text", at, "A tag is missing."));
    else {
      const message = `The catalogue does not list the tag ${quoted(tag)}: it may match nobody.`;
      issues.push({ ...issue("unknown_tag", at, message, didYouMean(tag, known)), severity: "warning" });
    }
  });
  if (node.tags.length === 0) issues.push(issue("empty_list", below(path, "tags"), "Name at least one tag."));
  checkEventWindow(node.window, path, issues);
}

function checkEvents(node: EventCondition, catalog: Catalog, path: Pointer, issues: Issue[]): void {
  const { event, measure } = node;
  const name = measure.of;
  const operators = operatorsOfMeasure(name);
  checkEventChoice(node, catalog, path, issues);
  checkMeasure(measure, event, catalog, `${path}/measure`, issues);
  checkComparison(node, { name, type: measureRule(name).result, operators, window: "events" }, path, issues);
  checkEventWindow(node.window, path, issues);
}

function checkSample({ salt, from, to }: SampleCondition, path: Pointer, issues: Issue[]): void {
  if (salt === "") issues.push(issue("empty_text", below(path, "salt"), "A sample needs a salt."));
  if (!isExact(from) || !isExact(to) || !(from >= 0 && from < to && to <= 1)) {
    issues.push(issue("bad_sample", path, "A sample runs from 0 or more to a larger share of at most 1."));
  }
}
