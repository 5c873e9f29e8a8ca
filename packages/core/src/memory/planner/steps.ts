import type { PlanGroup, PlanNode } from "../../plan/plan.js";
import type { SetTerm, Term } from "./terms.js";

/** A node that is no group. */
export type PlanLeaf = Exclude<PlanNode, PlanGroup>;

/** Sets joined; what is left out is pushed down to the leaves. All of nothing is everybody, any of nothing nobody. */
export type Step<T extends Term = Term> =
  | { readonly kind: "leaf"; readonly negated: boolean; readonly term: T }
  | { readonly kind: "all" | "any"; readonly parts: readonly Step<T>[] };

/** How a node is answered from the terms of its leaves; undefined where one of them has none. */
export function stepOf<T extends Term>(
  node: PlanNode,
  negated: boolean,
  termOf: (leaf: PlanLeaf) => T | undefined,
): Step<T> | undefined {
  const turned = negated !== node.exclude;
  if (node.kind !== "group") {
    const term = termOf(node);
    return term === undefined ? undefined : { kind: "leaf", negated: turned, term };
  }
  const parts: Step<T>[] = [];
  for (const condition of node.conditions) {
    const part = stepOf(condition, turned, termOf);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  // Not all of them is any of them not.
  return joinStep((node.match === "all") === turned ? "any" : "all", parts);
}

export function joinStep<T extends Term>(kind: "all" | "any", parts: readonly Step<T>[]): Step<T> {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind, parts };
}

/** The customers of a term, or, negated, all others. */
export function leafStep<T extends Term>(term: T, negated = false): Step<T> {
  return { kind: "leaf", negated, term };
}

/** Whether a step is made of ready-made sets alone, without a column to scan. */
export function isJoining(step: Step): step is Step<SetTerm> {
  return step.kind === "leaf" ? step.term.kind === "sets" : step.parts.every(isJoining);
}
