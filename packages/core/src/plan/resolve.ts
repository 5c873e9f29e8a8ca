import type { Catalog } from "../catalog/catalog.js";
import { checkDefinition, type CheckOptions } from "../definition/check.js";
import type {
  AttributeCondition,
  Definition,
  EventCondition,
  Group,
  Node,
  SampleCondition,
  SequenceCondition,
  Step,
  TagCondition,
} from "../definition/language.js";
import { below, type Pointer } from "../definition/pointer.js";
import { AudienceError, refuse } from "../issue/issue.js";
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
import { eventTypesOf, resolveFilters, resolveMeasure, resolveSelection, scaleOfMeasure } from "./selection.js";
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
  const [first, ...others] = checkDefinition(definition, options).filter(({ severity }) => severity === "error");
  if (first !== undefined) throw new AudienceError([first, ...others]);
  const references = new References(options);
  const root = references.rootOf(definition);
  return { asOf: options.asOf, root, audiences: references.resolved };
}

/** The audiences met while resolving, each resolved once and after those it depends on. */
class References {
  readonly resolved: PlanAudience[] = [];
  readonly #options: ResolveOptions;
  readonly #indexes = new Map<string, number>();

  constructor(options: ResolveOptions) {
    this.#options = options;
  }

  rootOf(definition: Definition): PlanGroup {
    const { catalog, asOf } = this.#options;
    const moment = { asOf, zone: zoneOf(definition.timeZone ?? catalog.timeZone) };
    return new Resolver(catalog, moment, this).group(definition.root, "/root");
  }

  /** The place of an audience among those resolved. */
  indexOf(id: string, path: Pointer): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.resolved.push(this.#resolve(id, path)) - 1;
    this.#indexes.set(id, index);
    return index;
  }

  #resolve(id: string, path: Pointer): PlanAudience {
    const audience = this.#options.audiences(id);
    if (audience === undefined) throw refuse("unknown_audience", path, `There is no audience "${id}".`);
    if ("ids" in audience) return { id, kind: "static", ids: audience.ids };
    return { id, kind: "definition", root: this.rootOf(audience.definition) };
  }
}

class Resolver {
  readonly #catalog: Catalog;
  readonly #moment: Moment;
  readonly #references: References;

  constructor(catalog: Catalog, moment: Moment, references: References) {
    this.#catalog = catalog;
    this.#moment = moment;
    this.#references = references;
  }

  group(group: Group, path: Pointer): PlanGroup {
    return {
      kind: "group",
      match: group.match,
      conditions: group.conditions.map((node, index) => this.#node(node, below(path, "conditions", index))),
      ...place(group, path),
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
        return this.#reference(node.audience, node, path);
      case "sample":
        return sample(node, path);
    }
  }

  #attribute(condition: AttributeCondition, path: Pointer): PlanAttribute {
    const column = resolveColumn(condition.attribute, { catalog: this.#catalog, asOf: this.#moment.asOf });
    return {
      kind: "attribute",
      column,
      test: resolveTest(subjectOf(column), condition, this.#moment),
      ...place(condition, path),
    };
  }

  #tag(condition: TagCondition, path: Pointer): PlanTag {
    const { asOf, zone } = this.#moment;
    return {
      kind: "tag",
      match: condition.operator === "hasAll" ? "all" : "any",
      tags: [...new Set(condition.tags)],
      ...(condition.window === undefined ? {} : { window: pastRange(condition.window, asOf, zone) }),
      ...place(condition, path),
    };
  }

  #event(condition: EventCondition, path: Pointer): PlanEvent {
    const selection = resolveSelection(this.#catalog, condition, this.#moment);
    const measure = resolveMeasure(this.#catalog, selection.types, condition.measure, this.#moment.zone);
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
      ...place(condition, path),
    };
  }

  #sequence(condition: SequenceCondition, path: Pointer): PlanSequence {
    const { asOf, zone } = this.#moment;
    return {
      kind: "sequence",
      steps: condition.steps.map((step) => this.#step(step)),
      correlate: [...new Set(condition.correlate)],
      window: pastRange(condition.window, asOf, zone),
      ...place(condition, path),
    };
  }

  #step(step: Step): PlanStep {
    return {
      types: eventTypesOf(step),
      filters: resolveFilters(this.#catalog, step, this.#moment),
      absent: step.absent === true,
      ...(step.within === undefined ? {} : { within: step.within.amount * within[step.within.unit] }),
    };
  }

  #reference(audience: string, node: Node, path: Pointer): PlanReference {
    return { kind: "audience", audience, index: this.#references.indexOf(audience, path), ...place(node, path) };
  }
}

function sample(condition: SampleCondition, path: Pointer): PlanSample {
  return {
    kind: "sample",
    salt: condition.salt,
    from: Math.ceil(condition.from * SHARES),
    to: Math.ceil(condition.to * SHARES),
    ...place(condition, path),
  };
}

function subjectOf(column: PlanColumn): Subject {
  return {
    type: column.type,
    scale: column.scale,
    average: column.kind === "computed" && column.measure.of === "average",
  };
}

function place(node: Node, path: Pointer): { readonly exclude: boolean; readonly path: Pointer } {
  return { exclude: node.exclude === true, path };
}
