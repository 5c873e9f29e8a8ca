import { html, svg, type TemplateResult } from "lit";

/** A part of the longest bar: chosen, not chosen, or hatched for those without a value. */
export function bar(part: number, kind: "s1" | "off" | "missing"): TemplateResult {
  const width = Math.max(0, Math.min(100, part * 100));
  const fill =
    kind === "missing"
      ? svg`<defs><pattern id="no-value" width="3" height="8" patternUnits="userSpaceOnUse"><path class="hatch-line" d="M0 8 3 0" /></pattern></defs><rect fill="url(#no-value)" width=${width} height="8" />`
      : svg`<rect class=${kind} width=${width} height="8" />`;
  return html`<svg class="dbar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${fill}</svg>`;
}
