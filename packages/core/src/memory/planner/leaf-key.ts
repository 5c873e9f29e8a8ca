import type { PlanNode } from "../../plan/plan.js";

/** The same text for conditions that mean the same: where a condition stands and whether it excludes is left out. */
export function leafKey({ path: _path, exclude: _exclude, ...condition }: PlanNode, asOf: number): string {
  const bound = condition.kind === "tag" || condition.kind === "sequence" ? asOf : null;
  const told = [bound, condition];
  try {
    return JSON.stringify(told);
  } catch {
    // It has numbers that JSON has not.
    return JSON.stringify(told, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
  }
}
