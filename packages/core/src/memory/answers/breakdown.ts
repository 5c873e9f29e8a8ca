import type { Breakdown } from "../../adapter/adapter.js";
import type { Plan, PlanNode } from "../../plan/plan.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { combine, type Evaluation } from "../planner/evaluation.js";

/**
 * Counts of a plan, node by node. The size without the only condition of the root is the whole base: nothing is asked
 * any more.
 */
export async function breakdown(plan: Plan, evaluation: Evaluation): Promise<Breakdown> {
  await evaluation.prepare(plan.audiences);
  const matchesOf = new Map<PlanNode, Bitmap>();
  const members = await evaluation.matches(plan.root, (node, matches) => matchesOf.set(node, matches));
  return {
    size: members.count(),
    base: evaluation.population.roster.size,
    exact: true,
    nodes: nodesOf(plan.root).map((node) => ({ path: node.path, matches: matchesOf.get(node)?.count() ?? 0 })),
    steps: steps(plan, matchesOf, evaluation.population.roster.base),
    missing: await missing(plan, evaluation),
  };
}

function steps(plan: Plan, matchesOf: ReadonlyMap<PlanNode, Bitmap>, base: Bitmap): Breakdown["steps"] {
  const { match, exclude, conditions } = plan.root;
  const parts = conditions.flatMap((condition) => matchesOf.get(condition) ?? []);
  const sizeOf = (some: readonly Bitmap[]): number => {
    if (some.length === 0) return base.count();
    const size = combine(match, some, base).count();
    return exclude ? base.count() - size : size;
  };
  return conditions.map(({ path }, index) => ({
    path,
    after: sizeOf(parts.slice(0, index + 1)),
    without: sizeOf(parts.filter((_, other) => other !== index)),
  }));
}

async function missing(plan: Plan, evaluation: Evaluation): Promise<Breakdown["missing"]> {
  const counts: { path: string; count: number }[] = [];
  for (const node of nodesOf(plan.root)) {
    if (node.kind !== "attribute") continue;
    const column = await evaluation.column(node.column, node.path);
    counts.push({ path: node.path, count: evaluation.population.roster.size - column.valid.count() });
  }
  return counts;
}

/** A node and all below it, in the order they are written. */
function nodesOf(node: PlanNode): readonly PlanNode[] {
  return node.kind === "group" ? [node, ...node.conditions.flatMap(nodesOf)] : [node];
}
