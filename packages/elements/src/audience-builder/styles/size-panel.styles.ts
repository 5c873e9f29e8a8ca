import { css } from "lit";

/** The panel beside the conditions: size, the steps, the words, the notes; and the dock on narrow pages. */
export const sizePanelStyles = css`
  .estimate {
    position: sticky;
    inset-block-start: 16px;
    display: grid;
    gap: 24px;
    border-inline-start: 1px solid var(--_color-border);
    padding-inline-start: 32px;
    min-inline-size: 0;
  }
  .figure {
    margin-block: 4px 0;
  }
  .is-quiet .figure,
  .est-dock.is-quiet b {
    color: var(--_color-text-quiet);
  }
  .est-top p + p {
    margin-block-start: 2px;
  }
  .steps {
    inline-size: 100%;
    border-collapse: collapse;
    margin-block: 8px;
  }
  .steps th {
    padding: 0 0 4px;
    text-align: start;
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
    font-weight: var(--_font-weight-medium);
  }
  .steps td {
    padding: 4px 0 2px;
    vertical-align: baseline;
  }
  .steps :is(th, td).end {
    text-align: right;
    padding-inline-start: 8px;
    white-space: nowrap;
  }
  .steps .step-name {
    overflow-wrap: anywhere;
  }
  .steps .no {
    display: inline-block;
    inline-size: 16px;
    font-size: var(--_font-size-xs);
    color: var(--_color-text-quiet);
  }
  .steps .bars td {
    padding: 0 0 4px;
    line-height: 0;
  }
  .sign {
    color: var(--_color-exclude);
    margin-inline-end: 4px;
    display: inline-block;
    vertical-align: -1px;
  }
  .wf {
    display: block;
    inline-size: 100%;
    block-size: 6px;
  }
  :host(:dir(rtl)) .wf {
    transform: scaleX(-1);
  }
  .wf .kept-bar {
    fill: var(--_chart-series-1);
  }
  .wf .lost,
  .wf .base-bar {
    fill: var(--_color-border-strong);
  }
  .wf .break {
    stroke: var(--_color-surface);
    stroke-width: 1.5;
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .words {
    margin-block-start: 4px;
    color: var(--_color-text-quiet);
    max-inline-size: 44ch;
    overflow-wrap: anywhere;
  }
  .words b {
    font-weight: var(--_font-weight-medium);
    color: var(--_color-text);
  }
  .words .not {
    color: var(--_color-exclude);
    font-weight: var(--_font-weight-medium);
  }
  .note {
    display: grid;
    grid-template-columns: 16px 1fr;
    gap: 8px;
    margin-block-start: 4px;
  }
  .note .icon {
    margin-block-start: 2px;
    color: var(--_color-text-quiet);
  }
  .est-dock {
    display: none;
  }
  @container (max-width: 900px) {
    .estimate {
      position: static;
      border: 0;
      padding: 0;
    }
  }
  @container (max-width: 640px) {
    .est-dock {
      position: sticky;
      inset-block-end: 0;
      z-index: 4;
      display: flex;
      align-items: center;
      justify-content: space-between;
      inline-size: 100%;
      margin-block-start: 16px;
      padding: 8px 0;
      border: 0;
      border-block-start: 1px solid var(--_color-border-strong);
      background: var(--_color-surface);
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    .est-dock .label {
      display: block;
    }
    .est-dock b {
      font-size: var(--_font-size-l);
      font-weight: var(--_font-weight-strong);
    }
  }
  @media (forced-colors: active) {
    .wf .kept-bar {
      fill: CanvasText;
    }
    .wf :is(.lost, .base-bar) {
      fill: Canvas;
      stroke: CanvasText;
      vector-effect: non-scaling-stroke;
    }
  }
`;
