import { css } from "lit";

/** The table of audiences; a list where it is narrow. */
export const dashboardStyles = css`
  :host {
    display: block;
  }
  .actions {
    flex-wrap: wrap;
    justify-content: end;
  }
  .filters button {
    font-variant-numeric: tabular-nums;
  }
  /* A button among words, or one that goes somewhere without an address. */
  .inline {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-accent);
    font-weight: var(--_font-weight-medium);
    text-align: start;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .inline:is(:hover, [aria-pressed="true"]) {
    text-decoration-color: currentColor;
  }
  .search .icon-button {
    margin-inline-end: -6px;
  }

  .sort .icon {
    opacity: 0;
  }
  [aria-sort] .sort .icon {
    opacity: 1;
  }
  :not([aria-sort]) > .sort:is(:hover, :focus-visible) .icon {
    opacity: 0.6;
  }
  .audiences th .sort {
    min-block-size: 24px;
  }

  .audiences td[data-col="name"] {
    min-inline-size: 200px;
    overflow-wrap: anywhere;
  }
  .audiences td:is([data-col="by"], [data-col="on"], [data-col="processed"]) {
    white-space: nowrap;
  }
  .audiences [data-col="size"] {
    inline-size: 188px;
    padding-inline-end: 0;
  }
  .audiences [data-col="change"] {
    inline-size: 88px;
    white-space: nowrap;
  }
  .audiences :is(th, td):is([data-col="size"], [data-col="change"]) {
    text-align: right;
  }
  .audiences td[colspan] {
    padding-inline-end: 12px;
  }
  .audiences [data-col="menu"] {
    inline-size: 44px;
    padding-inline: 8px;
  }
  /* The arrow stands before words that end at the edge of their numbers. */
  .audiences :is([data-col="size"], [data-col="change"]) .sort {
    flex-direction: row-reverse;
  }
  :host(:dir(rtl)) .audiences :is([data-col="size"], [data-col="change"]) .sort {
    flex-direction: row;
  }
  .size {
    display: grid;
    grid-template-columns: 88px minmax(64px, 1fr);
    align-items: center;
    column-gap: 12px;
  }
  .value {
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
  }
  .value.faint {
    font-weight: var(--_font-weight-normal);
  }
  .asof {
    display: block;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-2xs);
    font-weight: var(--_font-weight-normal);
    line-height: var(--_line-2xs);
  }
  .wide {
    color: var(--_color-text-quiet);
  }
  .delta [aria-hidden] {
    display: inline-flex;
    align-items: center;
    gap: 2px;
  }

  /* The skeleton is for those who wait longer than it takes to notice. */
  .late {
    animation: shown 0s 300ms both;
  }
  @keyframes shown {
    from {
      visibility: hidden;
    }
  }
  .skeleton.line {
    block-size: 12px;
    inline-size: 60%;
  }
  [data-col="status"] .skeleton.line {
    block-size: 20px;
    inline-size: 96px;
  }
  [data-col="size"] .skeleton.line {
    margin-inline-start: auto;
  }

  .starters {
    inline-size: 100%;
    max-inline-size: 440px;
    margin-block: 4px;
    border-block-start: 1px solid var(--_color-border);
  }
  .starter {
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    padding: 8px;
    border: 0;
    border-block-end: 1px solid var(--_color-border);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .starter:hover {
    background: var(--_color-surface-hover);
  }
  .starter .grow {
    display: grid;
    flex: 1;
  }
  .starter b {
    font-weight: var(--_font-weight-medium);
  }
  .starter .icon {
    color: var(--_color-text-quiet);
  }

  @container audience (max-width: 1040px) {
    .audiences [data-col="by"] {
      display: none;
    }
  }
  @container audience (max-width: 860px) {
    .audiences [data-col="on"] {
      display: none;
    }
  }
  @container audience (max-width: 820px) {
    .audiences .status {
      flex-wrap: wrap;
      gap: 2px 8px;
    }
    .audiences [data-col="status"] {
      inline-size: 132px;
    }
    .audiences td[data-col="name"] {
      min-inline-size: 140px;
    }
  }
  @container audience (max-width: 760px) {
    .audiences [data-col="processed"] {
      display: none;
    }
  }
  @container audience (max-width: 640px) {
    .page-head {
      display: grid;
      grid-template-columns: 1fr auto;
      align-items: center;
      gap: 8px 16px;
    }
    .page-head > div:first-child {
      display: contents;
    }
    .page-head .sub {
      grid-column: 1 / -1;
      grid-row: 2;
      margin: 0;
    }
    .toolbar {
      flex-direction: column-reverse;
      align-items: stretch;
    }
    .search {
      inline-size: auto;
    }
    .search .kbd,
    .audiences thead {
      display: none;
    }
    .filters {
      /* Room for the focus ring, which scrolling would cut. */
      margin-block: -4px;
      margin-inline: -4px 0;
      padding: 4px;
      overflow-x: auto;
    }
    .audiences,
    .audiences tbody {
      display: block;
    }
    .audiences tbody tr {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto 32px;
      grid-template-areas:
        "name name value menu"
        "status rest rest .";
      gap: 4px 8px;
      padding-block: 12px;
      border-block-end: 1px solid var(--_color-border);
    }
    .audiences tbody tr:first-child {
      border-block-start: 1px solid var(--_color-border);
    }
    .table.audiences tbody td {
      display: block;
      inline-size: auto;
      min-inline-size: 0;
      block-size: auto;
      padding: 0;
      border: 0;
    }
    .table.audiences tbody tr:hover td {
      background: none;
    }
    .table.audiences tbody td:is([data-col="by"], [data-col="on"], [data-col="processed"]) {
      display: none;
    }
    .audiences td[data-col="name"] {
      grid-area: name;
    }
    .audiences td[data-col="status"] {
      grid-area: status;
      align-self: center;
    }
    .table.audiences tbody td[data-col="size"],
    .size {
      display: contents;
    }
    .value {
      grid-area: value;
      text-align: right;
    }
    .course {
      grid-area: rest;
      align-self: center;
      justify-self: end;
      margin-inline-end: 60px;
    }
    .audiences td[data-col="change"] {
      grid-area: rest;
      align-self: center;
      justify-self: end;
    }
    .wide {
      grid-area: rest;
      align-self: center;
      justify-self: end;
      font-size: var(--_font-size-xs);
    }
    .audiences td[data-col="menu"] {
      grid-area: menu;
    }
  }
  @media (forced-colors: active) {
    .filters [aria-pressed="true"] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .filters [aria-pressed="true"] .count {
      color: HighlightText;
    }
    .spark path {
      stroke: CanvasText;
    }
    .spark circle {
      fill: CanvasText;
    }
  }
`;
