import type { Run } from "@audiencekit/core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { nightsOf } from "../charts/nights.js";

const WIDTH = 88;
const HEIGHT = 24;
const INSET = 3;

/** The shape of the last runs on a scale of their own; a missed night breaks the line. Decoration: the size stands beside it. */
export function sparkline(runs: readonly Run[]): TemplateResult | typeof nothing {
  const nights = nightsOf(runs);
  const sizes = nights.flatMap(({ size }) => (size === undefined ? [] : [size]));
  const [first] = nights;
  if (first === undefined || sizes.length < 2) return nothing;
  const low = Math.min(...sizes);
  const spread = Math.max(...sizes) - low || 1;
  const x = (day: number) => INSET + ((day - first.day) / Math.max(1, nights.length - 1)) * (WIDTH - 2 * INSET);
  const y = (size: number) => HEIGHT - INSET - ((size - low) / spread) * (HEIGHT - 2 * INSET);
  let path = "";
  let end: { x: number; y: number } | undefined;
  for (const [place, night] of nights.entries()) {
    if (night.size === undefined) continue;
    end = { x: x(night.day), y: y(night.size) };
    path += `${nights[place - 1]?.size === undefined ? "M" : "L"}${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
  }
  return html`<svg class="spark flip" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${svg`<path d=${path} />`}${end === undefined ? nothing : svg`<circle cx=${end.x} cy=${end.y} r="2.5" />`}
  </svg>`;
}
