import { css } from "lit";

/** Page head, toolbar, notices, tabs and the side panel. */
export const pageStyles = css`
  .page-head {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 16px;
    margin-block-end: 20px;
  }
  .title {
    font-size: var(--_font-size-xl);
    line-height: var(--_line-xl);
    font-weight: var(--_font-weight-strong);
    letter-spacing: -0.01em;
  }
  .page-head .sub {
    margin-block-start: 4px;
    color: var(--_color-text-quiet);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .page-head .actions {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
  }
  .crumb {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    margin-block-end: 4px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
  }
  .inline-link {
    color: var(--_color-accent);
    font-weight: var(--_font-weight-medium);
  }
  a.inline-link {
    color: var(--_color-accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
  }
  a.inline-link:hover {
    text-decoration-color: currentColor;
  }

  .toolbar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding-block-end: 12px;
  }
  .filters {
    display: flex;
    gap: 4px;
  }
  .filters button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    block-size: var(--_control-height);
    padding-inline: 8px;
    border: 0;
    border-radius: var(--_radius-m);
    background: transparent;
    cursor: pointer;
    white-space: nowrap;
  }
  .filters button {
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }
  .filters button:hover {
    background: var(--_color-surface-hover);
  }
  .filters button[aria-pressed="true"] {
    background: var(--_color-surface-pressed);
  }
  .filters button[aria-pressed="true"] {
    color: var(--_color-text);
  }
  .filters .count {
    font-size: var(--_font-size-xs);
    font-weight: 400;
    color: var(--_color-text-quiet);
    font-variant-numeric: tabular-nums;
  }
  .search {
    inline-size: 288px;
  }

  .notice {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 8px 12px;
    border-radius: var(--_radius-m);
    background: var(--_color-surface-sunken);
  }
  .notice .icon {
    margin-block-start: 2px;
  }
  .notice.warn {
    background: var(--_color-warning-quiet);
  }
  .notice.warn .icon {
    color: var(--_color-warning);
  }
  .notice.bad {
    background: var(--_color-danger-quiet);
  }
  .notice.bad > .icon {
    color: var(--_color-danger);
  }
  .notice .grow {
    flex: 1;
    min-inline-size: 0;
  }

  .with-side {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 304px;
    gap: 32px;
    align-items: start;
  }
  .tabs {
    display: flex;
    gap: 24px;
    border-block-end: 1px solid var(--_color-border);
    margin-block-end: 20px;
  }
  .tabs > * {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    block-size: 40px;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
    border-radius: 2px;
  }
  .tabs > * {
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }
  .tabs > [aria-selected="true"] {
    color: var(--_color-text);
  }
  .tabs > [aria-selected="true"]::after {
    content: "";
    position: absolute;
    inset-inline: 0;
    inset-block-end: -1px;
    border-block-end: 2px solid var(--_color-accent);
  }
  .side {
    position: sticky;
    inset-block-start: 16px;
    border-inline-start: 1px solid var(--_color-border);
    padding-inline-start: 32px;
    display: grid;
    gap: 24px;
  }
  .figure {
    font-size: var(--_font-size-2xl);
    line-height: var(--_line-2xl);
    font-weight: var(--_font-weight-strong);
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .share-bar {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    margin-block: 4px 8px;
  }
  .share-bar .track {
    fill: var(--_color-surface-pressed);
  }
  .share-bar .fill {
    fill: var(--_chart-series-1);
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(4, auto) 1fr;
    gap: 4px 40px;
  }
  .facts dt {
    grid-row: 1;
  }
  .facts dd {
    grid-row: 2;
    font-size: var(--_font-size-l) !important;
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong) !important;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .facts dd small {
    font-size: var(--_font-size-xs);
    font-weight: 400;
    color: var(--_color-text-quiet);
  }
  .summary-list {
    display: grid;
    gap: 12px;
  }
  .summary-list li {
    display: grid;
    grid-template-columns: 16px 1fr;
    gap: 8px;
  }
  .summary-list .icon {
    margin-block-start: 2px;
    color: var(--_color-text-quiet);
  }
  .summary-list .ex .icon,
  .summary-list .ex > span > b {
    color: var(--_color-exclude);
  }
  .summary-list b {
    font-weight: var(--_font-weight-medium);
  }
  .summary-list li li {
    grid-template-columns: 16px 1fr;
  }
  .summary-list ul {
    display: grid;
    gap: 8px;
    margin-block-start: 8px;
  }
  .chart-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    margin-block-end: 12px;
  }
  .chart-tools {
    display: flex;
    align-items: center;
    gap: 8px;
  }
`;
