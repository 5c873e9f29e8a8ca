import type { AxeResults, RunOptions } from "axe-core";
import "axe-core/axe.min.js";

/** The script leaves itself on the page. */
declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

/** What axe finds wrong with an element, one line a finding. */
export async function violations(element: Element): Promise<readonly string[]> {
  const { violations: found } = await axe.run(element, { resultTypes: ["violations"] });
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`).join("; ")}`,
  );
}
