import { css } from "lit";

/** Rows of fields inside an open condition card. */
export const refinementStyles = css`
  .frow {
    display: grid;
    grid-template-columns: 64px minmax(0, 1fr);
    gap: 12px;
    align-items: start;
  }
  .frow > .label {
    padding-block-start: 6px;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  .filters {
    display: grid;
    gap: 8px;
    justify-items: start;
    min-inline-size: 0;
  }
  .w-60 {
    inline-size: 240px;
    max-inline-size: 100%;
  }
  .text-note {
    margin: 0;
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
    color: var(--_color-text-quiet);
  }
  .case {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    cursor: pointer;
  }
  audience-value-field {
    min-inline-size: 160px;
  }
  @container (max-width: 640px) {
    .frow {
      grid-template-columns: minmax(0, 1fr);
      gap: 4px;
    }
  }
`;

/** A native select that looks like a field. */
export const selectStyles = css`
  .select {
    position: relative;
    padding-inline: 0;
  }
  .select select {
    appearance: none;
    block-size: calc(var(--_control-height-s) - 2px);
    max-inline-size: 100%;
    padding-inline: 8px 26px;
    border: 0;
    border-radius: inherit;
    background: transparent;
    color: inherit;
    font: inherit;
    outline: none;
    cursor: pointer;
    text-overflow: ellipsis;
  }
  .select option {
    background: var(--_color-surface-raised);
    color: var(--_color-text);
  }
  .select .icon {
    position: absolute;
    inset-inline-end: 8px;
    pointer-events: none;
  }
`;

/** Lists of values with their counts, and the bars beside them. */
export const valueListStyles = css`
  .vals {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .vals.scrolls {
    max-block-size: 392px;
    overflow-y: auto;
  }
  .vals label,
  .vals .nov {
    display: grid;
    grid-template-columns: 16px minmax(88px, 2fr) minmax(0, 3fr) 64px 48px;
    gap: 12px;
    align-items: center;
    min-block-size: 32px;
  }
  .vals label {
    cursor: pointer;
  }
  .vals input {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--_color-accent);
  }
  .vals .name {
    overflow-wrap: anywhere;
  }
  .vals .end {
    text-align: right;
  }
  .vals .nov {
    border-block-start: 1px solid var(--_color-border);
  }
  .dbar {
    display: block;
    inline-size: 100%;
    block-size: 8px;
  }
  :host(:dir(rtl)) .dbar {
    transform: scaleX(-1);
  }
  .dbar .s1 {
    fill: var(--_chart-series-1);
  }
  .dbar .off {
    fill: var(--_color-border-strong);
  }
  .hatch-line {
    stroke: var(--_chart-series-unknown);
    stroke-width: 1.5;
  }
  @container (max-width: 640px) {
    .vals label,
    .vals .nov {
      grid-template-columns: 16px minmax(80px, 2fr) minmax(0, 1fr) 60px;
      gap: 8px;
    }
    .vals :is(label, .nov) > :last-child {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .dbar .s1 {
      fill: CanvasText;
    }
    .dbar .off {
      fill: Canvas;
      stroke: CanvasText;
      vector-effect: non-scaling-stroke;
    }
  }
`;
