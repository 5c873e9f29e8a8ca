import { css } from "lit";

/** The page of the builder: head, bar, the two columns, notices. */
export const builderStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    font-family: var(--_font-family);
    font-size: var(--_font-size-s);
    line-height: var(--_line-s);
    color: var(--_color-text);
  }
  .page-head {
    display: flex;
    align-items: flex-end;
    justify-content: space-between;
    gap: 16px;
    margin-block-end: 20px;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .actions {
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
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
    line-height: var(--_line-xs);
    cursor: pointer;
  }
  .crumb:hover {
    color: var(--_color-text);
  }
  .name-row {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .name-input {
    field-sizing: content;
    max-inline-size: 100%;
    min-inline-size: 120px;
    block-size: 36px;
    margin-inline-start: -9px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--_radius-m);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: var(--_font-size-xl);
    font-weight: var(--_font-weight-strong);
    letter-spacing: -0.01em;
    text-overflow: ellipsis;
  }
  :host(:lang(ar)) .name-input,
  :host(:lang(ar)) .figure {
    letter-spacing: 0;
  }
  .name-input::placeholder {
    color: var(--_color-text-faint);
    opacity: 1;
  }
  .name-input:hover,
  .name-input:placeholder-shown {
    border-color: var(--_color-border-control);
  }
  .name-input[aria-invalid="true"] {
    border-color: var(--_color-danger);
  }
  .name-error {
    margin-block-start: 4px;
  }
  .saved {
    margin-inline-end: 4px;
    white-space: nowrap;
  }
  .build {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 304px;
    gap: 32px;
    align-items: start;
  }
  .build-bar {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-block-end: 16px;
  }
  .build-bar audience-attribute-picker {
    flex: 1;
    min-inline-size: 0;
  }
  .match {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    white-space: nowrap;
  }
  .root-match {
    display: flex;
    margin-block-end: 12px;
  }
  .notice {
    margin-block-end: 16px;
    align-items: center;
  }
  .target-note {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block: -8px 12px;
    color: var(--_color-text-quiet);
    font-size: var(--_font-size-xs);
  }
  .text-button {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-accent);
    font: inherit;
    font-weight: var(--_font-weight-medium);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    cursor: pointer;
  }
  .text-button:hover {
    text-decoration-color: currentColor;
  }
  .json {
    margin: 0;
    padding: 16px;
    overflow-x: auto;
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface-sunken);
    font-family: var(--_font-family-code);
    font-size: var(--_font-size-xs);
    line-height: 1.6;
    tab-size: 2;
  }
  .sk-title {
    inline-size: 280px;
    block-size: 32px;
    margin-block: 20px;
  }
  .sk-cards {
    display: grid;
    gap: 8px;
  }
  .sk-cards .skeleton {
    block-size: 40px;
  }
  .sk-side {
    block-size: 240px;
  }
  .first {
    display: grid;
    gap: 4px;
    justify-items: center;
    padding: 48px 16px;
    border: 1px dashed var(--_color-border-strong);
    border-radius: var(--_radius-l);
    text-align: center;
  }
  .first p {
    max-inline-size: 48ch;
  }
  .first-title {
    font-size: var(--_font-size-l);
    line-height: var(--_line-l);
    font-weight: var(--_font-weight-strong);
  }
  @container (max-width: 900px) {
    .build {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 640px) {
    .page-head {
      flex-direction: column;
      align-items: stretch;
      gap: 12px;
    }
    .actions {
      display: grid;
      grid-template-columns: 1fr auto auto auto auto;
    }
    .name-row {
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .name-input {
      flex: 1 0 100%;
      field-sizing: fixed;
    }
    .build-bar {
      flex-wrap: wrap;
    }
    .build-bar audience-attribute-picker {
      flex: 1 0 100%;
    }
    .build-bar .views {
      margin-inline-start: auto;
    }
  }
`;
