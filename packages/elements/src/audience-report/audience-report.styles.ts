import { css } from "lit";

export const reportStyles = css`
  :host {
    display: block;
  }

  .page-head {
    align-items: flex-end;
    margin-block-end: 8px;
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
    border-radius: var(--_radius-s);
    background: none;
    cursor: pointer;
  }
  .crumb:hover {
    color: var(--_color-text);
  }

  .actions-why {
    margin-block-start: 4px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-2xs);
    line-height: var(--_line-2xs);
  }

  .notice {
    margin-block: 8px 12px;
  }

  .side {
    padding-block: 8px;
  }
  .side .figure {
    margin-block-start: 4px;
  }
  .side audience-summary {
    margin-block-start: 8px;
  }
  .activated {
    margin-block-start: 16px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_color-border);
  }

  [role="tabpanel"]:focus-visible {
    outline-offset: 4px;
  }

  .changes-note + .twin {
    margin-block-start: 8px;
  }
  .changes-note {
    margin-block-end: 8px;
    max-inline-size: 72ch;
  }

  .skeleton.text {
    block-size: 12px;
    inline-size: 96px;
    margin-block: 6px;
  }
  .skeleton.title {
    block-size: 20px;
    inline-size: 240px;
    max-inline-size: 60%;
    margin-block: 4px;
  }
  .skeleton.tab-row {
    block-size: 16px;
    inline-size: 320px;
    max-inline-size: 100%;
    margin-block: 12px 32px;
  }
  .skeleton.plot {
    block-size: 264px;
    margin-block: 56px 24px;
  }
  .skeleton.number {
    block-size: 28px;
    inline-size: 120px;
    margin-block: 8px;
  }

  @container audience (max-width: 900px) {
    .with-side {
      grid-template-columns: 1fr 1fr;
      gap: 16px 24px;
    }
    .side {
      display: contents;
    }
    .side > * {
      order: 1;
      min-inline-size: 0;
    }
    .side > :last-child {
      order: 3;
      grid-column: 1 / -1;
    }
    .side > :only-child {
      order: 1;
    }
    .with-side > :first-child {
      order: 2;
      grid-column: 1 / -1;
      min-inline-size: 0;
    }
  }

  @container audience (max-width: 640px) {
    .page-head {
      flex-direction: column;
      align-items: stretch;
      gap: 12px;
      margin-block-end: 16px;
    }
    .actions {
      flex-wrap: wrap;
    }
    .tabs {
      flex-wrap: wrap;
      gap: 0 20px;
    }
  }
`;
