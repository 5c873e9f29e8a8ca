import type { Breakdown } from "../../adapter/adapter.js";
import type { Plan, PlanNode } from "../../plan/plan.js";
import type { Bitmap } from "../kernels/bitmap.js";
import { paddedWords } from "../kernels/kernels.js";
import type { Space } from "../kernels/space.js";
import type { Evaluation } from "../planner/evaluation.js";
import { sharedBy } from "./overlap.js";

/**
 * Counts of a plan, node by node. The size without the only condition of the root is the whole base: nothing is asked
 * any more.
 */
export async function breakdown(plan: Plan, evaluation: Evaluation): Promise<Breakdown> {
  await evaluation.prepare(plan.audiences);
  const matchesOf = new Map<PlanNode, Bitmap>();
  const members = await evaluation.matches(plan.root, (node, matches) => matchesOf.set(node, matches));
  const { roster, space } = evaluation.population;
  return {
    size: members.count(),
    base: roster.size,
    exact: true,
    nodes: nodesOf(plan.root).map((node) => ({ path: node.path, matches: matchesOf.get(node)?.count() ?? 0 })),
    steps: steps(plan, matchesOf, roster.rows, roster.size, space),
    missing: await missing(plan, evaluation),
  };
}

function steps(
  { root }: Plan,
  matchesOf: ReadonlyMap<PlanNode, Bitmap>,
  rows: number,
  base: number,
  space: Space,
): Breakdown["steps"] {
  const { match, exclude, conditions } = root;
  const parts = conditions.flatMap((condition) => matchesOf.get(condition)?.words ?? []);
  const sizes = sizesOf(match, parts, paddedWords(rows), base, space);
  const turned = (size: number): number => (exclude ? base - size : size);
  return conditions.map(({ path }, index) => ({
    path,
    after: turned(sizes.after[index] ?? 0),
    // Without its only condition a root asks nothing, whatever it excludes.
    without: parts.length === 1 ? base : turned(sizes.without[index] ?? 0),
  }));
}

/**
 * Sizes of the first conditions joined, and of all but one. Conditions are joined once from the first on and once from
 * the last back, so that each costs a few passes, however many they are.
 */
function sizesOf(
  match: "all" | "any",
  parts: readonly Int32Array[],
  words: number,
  base: number,
  space: Space,
): { readonly after: readonly number[]; readonly without: readonly number[] } {
  const { kernels } = space;
  const join = (into: Int32Array, part: Int32Array): number =>
    match === "all" ? kernels.and(into, 0, part, 0, words) : kernels.or(into, 0, part, 0, words);
  const before = space.int32(words);
  const behind = parts.map(() => space.int32(words));
  for (let index = parts.length - 2; index >= 0; index--) {
    const [joined, next, further] = [behind[index], parts[index + 1], behind[index + 1]];
    if (joined === undefined || next === undefined) continue;
    kernels.copy(joined, 0, next, 0, words);
    if (index + 2 < parts.length && further !== undefined) join(joined, further);
  }
  const after: number[] = [];
  const without: number[] = [];
  for (const [index, part] of parts.entries()) {
    const rest = behind[index] ?? before;
    const size = after.at(-1) ?? base;
    const last = index === parts.length - 1;
    if (last) without.push(size);
    else if (index === 0) without.push(kernels.count(rest, 0, words));
    else
      without.push(joinedSize(match, size, kernels.count(rest, 0, words), kernels.countAnd(before, 0, rest, 0, words)));
    if (index === 0) kernels.copy(before, 0, part, 0, words);
    else join(before, part);
    after.push(kernels.count(before, 0, words));
  }
  for (const used of [before, ...behind]) space.free(used);
  return { after, without };
}

function joinedSize(match: "all" | "any", a: number, b: number, both: number): number {
  return match === "all" ? both : a + b - both;
}

async function missing(plan: Plan, evaluation: Evaluation): Promise<Breakdown["missing"]> {
  const { roster, space } = evaluation.population;
  const counts: { path: string; count: number }[] = [];
  for (const node of nodesOf(plan.root)) {
    if (node.kind !== "attribute") continue;
    const { valid } = await evaluation.column(node.column, node.path);
    counts.push({ path: node.path, count: roster.size - sharedBy(roster.base, valid, space.kernels) });
  }
  return counts;
}

/** A node and all below it, in the order they are written. */
function nodesOf(node: PlanNode): readonly PlanNode[] {
  return node.kind === "group" ? [node, ...node.conditions.flatMap(nodesOf)] : [node];
}
