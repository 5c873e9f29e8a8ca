import { css } from "lit";

/** Lines, bars, axes and the readout of all charts. */
export const chartStyles = css`
  .chart {
    display: block;
    overflow: visible;
    direction: ltr;
    font-variant-numeric: tabular-nums lining-nums;
  }

  .chart text {
    fill: var(--_color-text-quiet);
    font-size: var(--_font-size-2xs);
    unicode-bidi: plaintext;
  }

  .chart .value {
    fill: var(--_color-text);
    stroke: var(--_color-surface);
    stroke-width: 3;
    stroke-linejoin: round;
    paint-order: stroke;
    font-weight: var(--_font-weight-medium);
  }

  .chart .plot-title {
    font-weight: var(--_font-weight-medium);
  }

  .chart .gap {
    stroke: var(--_color-surface);
    stroke-width: 4;
    paint-order: stroke;
  }

  .grid {
    stroke: var(--_chart-grid);
    shape-rendering: crispedges;
  }

  .axis {
    stroke: var(--_chart-axis);
    shape-rendering: crispedges;
  }

  .line {
    fill: none;
    stroke: var(--_chart-series-1);
    stroke-width: var(--_chart-line-width);
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .dot {
    fill: var(--_chart-series-1);
    stroke: var(--_color-surface);
    stroke-width: 2;
  }

  .cursor {
    stroke: var(--_chart-cursor);
    shape-rendering: crispedges;
  }

  .entered {
    fill: var(--_chart-entered);
  }

  .left {
    fill: var(--_chart-left);
  }

  .part:not(.missing) {
    fill: var(--_chart-series-1);
  }

  .part.other {
    fill: var(--_chart-series-other);
  }

  .part.missing {
    stroke: var(--_chart-series-unknown);
  }

  .base-mark {
    stroke: var(--_chart-base);
    stroke-width: 2;
  }

  .base-halo {
    stroke: var(--_color-surface);
    stroke-width: 5;
  }

  .focus-box {
    fill: none;
    stroke: var(--_color-focus-ring);
    stroke-width: 2;
  }

  .gap-edge {
    stroke: var(--_color-border-strong);
    stroke-dasharray: 2 3;
  }

  .hatch {
    stroke: var(--_color-border-strong);
    stroke-width: 1.25;
  }

  .hatch.unknown {
    stroke: var(--_chart-series-unknown);
    stroke-width: 1.5;
  }

  .plot {
    position: relative;
    border-radius: var(--_radius-s);
  }

  .readout {
    position: absolute;
    z-index: 1;
    inset: 0 auto auto 0;
    min-inline-size: 136px;
    padding: 8px 12px;
    border-radius: var(--_radius-m);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
    font-size: var(--_font-size-xs);
    font-variant-numeric: tabular-nums lining-nums;
    line-height: var(--_line-s);
    white-space: nowrap;
    pointer-events: none;
  }

  .readout dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 0 24px;
  }

  .readout dd {
    text-align: end;
    font-weight: var(--_font-weight-medium);
  }

  .readout .heading {
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }

  .key {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 2px;
    forced-color-adjust: none;
  }

  .key.in {
    background: var(--_chart-entered);
  }

  .key.out {
    background: var(--_chart-left);
  }

  .key.share {
    background: var(--_chart-series-1);
  }

  .key.base {
    inline-size: 12px;
    block-size: 2px;
    border-radius: 0;
    background: var(--_chart-base);
    vertical-align: middle;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
  }

  .chart-head {
    flex-wrap: wrap;
    gap: 8px 16px;
  }

  .chart-tools {
    flex-wrap: wrap;
  }

  .chart-tools > .icon-button:last-child {
    margin-inline-end: -6px;
  }

  .note {
    margin-block-start: 8px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
  }

  .twin {
    margin-block-start: 32px;
  }

  .twin .chart-head {
    margin-block-end: 4px;
  }

  .twin .table :is(th, td) {
    padding-inline-start: 0;
  }

  .twin .table :is(th, td):last-child {
    padding-inline-end: 0;
  }

  .twin .table :is(tbody, tfoot) :is(th, td) {
    block-size: 36px;
    border-block-start: 0;
    border-block-end: 1px solid var(--_color-border);
    background: none;
  }

  .twin .table :is(tbody, tfoot) th {
    color: var(--_color-text);
    font-size: inherit;
    font-weight: var(--_font-weight-normal);
    white-space: normal;
  }

  .twin .table :is(tbody, tfoot) th.quiet {
    color: var(--_color-text-quiet);
  }

  .state > h3 {
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
  }

  .more {
    margin: 8px -8px 0;
  }

  @container audience (max-width: 640px) {
    .twin .table :is(th, td) {
      padding-inline: 0 8px;
    }

    .twin .table thead th {
      white-space: normal;
      vertical-align: bottom;
    }
  }

  @media (forced-colors: active) {
    .line,
    .axis,
    .cursor,
    .focus-box,
    .base-mark {
      stroke: CanvasText;
    }

    .chart text {
      fill: CanvasText;
    }

    .chart :is(.value, .gap),
    .base-halo {
      stroke: Canvas;
    }

    .entered,
    .dot,
    .part:not(.missing) {
      fill: CanvasText;
    }

    .left {
      fill: Canvas;
      stroke: CanvasText;
    }

    .readout {
      border: 1px solid CanvasText;
    }

    .key {
      background: CanvasText;
    }

    .key.out {
      border: 1px solid CanvasText;
      background: Canvas;
    }
  }
`;
