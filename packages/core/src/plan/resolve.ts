import { checkDefinition, type CheckOptions } from "../definition/check.js";
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
import type { Pointer } from "../definition/pointer.js";
import { throwIssues } from "../definition/prewalk.js";
import { refuse, type Issue } from "../issue/issue.js";
import { resolveColumn } from "./column.js";
import type {
  Plan,
  PlanAttribute,
  PlanAudience,
  PlanColumn,
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
import { resolveTest, type Moment, type Subject } from "./value-test.js";
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
  const issues = checkDefinition(definition, options);
  if (issues.length > 0) throwErrors(issues);
  const audiences: PlanAudience[] = [];
  return { asOf: options.asOf, root: rootOf(definition, options, audiences), audiences };
}

function throwErrors(issues: readonly Issue[]): void {
  throwIssues(issues.filter(({ severity }) => severity === "error"));
}

/** The root of a definition. The audiences it refers to are added, each once and after those it depends on. */
function rootOf(definition: Definition, options: ResolveOptions, audiences: PlanAudience[]): PlanGroup {
  const zone = zoneOf(definition.timeZone ?? options.catalog.timeZone);
  return new Resolver(options, { asOf: options.asOf, zone }, audiences).group(definition.root, "/root");
}

class Resolver {
  readonly #options: ResolveOptions;
  readonly #moment: Moment;
  readonly #audiences: PlanAudience[];

  constructor(options: ResolveOptions, moment: Moment, audiences: PlanAudience[]) {
    this.#options = options;
    this.#moment = moment;
    this.#audiences = audiences;
  }

  group(group: Group, path: Pointer): PlanGroup {
    return {
      kind: "group",
      match: group.match,
      conditions: group.conditions.map((node, index) => this.#node(node, `${path}/conditions/${index}`)),
      exclude: isExcluded(group),
      path,
    };
  }

  #node(node: Node, path: Pointer): PlanNode {
    switch (node.kind) {
      case "group":
        return this.group(node, path);
      case "attribute":
        return this.#attribute(node, path);
      case "tag":
        return this.#tag(node, path);
      case "event":
        return this.#event(node, path);
      case "sequence":
        return this.#sequence(node, path);
      case "audience":
        return this.#reference(node, path);
      case "sample":
        return sample(node, path);
    }
  }

  #attribute(condition: AttributeCondition, path: Pointer): PlanAttribute {
    const column = resolveColumn(condition.attribute, this.#options);
    return {
      kind: "attribute",
      column,
      test: resolveTest(subjectOf(column), condition, this.#moment),
      exclude: isExcluded(condition),
      path,
    };
  }

  #tag(condition: TagCondition, path: Pointer): PlanTag {
    const { asOf, zone } = this.#moment;
    const tag: PlanTag = {
      kind: "tag",
      match: condition.operator === "hasAll" ? "all" : "any",
      tags: distinct(condition.tags),
      exclude: isExcluded(condition),
      path,
    };
    return condition.window === undefined ? tag : { ...tag, window: pastRange(condition.window, asOf, zone) };
  }

  #event(condition: EventCondition, path: Pointer): PlanEvent {
    const { catalog } = this.#options;
    const selection = resolveSelection(catalog, condition, this.#moment);
    const measure = resolveMeasure(catalog, selection.types, condition.measure, this.#moment.zone);
    const subject: Subject = {
      type: measure.of === "firstAt" || measure.of === "lastAt" ? "datetime" : "number",
      scale: scaleOfMeasure(measure),
      average: measure.of === "average",
    };
    return {
      kind: "event",
      selection,
      measure,
      test: resolveTest(subject, condition, this.#moment),
      exclude: isExcluded(condition),
      path,
    };
  }

  #sequence(condition: SequenceCondition, path: Pointer): PlanSequence {
    const { asOf, zone } = this.#moment;
    return {
      kind: "sequence",
      steps: condition.steps.map((step) => this.#step(step)),
      correlate: condition.correlate === undefined ? [] : distinct(condition.correlate),
      window: pastRange(condition.window, asOf, zone),
      exclude: isExcluded(condition),
      path,
    };
  }

  #step(step: Step): PlanStep {
    const types = eventTypesOf(step);
    const filters = resolveFilters(this.#options.catalog, types, step.where, this.#moment);
    const absent = step.absent === true;
    if (step.within === undefined) return { types, filters, absent };
    return { types, filters, absent, within: step.within.amount * within[step.within.unit] };
  }

  #reference(condition: AudienceCondition, path: Pointer): PlanReference {
    const { audience } = condition;
    return { kind: "audience", audience, index: this.#indexOf(audience, path), exclude: isExcluded(condition), path };
  }

  /** The place of an audience among those resolved. */
  #indexOf(id: string, path: Pointer): number {
    const known = this.#audiences.findIndex((audience) => audience.id === id);
    return known === -1 ? this.#audiences.push(this.#resolve(id, path)) - 1 : known;
  }

  #resolve(id: string, path: Pointer): PlanAudience {
    const audience = this.#options.audiences(id);
    if (audience === undefined) throw refuse("unknown_audience", path, `There is no audience "${id}".`);
    if ("ids" in audience) return { id, kind: "static", ids: audience.ids };
    return { id, kind: "definition", root: rootOf(audience.definition, this.#options, this.#audiences) };
  }
}

function sample(condition: SampleCondition, path: Pointer): PlanSample {
  return {
    kind: "sample",
    salt: condition.salt,
    from: Math.ceil(condition.from * SHARES),
    to: Math.ceil(condition.to * SHARES),
    exclude: isExcluded(condition),
    path,
  };
}

function subjectOf(column: PlanColumn): Subject {
  return {
    type: column.type,
    scale: column.scale,
    average: column.kind === "computed" && column.measure.of === "average",
  };
}

function isExcluded(node: Node): boolean {
  return node.exclude === true;
}
