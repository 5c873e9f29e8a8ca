import type { Catalog } from "../catalog/catalog.js";
import { checkDefinition, isError, type CheckOptions } from "../definition/check.js";
import type {
  AttributeCondition,
  AudienceCondition,
  Definition,
  EventCondition,
  Group,
  Node,
  SampleCondition,
  SequenceCondition,
  Step,
  TagCondition,
} from "../definition/language.js";
import { isPlainlyRight } from "../definition/plainly-right.js";
import type { Pointer } from "../definition/pointer.js";
import { throwIssues } from "../definition/prewalk.js";
import { refuse } from "../issue/issue.js";
import { resolveColumn } from "./column.js";
import type {
  Plan,
  PlanAttribute,
  PlanAudience,
  PlanEvent,
  PlanGroup,
  PlanNode,
  PlanReference,
  PlanSample,
  PlanSequence,
  PlanStep,
  PlanTag,
} from "./plan.js";
import {
  distinct,
  eventTypesOf,
  resolveFilters,
  resolveMeasure,
  resolveSelection,
  scaleOfMeasure,
} from "./selection.js";
import { resolveTest, type Moment } from "./value-test.js";
import { pastRange } from "./window.js";
import { zoneOf } from "./zone-of.js";

/** What a definition is checked and resolved against. */
export interface ResolveOptions extends CheckOptions {
  /** Milliseconds since the epoch. */
  readonly asOf: number;
}

const SHARES = 2 ** 32;
const within = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/**
 * Decides of a definition all that can be decided before touching data. Conditions are read in the definition's zone,
 * else the catalogue's; computed attributes and RFM always in the catalogue's; each audience it refers to in its own.
 *
 * @throws AudienceError with the issues of the definition, where one of them is an error.
 */
export function resolvePlan(definition: Definition, options: ResolveOptions): Plan {
  if (definition.timeZone !== undefined || !isPlainlyRight(definition.root, options.catalog)) {
    throwIssues(checkDefinition(definition, options).filter(isError));
  }
  const audiences: PlanAudience[] = [];
  return { asOf: options.asOf, root: rootOf(definition, options, audiences), audiences };
}

/** What the conditions of one definition are resolved in. */
interface Context extends Moment {
  readonly options: ResolveOptions;
  readonly catalog: Catalog;
  /** The audiences referred to, by whatever definition, each once and after those it depends on. */
  readonly audiences: PlanAudience[];
}

function rootOf({ root, timeZone }: Definition, options: ResolveOptions, audiences: PlanAudience[]): PlanGroup {
  const { asOf, catalog } = options;
  const zone = zoneOf(timeZone ?? catalog.timeZone);
  return groupOf(root, "/root", { asOf, zone, catalog, options, audiences });
}

function nodeOf(node: Node, path: Pointer, context: Context): PlanNode {
  switch (node.kind) {
    case "group":
      return groupOf(node, path, context);
    case "attribute":
      return attributeOf(node, path, context);
    case "tag":
      return tagOf(node, path, context);
    case "event":
      return eventOf(node, path, context);
    case "sequence":
      return sequenceOf(node, path, context);
    case "audience":
      return referenceOf(node, path, context);
    case "sample":
      return sampleOf(node, path);
  }
}

function groupOf(group: Group, path: Pointer, context: Context): PlanGroup {
  const { match, conditions: written, exclude } = group;
  const conditions: PlanNode[] = [];
  for (let index = 0; index < written.length; index++) {
    const node = written[index];
    if (node !== undefined) conditions.push(nodeOf(node, `${path}/conditions/${index}`, context));
  }
  return { kind: "group", match, conditions, exclude: exclude === true, path };
}

function attributeOf(condition: AttributeCondition, path: Pointer, context: Context): PlanAttribute {
  const column = resolveColumn(condition.attribute, context);
  const { type, scale } = column;
  const average = column.kind === "computed" && column.measure.of === "average";
  const test = resolveTest({ type, scale, average }, condition, context);
  return { kind: "attribute", column, test, exclude: condition.exclude === true, path };
}

function tagOf(condition: TagCondition, path: Pointer, { asOf, zone }: Context): PlanTag {
  const match = condition.operator === "hasAll" ? "all" : "any";
  const tags = distinct(condition.tags);
  const exclude = condition.exclude === true;
  if (condition.window === undefined) return { kind: "tag", match, tags, exclude, path };
  return { kind: "tag", match, tags, window: pastRange(condition.window, asOf, zone), exclude, path };
}

function eventOf(condition: EventCondition, path: Pointer, context: Context): PlanEvent {
  const selection = resolveSelection(context.catalog, condition, context);
  const measure = resolveMeasure(context.catalog, selection.types, condition.measure, context.zone);
  const type = measure.of === "firstAt" || measure.of === "lastAt" ? "datetime" : "number";
  const subject = { type, scale: scaleOfMeasure(measure), average: measure.of === "average" } as const;
  const test = resolveTest(subject, condition, context);
  return { kind: "event", selection, measure, test, exclude: condition.exclude === true, path };
}

function sequenceOf(condition: SequenceCondition, path: Pointer, context: Context): PlanSequence {
  return {
    kind: "sequence",
    steps: condition.steps.map((step) => stepOf(step, context)),
    correlate: condition.correlate === undefined ? [] : distinct(condition.correlate),
    window: pastRange(condition.window, context.asOf, context.zone),
    exclude: condition.exclude === true,
    path,
  };
}

function stepOf(step: Step, context: Context): PlanStep {
  const types = eventTypesOf(step);
  const filters = resolveFilters(context.catalog, types, step.where, context);
  const absent = step.absent === true;
  if (step.within === undefined) return { types, filters, absent };
  return { types, filters, absent, within: step.within.amount * within[step.within.unit] };
}

function referenceOf({ audience, exclude }: AudienceCondition, path: Pointer, context: Context): PlanReference {
  return { kind: "audience", audience, index: indexOf(audience, path, context), exclude: exclude === true, path };
}

/** The place of an audience among those resolved. */
function indexOf(id: string, path: Pointer, { audiences, options }: Context): number {
  const known = audiences.findIndex((audience) => audience.id === id);
  if (known !== -1) return known;
  const audience = options.audiences(id);
  if (audience === undefined) throw refuse("unknown_audience", path, `There is no audience "${id}".`);
  const resolved: PlanAudience =
    "ids" in audience
      ? { id, kind: "static", ids: audience.ids }
      : { id, kind: "definition", root: rootOf(audience.definition, options, audiences) };
  return audiences.push(resolved) - 1;
}

function sampleOf(condition: SampleCondition, path: Pointer): PlanSample {
  return {
    kind: "sample",
    salt: condition.salt,
    from: Math.ceil(condition.from * SHARES),
    to: Math.ceil(condition.to * SHARES),
    exclude: condition.exclude === true,
    path,
  };
}
