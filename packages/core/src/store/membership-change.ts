import { compareCodePoints } from "../adapter/code-point-order.js";

/** What turns one list of ids into another; all lists are in code-point order, each id once. */
export interface MembershipChange {
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/** Who came and who went between two lists. */
export function changeBetween(before: readonly string[], after: readonly string[]): MembershipChange {
  const entered: string[] = [];
  const left: string[] = [];
  let b = 0;
  let a = 0;
  for (;;) {
    const old = before[b];
    const now = after[a];
    if (old === undefined && now === undefined) return { entered, left };
    const order = old === undefined ? 1 : now === undefined ? -1 : old === now ? 0 : compareCodePoints(old, now);
    if (order <= 0) b++;
    if (order >= 0) a++;
    if (order < 0 && old !== undefined) left.push(old);
    if (order > 0 && now !== undefined) entered.push(now);
  }
}

/** The list after the change. */
export function applyChange(before: readonly string[], { entered, left }: MembershipChange): string[] {
  const after: string[] = [];
  let comes = 0;
  let goes = 0;
  for (const id of before) {
    for (let next = entered[comes]; next !== undefined && compareCodePoints(next, id) < 0; next = entered[++comes]) {
      after.push(next);
    }
    if (id === left[goes]) goes++;
    else after.push(id);
  }
  return after.concat(entered.slice(comes));
}
