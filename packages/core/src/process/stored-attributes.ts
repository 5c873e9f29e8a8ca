import type { Plan, PlanNode } from "../plan/plan.js";

/** Whether a plan reads standard or appended attributes, itself or through an audience: they have no history. */
export function readsStoredAttributes(plan: Plan): boolean {
  const roots = plan.audiences.flatMap((audience) => (audience.kind === "definition" ? [audience.root] : []));
  const pending: PlanNode[] = [plan.root, ...roots];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === "attribute" && node.column.kind === "stored") return true;
    if (node.kind === "group") pending.push(...node.conditions);
  }
  return false;
}
