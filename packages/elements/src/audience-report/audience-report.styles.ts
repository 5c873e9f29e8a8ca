import { css } from "lit";

export const reportStyles = css`
  :host {
    display: block;
  }

  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }

  .name h1 {
    overflow-wrap: anywhere;
  }

  .crumb {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }

  .notice {
    margin-block-end: 16px;
  }

  .side dt {
    margin-block-end: 4px;
  }

  .side dd + dt {
    margin-block-start: 24px;
  }

  .side .quiet {
    overflow-wrap: anywhere;
  }

  .track {
    fill: var(--_color-surface-pressed);
  }

  .fill {
    fill: var(--_chart-series-1);
  }

  [role="tabpanel"]:focus-visible {
    outline: var(--_focus-ring-width) solid var(--_color-focus-ring);
    outline-offset: 4px;
  }

  @container audience (max-width: 900px) {
    .with-side {
      grid-template-columns: minmax(0, 1fr);
    }

    .side {
      position: static;
      padding: 0;
      border: 0;
    }

    .side.figures {
      order: -1;
    }
  }

  @container audience (max-width: 640px) {
    .page-head {
      flex-wrap: wrap;
    }

    .tabs {
      gap: 16px;
      overflow-x: auto;
    }
  }
`;
