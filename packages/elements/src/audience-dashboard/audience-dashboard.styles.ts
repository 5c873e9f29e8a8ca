import { css } from "lit";

export const dashboardStyles = css`
  :host {
    display: block;
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font-weight: var(--_font-weight-medium);
    white-space: nowrap;
    cursor: pointer;
  }

  th .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2;
    opacity: 0;
  }

  th[aria-sort="ascending"] .icon,
  th[aria-sort="descending"] .icon {
    opacity: 1;
  }

  .sort:is(:hover, :focus-visible) .icon {
    opacity: 0.6;
  }

  th.end .sort {
    flex-direction: row-reverse;
  }

  td[data-col="status"] {
    inline-size: 180px;
  }

  td[data-col="name"] {
    min-inline-size: 200px;
    overflow-wrap: anywhere;
  }

  td:is([data-col="by"], [data-col="on"], [data-col="processed"]) {
    white-space: nowrap;
  }

  td[data-col="size"] {
    padding-inline-end: 0;
    white-space: nowrap;
  }

  td[data-col="change"] {
    inline-size: 80px;
  }

  td[data-col="menu"],
  th[data-col="menu"] {
    inline-size: 44px;
    padding-inline: 8px;
  }

  .size {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 12px;
    min-inline-size: 172px;
  }

  .value {
    min-inline-size: 64px;
    text-align: right;
    font-weight: var(--_font-weight-medium);
  }

  .asof {
    display: block;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-2xs);
    font-weight: var(--_font-weight-normal);
    line-height: var(--_line-2xs);
  }

  .name-link {
    padding: 0;
    border: 0;
    background: none;
    font-weight: var(--_font-weight-medium);
    text-align: start;
    cursor: pointer;
  }

  .name-link:hover {
    color: var(--_color-accent);
  }

  .skeleton.line {
    block-size: 12px;
    inline-size: 60%;
  }

  .trouble {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-accent);
    font-weight: var(--_font-weight-medium);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    cursor: pointer;
  }

  .toast {
    position: fixed;
    z-index: 10;
    inset-block-end: 16px;
    inset-inline-start: 16px;
    display: flex;
    align-items: center;
    gap: 16px;
    max-inline-size: calc(100vw - 32px);
    padding: 8px 8px 8px 16px;
    border-radius: var(--_radius-l);
    background: var(--_color-surface-raised);
    box-shadow: var(--_shadow-m);
  }

  @container audience (max-width: 1040px) {
    :is(td, th)[data-col="by"] {
      display: none;
    }
  }

  @container audience (max-width: 860px) {
    :is(td, th)[data-col="on"] {
      display: none;
    }
  }

  @container audience (max-width: 640px) {
    .page-head {
      flex-wrap: wrap;
      gap: 8px 16px;
    }

    .page-head > div:first-child {
      flex: 1 1 200px;
    }

    .toolbar {
      flex-direction: column-reverse;
      align-items: stretch;
    }

    .search {
      inline-size: auto;
    }

    .search .kbd,
    thead {
      display: none;
    }

    .filters {
      overflow-x: auto;
    }

    table,
    tbody {
      display: block;
    }

    tbody tr {
      display: grid;
      grid-template-areas:
        "name value menu"
        "status change menu";
      grid-template-columns: minmax(0, 1fr) auto 32px;
      align-items: center;
      gap: 4px 8px;
      padding-block: 12px;
      border-block-end: 1px solid var(--_color-border);
    }

    tbody tr:first-child {
      border-block-start: 1px solid var(--_color-border);
    }

    tbody td,
    tbody tr:hover td {
      display: block;
      inline-size: auto;
      min-inline-size: 0;
      block-size: auto;
      padding: 0;
      border: 0;
      background: none;
    }

    td:is([data-col="by"], [data-col="on"], [data-col="processed"]) {
      display: none;
    }

    td[data-col="name"] {
      grid-area: name;
    }

    td[data-col="status"] {
      grid-area: status;
      inline-size: auto;
    }

    td[data-col="size"] {
      grid-area: value;
    }

    td[data-col="change"] {
      grid-area: change;
      justify-self: end;
      inline-size: auto;
    }

    td[data-col="menu"] {
      grid-area: menu;
      inline-size: auto;
      padding: 0;
    }

    .size {
      min-inline-size: 0;
    }
  }
`;
