import { svg, html, type SVGTemplateResult, type TemplateResult } from "lit";

/** Drawings on a grid of 16, stroked in the colour of the text. */
const drawings = {
  plus: svg`<path d="M8 3.5v9M3.5 8h9" />`,
  minus: svg`<path d="M3.5 8h9" />`,
  x: svg`<path d="m4.5 4.5 7 7m0-7-7 7" />`,
  search: svg`<circle cx="7" cy="7" r="4.25" /><path d="m10.5 10.5 3 3" />`,
  down: svg`<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />`,
  up: svg`<path d="m4.5 9.5 3.5-3.5 3.5 3.5" />`,
  left: svg`<path d="M9.5 4.5 6 8l3.5 3.5" />`,
  right: svg`<path d="m6.5 4.5 3.5 3.5-3.5 3.5" />`,
  dots: svg`<g fill="currentColor" stroke="none"><circle cx="3.5" cy="8" r="1.25" /><circle cx="8" cy="8" r="1.25" /><circle cx="12.5" cy="8" r="1.25" /></g>`,
  grip: svg`<g fill="currentColor" stroke="none"><circle cx="6" cy="4" r="1.1" /><circle cx="10" cy="4" r="1.1" /><circle cx="6" cy="8" r="1.1" /><circle cx="10" cy="8" r="1.1" /><circle cx="6" cy="12" r="1.1" /><circle cx="10" cy="12" r="1.1" /></g>`,
  clock: svg`<circle cx="8" cy="8" r="5.25" /><path d="M8 5v3.25l2 1.25" />`,
  calendar: svg`<rect x="2.75" y="3.75" width="10.5" height="9.5" rx="1.5" /><path d="M2.75 6.75h10.5M5.5 2.25v2.5m5-2.5v2.5" />`,
  check: svg`<path d="m3.5 8.5 3 3 6-7" />`,
  warning: svg`<path d="M8 2.75 14 13.25H2Z" /><path d="M8 6.75v2.75m0 1.9v.1" />`,
  info: svg`<circle cx="8" cy="8" r="5.25" /><path d="M8 7.5v3.25m0-5.5v.1" />`,
  fall: svg`<path d="M8 3.5v9M4.5 9 8 12.5 11.5 9" />`,
  rise: svg`<path d="M8 12.5v-9M4.5 7 8 3.5 11.5 7" />`,
  open: svg`<path d="M3 8h9.5m0 0L9 4.5M12.5 8 9 11.5" />`,
  copy: svg`<rect x="5.5" y="5.5" width="7.75" height="7.75" rx="1.5" /><path d="M10.5 3.25h-6a1.5 1.5 0 0 0-1.5 1.5v5.75" />`,
  bolt: svg`<path d="M8.75 2.5 4 9h3.5l-.5 4.5L12 7H8.25Z" />`,
  download: svg`<path d="M8 2.75v7.5m0 0 3-3m-3 3-3-3M3 13.25h10" />`,
  archive: svg`<path d="M2.75 3.25h10.5v3H2.75zM3.75 6.25v6.5h8.5v-6.5M6.5 9h3" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6.25" rx="1.25" /><path d="M5.5 7V5.25a2.5 2.5 0 0 1 5 0V7" />`,
  restore: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.75v3h3" />`,
  refresh: svg`<path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3" />`,
  undo: svg`<path d="M3.5 6.25h6a3.25 3.25 0 0 1 0 6.5H6M6.25 3.5 3.5 6.25 6.25 9" />`,
  redo: svg`<path d="M12.5 6.25h-6a3.25 3.25 0 0 0 0 6.5H10M9.75 3.5l2.75 2.75L9.75 9" />`,
  group: svg`<path d="M5.5 3.25H3.25v9.5H5.5m5-9.5h2.25v9.5H10.5" />`,
  tag: svg`<path d="M2.75 2.75h5L13.5 8.5l-5 5-5.75-5.75Z" /><path d="M5.4 5.4v.1" />`,
  database: svg`<ellipse cx="8" cy="4.25" rx="5" ry="1.75" /><path d="M3 4.25v7.5c0 1 2.2 1.75 5 1.75s5-.75 5-1.75v-7.5M3 8c0 1 2.2 1.75 5 1.75S13 9 13 8" />`,
  cart: svg`<path d="M2 3h1.75l1.5 7.25h6.5l1.25-5H4.3" /><path d="M6 13v.1m5-.1v.1" />`,
  users: svg`<circle cx="6.25" cy="5.5" r="2.25" /><path d="M2.25 13c.3-2.5 1.8-3.75 4-3.75s3.7 1.25 4 3.75M10.75 3.5a2.25 2.25 0 0 1 0 4M11.75 9.6c1.2.5 1.9 1.6 2.1 3.4" />`,
  trash: svg`<path d="M3.25 4.5h9.5M6.25 4.5V3h3.5v1.5m-5.5 0 .5 8.5h6.5l.5-8.5" />`,
} as const satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof drawings;

/** Decoration: what it stands for is said in words beside it, or by the control's name. */
export function icon(name: IconName, extra = ""): TemplateResult {
  return html`<svg class="icon ${extra}" viewBox="0 0 16 16" aria-hidden="true">${drawings[name]}</svg>`;
}
