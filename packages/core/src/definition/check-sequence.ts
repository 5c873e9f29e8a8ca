import type { Property } from "../catalog/catalog.js";
import type { EventCatalog } from "../catalog/lookup.js";
import { issue, type Issue } from "../issue/issue.js";
import { eventChoiceIssues, eventWindowIssues, findProperty } from "./check-events.js";
import { amountIssues } from "./check-window.js";
import type { SequenceCondition, Step } from "./language.js";
import { below, type Pointer } from "./pointer.js";
import { quoted } from "./schema-issues.js";

/** What is wrong with a sequence. */
export function sequenceIssues(node: SequenceCondition, catalog: EventCatalog, path: Pointer): Issue[] {
  const issues = node.steps.flatMap((step, index) => {
    const at = below(path, "steps", index);
    return [...eventChoiceIssues(step, catalog, at), ...withinIssues(step, index, node.steps, below(at, "within"))];
  });
  if (!node.steps.some(isPresent)) {
    issues.push(issue("bad_sequence", below(path, "steps"), "At least one step must happen."));
  }
  for (const [index, name] of (node.correlate ?? []).entries()) {
    issues.push(...correlateIssues(name, node.steps, catalog, below(path, "correlate", index)));
  }
  return [...issues, ...eventWindowIssues(node.window, path)];
}

const isPresent = (step: Step): boolean => step.absent !== true;

function withinIssues(step: Step, index: number, steps: readonly Step[], path: Pointer): Issue[] {
  if (step.within === undefined) return [];
  const issues = amountIssues(step.within.amount, below(path, "amount"));
  const before = steps.slice(0, index).some(isPresent);
  const after = steps.slice(index + 1).some(isPresent);
  if (isPresent(step) && !before) {
    issues.push(issue("bad_sequence", path, "Nothing comes before the first step that it could be within a time of."));
  } else if (!isPresent(step) && before && after) {
    const message = "Between two steps, the step that must not happen is bounded by them.";
    issues.push(issue("bad_sequence", path, message, "Put the time on the step that follows."));
  }
  return issues;
}

/** Every step needs the property, of one type and scale, and not a list. */
function correlateIssues(name: string, steps: readonly Step[], catalog: EventCatalog, path: Pointer): Issue[] {
  let common: Property | undefined;
  for (const step of steps) {
    const { property, issues } = findProperty(name, step.event, catalog, path);
    if (issues.length > 0) return issues;
    if (property === undefined) continue;
    if (property.type === "list") {
      return [issue("type_mismatch", path, `${quoted(name)} is a list: events cannot agree on it.`)];
    }
    common ??= property;
    if (property.type !== common.type || property.scale !== common.scale) {
      return [issue("type_mismatch", path, `The steps have ${quoted(name)} with different types or scales.`)];
    }
  }
  return [];
}
