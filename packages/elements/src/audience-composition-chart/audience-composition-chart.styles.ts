import { css } from "lit";

export const compositionChartStyles = css`
  :host {
    display: block;
  }

  .choice {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-inline-size: 0;
  }
  .choice .select {
    position: relative;
    min-inline-size: 144px;
    padding: 0;
  }
  .choice select {
    inline-size: 100%;
    block-size: 100%;
    padding-inline: 8px 28px;
    border: 0;
    border-radius: inherit;
    background: transparent;
    appearance: none;
    cursor: pointer;
  }
  .choice option {
    background: var(--_color-surface-raised);
    color: var(--_color-text);
  }
  .choice .icon {
    position: absolute;
    inset-inline-end: 10px;
    pointer-events: none;
  }

  .moment {
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
  }

  .totals {
    margin-block-end: 12px;
    color: var(--_color-text-quiet);
    font-variant-numeric: tabular-nums lining-nums;
  }
  .totals b {
    color: var(--_color-text);
    font-weight: var(--_font-weight-medium);
  }

  .finding {
    margin-block-end: 8px;
  }
  .legend {
    margin-block-end: 8px;
  }

  .table .is-active :is(td, th),
  .twin .table :is(tbody) .is-active :is(td, th) {
    background: var(--_color-selected);
  }
  .twin .table tfoot :is(th, td) {
    font-weight: var(--_font-weight-medium);
  }
  .table .against {
    inline-size: 160px;
    padding-inline-start: 32px;
    text-align: center;
  }
  .against-bar {
    display: inline-block;
    vertical-align: middle;
  }

  .skeleton.plot {
    block-size: 280px;
    margin-block: 64px 24px;
  }

  @container audience (max-width: 640px) {
    .table .against {
      display: none;
    }
  }
`;
