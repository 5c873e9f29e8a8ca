import { css } from "lit";

/** "Select attributes": the field, the popover with its groups, and the pane beside them. */
export const pickerStyles = css`
  :host {
    display: block;
    position: relative;
  }
  .picker-field {
    display: flex;
    inline-size: 100%;
  }
  .hint {
    white-space: nowrap;
  }
  .pop {
    position: absolute;
    z-index: 8;
    inset-block-start: calc(100% + 4px);
    inset-inline-start: 0;
    inline-size: 720px;
    max-inline-size: min(720px, 100cqi);
    overflow: clip;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
  }
  .picker-cols {
    display: grid;
    grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
  }
  .opts {
    max-block-size: 400px;
    overflow-y: auto;
    padding: 4px 8px 8px;
    border-inline-end: 1px solid var(--_color-border);
  }
  .opt-g {
    padding: 12px 8px 4px;
    display: flex;
    justify-content: space-between;
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }
  .opt {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    padding-inline: 8px;
    border-radius: 4px;
    cursor: pointer;
  }
  .opt .icon {
    color: var(--_color-text-quiet);
  }
  .opt-n {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .opt-t {
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
    white-space: nowrap;
  }
  .opt[aria-selected="true"] {
    background: var(--_color-selected);
  }
  mark {
    background: none;
    color: inherit;
    font-weight: var(--_font-weight-strong);
    text-decoration: underline;
    text-decoration-color: var(--_color-border-control);
    text-underline-offset: 3px;
  }
  .opt-detail {
    padding: 16px;
    display: grid;
    gap: 12px;
    align-content: start;
    max-block-size: 400px;
    overflow-y: auto;
  }
  .opt-detail h2 {
    font-size: var(--_font-size-s);
    font-weight: var(--_font-weight-strong);
  }
  .meta {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
  }
  .meta dt {
    color: var(--_color-text-quiet);
  }
  .meta dd {
    text-align: end;
    overflow-wrap: anywhere;
  }
  .dist {
    inline-size: 100%;
    border-collapse: collapse;
  }
  .dist td {
    padding: 2px 0;
    vertical-align: middle;
  }
  .dist td:first-child {
    max-inline-size: 120px;
    overflow-wrap: anywhere;
  }
  .dist td:nth-child(2) {
    inline-size: 55%;
    padding-inline: 12px;
  }
  .dist .end {
    text-align: right;
    white-space: nowrap;
  }
  .spread-chart {
    display: block;
    inline-size: 100%;
    block-size: 48px;
    fill: var(--_chart-series-1);
  }
  .spread-ends {
    display: flex;
    justify-content: space-between;
    margin-block-start: 4px;
  }
  .picker-foot {
    display: flex;
    gap: 16px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--_color-border);
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
  }
  .picker-foot span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .none {
    padding: 24px 16px;
    color: var(--_color-text-quiet);
  }
  @container (max-width: 640px) {
    .pop {
      inline-size: 100%;
    }
    .picker-cols {
      grid-template-columns: minmax(0, 1fr);
    }
    .opts {
      max-block-size: 300px;
      border-inline-end: 0;
    }
    .opt-detail,
    .picker-foot,
    .hint,
    .picker-field .kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .pop {
      border: 1px solid CanvasText;
    }
    .opt[aria-selected="true"] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
