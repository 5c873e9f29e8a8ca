import type { Run } from "@audiencekit/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { SPARK, sparklineGeometry } from "./sparkline-geometry.js";

/** The course of the last nights. Decoration: the size and its change stand beside it. */
export function sparkline(runs: readonly Run[], lastNight: string): TemplateResult | typeof nothing {
  const geometry = sparklineGeometry(runs, lastNight);
  if (geometry === undefined) return nothing;
  const { path, end } = geometry;
  return html`<svg class="spark flip" viewBox="0 0 ${SPARK.width} ${SPARK.height}" aria-hidden="true">
    ${svg`<path d=${path} /><circle cx=${end.x} cy=${end.y} r="2.75" />`}
  </svg>`;
}
