import { css } from "lit";

/** Tables with hairlines, sort buttons and numbers at the end. */
export const tableStyles = css`
  .table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .table th {
    block-size: 32px;
    padding: 0 12px;
    border-block: 1px solid var(--_color-border);
    background: var(--_color-surface-sunken);
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    font-weight: var(--_font-weight-medium);
    text-align: start;
    white-space: nowrap;
  }
  .table th {
    font-weight: var(--_font-weight-medium);
    font-size: var(--_font-size-xs);
  }
  /* Numbers align on their units digit, so physically right in both directions */
  .table :is(th, td).end {
    text-align: right;
  }
  .table th button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  .table th button {
    font-weight: var(--_font-weight-medium);
    color: inherit;
  }
  .table th[aria-sort] button {
    color: var(--_color-text);
  }
  .table th[aria-sort] button {
    color: var(--_color-text);
  }
  .table td {
    block-size: var(--_row-height);
    padding: 6px 12px;
    border-block-end: 1px solid var(--_color-border);
    vertical-align: middle;
  }
  .table :is(th, td):first-child {
    padding-inline-start: 12px;
  }
  .table tbody tr:hover td,
  .table tr.is-hover td {
    background: var(--_color-surface-hover);
  }
  .table .name {
    font-weight: var(--_font-weight-medium);
  }
  .table .name:hover {
    color: var(--_color-accent);
  }
  .table .row-reason {
    display: block;
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
    color: var(--_color-text-quiet);
    margin-block-start: 2px;
  }
  .table .row-reason.bad {
    color: var(--_color-danger);
  }
  .table.compact td {
    block-size: 36px;
    padding-block: 4px;
  }
  .table.compact th {
    background: transparent;
    border-block-start: 0;
  }
  .size-cell {
    display: grid;
    grid-template-columns: 88px minmax(64px, 1fr) 64px;
    align-items: center;
    column-gap: 12px;
  }
  .size-cell .value {
    text-align: right;
    font-weight: var(--_font-weight-medium);
  }
  .size-cell .asof {
    display: block;
    font-weight: 400;
    font-size: var(--_font-size-2xs);
    line-height: 1rem;
    color: var(--_color-text-quiet);
    white-space: nowrap;
  }
  .size-cell .wide {
    grid-column: 1 / -1;
    text-align: right;
    color: var(--_color-text-quiet);
  }
  .th-size {
    display: grid;
    grid-template-columns: 88px minmax(64px, 1fr) 64px;
    column-gap: 12px;
  }
  .th-size > :first-child {
    grid-column: 1 / 3;
    justify-self: right;
  }
  .th-size > :last-child {
    justify-self: right;
  }
  .delta {
    display: inline-flex;
    align-items: center;
    justify-content: right;
    gap: 2px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    white-space: nowrap;
  }
  .delta .icon {
    inline-size: 10px;
    block-size: 10px;
    stroke-width: 2;
  }
  .spark {
    display: block;
    inline-size: 88px;
    block-size: 24px;
    overflow: visible;
  }
  .spark path {
    fill: none;
    stroke: var(--_chart-series-1);
    stroke-width: 1.5;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .spark circle {
    fill: var(--_chart-series-1);
    stroke: var(--_color-surface);
    stroke-width: 1.5;
  }
  .table-foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 12px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    font-variant-numeric: tabular-nums;
  }
  .pager {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .menu-anchor {
    position: relative;
  }
`;
