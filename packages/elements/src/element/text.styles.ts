import { css } from "lit";

/** Plain text, figures, icons, and the one focus ring. */
export const textStyles = css`
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  dt,
  figure,
  table,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    font-size: inherit;
    font-weight: inherit;
  }
  ul,
  ol {
    list-style: none;
  }
  fieldset {
    min-inline-size: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  [hidden] {
    display: none !important;
  }
  .num {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .quiet {
    color: var(--_color-text-quiet);
  }
  .faint {
    color: var(--_color-text-faint);
  }
  .strong {
    font-weight: var(--_font-weight-strong);
  }
  .medium {
    font-weight: var(--_font-weight-medium);
  }
  .xs {
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
  }
  .end {
    text-align: end;
  }
  .nowrap {
    white-space: nowrap;
  }
  .danger {
    color: var(--_color-danger);
  }
  .warning {
    color: var(--_color-warning);
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.s {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2;
  }
  :host(:dir(rtl)) .flip {
    transform: scaleX(-1);
  }
  /* Focus: one ring for everything, outside the shape, never removed */
  :is(button, a, input, select, textarea, [tabindex]):focus-visible,
  .is-focus {
    outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
    outline-offset: var(--_focus-ring-offset);
  }
  .field:focus-within {
    outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
    outline-offset: -1px;
    border-color: transparent;
  }
  .field :is(input, select, button):focus-visible {
    outline: none;
  }
`;
