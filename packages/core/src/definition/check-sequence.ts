import type { Property } from "../catalog/catalog.js";
import type { EventCatalog } from "../catalog/lookup.js";
import { issue, type Issue } from "../issue/issue.js";
import { checkEventChoice, checkEventWindow, findProperty } from "./check-events.js";
import { checkAmount } from "./check-window.js";
import type { SequenceCondition, Step } from "./language.js";
import { below, type Pointer } from "./pointer.js";
import { quoted } from "./schema-issues.js";

/** Finds what is wrong with a sequence. */
export function checkSequence(node: SequenceCondition, catalog: EventCatalog, path: Pointer, issues: Issue[]): void {
  const { steps } = node;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) continue;
    const at = `${path}/steps/${index}`;
    checkEventChoice(step, catalog, at, issues);
    if (step.within !== undefined) checkWithin(step, step.within.amount, index, steps, `${at}/within`, issues);
  }
  if (!steps.some(isPresent)) {
    issues.push(issue("bad_sequence", below(path, "steps"), "At least one step must happen."));
  }
  node.correlate?.forEach((name, index) => {
    checkCorrelate(name, steps, catalog, `${path}/correlate/${index}`, issues);
  });
  checkEventWindow(node.window, path, issues);
}

const isPresent = (step: Step): boolean => step.absent !== true;

function checkWithin(
  step: Step,
  amount: number,
  index: number,
  steps: readonly Step[],
  path: Pointer,
  issues: Issue[],
): void {
  checkAmount(amount, "amount", path, issues);
  const before = steps.slice(0, index).some(isPresent);
  if (isPresent(step) && !before) {
    issues.push(issue("bad_sequence", path, "Nothing comes before the first step that it could be within a time of."));
  } else if (!isPresent(step) && before && steps.slice(index + 1).some(isPresent)) {
    const message = "Between two steps, the step that must not happen is bounded by them.";
    issues.push(issue("bad_sequence", path, message, "Put the time on the step that follows."));
  }
}

/** Every step needs the property, of one type and scale, and not a list. */
function checkCorrelate(
  name: string,
  steps: readonly Step[],
  catalog: EventCatalog,
  path: Pointer,
  issues: Issue[],
): void {
  const before = issues.length;
  let common: Property | undefined;
  for (const step of steps) {
    const property = findProperty(name, step.event, catalog, path, issues);
    if (issues.length > before) return;
    if (property === undefined) continue;
    if (property.type === "list") {
      issues.push(issue("type_mismatch", path, `${quoted(name)} is a list: events cannot agree on it.`));
      return;
    }
    common ??= property;
    if (property.type !== common.type || property.scale !== common.scale) {
      const message = `The steps have ${quoted(name)} with different types or scales.`;
      issues.push(issue("type_mismatch", path, message));
      return;
    }
  }
}
